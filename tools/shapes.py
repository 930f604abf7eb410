"""Measure, project, round and write WGS-84 shapes: what districts and zones share."""

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final, TypeAlias, TypeVar, cast

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Geod, Transformer
from shapely.geometry.base import BaseGeometry

from geo.region import REGION

Feature: TypeAlias = dict[str, Any]
Shapes: TypeAlias = NDArray[np.object_]
Floats: TypeAlias = NDArray[np.float64]
Shape = TypeVar("Shape", BaseGeometry, Shapes)

LONLAT_DECIMALS: Final = 6  # 0.1 m
GEOD: Final = Geod(ellps="WGS84")
TO_METRES: Final = Transformer.from_crs("EPSG:4326", REGION.ground.metres, always_xy=True)
LABEL_TOLERANCE_M: Final = 20.0


class GeometryError(ValueError):
    """A shape that contradicts a known fact; the build stops."""


def project(shape: Shape) -> Shape:
    """Return a shape, or an array of them, from WGS-84 degrees in metres of the region's UTM."""
    return move_vertices(shape, TO_METRES.transform)


def unproject(shape: Shape) -> Shape:
    """Return a shape, or an array of them, from metres of UTM in WGS-84 degrees."""
    return move_vertices(shape, lambda x, y: TO_METRES.transform(x, y, direction="INVERSE"))


def move_vertices(
    shape: Shape, convert: Callable[[Floats, Floats], tuple[Floats, Floats]]
) -> Shape:
    """Return a shape, or an array of them, with `convert` applied to its x and y, both (n,)."""
    return shapely.transform(shape, lambda xy: np.column_stack(convert(xy[:, 0], xy[:, 1])))


def round_lonlat(shape: Shape, decimals: int = LONLAT_DECIMALS) -> Shape:
    """Return a shape, or an array of them, with its coordinates rounded to `decimals`."""
    return shapely.transform(shape, lambda lonlat: lonlat.round(decimals))


def measure_km2(shape: BaseGeometry) -> float:
    """Return the geodesic area in km² of a WGS-84 polygon or multipolygon (Karney 2013)."""
    area, _ = GEOD.geometry_area_perimeter(shapely.orient_polygons(shape))
    return float(area) / 1e6


def find_label_point(shape: BaseGeometry) -> tuple[float, float]:
    """Return the (lon, lat) farthest from the edge of a WGS-84 polygon, within 20 m."""
    polygon = cast("shapely.Polygon", project(shape))
    circle = shapely.maximum_inscribed_circle(polygon, tolerance=LABEL_TOLERANCE_M)
    lon, lat = unproject(shapely.get_point(circle, 0)).coords[0]
    return round(lon, LONLAT_DECIMALS), round(lat, LONLAT_DECIMALS)


def count_vertices(shapes: Shapes) -> int:
    """Return the number of vertices of an array of shapes, closing points included."""
    return int(shapely.get_num_coordinates(shapes).sum())


def make_feature(shape: BaseGeometry, properties: dict[str, Any]) -> Feature:
    """Return a GeoJSON feature, rings wound as RFC 7946 asks (exterior counter-clockwise)."""
    geometry = shapely.geometry.mapping(shapely.orient_polygons(shape))
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def write_geojson(path: Path, features: Iterable[Feature]) -> int:
    """Write a FeatureCollection, one feature a line so that a diff shows what changed.

    Returns the number of bytes.
    """
    rows = [json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in features]
    text = '{"type":"FeatureCollection","features":[\n' + ",\n".join(rows) + "\n]}\n"
    return path.write_bytes(text.encode())
