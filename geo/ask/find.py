"""Find a spot by what someone types: the name of a place, a crossing of two streets, coordinates.

Names are found as the search finds projects (`geo.ask.search`): in any characters, by pinyin and
by initials. The likeliest comes first: what has the very name, then what begins with it, then what
has it within; of these the kind that is looked for more often, then the shorter name.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final, NamedTuple

from geo.ask.pinyin import syllables_of
from geo.ask.search import SHORTEST_SPELLING, START
from geo.errors import CoordinateError
from geo.ground.crossings import CROSSING, Crossings
from geo.ground.gazetteer import STREET, NamedPoint, read_gazetteer
from geo.ground.known_datums import datum_words
from geo.ground.places import Place
from geo.ground.spot import Spot, typed_datums, typed_spot
from geo.ground.streets import read_streets
from geo.register.load import Register
from geo.words.synonyms import normal
from geo.words.text_lines import TextLines

COORDINATES: Final = "coordinates"
PLACE: Final = "place"
"""The kind of what ``places.csv`` names."""

KINDS: Final = (
    PLACE,
    "airport",
    "station",
    "park",
    "hospital",
    "campus",
    "building",
    "bridge",
    "stop",
    STREET,
    "school",
    "estate",
    "village",
    "water",
)
"""What a name may be of; of names that fit alike the earlier kind is the likelier."""

FOUND: Final = (*KINDS, CROSSING, COORDINATES)
TYPED_ERROR_M: Final = 10
"""The error given to coordinates that someone typed."""

EXACT, BEGINS, HOLDS = range(3)
"""How a name fits what was typed, the best first."""

_STATION: Final = "站"
_CITY_OR_METRO = re.compile("^(北京市?|地铁)(?=..)")
_COORDINATES = re.compile(
    r"(?:(?P<datum>[^\W\d].{0,60}?)[\s:：]{1,9}+)?"
    r"(?P<numbers>[+-]?[\d.]+°?[EN东北]?[\s,，;；、]+[+-]?[\d.]+°?[EN东北]?)",
    re.IGNORECASE,
)
_FIRST: Final = ("a", "0, 0")
"""A sound and coordinates: the first of each makes the names and the datums ready."""

_SHARED: Final = 3
"""A text that more names than this end in, and hardly any begins with, names nothing: 实验室."""


class Finder:
    """The names of a gazetteer and of a register's places, ready to be asked."""

    def __init__(self, register: Register) -> None:
        """Take a register; names and streets come from the data folder."""
        self._register = register
        self.gazetteer = read_gazetteer()

    def find(self, text: str, limit: int) -> list[NamedPoint]:
        """Return what a text may mean, the likeliest first.

        Parameters
        ----------
        text
            A name, or words that stand in it and in its district's; two streets that cross; or
            two numbers, in one of the datums of the region.
        limit
            The most that is returned.
        """
        found = [*typed_points(text), *self.crossings.named(text)] or self._names.find(text)
        return found[:limit]

    def prepare(self) -> None:
        """Do before anybody asks what takes a while and is done once."""
        for typed in _FIRST:
            self.find(typed, 1)
        self.crossings.prepare()

    @cached_property
    def crossings(self) -> Crossings:
        """Where streets cross."""
        return Crossings(self.gazetteer, read_streets(), self._register.ground.districts)

    @cached_property
    def _names(self) -> "_Names":
        named = zip(self.gazetteer.points, self.gazetteer.folded, strict=True)
        districts = self._register.places.of_kind("district")
        places = self._register.places.places.values()
        lines = [line for place in places for line in _lines(place)]
        lines += [_Line(point, name, point.pinyin.split()) for point, name in named]
        where = {place.id: normal(place.name_zh + place.name_en) for place in districts}
        return _Names(lines, where)


class _Line(NamedTuple):
    """A point by one of its names, folded, and the syllables of that name."""

    point: NamedPoint
    name: str
    syllables: Sequence[str]


class _Names:
    """Names by which points are found, each a line of one text, which is fast to look through."""

    def __init__(self, lines: Sequence[_Line], districts: Mapping[str, str]) -> None:
        self._lines, self._districts = lines, districts
        self._named = TextLines([f"{START}{line.name}{START}" for line in lines])
        self._spelt = TextLines([_spelling(line.syllables) for line in lines])

    def find(self, text: str) -> list[NamedPoint]:
        """Return the points whose name fits a text, or all of its words, the best first."""
        whole = normal(text)
        words = [word for word in map(normal, text.split()) if word]
        plain = _CITY_OR_METRO.sub("", whole)
        ranks = self._fits(whole) or self._fits(plain) or self._fits_all(words)
        order = sorted(ranks, key=lambda at: (ranks[at], self._likelihood(at)))
        return list(dict.fromkeys(self._lines[at].point for at in order))

    def _likelihood(self, at: int) -> tuple[int, int]:
        line = self._lines[at]
        return KINDS.index(line.point.kind), len(line.name)

    def _fits(self, word: str) -> dict[int, int]:
        """Return how lines fit a word, by their positions: by their name, or else their sound."""
        if not word.strip("0123456789"):
            return {}
        found = self._by_name(word)
        if not found and word.isascii() and len(word) >= SHORTEST_SPELLING:
            found = dict.fromkeys(self._spelt.holding(START + word), HOLDS)
            found |= dict.fromkeys(self._spelt.holding(f"\n{START}{word}{START}"), BEGINS)
        return found

    def _by_name(self, word: str) -> dict[int, int]:
        holding = self._named.holding(word)
        begins, ends = self._named.holding(START + word), self._named.holding(word + START)
        exact = {*self._named.holding(START + word + START)}
        exact |= {*self._named.holding(START + word + _STATION + START)}
        if not exact and len(ends) > _SHARED * (1 + len(begins)):
            return {}
        if len(word.strip("0123456789")) < SHORTEST_SPELLING:
            holding = begins
        return {
            **dict.fromkeys(holding, HOLDS),
            **dict.fromkeys(begins, BEGINS),
            **dict.fromkeys(exact, EXACT),
        }

    def _fits_all(self, words: Sequence[str]) -> dict[int, int]:
        """Return how lines fit that have every word in their name or in their district's."""
        fits = {word: self._fits(word) for word in words}
        held = {at: rank for fit in fits.values() for at, rank in fit.items()}
        return {
            at: max(fit.get(at, rank) for fit in fits.values())
            for at, rank in held.items()
            if all(at in fit or word in self._district(at) for word, fit in fits.items())
        }

    def _district(self, at: int) -> str:
        return self._districts.get(self._lines[at].point.district, "")


def typed_points(text: str) -> list[NamedPoint]:
    """Return the spots that two numbers stand for, one of each datum that brings them here.

    A datum named before the numbers is the only one; without one WGS-84 comes first.
    """
    typed = _COORDINATES.fullmatch(text.strip())
    if not typed:
        return []
    named = datum_words().get(normal(typed["datum"])) if typed["datum"] else None
    if typed["datum"] and named is None:
        return []
    found: dict[Spot, NamedPoint] = {}
    for datum in [named] if named else typed_datums():
        try:
            spot = typed_spot(typed["numbers"], datum.code)
        except CoordinateError:
            continue
        name = f"{datum.code} {typed['numbers']}"
        point = NamedPoint(name, COORDINATES, spot.lon, spot.lat, TYPED_ERROR_M, "")
        found.setdefault(spot, point)
    return list(found.values())


def _spelling(syllables: Sequence[str]) -> str:
    """Return what a name is typed as in Latin letters: its sound from each syllable, initials."""
    sounds = ["".join(syllables[first:]) for first in range(len(syllables))]
    initials = "".join(syllable[0] for syllable in syllables)
    return "".join(START + sound for sound in (*sounds, initials)) + START


def _lines(place: Place) -> Iterator[_Line]:
    """Yield a line for each name of a place that has an anchor."""
    if place.anchor is None or place.radius_m is None:
        return
    lon, lat = place.anchor
    district = str(place.districts[0]) if len(place.districts) == 1 else ""
    point = NamedPoint(place.name_zh, PLACE, lon, lat, place.radius_m, district)
    for name in (place.name_zh, place.name_en, *place.aliases):
        yield _Line(point, normal(name), syllables_of(name))
