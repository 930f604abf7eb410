"""Districts as texts name them: after the city, with blanks, by an old name, several at once."""

import re
from functools import cache
from typing import Final

from geo.ground.places import Hierarchy
from geo.intake.placing import LONGEST, folded, stands
from geo.region import REGION
from geo.words.synonyms import normal, synonyms
from geo.words.text import in_both

_LISTED = re.compile("[,，、;；/|()（）]|和|与|及")
_BETWEEN_CHARACTERS = re.compile(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])")
_BRACKETS = re.compile("[(（,，、;；]")
_CHINESE_ENDINGS: Final = ("区", "县")
_PINYIN_ENDING: Final = " qu"


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

    def named_in(self, text: str) -> list[str]:
        """Return the ids of the districts that a text names, in the order of the table.

        Within other words only a full name counts: 朝阳路 is a street, and not only in 朝阳区.
        As an entry of a list, or after the city, a short one does too.
        """
        plain = _joined(text)
        within = {id_ for name, id_ in self._whole.items() if name in plain and stands(name, plain)}
        entries = (_bare(entry) for entry in _LISTED.split(plain))
        listed = {self._listed[entry] for entry in entries if entry in self._listed}
        return [id_ for id_ in dict.fromkeys(self._whole.values()) if id_ in within | listed]

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
    plain = entry.strip()
    for city in (REGION.city.zh, REGION.name.zh, REGION.city.en.casefold()):
        plain = plain.removeprefix(city).strip()
    return plain.removesuffix(".0").removesuffix(_PINYIN_ENDING)


def elsewhere(text: str) -> tuple[str, str] | None:
    """Return the province that a text says it is in, in Chinese and English, if it is not ours."""
    parts = [normal(part) for part in _BRACKETS.split(text[:LONGEST])]
    for word, province in _provinces().items():
        if any(part.startswith(word) for part in parts):
            return in_both(f"province.{province}")
    return None


@cache
def _provinces() -> dict[str, str]:
    """Return the provinces by what a text in them begins with, without our own."""
    ours = {normal(REGION.city.zh), normal(REGION.name.zh)}
    own = {province for word, province in synonyms("province").items() if word in ours}
    known = synonyms("province").items()
    return {word: name for word, name in known if name not in own and not word.isascii()}
