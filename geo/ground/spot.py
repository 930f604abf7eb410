"""A spot on the ground, typed in any datum that is used in the region, and kept in WGS-84."""

import re
from dataclasses import dataclass
from typing import Final

import numpy as np

from geo.errors import CoordinateError
from geo.ground.datums import parse_datum, to_wgs84
from geo.ground.known_datums import KnownDatum, offered_datums
from geo.region import REGION

SPOT_DECIMALS: Final = 6
"""Decimals of a degree: a tenth of a metre."""

_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")
_LONGEST: Final = 80


def typed_datums() -> tuple[KnownDatum, ...]:
    """Return what a spot can be typed in: the datums of the region that reach it exactly."""
    return tuple(datum for datum in offered_datums() if not datum.is_rough)


@dataclass(frozen=True)
class Spot:
    """A point in or around the region, WGS-84 degrees."""

    lon: float
    lat: float

    def __str__(self) -> str:
        """Return the text that stands for this spot in a link, ``lon,lat``."""
        return f"{self.lon},{self.lat}"


def make_spot(lon: float, lat: float) -> Spot:
    """Return the spot at WGS-84 degrees, to a tenth of a metre; ValueError far from the region."""
    west, south, east, north = REGION.ground.accepted
    if not (west <= lon <= east and south <= lat <= north):  # so is a NaN refused
        raise ValueError(lon, lat)
    return Spot(round(lon, SPOT_DECIMALS), round(lat, SPOT_DECIMALS))


def read_spot(text: str) -> Spot:
    """Return the spot that a link's ``lon,lat`` stands for; ValueError where it is none."""
    lon, lat = text.split(",")
    return make_spot(float(lon), float(lat))


def typed_spot(text: str, datum: str) -> Spot:
    """Return the spot that someone typed as two numbers in one of `typed_datums`.

    Longitude or latitude, easting or northing may come first: only one order lies in the region.

    Raises
    ------
    CoordinateError
        There are not two numbers, or they lie nowhere near the region in either order.
    """
    numbers = [float(number) for number in _NUMBER.findall(text)]
    if len(numbers) == 2:  # noqa: PLR2004 (two coordinates)
        for x, y in (numbers, numbers[::-1]):
            try:
                return make_spot(*_wgs84(datum, x, y))
            except ValueError:
                continue
    raise CoordinateError(value=text[:_LONGEST])


def _wgs84(datum: str, x: float, y: float) -> tuple[float, float]:
    """Return (longitude, latitude) or (easting, northing) as WGS-84 degrees, NaN out of reach."""
    lon, lat = to_wgs84(parse_datum(datum), np.array([x]), np.array([y]))
    return float(lon[0]), float(lat[0])
