"""Offline geocoding: known names in what a row says of its place; marked, never guessed."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Final

from geo.ground.places import Hierarchy, Place
from geo.words.characters import simplified

SHORTEST_IN_TEXT: Final = 3
"""Fewest characters of a name that is looked for within an address."""

LONGEST: Final = 500
"""Characters of an address that names are looked for in."""

_START: Final = 2
_BRACKETS = re.compile(r"[(（]([^()（）]*+)[)）]")
_ENDINGS: Final = ("市", "区", "组团", " cluster", " district")
_KINDS: Final = ("site", "place", "functional_area")


@dataclass(frozen=True)
class Match:
    """What a text names: a place's key, or none; ``ambiguous`` lists several that fit alike."""

    key: str | None = None
    word: str = ""
    ambiguous: tuple[str, ...] = ()


class Gazetteer:
    """The names of districts, clusters and places, looked up whole or within a text."""

    def __init__(self, places: Hierarchy) -> None:
        """Index every name, alias and id."""
        self._places = places
        self._words: dict[str, dict[str, list[str]]] = {
            "district": self._index(places.of_kind("district")),
            "cluster": self._index(places.of_kind("cluster")),
            "place": self._index([place for kind in _KINDS for place in places.of_kind(kind)]),
        }

        self._looked_for = {kind: _by_start(kind, words) for kind, words in self._words.items()}
        self._any = {kind: _any_of(words) for kind, words in self._looked_for.items()}

    def _index(self, places: list[Place]) -> dict[str, list[str]]:
        words: dict[str, list[str]] = defaultdict(list)
        for place in places:
            for word in sorted(_names_of(place)):
                words[word].append(place.key)
        return dict(words)

    def whole(self, kind: str, text: str, district: str | None = None) -> Match:
        """Return the ``district``, ``cluster`` or ``place`` that a text names as a whole."""
        keys = self._words[kind].get(folded(text), [])
        return self._choose(keys, text, district)

    def within(self, kind: str, text: str, district: str | None = None) -> Match:
        """Return the place of the longest name that stands in a text.

        ``district`` is the adcode that the row states; it decides between names that fit alike.
        """
        plain = folded(text)
        if not self._any[kind].search(plain):  # as in most addresses
            return Match()
        starting = self._looked_for[kind]
        found = [
            word
            for at in range(len(plain))
            for word in starting.get(plain[at : at + _START], ())
            if plain.startswith(word, at) and stands(word, plain)
        ]
        if not found:
            return Match()
        longest = max(found, key=len)
        return self._choose(self._words[kind][longest], longest, district)

    def _choose(self, keys: list[str], word: str, district: str | None) -> Match:
        """Return the one place, the one in the stated district, or the one that holds the rest."""
        if len(keys) == 1:  # most names are one place's
            return Match(keys[0], word)
        near = [key for key in keys if district in self._places[key].districts]
        chosen = near if len(near) == 1 else keys
        wide = [key for key in chosen if all(key in self._places.ancestors(k) for k in chosen)]
        if len(wide) == 1:
            return Match(wide[0], word)
        return Match(None, word, tuple(chosen)) if chosen else Match()


def _by_start(kind: str, words: Iterable[str]) -> dict[str, list[str]]:
    """Return the words that are looked for within a text by how they start."""
    starting: dict[str, list[str]] = defaultdict(list)
    for word in words:
        is_whole = kind != "district" or word.endswith(("区", " district"))  # 朝阳路 is a street
        if len(word) >= SHORTEST_IN_TEXT and is_whole:
            starting[word[:_START]].append(word)
    return dict(starting)


def _any_of(starting: Mapping[str, Iterable[str]]) -> re.Pattern[str]:
    """Return what is found in a text that has any of the words, all looked for at once."""
    words = chain.from_iterable(starting.values())
    return re.compile("|".join(map(re.escape, words)) or "(?!)")  # which is found nowhere


def _names_of(place: Place) -> set[str]:
    """Return the names of a place, folded: with and without brackets and endings."""
    names = {place.id, place.name_zh, place.name_en, *place.aliases}
    names |= {_BRACKETS.sub("", name).strip() for name in (place.name_zh, place.name_en)}
    names |= {
        match[1] for name in names if (match := _BRACKETS.search(name)) and match[1].isascii()
    }
    said = {folded(name) for name in names}
    if place.kind == "district":
        said.add(folded(f"{place.name_en} district"))
    if place.kind in {"district", "cluster"}:
        said |= {name.removesuffix(e) for name in said for e in _ENDINGS}
    return {name for name in said if len(name) > 1}


def folded(text: str) -> str:
    """Return text for the search of names: half-width, simplified, without case, blanks as one."""
    return _folded(text[:LONGEST])


@lru_cache(maxsize=10_000)  # a column has few words, each in many rows
def _folded(text: str) -> str:
    return " ".join(simplified(unicodedata.normalize("NFKC", text).casefold()).split())


def stands(word: str, text: str) -> bool:
    """Tell whether a word that is in a text stands in it; a Latin one only between boundaries."""
    return not word.isascii() or bool(
        re.search(rf"(?<![a-z0-9]){re.escape(word)}(?![a-z0-9])", text)
    )
