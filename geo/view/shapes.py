"""Shapes that projects can be selected by, and the compact text that stands for one in a link.

Coordinates are WGS-84 degrees, distances kilometres::

    circle:116.46,39.91,5               a circle: its centre and radius
    rectangle:116.3,39.8,116.6,40       west, south, east, north
    polygon:116.3,39.8,116.6,39.8,...   the corners in turn
    near:cluster:chaoyang,3             what lies within 3 km of a place, or of a project
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.ground.gcj02 import LonLat

KM_LIMIT: Final = 200.0
"""Longest distance in km, somewhat more than from the city's centre to its farthest corner."""

CORNER_LIMIT: Final = 100
TEXT_LIMIT: Final = 2400
SHAPE_DECIMALS: Final = 5
"""Decimals of a degree: a metre."""

_LATITUDE_LIMIT: Final = 85.0  # the web map's own
_KEY_LIMIT: Final = 60

Convert: TypeAlias = Callable[[NDArray[np.float64], NDArray[np.float64]], LonLat]


@dataclass(frozen=True)
class Circle:
    """All within ``km`` of a point, along the ellipsoid."""

    lon: float
    lat: float
    km: float

    def __str__(self) -> str:
        """Return the text that stands for this circle in a link."""
        return f"circle:{_written(self.lon, self.lat)},{self.km:.3f}".rstrip("0").rstrip(".")


@dataclass(frozen=True)
class Rectangle:
    """All between two meridians and two parallels."""

    west: float
    south: float
    east: float
    north: float

    def __str__(self) -> str:
        """Return the text that stands for this rectangle in a link."""
        return f"rectangle:{_written(self.west, self.south, self.east, self.north)}"


@dataclass(frozen=True)
class Polygon:
    """All within corners ``(lon, lat)`` joined by lines that are straight on the web map."""

    corners: tuple[tuple[float, float], ...]

    def __str__(self) -> str:
        """Return the text that stands for this polygon in a link."""
        return f"polygon:{_written(*(value for corner in self.corners for value in corner))}"


@dataclass(frozen=True)
class Near:
    """All within ``km`` of a place, named by its key, or of ``project:<id>``."""

    key: str
    km: float

    def __str__(self) -> str:
        """Return the text that stands for this distance in a link."""
        return f"near:{self.key},{self.km:.3f}".rstrip("0").rstrip(".")


Shape: TypeAlias = Circle | Rectangle | Polygon | Near


def read_shape(text: str) -> Shape:
    """Return the shape that a text stands for.

    Raises
    ------
    ValueError
        The text is no shape, a number is out of bounds, or the shape holds no ground.
    """
    kind, _, rest = text.strip().partition(":")
    if len(text) > TEXT_LIMIT or kind not in _READERS:
        raise ValueError(text)
    return _READERS[kind](rest.split(","))


def move_shape(shape: Shape, convert: Convert) -> Shape:
    """Return a shape with every coordinate converted, such as by ``gcj02_to_wgs84``.

    Raises
    ------
    ValueError
        The shape is out of bounds after it.
    """
    match shape:
        case Circle(lon, lat, km):
            [(lon, lat)] = _converted([(lon, lat)], convert)
            moved: Shape = Circle(lon, lat, km)
        case Rectangle(west, south, east, north):
            (west, south), (east, north) = _converted([(west, south), (east, north)], convert)
            moved = Rectangle(west, south, east, north)
        case Polygon(corners):
            moved = Polygon(tuple(_converted(list(corners), convert)))
        case Near():
            return shape
    return read_shape(str(moved))


def _converted(points: list[tuple[float, float]], convert: Convert) -> list[tuple[float, float]]:
    lon, lat = convert(*np.array(points, dtype=float).T)
    return list(zip(lon.tolist(), lat.tolist(), strict=True))


def _circle(words: list[str]) -> Circle:
    lon, lat, km = words
    return Circle(_longitude(lon), _latitude(lat), _distance(km))


def _rectangle(words: list[str]) -> Rectangle:
    west, south, east, north = words
    read = Rectangle(_longitude(west), _latitude(south), _longitude(east), _latitude(north))
    if read.west >= read.east or read.south >= read.north:
        raise ValueError(words)
    return read


def _polygon(words: list[str]) -> Polygon:
    pairs = zip(words[::2], words[1::2], strict=True)
    corners = tuple((_longitude(lon), _latitude(lat)) for lon, lat in pairs)
    if not 3 <= len(corners) <= CORNER_LIMIT or not shapely.Polygon(corners).buffer(0).area:  # noqa: PLR2004 (a triangle is the least)
        raise ValueError(words)
    return Polygon(corners)


def _near(words: list[str]) -> Near:
    key, km = words
    if not 0 < len(key) <= _KEY_LIMIT:
        raise ValueError(words)
    return Near(key, _distance(km))


_READERS: Final[dict[str, Callable[[list[str]], Shape]]] = {
    "circle": _circle,
    "rectangle": _rectangle,
    "polygon": _polygon,
    "near": _near,
}


def _longitude(text: str) -> float:
    return _number(text, -180.0, 180.0)


def _latitude(text: str) -> float:
    return _number(text, -_LATITUDE_LIMIT, _LATITUDE_LIMIT)


def _distance(text: str) -> float:
    km = round(_number(text, 0.0, KM_LIMIT), 3)
    if km == 0:
        raise ValueError(text)
    return km


def _number(text: str, least: float, most: float) -> float:
    """Return a number within bounds, as precise as a link holds it."""
    number = round(float(text), SHAPE_DECIMALS)
    if not least <= number <= most:  # so is a NaN refused
        raise ValueError(text)
    return number


def _written(*degrees: float) -> str:
    return ",".join(f"{value:.{SHAPE_DECIMALS}f}".rstrip("0").rstrip(".") for value in degrees)
