"""A grid over polygons: a cell that no edge crosses has one answer for all its points.

Neighbours without an edge between them have the same answer, so that one question settles each run
of such cells. Only points in crossed cells, some two in a hundred, are left for the exact test.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
import shapely
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Positions: TypeAlias = NDArray[np.int64]
Cells: TypeAlias = NDArray[np.int64]

NOT_FOUND: Final = -1
UNSURE: Final = -2

CELLS: Final = 1024
"""How many cells the longer side of the ground is cut into."""

_MARGIN: Final = 1e-3
"""In cells: an edge that comes so near to a cell crosses it, as floats are not exact."""

_NARROWEST: Final = 1e-6
"""Degrees; ground of no extent has cells too."""

_PIECES: Final = 200_000
"""About how many more pieces edges are cut into at most, however long they are."""


@dataclass(frozen=True)
class Grid:
    """Answers by cell, shape (rows, columns): a position, ``NOT_FOUND`` or ``UNSURE``.

    ``west`` and ``south`` are the grid's corner and ``cell`` the side of a cell, in degrees. The
    outermost cells surround the ground and stand for all that lies beyond.
    """

    west: float
    south: float
    cell: float
    answers: NDArray[np.signedinteger]

    @classmethod
    def over(
        cls, polygons: NDArray[np.object_], locate: Callable[[Floats, Floats], Positions]
    ) -> "Grid":
        """Lay a grid over polygons; ``locate`` is the exact test, edges counting as inside."""
        ground = np.nan_to_num(shapely.total_bounds(polygons) if len(polygons) else np.zeros(4))
        size = ground[2:] - ground[:2]
        cell = float(max(size.max(), _NARROWEST)) / CELLS
        corner = ground[:2] - cell
        columns, rows = np.ceil(size / cell).astype(int) + 2
        crossed = _crossed(*_pieces(polygons, corner, cell), (rows, columns))
        row, column = np.nonzero(_begins(crossed))
        lon, lat = corner[:, None] + (np.vstack([column, row]) + 0.5) * cell
        answers = _filled(crossed, locate(lon, lat), len(polygons))
        return cls(float(corner[0]), float(corner[1]), cell, answers)

    def look_up(self, lon: Floats, lat: Floats) -> Positions:
        """Return the answers for points in degrees, shape (n,); NaN counts as beyond."""
        rows, columns = self.answers.shape
        column = self._steps(lon, self.west, columns)
        row = self._steps(lat, self.south, rows)
        return self.answers[row, column].astype(np.int64)

    def _steps(self, degrees: Floats, start: float, count: int) -> Cells:
        """Return how many cells points are from the start, no fewer than 0, fewer than count."""
        end = start + (count - 0.5) * self.cell
        within = np.fmin(np.fmax(degrees, start), end)  # unlike maximum, fmax passes NaN over
        return ((within - start) / self.cell).astype(np.int64)


def _pieces(polygons: NDArray[np.object_], corner: Floats, cell: float) -> tuple[Cells, Cells]:
    """Return the first and the last cell (column, row) of each piece of edge, each (m, 2).

    Long edges are cut, so that the box between a piece's two cells holds little else.
    """
    edges = shapely.get_parts(shapely.boundary(polygons))
    longest = max(cell, float(shapely.length(edges).sum()) / _PIECES)
    corners, edge = shapely.get_coordinates(shapely.segmentize(edges, longest), return_index=True)
    steps = (corners - corner) / cell
    follows = edge[1:] == edge[:-1]
    first = np.minimum(steps[1:], steps[:-1])[follows] - _MARGIN
    last = np.maximum(steps[1:], steps[:-1])[follows] + _MARGIN
    return np.floor(first).astype(np.int64), np.floor(last).astype(np.int64)


def _crossed(first: Cells, last: Cells, shape: tuple[int, int]) -> NDArray[np.bool_]:
    """Return which cells lie in a box between a first and a last cell.

    Each box adds 1 at its corner and takes it back beyond its sides; sums along both axes do the
    rest, whatever the size of the boxes.
    """
    height, width = shape[0] + 1, shape[1] + 1
    changes = np.zeros((height, width), dtype=np.int32)
    for row, up in ((first[:, 1], 1), (last[:, 1] + 1, -1)):
        for column, right in ((first[:, 0], 1), (last[:, 0] + 1, -1)):
            np.add.at(changes.reshape(-1), row * width + column, np.int32(up * right))
    for axis in (0, 1):
        changes.cumsum(axis=axis, out=changes)
    return changes[:-1, :-1] > 0


def _begins(crossed: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return the cells at which a run of cells that no edge crosses begins, row by row."""
    begins = ~crossed
    begins[:, 1:] &= crossed[:, :-1]
    return begins


def _filled(crossed: NDArray[np.bool_], found: Positions, count: int) -> NDArray[np.signedinteger]:
    """Return the answers of all cells from those of the runs, in the smallest type for them."""
    run = np.cumsum(_begins(crossed), dtype=np.int32).reshape(crossed.shape) - 1
    smallest = np.min_scalar_type(min(UNSURE, -count))
    answers: NDArray[np.signedinteger] = found.astype(smallest)[run]
    answers[crossed] = UNSURE
    return answers
