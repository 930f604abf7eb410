"""What a cube is asked for: what its rows are summed by, and the cells of its grid."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import pyarrow as pa
import pyproj
from numpy.typing import NDArray

from geo.region import REGION

Floats = NDArray[np.float64]

PLACES: Final = ("district", "cluster", "site")
WORDS: Final = ("sector", "status")
PERIODS: Final = {"month": len("2021-02"), "year": len("2021")}
"""How much of a date each kind of period has."""

DIMENSIONS: Final = (*PLACES, *WORDS, *PERIODS)
"""What rows may be summed by, beside the cell."""

USUAL: Final = ("district", "cluster", "sector", "month")

CELLS: Final = ("cell_east", "cell_north")
"""The columns of a cell: how many it lies from the grid's south-west corner, from 0."""

ROWS, STATED, WAN = "rows", "amounts", "investment_wan_cny"
MEASURES: Final = (ROWS, STATED, WAN)
"""What is summed: rows, those that state an amount, and these amounts in whole 万元."""

_GEOD: Final = pyproj.Geod(ellps="WGS84")


@dataclass(frozen=True)
class CellGrid:
    """Cells of equal degrees from the south-west corner of the region, WGS-84.

    ``width`` and ``height`` in degrees are a side in metres at the region's middle latitude; to the
    north cells are narrower and to the south wider, within Beijing by 1.3 %.
    """

    west: float
    south: float
    width: float
    height: float
    columns: int
    rows: int

    @classmethod
    def over_region(cls, side_m: int) -> "CellGrid":
        """Return the grid whose cells have a side of so many metres."""
        west, south, east, north = REGION.ground.accepted
        lon, lat = (west + east) / 2, (south + north) / 2
        width = side_m / _GEOD.line_length([lon - 0.5, lon + 0.5], [lat, lat])
        height = side_m / _GEOD.line_length([lon, lon], [lat - 0.5, lat + 0.5])
        columns, rows = np.ceil([(east - west) / width, (north - south) / height]).astype(int)
        return cls(west, south, width, height, int(columns), int(rows))

    def cells(self, lon: Floats, lat: Floats) -> dict[str, pa.Array]:
        """Return the cell of each point, none beyond the region; lon and lat in degrees, (n,)."""
        east = np.floor((lon - self.west) / self.width)
        north = np.floor((lat - self.south) / self.height)
        within = (east >= 0) & (east < self.columns) & (north >= 0) & (north < self.rows)
        numbers = (np.where(within, steps, 0).astype(np.int32) for steps in (east, north))
        return {
            name: pa.array(steps, mask=~within) for name, steps in zip(CELLS, numbers, strict=True)
        }


@dataclass(frozen=True)
class Plan:
    """How files become a cube.

    Attributes
    ----------
    by
        Some of ``DIMENSIONS``, in the order of the cube's columns.
    cell_m
        The side of a cell in metres; 0 where rows are not summed by cells.
    datum, is_swapped
        How coordinates are read, as `geo.ground.datums.parse_datum` names it; empty: as each file
        declares, else WGS-84 if they fit so.
    digest
        That of the register whose places rows are joined to.
    """

    by: tuple[str, ...] = USUAL
    cell_m: int = 0
    datum: str = ""
    is_swapped: bool = False
    digest: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        """The columns of the cube that are no sums."""
        return (*self.by, *(CELLS if self.cell_m else ()))

    @property
    def schema(self) -> pa.Schema:
        """The columns of the cube: words and periods as text, then cells, then the measures."""
        words = [(name, pa.string()) for name in self.by]
        cells = [(name, pa.int32()) for name in self.keys[len(self.by) :]]
        return pa.schema([*words, *cells, *((name, pa.int64()) for name in MEASURES)])
