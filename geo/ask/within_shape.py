"""Which projects lie in a shape: points in, one answer a project out."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Final, TypeAlias

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from pyproj import Geod, Transformer

from geo.ground.membership import PROJECT_PREFIX
from geo.ground.places import CITY, Hierarchy
from geo.ground.prepared import distances_to, is_inside
from geo.view.shapes import Circle, Near, Polygon, Rectangle, Shape

Floats: TypeAlias = NDArray[np.float64]
Outlines: TypeAlias = Mapping[str, shapely.Geometry]

NO_OUTLINES: Final[Outlines] = MappingProxyType({})

METRES_PER_KM: Final = 1000.0
CIRCLE_CORNERS: Final = 120
_REMEMBERED: Final = 64
_GEOD: Final = Geod(ellps="WGS84")
_TO_WEB_MAP: Final = Transformer.from_crs("EPSG:4326", "EPSG:3857", always_xy=True)


def outlines_of(districts: gpd.GeoDataFrame, zones: gpd.GeoDataFrame) -> Outlines:
    """Return the outlines of districts and zones, WGS-84, by the key of their place."""
    of_zones = {
        f"{kind if kind in {'area', 'cluster'} else 'place'}:{id_}": outline
        for id_, kind, outline in zip(zones.index, zones["kind"], zones.geometry, strict=True)
    }
    of_districts = {f"district:{id_}": outline for id_, outline in districts.geometry.items()}
    return of_districts | of_zones


@dataclass(frozen=True, eq=False)
class Inside:
    """The projects of a shape, each mask of shape (n,).

    ``mask`` are those whose point lies in it. ``unsure`` are those, in it or out of it, whose point
    is less precise than its distance from the shape's edge.
    """

    mask: NDArray[np.bool_]
    unsure: NDArray[np.bool_]


class ShapeSelector:
    """The register's points and places, ready to be asked what lies in a shape."""

    def __init__(self, projects: pd.DataFrame, places: Hierarchy, outlines: Outlines) -> None:
        """Take joined projects, the hierarchy, and the outlines of places by key."""
        self._lon = projects["lon"].to_numpy(float)
        self._lat = projects["lat"].to_numpy(float)
        self._radius_m = projects["radius_m"].to_numpy(float)
        self._positions = {id_: position for position, id_ in enumerate(projects["id"])}
        self._places = places
        self._outlines = outlines
        self.inside = lru_cache(maxsize=_REMEMBERED)(self._inside)
        self.outline = lru_cache(maxsize=_REMEMBERED)(self._outline)

    def knows(self, shape: Shape) -> bool:
        """Tell whether a shape can be drawn: ``Near`` names what has an outline or a point."""
        return not isinstance(shape, Near) or self._target(shape.key) is not None

    def bounds(self, shape: Shape) -> tuple[float, float, float, float]:
        """Return west, south, east and north of a shape that ``knows`` accepts, WGS-84 degrees."""
        corners = np.vstack(self.outline(shape))
        west, south = map(float, corners.min(axis=0))
        east, north = map(float, corners.max(axis=0))
        return west, south, east, north

    def _inside(self, shape: Shape) -> Inside:
        """Return the projects of a shape that ``knows`` accepts."""
        plane = _Plane(self._outline(shape))
        unsure = plane.metres_to_edge(self._lon, self._lat) < self._radius_m  # false for a NaN
        return Inside(self._contains(shape), unsure)

    def _contains(self, shape: Shape) -> NDArray[np.bool_]:
        match shape:
            case Circle():
                return self._within_circle(shape)
            case Rectangle(west, south, east, north):
                lon, lat = self._lon, self._lat
                return (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
            case Polygon(corners):
                ring = np.column_stack(_TO_WEB_MAP.transform(*np.array(corners).T))
                area = shapely.make_valid(shapely.Polygon(ring))
                x, y = _TO_WEB_MAP.transform(self._lon, self._lat)
                return is_inside(area, x, y)
            case Near(key, km):
                target = self._target(key)
                if isinstance(target, shapely.Point):
                    return self._within_circle(Circle(target.x, target.y, km))
                plane = _Plane([shapely.get_coordinates(target)])
                metres = plane.metres_to(target, self._lon, self._lat)
                return metres <= km * METRES_PER_KM

    def _within_circle(self, circle: Circle) -> NDArray[np.bool_]:
        """Return which points lie within a distance along the ellipsoid (Karney 2013)."""
        lon, lat = np.full_like(self._lon, circle.lon), np.full_like(self._lat, circle.lat)
        metres = _GEOD.inv(lon, lat, self._lon, self._lat)[2]
        return np.asarray(metres) <= circle.km * METRES_PER_KM

    def _outline(self, shape: Shape) -> list[Floats]:
        """Return the rings of a shape's edge: WGS-84 ``(lon, lat)`` degrees, each (m, 2)."""
        match shape:
            case Circle():
                return [_circle_ring(shape)]
            case Rectangle(west, south, east, north):
                return [np.array([(west, south), (east, south), (east, north), (west, north)])]
            case Polygon(corners):
                return [np.array(corners)]
            case Near(key, km):
                target = self._target(key)
                if isinstance(target, shapely.Point):
                    return [_circle_ring(Circle(target.x, target.y, km))]
                plane = _Plane([shapely.get_coordinates(target)])
                return plane.rings_around(target, km * METRES_PER_KM)

    def _target(self, key: str) -> shapely.Geometry | None:
        """Return what ``Near`` measures from: an outline, else a point, else None."""
        if key.startswith(PROJECT_PREFIX):
            position = self._positions.get(key.removeprefix(PROJECT_PREFIX))
            if position is None or np.isnan(self._lon[position]):
                return None
            return shapely.Point(self._lon[position], self._lat[position])
        if key == CITY or key not in self._places:
            return None
        anchor = self._places[key].anchor
        return self._outlines.get(key) or (shapely.Point(anchor) if anchor else None)


class _Plane:
    """Metres around some ground: the azimuthal equidistant projection about its middle.

    Distances between points 100 km from the middle are off by less than 0.01 %.
    """

    def __init__(self, rings: list[Floats]) -> None:
        points = np.concatenate(rings)
        lon, lat = (points.min(axis=0) + points.max(axis=0)) / 2
        plane = f"+proj=aeqd +lon_0={lon} +lat_0={lat} +datum=WGS84 +units=m"
        self._forward = Transformer.from_crs("EPSG:4326", plane, always_xy=True)
        self._rings = rings

    def metres_to_edge(self, lon: Floats, lat: Floats) -> Floats:
        """Return the distance of points from the nearest ring, in metres, shape (n,)."""
        edges = shapely.MultiLineString([np.vstack([ring, ring[:1]]) for ring in self._rings])
        return self.metres_to(edges, lon, lat)

    def metres_to(self, target: shapely.Geometry, lon: Floats, lat: Floats) -> Floats:
        """Return the distance of points from a geometry, 0 inside it, NaN without a point."""
        metres = np.full(lon.shape, np.nan)
        placed = ~np.isnan(lon)
        x, y = self._forward.transform(lon[placed], lat[placed])
        metres[placed] = distances_to(self._flattened(target), x, y)
        return metres

    def rings_around(self, target: shapely.Geometry, metres: float) -> list[Floats]:
        """Return the rings, in degrees, of the ground within a distance of a geometry."""
        around = self._flattened(target).buffer(metres, quad_segs=16).simplify(metres / 200)
        return [self._to_degrees(edge) for edge in shapely.get_parts(around.boundary)]

    def _to_degrees(self, edge: shapely.Geometry) -> Floats:
        x, y = shapely.get_coordinates(edge).T
        return np.column_stack(self._forward.transform(x, y, direction="INVERSE"))

    def _flattened(self, target: shapely.Geometry) -> shapely.Geometry:
        return shapely.transform(
            target, lambda degrees: np.column_stack(self._forward.transform(*degrees.T))
        )


def _circle_ring(circle: Circle) -> Floats:
    azimuths = np.linspace(0, 360, CIRCLE_CORNERS, endpoint=False)
    lon, lat = np.full(CIRCLE_CORNERS, circle.lon), np.full(CIRCLE_CORNERS, circle.lat)
    metres = np.full(CIRCLE_CORNERS, circle.km * METRES_PER_KM)
    east, north, _ = _GEOD.fwd(lon, lat, azimuths, metres)
    return np.column_stack([east, north])
