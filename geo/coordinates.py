"""A spot on the ground, typed in any datum that is used in Beijing, and kept in WGS-84."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from typing import Final, TypeAlias

from pyproj import Transformer

from geo.datum import bd09_to_wgs84, gcj02_to_wgs84
from geo.errors import CoordinateError

BOUNDS: Final = (115.0, 39.0, 118.0, 41.5)
"""West, south, east and north of the ground that is accepted, WGS-84 degrees."""

EPSG: Final = {
    "wgs84": 4326,
    "cgcs2000": 4490,
    "gk38": 4526,
    "gk39": 4527,
    "gk114": 4547,
    "gk117": 4548,
    "utm50n": 32650,
}
"""The registered systems: degrees, CGCS2000's 3-degree Gauss-Krüger belts (with the belt's number
before the easting, then without it), UTM 50N."""

DATUMS: Final = ("wgs84", "gcj02", "bd09", *list(EPSG)[1:])
"""What a spot can be typed in, in the order in which it is offered."""

_DECIMALS: Final = 6  # of a degree: a tenth of a metre
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")
_LONGEST: Final = 80

ToWgs84: TypeAlias = Callable[[float, float], tuple[float, float]]


@dataclass(frozen=True)
class Spot:
    """A point in or around Beijing, WGS-84 degrees."""

    lon: float
    lat: float

    def __str__(self) -> str:
        """Return the text that stands for this spot in a link, ``lon,lat``."""
        return f"{self.lon},{self.lat}"


def make_spot(lon: float, lat: float) -> Spot:
    """Return the spot at WGS-84 degrees, to a tenth of a metre; ValueError outside ``BOUNDS``."""
    west, south, east, north = BOUNDS
    if not (west <= lon <= east and south <= lat <= north):  # so is a NaN refused
        raise ValueError(lon, lat)
    return Spot(round(lon, _DECIMALS), round(lat, _DECIMALS))


def read_spot(text: str) -> Spot:
    """Return the spot that a link's ``lon,lat`` stands for; ValueError where it is none."""
    lon, lat = text.split(",")
    return make_spot(float(lon), float(lat))


def typed_spot(text: str, datum: str) -> Spot:
    """Return the spot that someone typed as two numbers in one of ``DATUMS``.

    Longitude or latitude, easting or northing may come first: only one order lies in Beijing.

    Raises
    ------
    CoordinateError
        There are not two numbers, or they lie nowhere near Beijing in either order.
    """
    numbers = [float(number) for number in _NUMBER.findall(text)]
    if len(numbers) == 2:  # noqa: PLR2004 (two coordinates)
        for x, y in (numbers, numbers[::-1]):
            try:
                return make_spot(*_to_wgs84(datum)(x, y))
            except ValueError:
                continue
    raise CoordinateError(value=text[:_LONGEST])


@cache
def _to_wgs84(datum: str) -> ToWgs84:
    """Return what converts (longitude, latitude) or (easting, northing) to WGS-84 degrees."""
    if datum in EPSG:
        return Transformer.from_crs(EPSG[datum], EPSG["wgs84"], always_xy=True).transform
    return partial(_converted, {"gcj02": gcj02_to_wgs84, "bd09": bd09_to_wgs84}[datum])


def _converted(
    convert: Callable[..., tuple[object, object]], x: float, y: float
) -> tuple[float, float]:
    lon, lat = convert(x, y)
    return float(lon), float(lat)  # type: ignore[arg-type]
