"""The shapes that projects have of their own, such as parcels and lines, in WGS-84."""

from typing import Final

import geopandas as gpd
import numpy as np
import pyproj
import shapely
from numpy.typing import NDArray

from geo.intake.positions.proposals import Reading

_COLLECTION: Final = "GeometryCollection"
_COLLECTIONS: Final = frozenset({_COLLECTION, "MultiPoint"})
_MULTI: Final = {
    "Point": shapely.MultiPoint,
    "LineString": shapely.MultiLineString,
    "Polygon": shapely.MultiPolygon,
}
SLIVER: Final = 0.01
"""The share of a shape up to which it does not count as lying in a district."""


_GEOD: Final = pyproj.Geod(ellps="WGS84")


def in_wgs84(shape: shapely.Geometry, reading: Reading) -> shapely.Geometry:
    """Return a shape in WGS-84, of two dimensions and valid."""

    def convert(coordinates: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(reading.to_wgs84(coordinates[:, 0], coordinates[:, 1]))

    converted = shapely.transform(shapely.force_2d(shape), convert)
    if converted.is_valid:
        return converted
    return shapely.make_valid(converted, method="structure", keep_collapsed=False)


def simplest(shape: shapely.Geometry | None) -> shapely.Geometry | None:
    """Return a collection of one kind as that kind, and of one point as the point."""
    if shape is None or shape.geom_type not in _COLLECTIONS or shape.is_empty:
        return shape
    parts = _parts(shape)
    if len({part.geom_type for part in parts}) > 1:
        return shape
    return parts[0] if len(parts) == 1 else _MULTI[parts[0].geom_type](parts)


def leading(shape: shapely.Geometry) -> shapely.Geometry:
    """Return what a mixed collection mostly is: its polygons, else its lines, else its points."""
    if shape.geom_type != _COLLECTION:
        return shape
    parts = _parts(shape)
    largest = max(map(shapely.get_dimensions, parts), default=0)
    chosen = [part for part in parts if shapely.get_dimensions(part) == largest]
    return simplest(shapely.GeometryCollection(chosen)) or shape


def _parts(shape: shapely.Geometry) -> list[shapely.Geometry]:
    """Return the single shapes that a collection is made of, however nested."""
    parts = [shape]
    while any(hasattr(part, "geoms") for part in parts):
        parts = shapely.get_parts(parts).tolist()
    return parts


def districts_of(shape: shapely.Geometry, districts: gpd.GeoDataFrame) -> list[str]:
    """Return the ids of the districts that hold more than a sliver of a WGS-84 shape."""
    near = np.flatnonzero(shapely.intersects(np.asarray(districts.geometry.array), shape))
    if near.size < 2:  # noqa: PLR2004 (it crosses no border)
        return [str(districts.index[position]) for position in near]
    parts = shapely.intersection(districts.geometry.array[near], shape)
    measure = shapely.area if shape.area else shapely.length
    shares = measure(np.asarray(parts)) / measure(shape)
    return [
        str(districts.index[p]) for p, share in zip(near, shares, strict=True) if share > SLIVER
    ]


def area_km2(shape: shapely.Geometry) -> float:
    """Return the geodesic area of a WGS-84 polygon on its ellipsoid in km²."""
    return abs(float(_GEOD.geometry_area_perimeter(shapely.orient_polygons(shape))[0])) / 1e6
