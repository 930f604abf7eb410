"""Districts as texts name them: after the city, with blanks, by an old name, several at once."""

import re
from typing import Final

from geo.ground.places import Hierarchy
from geo.intake.places.placing import LONGEST, folded, stands
from geo.region import REGION

_LISTED = re.compile("[,，、;；/|()（）&+~—-]|和|与|及|跨|位于")
_BETWEEN_CHARACTERS = re.compile(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])")
_CHINESE_ENDINGS: Final = ("区", "县")
_BESIDE = re.compile(r"(?:交界|接壤|之间|两区|三区|各区|等区|等)(?:处|地带|地区)?$")
_PINYIN_ENDING = re.compile(r" (?:qu|dist\.?)$")
_CODE = re.compile(r"(\d{6})(?:\d{3}){1,2}")
"""A code of statistics: that of a district, and of a street or village in it."""


class DistrictNames:
    """The names of districts, those of before among them, found within a text."""

    def __init__(self, places: Hierarchy) -> None:
        """Index what each district is called."""
        self._whole: dict[str, str] = {}
        for place in places.of_kind("district"):
            full = (place.name_zh, f"{place.name_en} district", *_former(place.id))
            for name in full:
                self._whole[folded(name)] = place.id
        self._listed = dict(self._whole)
        for name, id_ in self._whole.items():
            self._listed[name.removesuffix("区").removesuffix(" district")] = id_
        self._listed |= {place.id: place.id for place in places.of_kind("district")}
        short = sorted((name for name in self._listed if not name.isascii()), key=len, reverse=True)
        self._names = re.compile("|".join(map(re.escape, short)))

    def named_in(self, text: str) -> list[str]:
        """Return the ids of the districts that a text names, in the order of the table.

        Within other words only a full name counts: 朝阳路 is a street, and not only in 朝阳区.
        As an entry of a list, or after the city, a short one does too.
        """
        plain = _joined(text)
        if not plain:
            return []
        within = {id_ for name, id_ in self._whole.items() if name in plain and stands(name, plain)}
        entries = (_bare(entry) for entry in _LISTED.split(plain))
        listed = {self._listed[name] for entry in entries for name in self._alone(entry)}
        return [id_ for id_ in dict.fromkeys(self._whole.values()) if id_ in within | listed]

    def _alone(self, entry: str) -> list[str]:
        """Return the names that an entry is made of and nothing else: 海淀, or 海淀昌平."""
        if entry in self._listed:
            return [entry]
        is_made_of_names = bool(entry) and not self._names.sub("", entry)
        return self._names.findall(entry) if is_made_of_names else []

    def word_of(self, id_: str, text: str) -> str:
        """Return the name by which a text names a district."""
        plain = _joined(text)
        named = [name for name, of in self._listed.items() if of == id_ and name in plain]
        words = [name for name in named if stands(name, plain)]
        return max(words, key=len, default=id_)


def _former(id_: str) -> tuple[str, ...]:
    known = REGION.districts.get(id_)
    return known.former if known else ()


def _joined(text: str) -> str:
    """Return a text folded, without blanks between Chinese characters: 朝 阳 区 is one word."""
    return _BETWEEN_CHARACTERS.sub("", folded(text[:LONGEST]))


def _bare(entry: str) -> str:
    """Return an entry without the city before it and what ends a code or a name in pinyin."""
    plain = _BESIDE.sub("", entry.strip(" 。."))
    for city in (REGION.city.zh, REGION.name.zh, REGION.city.en.casefold()):
        plain = plain.removeprefix(city).strip()
    code = _CODE.fullmatch(plain)
    return code[1] if code else _PINYIN_ENDING.sub("", plain.removesuffix(".0"))
