"""What of a cube passes a view's filters, and its sums: in all, and by cells of any size."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from geo.ask.filters import PROJECT_FILTERS, Mask
from geo.cube.read import NOWHERE, Cube
from geo.view.view import CHOICES, View

OTHER_LIMITS: Final = ("period", "q", "shape")
"""What restricts a view beside its filters by field; each is called by a word of its own."""


@dataclass(frozen=True)
class Totals:
    """The sums of what passes: rows, those of them that state an amount and that in 万元.

    ``off_grid`` are the rows among them that lie in no cell, which no map shows.
    """

    rows: int
    stated: int
    wan: int
    off_grid: int


@dataclass(frozen=True, eq=False)
class CellSums:
    """The sums of cells of a side, in any order; each of shape (m,), none without rows.

    ``east`` and ``north`` count cells of that side from the grid's south-west corner.
    """

    east: NDArray[np.int64]
    north: NDArray[np.int64]
    rows: NDArray[np.int64]
    wan: NDArray[np.int64]


def filters_left_out(cube: Cube, view: View) -> tuple[str, ...]:
    """Return the filters of a view that a cube cannot answer: it is not summed by them."""
    chosen = [name for name in PROJECT_FILTERS if getattr(view, name) and name not in cube.codes]
    period = cube.period is None and bool(view.start or view.end)
    limits = zip(OTHER_LIMITS, (period, view.q, view.shape), strict=True)
    return (*chosen, *(name for name, value in limits if value))


def passing(cube: Cube, view: View) -> Mask:
    """Return which rows of a cube pass the filters that it can answer; shape (n,).

    A month passes a period that has a day of it, a year known no closer one with a day of the year:
    the rule by which projects pass. Without a date a row passes no period.
    """
    passes = np.ones(len(cube.rows), dtype=bool)
    for name, codes in cube.codes.items():
        if wanted := [CHOICES[name].index(option) for option in getattr(view, name)]:
            passes &= np.isin(codes, wanted)
    if cube.period is not None and (view.start or view.end):
        passes &= np.append(_within(cube, view), False)[cube.period]
    return passes


def _within(cube: Cube, view: View) -> Mask:
    """Return which of a cube's periods have a day within that of a view."""
    first, last = cube.bounds
    within = np.ones(len(cube.periods), dtype=bool)
    if view.start:
        within &= last >= np.datetime64(view.start)
    if view.end:
        within &= first <= np.datetime64(view.end)
    return within


def lying_in(cube: Cube, key: str) -> Mask | None:
    """Return which rows of a cube lie in a district or cluster, shape (n,); None for other places.

    None too where the cube is not summed by such places.
    """
    kind, _, id_ = key.partition(":")
    if kind not in cube.codes or id_ not in CHOICES[kind]:
        return None
    lies: Mask = cube.codes[kind] == CHOICES[kind].index(id_)
    return lies


def totals_of(cube: Cube, passes: Mask) -> Totals:
    """Return the sums of the rows of a cube that pass."""
    return Totals(
        rows=int(cube.rows[passes].sum()),
        stated=int(cube.stated[passes].sum()),
        wan=int(cube.wan[passes].sum()),
        off_grid=int(cube.rows[passes & (cube.east == NOWHERE)].sum()),
    )


def cells_of(cube: Cube, passes: Mask, factor: int) -> CellSums:
    """Return the sums of what passes by cells whose side is ``factor`` of the cube's."""
    shown = passes & (cube.east != NOWHERE)
    east, north = (steps[shown].astype(np.int64) // factor for steps in (cube.east, cube.north))
    across = cube.grid.columns // factor + 1
    found, which = np.unique(north * across + east, return_inverse=True)
    rows, wan = (_added(column[shown], which, len(found)) for column in (cube.rows, cube.wan))
    return CellSums(found % across, found // across, rows, wan)


def _added(values: NDArray[np.int64], which: NDArray[np.intp], size: int) -> NDArray[np.int64]:
    """Add whole numbers up by where they belong; floating point would not be exact."""
    sums = np.zeros(size, dtype=np.int64)
    np.add.at(sums, which, values)
    return sums
