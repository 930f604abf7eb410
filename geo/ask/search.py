"""Search by names: Chinese, English, pinyin, initials, and the other names of a place.

A Chinese name is found by its pinyin from any syllable on (``pudao``, ``zhengxin``), and by the
initials of its beginning (``pd``). Where a place has several names (亦庄, 经开区, E-Town, BDA),
each of them finds what any of them finds.
"""

import re
import sys
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from functools import lru_cache
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.ask.pinyin import syllables_of
from geo.ground.places import CITY, Hierarchy, Place
from geo.region import REGION
from geo.register.fields import columns_of, fields_with

Mask = NDArray[np.bool_]

SEARCHED_COLUMNS: Final = columns_of(fields_with("searched"))
START: Final = "|"
"""Stands in a spelling before everything that a search may begin with."""

_PLACE_COLUMNS: Final = (("place", "place:"), ("cluster", "cluster:"), ("district", "district:"))
BLANKS: Final = "".join(filter(str.isspace, map(chr, range(sys.maxunicode + 1))))
"""Every character that parts words."""

_CHINESE: Final = re.compile(r"[\u4e00-\u9fff]+")
_LEADING_CITY: Final = re.compile(rf"^{re.escape(REGION.name.zh)}市?(?=.)")

SHORTEST_SPELLING: Final = 2
"""How many letters a word has at least that is taken for pinyin or initials."""

_REMEMBERED: Final = 4096


def fold(text: str) -> str:
    """Return a text without case, by mappings that every language has: ``ß`` is ``ss``."""
    return text.upper().lower()


@lru_cache(maxsize=_REMEMBERED)
def spell(name: str) -> str:
    """Return what a Chinese name is typed as in Latin letters, each after a ``|``.

    >>> spell("朴道征信")
    '|pudaozhengxin|daozhengxin|zhengxin|xin|pdzx'
    """
    starts = []
    for run in _CHINESE.findall(name):
        syllables = syllables_of(run)
        starts += ["".join(syllables[first:]) for first in range(len(syllables))]
        starts += [_initials(run), _initials(_LEADING_CITY.sub("", run))]
    return "".join(START + start for start in dict.fromkeys(starts))


def _initials(run: str) -> str:
    return "".join(syllable[0] for syllable in syllables_of(run))


class Synonyms:
    """The other names of places, each standing for all names of its place."""

    def __init__(self, places: Hierarchy) -> None:
        """Collect the aliases, leaving out those that places apart from each other share."""
        holders: dict[str, list[Place]] = defaultdict(list)
        for place in places.places.values():
            for alias in place.aliases:
                holders[_bare(alias)].append(place)
        own = {alias: held for alias, held in holders.items() if _are_nested(held, places)}
        self.names: Mapping[str, frozenset[str]] = {
            alias: frozenset(_names_of(held, own)) for alias, held in own.items()
        }

    def of(self, word: str) -> frozenset[str]:
        """Return a word and what else is searched for it, without case."""
        return self.names.get(_bare(word), frozenset()) | {fold(word)}


def _bare(name: str) -> str:
    """Return a name without case, hyphens and blanks, as ``etown`` for ``E-Town``."""
    return re.sub(r"[\W_]+", "", fold(name))


def _names_of(holding: Iterable[Place], own: Container[str]) -> set[str]:
    """Return the aliases that only these places have, and the marks of what lies in them."""
    aliases = {alias for place in holding for alias in place.aliases if _bare(alias) in own}
    return {fold(alias) for alias in aliases} | {_mark(place.key) for place in holding}


def _are_nested(holding: list[Place], places: Hierarchy) -> bool:
    """Tell whether one of some places contains all the others."""
    return any(all(top.key in places.ancestors(one.key) for one in holding) for top in holding)


def _mark(key: str) -> str:
    """Return what stands in the searched text of a project for a place that contains it."""
    return f"<{key}>"


class ProjectText:
    """The searched text of every project, and its spelling in Latin letters."""

    def __init__(self, projects: pd.DataFrame, places: Hierarchy) -> None:
        """Join the names, fields and places of joined projects."""
        self._text = searchable_text(projects, places)
        self._spelling = _spellings(projects, places)
        self._synonyms = Synonyms(places)

    def lacks(self, text: str) -> Mask:
        """Return which projects lack one of the words of a text; shape (n,)."""
        lacks = np.zeros(len(self._text), dtype=bool)
        for word in text.split():
            lacks |= ~self._has(word)
        return lacks

    def to_document(self) -> dict[str, object]:
        """Return all that a search reads, as JSON has it, for a file that asks no server."""
        return {
            "texts": self._text.tolist(),
            "spellings": self._spelling.tolist(),
            "synonyms": {bare: sorted(names) for bare, names in self._synonyms.names.items()},
        }

    def _has(self, word: str) -> Mask:
        found = np.zeros(len(self._text), dtype=bool)
        for name in self._synonyms.of(word):
            found |= self._text.str.contains(name, regex=False).to_numpy(bool)
        typed = fold(word)
        if typed.isascii() and typed.isalpha() and len(typed) >= SHORTEST_SPELLING:
            found |= self._spelling.str.contains(START + typed, regex=False).to_numpy(bool)
        return found


def searchable_text(projects: pd.DataFrame, places: Hierarchy) -> pd.Series:
    """Return for each project its searched text: names, industry, places, aliases, marks."""

    def words(key: str) -> str:
        above = (places[up] for up in places.ancestors(key) if up != CITY)
        return " ".join(
            word for p in above for word in (p.name_zh, p.name_en, *p.aliases, _mark(p.key))
        )

    first, *others = SEARCHED_COLUMNS
    text = projects[first].fillna("").str.cat(projects[others], sep=" ", na_rep="")
    for column, prefix in _PLACE_COLUMNS:
        keys = prefix + projects[column]
        text = text + " " + keys.map(words, na_action="ignore").fillna("")
    return text.map(fold)


def _spellings(projects: pd.DataFrame, places: Hierarchy) -> pd.Series:
    """Return for each project the spelling of its name and of the places it lies in."""

    def spelled(key: str) -> str:
        above = (places[up] for up in places.ancestors(key) if up != CITY)
        return "".join(spell(name) for p in above for name in (p.name_zh, *p.aliases))

    spelling = projects["name_zh"].map(spell)
    for column, prefix in _PLACE_COLUMNS:
        keys = prefix + projects[column]
        spelling = spelling + keys.map(spelled, na_action="ignore").fillna("")
    return spelling
