"""Convert degrees between WGS-84, GCJ-02 (AMap, Tencent) and BD-09 (Baidu), vectorised.

PROJ has neither GCJ-02 nor BD-09. Both are smooth, deliberate offsets, of a few hundred metres and
about a kilometre. The state's own text is not public: the constants here are those that map users
recovered and that every open implementation shares (eviltransform, coordtransform, coord-convert).
CGCS2000 differs from WGS-84 by centimetres and needs no step here.

Outside the rectangle 72.004-137.8347 E, 0.8293-55.8271 N the datums' users apply no shift, so such
points, and points with a NaN, come back as they went in. Within one shift of that rectangle's rim,
far from Beijing, a point has no unique inverse.
"""

from collections.abc import Callable
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats: TypeAlias = NDArray[np.float64]
LonLat: TypeAlias = tuple[Floats, Floats]
Offset: TypeAlias = Callable[[Floats, Floats], LonLat]

CHINA_BOUNDS: Final = (72.004, 0.8293, 137.8347, 55.8271)  # west, south, east, north in degrees
INVERSE_ROUNDS: Final = 6  # each round shrinks the error by 50 (BD-09) to 300 times (GCJ-02)
BLOCK: Final = 8192  # points at a time, so that the temporaries stay in the processor's cache

# Krasovsky 1940, the ellipsoid of GCJ-02's formula
SEMI_MAJOR_M: Final = 6378245.0
ECCENTRICITY_SQ: Final = 0.00669342162296594323

# GCJ-02's waves as (amplitude in metres, half-turns a degree); SHARED is in both axes
SHARED_WAVES: Final = ((40 / 3, 6.0), (40 / 3, 2.0))
LON_WAVES: Final = ((40 / 3, 1.0), (80 / 3, 1 / 3), (100.0, 1 / 12), (200.0, 1 / 30))
LAT_WAVES: Final = ((40 / 3, 1.0), (80 / 3, 1 / 3), (320 / 3, 1 / 12), (640 / 3, 1 / 30))

BD09_SHIFT: Final = (0.0065, 0.006)  # degrees
BD09_TURNS: Final = np.pi * 3000.0 / 180.0


def wgs84_to_gcj02(lon: ArrayLike, lat: ArrayLike) -> LonLat:
    """Convert WGS-84 longitudes and latitudes to GCJ-02.

    Parameters
    ----------
    lon, lat
        Degrees east and north in WGS-84, of one shape (scalars too). Not changed.

    Returns
    -------
    tuple of two float64 arrays of that shape, degrees in GCJ-02.

    Raises
    ------
    ValueError
        The shapes differ.
    """
    return _map_blocks(_gcj02_offset, lon, lat, invert=False)


def gcj02_to_wgs84(lon: ArrayLike, lat: ArrayLike) -> LonLat:
    """Convert GCJ-02 longitudes and latitudes to WGS-84, to better than 1e-6 m.

    Parameters, returned arrays and errors as in `wgs84_to_gcj02`, the datums exchanged.
    """
    return _map_blocks(_gcj02_offset, lon, lat, invert=True)


def gcj02_to_bd09(lon: ArrayLike, lat: ArrayLike) -> LonLat:
    """Convert GCJ-02 longitudes and latitudes to BD-09.

    Parameters, returned arrays and errors as in `wgs84_to_gcj02`, in GCJ-02 and BD-09 degrees.
    """
    return _map_blocks(_bd09_offset, lon, lat, invert=False)


def bd09_to_gcj02(lon: ArrayLike, lat: ArrayLike) -> LonLat:
    """Convert BD-09 longitudes and latitudes to GCJ-02, to better than 1e-6 m.

    The closed inverse in common use is up to 0.16 m off; this one is solved for.
    Parameters, returned arrays and errors as in `wgs84_to_gcj02`, in BD-09 and GCJ-02 degrees.
    """
    return _map_blocks(_bd09_offset, lon, lat, invert=True)


def wgs84_to_bd09(lon: ArrayLike, lat: ArrayLike) -> LonLat:
    """Convert WGS-84 longitudes and latitudes to BD-09, by way of GCJ-02.

    Parameters, returned arrays and errors as in `wgs84_to_gcj02`, in WGS-84 and BD-09 degrees.
    """
    return gcj02_to_bd09(*wgs84_to_gcj02(lon, lat))


def bd09_to_wgs84(lon: ArrayLike, lat: ArrayLike) -> LonLat:
    """Convert BD-09 longitudes and latitudes to WGS-84, by way of GCJ-02.

    Parameters, returned arrays and errors as in `wgs84_to_gcj02`, in BD-09 and WGS-84 degrees.
    """
    return gcj02_to_wgs84(*bd09_to_gcj02(lon, lat))


def _map_blocks(offset: Offset, lon: ArrayLike, lat: ArrayLike, *, invert: bool) -> LonLat:
    """Return copies of `lon` and `lat` with every point inside `CHINA_BOUNDS` converted."""
    out_lon = np.array(lon, dtype=np.float64, order="C")
    out_lat = np.array(lat, dtype=np.float64, order="C")
    if out_lon.shape != out_lat.shape:
        message = f"lon and lat differ in shape: {out_lon.shape} and {out_lat.shape}"
        raise ValueError(message)
    flat_lon, flat_lat = out_lon.reshape(-1), out_lat.reshape(-1)
    convert = _subtract_offset if invert else _add_offset
    for start in range(0, flat_lon.size, BLOCK):
        x, y = flat_lon[start : start + BLOCK], flat_lat[start : start + BLOCK]
        inside = _inside_china(x, y)
        x[inside], y[inside] = convert(offset, x[inside], y[inside])
    return out_lon, out_lat


def _inside_china(lon: Floats, lat: Floats) -> NDArray[np.bool_]:
    """Return which points lie in the rectangle where the shift applies; NaN does not."""
    west, south, east, north = CHINA_BOUNDS
    return (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)


def _add_offset(offset: Offset, lon: Floats, lat: Floats) -> LonLat:
    """Return the points moved by their offset."""
    d_lon, d_lat = offset(lon, lat)
    d_lon += lon
    d_lat += lat
    return d_lon, d_lat


def _subtract_offset(offset: Offset, lon: Floats, lat: Floats) -> LonLat:
    """Return the points that `_add_offset` moves to `lon`, `lat`: x = lon - offset(x), iterated."""
    x, y = lon, lat
    for _ in range(INVERSE_ROUNDS):
        x, y = offset(x, y)
        np.subtract(lon, x, out=x)
        np.subtract(lat, y, out=y)
    return x, y


def _gcj02_offset(lon: Floats, lat: Floats) -> LonLat:
    """Return GCJ-02 minus WGS-84 in degrees, for WGS-84 degrees."""
    x, y = lon - 105.0, lat - 35.0
    both = _sum_waves(x, SHARED_WAVES)
    both += 0.1 * x * y
    root = np.sqrt(np.abs(x))
    east = _sum_waves(x, LON_WAVES)
    east += both
    east += 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * root
    north = _sum_waves(y, LAT_WAVES)
    north += both
    north += -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.2 * root
    return _metres_to_degrees(east, north, lat)


def _sum_waves(degrees: Floats, waves: tuple[tuple[float, float], ...]) -> Floats:
    """Return the sum of amplitude * sin(pi * frequency * degrees), in metres."""
    total = np.zeros_like(degrees)
    wave = np.empty_like(degrees)
    for amplitude, frequency in waves:
        np.multiply(degrees, np.pi * frequency, out=wave)
        np.sin(wave, out=wave)
        wave *= amplitude
        total += wave
    return total


def _metres_to_degrees(east: Floats, north: Floats, lat: Floats) -> LonLat:
    """Divide metres, in place, by the length of a degree on Krasovsky's ellipsoid at `lat`."""
    phi = np.radians(lat)
    w_sq = 1.0 - ECCENTRICITY_SQ * np.sin(phi) ** 2
    prime_vertical = SEMI_MAJOR_M / np.sqrt(w_sq)
    meridian = prime_vertical * (1.0 - ECCENTRICITY_SQ) / w_sq
    east /= np.radians(prime_vertical * np.cos(phi))
    north /= np.radians(meridian)
    return east, north


def _bd09_offset(lon: Floats, lat: Floats) -> LonLat:
    """Return BD-09 minus GCJ-02 in degrees, for GCJ-02 degrees."""
    radius = np.hypot(lon, lat) + 0.00002 * np.sin(lat * BD09_TURNS)
    angle = np.arctan2(lat, lon) + 0.000003 * np.cos(lon * BD09_TURNS)
    shift_lon, shift_lat = BD09_SHIFT
    return radius * np.cos(angle) + shift_lon - lon, radius * np.sin(angle) + shift_lat - lat
