"""The cells of a cube: sent to the browser once as columns, coloured by what lies on a km² of them.

A shade means the same under every filter, at every size of cells, on screen and on paper.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from geo.ask.filters import PROJECT_FILTERS, Mask
from geo.cube.read import Cube, read_cube
from geo.cube.select import CellSums, cells_of, passing
from geo.errors import MissingFileError, TwoZonesError
from geo.settings import settings
from geo.view.view import CHOICES, View
from geo.words.numerals import number
from geo.words.text import text_in
from geo.words.vocabulary import CELL_METRICS, LANGUAGES, METRICS
from layers.assets import Asset
from layers.choropleth import Choropleth, bounds_of

LEAST_PX: Final = 6.0
"""The least side of a cell that is drawn, in pixels: cells are added up until they have it."""

COARSEST_M: Final = 4000
"""Cells are added up as long as their side is no longer, in metres."""

OPACITY: Final = 0.8
"""How opaque cells are: what lies below them can be seen."""

SHARES: Final = (0.3, 0.6, 0.85, 0.97)
"""The quantiles at which classes begin: few cells are dense, and those are to be told apart."""

VIEWS_KEPT: Final = 4
"""A document asks for the same view again and again, in few sizes of cells."""

POOLED: Final = np.linspace(0, 1, 101)
"""The quantiles by which every size of cells counts the same where classes are found."""

_LOG: Final = logging.getLogger("twozones.cube")


@dataclass(frozen=True, eq=False)
class CellLayer:
    """A cube as a layer of the map."""

    cube: Cube

    @property
    def factors(self) -> tuple[int, ...]:
        """How many of the cube's cells a drawn one has along its side, the finest first."""
        longest = max(1, COARSEST_M // self.cube.cell_m)
        return tuple(2**power for power in range(longest.bit_length()))

    def factor_at(self, metres_per_pixel: float) -> int:
        """Return the least factor whose cells are as large as is drawn, or the largest."""
        least = LEAST_PX * metres_per_pixel / self.cube.cell_m
        return next((factor for factor in self.factors if factor >= least), self.factors[-1])

    @cached_property
    def passing(self) -> Callable[[View], Mask]:
        """Which rows of the cube pass a view's filters; kept for the views asked for last."""
        return lru_cache(VIEWS_KEPT)(partial(passing, self.cube))

    @cached_property
    def sums(self) -> Callable[[View, int], CellSums]:
        """What of a view passes, by cells of a factor: each frame of a document asks for it."""

        def sums(view: View, factor: int) -> CellSums:
            return cells_of(self.cube, self.passing(view), factor)

        return lru_cache(VIEWS_KEPT)(sums)

    def densities(self, sums: CellSums, metric: str, factor: int) -> NDArray[np.float64]:
        """Return what a metric has on a km² of cells: rows, or 万元; shape (m,)."""
        values = sums.rows if metric == "density" else sums.wan
        return values / (self.cube.cell_m * factor / 1000) ** 2

    @cached_property
    def bounds(self) -> Mapping[str, tuple[float, ...]]:
        """By metric the lower bounds of its classes, a km²: quantiles over all sizes of cells."""
        sums = {factor: cells_of(self.cube, self._everything, factor) for factor in self.factors}
        return {metric: self._bounds(metric, sums) for metric in CELL_METRICS}

    @cached_property
    def most(self) -> Mapping[str, float]:
        """By metric the most that a km² has without a filter, where the last class ends.

        A larger cell has no more than the densest of those that lie in it.
        """
        sums = cells_of(self.cube, self._everything, 1)
        return {
            metric: float(self.densities(sums, metric, 1).max(initial=0.0))
            for metric in CELL_METRICS
        }

    @property
    def _everything(self) -> NDArray[np.bool_]:
        return np.ones(len(self.cube.rows), dtype=bool)

    def _bounds(self, metric: str, sums: Mapping[int, CellSums]) -> tuple[float, ...]:
        found = [self.densities(cells, metric, factor) for factor, cells in sums.items()]
        positive = [values[values > 0] for values in found]
        shares = [np.quantile(values, POOLED) for values in positive if len(values)]
        pooled = np.concatenate([*shares, np.empty(0)])
        return bounds_of({str(at): one for at, one in enumerate(pooled.tolist())}, SHARES)

    def about(self, lang: str) -> str:
        """Say of which day a cube is, and of what file."""
        text, cube = text_in(lang), self.cube
        files = cube.about["files"]
        return text(
            "cells.about",
            date=text.date(cube.as_of),
            file=cube.file,
            written=text.date(cube.written_on.isoformat()),
            files=len(files) if isinstance(files, list) else 0,
            left_out=number(int(str(cube.about["left_out"]))),
        )

    @cached_property
    def asset(self) -> Asset:
        """The cube as the browser filters it.

        An Arrow stream in the order of the cells. ``cell`` is a cell's number in the grid, row by
        row from the south-west corner, -1 for none; the filters are positions among ``options``,
        -1 for none; ``period`` one among ``periods``, each with its first and last day since 1970.
        """
        cube = self.cube
        cell = np.where(cube.east < 0, -1, cube.north * cube.grid.columns + cube.east)
        columns = {name: _narrow(codes) for name, codes in cube.codes.items()}
        if cube.period is not None:
            columns["period"] = _narrow(cube.period)
        columns |= {"rows": _narrow(cube.rows), "stated": _narrow(cube.stated)}
        columns |= {"wan": _narrow(cube.wan), "cell": cell.astype(np.int32)}
        return Asset.from_columns("cells.arrow", columns, self._metadata())

    def _metadata(self) -> Mapping[str, object]:
        cube = self.cube
        first, last = (days.astype(int).tolist() for days in cube.bounds)
        return {
            "grid": asdict(cube.grid),
            "cell_m": cube.cell_m,
            "factors": self.factors,
            "filters": PROJECT_FILTERS,
            "options": {name: CHOICES[name] for name in cube.codes},
            "periods": list(zip(cube.periods, first, last, strict=True)),
            "bounds": self.bounds,
            "about": {lang: self.about(lang) for lang in LANGUAGES},
        }


def _narrow(values: NDArray[np.int64]) -> NDArray[np.generic]:
    """Return whole numbers in as few bytes as they need; beyond 32 bits as doubles, still exact."""
    least, most = (int(values.min()), int(values.max())) if len(values) else (0, 0)
    kind = np.result_type(np.min_scalar_type(most), np.min_scalar_type(min(least, -1)))
    return values.astype(kind if kind.itemsize < np.dtype(np.int64).itemsize else np.float64)


@dataclass(frozen=True)
class ServedCells:
    """The layer of the cube that the settings name, or why there is none."""

    layer: CellLayer | None = None
    error: TwoZonesError | None = None


def served_cells() -> ServedCells:
    """Return the layer of the cube that the settings name; a changed file is read anew."""
    path = settings().cube
    if not path:
        return ServedCells()
    path = Path(path)
    try:
        stat = path.stat()
    except OSError:
        return ServedCells(error=MissingFileError(file=path.name))
    return _read(path, (stat.st_mtime_ns, stat.st_size))


@lru_cache(maxsize=1)
def _read(path: Path, _stamp: tuple[int, int]) -> ServedCells:
    """Read a file as it was at a time; one that cannot be used is said once in the log."""
    try:
        layer = CellLayer(read_cube(path))
    except TwoZonesError as error:
        _LOG.warning(error.sentence("en"))
        return ServedCells(error=error)
    return ServedCells(layer)


def find_cells(path: str) -> Asset | None:
    """Return the cells as an asset where a path is their address, or None."""
    layer = served_cells().layer
    return layer.asset if layer and layer.asset.url == path else None


def available_metrics() -> tuple[str, ...]:
    """Return the metrics that can be offered: those of cells only where there is a cube."""
    has_cells = served_cells().layer is not None
    return tuple(metric for metric in METRICS if has_cells or metric not in CELL_METRICS)


def cell_address(metric: str) -> str:
    """Return where the cells are served that a metric colours; empty where it colours none."""
    layer = served_cells().layer if metric in CELL_METRICS else None
    return layer.asset.url if layer else ""


def class_bounds(colours: Choropleth, metric: str) -> tuple[float, ...]:
    """Return the lower bounds of what a metric colours: those of cells, or of districts."""
    layer = served_cells().layer if metric in CELL_METRICS else None
    return layer.bounds[metric] if layer else colours.bounds
