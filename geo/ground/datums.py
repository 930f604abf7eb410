"""Datums by name, and the way from each to WGS-84."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

import numpy as np
import pyproj
from numpy.typing import NDArray
from pyproj.aoi import AreaOfInterest
from pyproj.exceptions import CRSError, ProjError
from pyproj.transformer import TransformerGroup

from geo.errors import DatumNameError
from geo.ground.gcj02 import bd09_to_wgs84, gcj02_to_wgs84
from geo.ground.known_datums import KNOWN_DATUMS, datum_words
from geo.region import REGION
from geo.words.synonyms import normal

Floats = NDArray[np.float64]

UNKNOWN_SHIFT_M: Final = 200
"""Error given to points of a datum for whose way to WGS-84 in the region PROJ has no parameters.

Nothing is measured here: older Chinese datums lie within about this distance of WGS-84.
"""

_REMEMBERED: Final = 256
"""How many datums that were asked for are kept: PROJ takes a while to read one."""

_EPSG = re.compile(r"EPSG:?(\d{4,6})", re.IGNORECASE)
_SHIFTED: Final = {"gcj02": gcj02_to_wgs84, "bd09": bd09_to_wgs84}
_CENTIMETRES: Final = ("World Geodetic System 1984", "China 2000", "WGS 84", "China Geodetic")
_KEPT: Final = {f"EPSG:{known.epsg}": known.code for known in KNOWN_DATUMS if known.is_wgs84}


@dataclass(frozen=True)
class Datum:
    """What coordinates are in: ``wgs84``, ``cgcs2000``, ``gcj02``, ``bd09`` or a CRS of PROJ."""

    name: str
    crs: pyproj.CRS | None = None

    @property
    def is_projected(self) -> bool:
        """Tell whether coordinates are metres, not degrees."""
        return self.crs is not None and self.crs.is_projected

    @property
    def is_shifted(self) -> bool:
        """Tell whether it is one of the shifted datums of Chinese maps."""
        return self.name in _SHIFTED

    @property
    def accuracy_m(self) -> int:
        """The error in metres that the way to WGS-84 adds, 0 where it is of centimetres."""
        if self.crs is None:
            return 0
        frame = self.crs.datum.name if self.crs.datum else ""
        if any(known in frame for known in _CENTIMETRES):
            return 0
        try:
            stated = float(_transformer(self.crs.to_wkt()).accuracy)
        except ProjError:
            return UNKNOWN_SHIFT_M
        return round(stated) if stated >= 0 else UNKNOWN_SHIFT_M


@lru_cache(maxsize=_REMEMBERED)
def parse_datum(text: str) -> Datum:
    """Return the datum of a name such as ``gcj02``, ``gk117`` or ``EPSG:4548``.

    Raises
    ------
    DatumNameError
        There is none of that name, or its CRS is not for the region.
    """
    known = datum_words().get(normal(text))
    if known and known.name == known.code:
        return Datum(known.code)
    match = _EPSG.fullmatch(known.name if known else text.strip())
    try:
        crs = pyproj.CRS.from_epsg(int(match[1])) if match else None
    except CRSError as error:
        raise DatumNameError(value=text) from error
    datum = datum_of(crs) if crs is not None else None
    if datum is None:
        raise DatumNameError(value=text)
    return datum


def datum_of(crs: pyproj.CRS) -> Datum | None:
    """Return the datum of a CRS, or None where it is not horizontal or not for the region."""
    crs = crs.to_2d()
    if not (crs.is_geographic or crs.is_projected):
        return None
    area = crs.area_of_use
    west, south, east, north = REGION.ground.bounds
    if area and (area.west > east or area.east < west or area.south > north or area.north < south):
        return None
    authority = crs.to_authority(min_confidence=70)
    name = ":".join(authority) if authority else crs.name
    if name in {"OGC:CRS84", *_KEPT}:
        return Datum(_KEPT.get(name, "wgs84"))
    return Datum(name, crs)


def to_wgs84(datum: Datum, x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Convert coordinates to WGS-84.

    Parameters
    ----------
    datum
        What ``x`` and ``y`` are in.
    x, y
        Degrees east and north, or metres (easting and northing) where the datum is projected,
        shape (n,); NaN where there is no point.

    Returns
    -------
    Longitudes and latitudes, WGS-84 degrees, shape (n,); NaN where there is no point or the
    datum does not reach.
    """
    if datum.is_shifted:
        return _SHIFTED[datum.name](x, y)
    if datum.crs is None:
        return x.copy(), y.copy()
    try:
        lon, lat = _transformer(datum.crs.to_wkt()).transform(x, y)
    except ProjError:
        lon, lat = np.full_like(x, np.nan), np.full_like(y, np.nan)
    reached = np.isfinite(lon) & np.isfinite(lat)
    return np.where(reached, lon, np.nan), np.where(reached, lat, np.nan)


@cache
def _transformer(wkt: str) -> pyproj.Transformer:
    """Return the most accurate way from a CRS to WGS-84 in the region, without any network.

    Raises
    ------
    ProjError
        There is none, as for the CRS of another celestial body.
    """
    west, south, east, north = REGION.ground.bounds
    group = TransformerGroup(
        pyproj.CRS.from_wkt(wkt),
        4326,
        always_xy=True,
        area_of_interest=AreaOfInterest(west, south, east, north),  # type: ignore[arg-type]
    )
    if not group.transformers:
        raise ProjError(wkt)
    return group.transformers[0]
