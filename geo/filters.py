"""Filters as boolean masks over the register, and the counts beside every option.

Each filter keeps its own mask; a project passes when it fails none. The count beside an option
answers "how many would I see", so it respects every filter but its own.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.codes import Codes, code_column
from geo.places import CITY, Hierarchy
from geo.view import CHOICES, NO_CLUSTER, View, period_end, period_start
from geo.vocabulary import UNSTATED

Mask = NDArray[np.bool_]

PROJECT_FILTERS = ("cluster", "district", "sector", "status", "kind", "origin", "programme")
FILTER_OPTIONS = {name: CHOICES[name] for name in PROJECT_FILTERS}
"""The filters by which a project is coded, and the options of each."""


@dataclass(frozen=True, eq=False)
class Selection:
    """The projects that pass a view, and the counts beside every option.

    ``mask`` has a value a project; ``counts`` maps a filter to its options' counts in the order of
    ``CHOICES``; ``undated`` counts projects that only the period hides, as they have no date.
    ``rest`` tells which projects pass what coded columns cannot answer (the text), or is None where
    nothing of the kind is set.
    """

    mask: Mask
    counts: Mapping[str, NDArray[np.int64]]
    undated: int
    rest: Mask | None


class ProjectFilter:
    """The register's projects, coded once so that a filter costs a few array operations."""

    def __init__(self, projects: pd.DataFrame, places: Hierarchy) -> None:
        """Code the filtered columns of joined projects and index their text and dates."""
        self._projects = projects
        self._places = places
        self._codes = {name: code_filter_column(projects[name], name) for name in PROJECT_FILTERS}
        self._start, self._end = periods_of(projects["date"])

    @cached_property
    def _text(self) -> pd.Series:
        return searchable_text(self._projects, self._places)

    def select(self, view: View) -> Selection:
        """Return the projects that pass the view's filters, with counts; shapes (n,)."""
        fails = {name: self._fails(name, getattr(view, name)) for name in PROJECT_FILTERS}
        fails["period"] = self._outside(view.start, view.end)
        fails["q"] = self._lacks(view.q)
        failed = np.zeros(len(self._projects), dtype=np.int8)
        for fail in fails.values():
            if fail is not None:
                failed += fail
        counts = {name: self._count(name, failed, fails[name]) for name in PROJECT_FILTERS}
        only_period = np.isnat(self._start) & (failed == 1)
        undated = 0 if fails["period"] is None else int((only_period & fails["period"]).sum())
        rest = None if fails["q"] is None else ~fails["q"]
        return Selection(failed == 0, counts, undated, rest)

    def _fails(self, name: str, chosen: tuple[str, ...]) -> Mask | None:
        """Return which projects a filter hides, or None where it is not set."""
        if not chosen:
            return None
        wanted = np.isin(np.array([*CHOICES[name], None], dtype=object), chosen)
        return ~wanted[self._codes[name]]

    def _outside(self, start: dt.date | None, end: dt.date | None) -> Mask | None:
        """Return which projects have no day within the period; undated ones have none."""
        if start is None and end is None:
            return None
        inside = ~np.isnat(self._start)
        if start is not None:
            inside &= self._end >= np.datetime64(start)
        if end is not None:
            inside &= self._start <= np.datetime64(end)
        return ~inside

    def _lacks(self, text: str) -> Mask | None:
        """Return which projects lack one of the words of the text."""
        words = text.casefold().split()
        if not words:
            return None
        lacks = np.zeros(len(self._text), dtype=bool)
        for word in words:
            lacks |= ~self._text.str.contains(word, regex=False).to_numpy(bool)
        return lacks

    def _count(self, name: str, failed: NDArray[np.int8], own: Mask | None) -> NDArray[np.int64]:
        passing = failed == 0 if own is None else failed == own
        codes = self._codes[name][passing]
        return np.bincount(codes[codes >= 0], minlength=len(CHOICES[name]))


def searchable_text(projects: pd.DataFrame, places: Hierarchy) -> pd.Series:
    """Return for each project its searched text: names, industry, places, aliases."""

    def words(key: str) -> str:
        above = (places[up] for up in places.ancestors(key) if up != CITY)
        return " ".join(word for p in above for word in (p.name_zh, p.name_en, *p.aliases))

    columns = [
        "id",
        "name_zh",
        "name_en",
        "industry_zh",
        "industry_en",
        "location_zh",
        "location_en",
    ]
    text = projects[columns].fillna("").agg(" ".join, axis=1)
    for column, prefix in (("place", "place:"), ("cluster", "cluster:"), ("district", "district:")):
        keys = prefix + projects[column]
        text = text + " " + keys.map(words, na_action="ignore").fillna("")
    return text.str.casefold()


def code_filter_column(column: pd.Series, name: str) -> Codes:
    """Return the position of each value among the options of a filter, -1 for none of them."""
    options = CHOICES[name]
    blank = UNSTATED if UNSTATED in options else NO_CLUSTER
    return code_column(column.fillna(blank), options)


def periods_of(dates: pd.Series) -> tuple[NDArray[np.datetime64], NDArray[np.datetime64]]:
    """Return the first and last day that each date of its precision may mean; NaT for none."""
    first = [period_start(text) if text else None for text in dates]
    last = [period_end(text) if text else None for text in dates]
    return np.array(first, dtype="datetime64[D]"), np.array(last, dtype="datetime64[D]")
