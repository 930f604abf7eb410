"""Filters as boolean masks over the register, and the counts beside every option.

Each filter keeps its own mask; a project passes when it fails none. The count beside an option
answers "how many would I see", so it respects every filter but its own.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.ask.codes import Codes, code_column
from geo.ask.search import ProjectText
from geo.ask.within_shape import NO_OUTLINES, Outlines, ShapeSelector
from geo.ground.places import Hierarchy
from geo.register.fields import FIELD, FILTERS
from geo.view.shapes import Shape
from geo.view.view import CHOICES, View, period_end, period_start

Mask = NDArray[np.bool_]

FILTER_OPTIONS = {field.name: field.options for field in FILTERS}
PROJECT_FILTERS = tuple(FILTER_OPTIONS)
"""The filters by which a project is coded, and the options of each."""


@dataclass(frozen=True, eq=False)
class Selection:
    """The projects that pass a view, and the counts beside every option.

    ``mask`` has a value a project; ``counts`` maps a filter to its options' counts in the order of
    ``CHOICES``; ``undated`` counts projects that only the period hides, as they have no date, and
    ``unplaced`` those that only the shape hides, as they have no point. ``unsure_in`` and
    ``unsure_out`` count the projects in the shape, and those that only the shape hides, whose point
    is less precise than its distance from the shape's edge.
    ``rest`` tells which projects pass what coded columns cannot answer (the text and the shape), or
    is None where nothing of the kind is set. ``lifted`` says, where no project passes, how many
    would if one filter were lifted: of ``PROJECT_FILTERS``, ``period``, ``q`` or ``shape``.
    """

    mask: Mask
    counts: Mapping[str, NDArray[np.int64]]
    undated: int = 0
    unplaced: int = 0
    unsure_in: int = 0
    unsure_out: int = 0
    rest: Mask | None = None
    lifted: Mapping[str, int] = field(default_factory=dict)


class ProjectFilter:
    """The register's projects, coded once so that a filter costs a few array operations."""

    def __init__(
        self, projects: pd.DataFrame, places: Hierarchy, outlines: Outlines = NO_OUTLINES
    ) -> None:
        """Code the filtered columns of joined projects and index their text, dates and points."""
        self._projects = projects
        self.shapes = ShapeSelector(projects, places, outlines)
        self._pointless = projects["lon"].isna().to_numpy()
        self._places = places
        self._codes = {name: code_filter_column(projects[name], name) for name in PROJECT_FILTERS}
        self._start, self._end = periods_of(projects["date"])

    @cached_property
    def _text(self) -> ProjectText:
        return ProjectText(self._projects, self._places)

    def select(self, view: View) -> Selection:
        """Return the projects that pass the view's filters, with counts; shapes (n,)."""
        fails = {name: self._fails(name, getattr(view, name)) for name in PROJECT_FILTERS}
        fails["period"] = self._outside(view.start, view.end)
        fails["q"] = self._lacks(view.q)
        fails["shape"] = self._beyond(view.shape)
        failed = np.zeros(len(self._projects), dtype=np.int8)
        for fail in fails.values():
            if fail is not None:
                failed += fail
        counts = {name: self._count(name, failed, fails[name]) for name in PROJECT_FILTERS}
        return Selection(
            failed == 0,
            counts,
            undated=_count_only(failed, fails["period"], np.isnat(self._start)),
            unplaced=_count_only(failed, fails["shape"], self._pointless),
            **self._unsure(view.shape, failed, fails["shape"]),
            rest=_passing(fails["q"], fails["shape"]),
            lifted=_lifted(failed, fails),
        )

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

    def _beyond(self, shape: Shape | None) -> Mask | None:
        """Return which projects have no point within a shape."""
        return None if shape is None else ~self.shapes.inside(shape).mask

    def _unsure(
        self, shape: Shape | None, failed: NDArray[np.int8], beyond: Mask | None
    ) -> dict[str, int]:
        """Count the projects that the error of their point may bring over the shape's edge."""
        if shape is None:
            return {}
        unsure = self.shapes.inside(shape).unsure
        return {
            "unsure_in": int((unsure & (failed == 0)).sum()),
            "unsure_out": _count_only(failed, beyond, unsure),
        }

    def _lacks(self, text: str) -> Mask | None:
        """Return which projects lack one of the words of the text."""
        return self._text.lacks(text) if text.strip() else None

    def _count(self, name: str, failed: NDArray[np.int8], own: Mask | None) -> NDArray[np.int64]:
        passing = failed == 0 if own is None else failed == own
        codes = self._codes[name][passing]
        return np.bincount(codes[codes >= 0], minlength=len(CHOICES[name]))


def _lifted(failed: NDArray[np.int8], fails: Mapping[str, Mask | None]) -> dict[str, int]:
    """Return how many projects each filter hides alone, where none passes."""
    if (failed == 0).any():
        return {}
    single = failed == 1
    return {name: int((single & own).sum()) for name, own in fails.items() if own is not None}


def _passing(*fails: Mask | None) -> Mask | None:
    """Return which projects some filters let through, or None where none of them is set."""
    hidden = [fail for fail in fails if fail is not None]
    return ~np.logical_or.reduce(hidden) if hidden else None


def _count_only(failed: NDArray[np.int8], own: Mask | None, among: Mask) -> int:
    """Count the projects among some that one filter hides and no other."""
    return 0 if own is None else int((own & among & (failed == 1)).sum())


def code_filter_column(column: pd.Series, name: str) -> Codes:
    """Return the position of each value among the options of a filter, -1 for none of them."""
    field = FIELD[name]
    known = column.fillna(field.unstated) if field.unstated else column
    return code_column(known, field.options)


def periods_of(dates: pd.Series) -> tuple[NDArray[np.datetime64], NDArray[np.datetime64]]:
    """Return the first and last day that each date of its precision may mean; NaT for none."""
    codes, texts = pd.factorize(dates)
    first = [period_start(text) if text else None for text in texts]
    last = [period_end(text) if text else None for text in texts]
    return (
        np.array(first, dtype="datetime64[D]")[codes],
        np.array(last, dtype="datetime64[D]")[codes],
    )
