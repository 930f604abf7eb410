"""The world of the web's maps (Web Mercator) in the pixels of a zoom, x to the east, y down."""

from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray
from pyproj import Transformer

from layers.bubble_look import zoom_showing
from layers.ground_look import EQUATOR_M, TILE_PX

Points: TypeAlias = NDArray[np.float64]

_TO_WEB_MAP: Final = Transformer.from_crs("EPSG:4326", "EPSG:3857", always_xy=True)


def pixels_at(zoom: float, degrees: Points) -> Points:
    """Return WGS-84 longitudes and latitudes, shape (n, 2), as pixels of the world at a zoom."""
    x, y = _TO_WEB_MAP.transform(*degrees.T)
    return np.column_stack([0.5 + x / EQUATOR_M, 0.5 - y / EQUATOR_M]) * TILE_PX * 2**zoom


def degrees_at(zoom: float, pixels: Points) -> Points:
    """Return pixels of the world at a zoom, shape (n, 2), as WGS-84 longitudes and latitudes."""
    x, y = (pixels / (TILE_PX * 2**zoom)).T
    metres = (x - 0.5) * EQUATOR_M, (0.5 - y) * EQUATOR_M
    return np.column_stack(_TO_WEB_MAP.transform(*metres, direction="INVERSE"))


def zoom_of_bounds(west: float, south: float, east: float, north: float) -> float:
    """Return the zoom at which bounds in WGS-84 degrees are usually seen on the screen."""
    (left, bottom), (right, top) = pixels_at(0, np.array([(west, south), (east, north)])) / TILE_PX
    return zoom_showing(right - left, bottom - top)
