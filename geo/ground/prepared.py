"""Prepared shapes, which GEOS answers fast, and the one place that prepares them.

GEOS builds what a prepared shape needs as it is asked, and two threads that make it build at once
end the process (libgeos issue 825). So no shape that someone else holds is prepared here, but a
copy of it; and one that is to be shared has been asked before it is handed out. From then on
questions about points only read it; any other question would build more.
"""

from typing import TypeAlias

import numpy as np
import shapely
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Shapes: TypeAlias = NDArray[np.object_]


def ready_for_points(polygons: Shapes) -> Shapes:
    """Return copies of polygons that threads may share to ask ``shapely.intersects_xy``."""
    copies: Shapes = shapely.force_2d(polygons)
    west, south, east, north = shapely.bounds(copies).T
    middles = np.column_stack([(west + east) / 2, (south + north) / 2])
    for polygon, (x, y) in zip(copies, middles, strict=True):
        shapely.intersects_xy(polygon, [x, x], [y, y])  # the index is built for the second point
    return copies


def is_inside(polygon: shapely.Geometry, x: Floats, y: Floats) -> NDArray[np.bool_]:
    """Return which points lie in a polygon or on its edge, shape (n,); NaN lies nowhere."""
    return np.asarray(shapely.intersects_xy(shapely.force_2d(polygon), x, y), dtype=bool)


def distances_to(shape: shapely.Geometry, x: Floats, y: Floats) -> Floats:
    """Return how far points are from a shape, in its own unit, shape (n,); 0 inside it."""
    copy = shapely.force_2d(shape)
    shapely.prepare(copy)
    return np.asarray(shapely.distance(copy, shapely.points(x, y)), dtype=np.float64)
