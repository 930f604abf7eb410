"""The spatial join of points to polygons: one row out per row in.

A point on an edge that polygons share falls in the first of them in file order, so that it is
counted once; with ``within`` it would be lost, with ``intersects`` counted twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

NOT_FOUND = -1


@dataclass(frozen=True)
class PolygonIndex:
    """Prepared polygons (WGS-84 degrees) with their ids and bounding boxes.

    Join on the fine shapes: preparing is what makes a million points cheap.
    """

    ids: NDArray[np.str_]
    polygons: NDArray[np.object_]
    bounds: NDArray[np.float64]

    @classmethod
    def from_frame(cls, frame: gpd.GeoDataFrame, id_column: str = "id") -> "PolygonIndex":
        """Prepare the polygons of a frame in WGS-84, keeping its order."""
        polygons = np.asarray(frame.geometry.array, dtype=object)
        shapely.prepare(polygons)
        return cls(frame[id_column].to_numpy(dtype=str), polygons, shapely.bounds(polygons))

    def locate(self, lon: NDArray[np.float64], lat: NDArray[np.float64]) -> NDArray[np.int64]:
        """Return for each point the position of the polygon it falls in, or ``NOT_FOUND``.

        Parameters
        ----------
        lon, lat
            WGS-84 degrees, shape (n,); NaN where there is no point.

        Returns
        -------
        Positions into ``ids``, shape (n,). Edges count as inside; the first polygon wins.
        """
        found = np.full(lon.shape, NOT_FOUND, dtype=np.int64)
        for position in range(len(self.polygons)):
            self._claim(position, lon, lat, found)
        return found

    def _claim(
        self,
        position: int,
        lon: NDArray[np.float64],
        lat: NDArray[np.float64],
        found: NDArray[np.int64],
    ) -> None:
        """Mark in ``found`` the points that no earlier polygon holds and this one does."""
        west, south, east, north = self.bounds[position]
        near = np.flatnonzero(
            (found == NOT_FOUND) & (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
        )
        inside = shapely.intersects_xy(self.polygons[position], lon[near], lat[near])
        found[near[inside]] = position

    def names(self, positions: NDArray[np.int64]) -> NDArray[np.object_]:
        """Return the ids at positions, None for ``NOT_FOUND``, shape as given."""
        lookup: Sequence[str | None] = [*self.ids.tolist(), None]
        return np.asarray(lookup, dtype=object)[positions]
