"""The spatial join of points to polygons: one row out per row in.

A point on an edge that polygons share falls in the first of them in file order, so that it is
counted once; with ``within`` it would be lost, with ``intersects`` counted twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from geo.ground.grid import NOT_FOUND, UNSURE, Grid, Positions
from geo.ground.prepared import Floats, Shapes, ready_for_points


@dataclass(frozen=True)
class PolygonIndex:
    """Polygons (WGS-84 degrees) with their ids, bounding boxes and grid; threads may share it.

    Join on the fine shapes: the grid is what makes a million points cheap.
    """

    ids: NDArray[np.str_]
    polygons: Shapes
    bounds: Floats
    grid: Grid

    @classmethod
    def from_frame(cls, frame: gpd.GeoDataFrame, id_column: str = "id") -> "PolygonIndex":
        """Make ready the polygons of a frame in WGS-84, keeping its order."""
        polygons = ready_for_points(np.asarray(frame.geometry.array, dtype=object))
        bounds = shapely.bounds(polygons)
        grid = Grid.over(polygons, partial(locate_exactly, polygons, bounds))
        return cls(frame[id_column].to_numpy(dtype=str), polygons, bounds, grid)

    def locate(self, lon: Floats, lat: Floats) -> Positions:
        """Return for each point the position of the polygon it falls in, or ``NOT_FOUND``.

        Parameters
        ----------
        lon, lat
            WGS-84 degrees, shape (n,); NaN where there is no point.

        Returns
        -------
        Positions into ``ids``, shape (n,). Edges count as inside; the first polygon wins.
        """
        found = self.grid.look_up(lon, lat)
        unsure = np.flatnonzero(found == UNSURE)
        found[unsure] = locate_exactly(self.polygons, self.bounds, lon[unsure], lat[unsure])
        return found

    def name_at(self, lon: float, lat: float) -> str | None:
        """Return the id of the polygon that a point lies in, in degrees as of `locate`, or None."""
        name: str | None = self.names(self.locate(np.array([lon]), np.array([lat])))[0]
        return name

    def names(self, positions: Positions) -> NDArray[np.object_]:
        """Return the ids at positions, None for ``NOT_FOUND``, shape as given."""
        lookup: Sequence[str | None] = [*self.ids.tolist(), None]
        return np.asarray(lookup, dtype=object)[positions]


def locate_exactly(polygons: Shapes, bounds: Floats, lon: Floats, lat: Floats) -> Positions:
    """Return the position of the first polygon that holds each point, by the exact test."""
    found = np.full(lon.shape, NOT_FOUND, dtype=np.int64)
    for position, (west, south, east, north) in enumerate(bounds):
        near = np.flatnonzero(
            (found == NOT_FOUND) & (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
        )
        inside = shapely.intersects_xy(polygons[position], lon[near], lat[near])
        found[near[inside]] = position
    return found
