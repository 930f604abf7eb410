"""The frame of a map on paper: which ground it shows, in a projection true to scale there."""

import math
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final, TypeAlias

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Transformer

from briefing.content import Briefing
from briefing.paper.map.world import zoom_of_bounds
from briefing.section import Section
from geo.ask.atlas import Atlas
from geo.ground.membership import PROJECT_PREFIX
from geo.ground.places import CITY
from layers.ground_look import EQUATOR_M, TILE_PX

Bounds: TypeAlias = tuple[float, float, float, float]
"""West, south, east and north."""

Points: TypeAlias = NDArray[np.float64]

LEAST_METRES: Final = 6000.0
"""The least ground that a frame shows across, so that a reader finds their way."""

MARGIN: Final = 0.05
"""Of its width: how far outside a frame shapes are cut off."""

DISTRICT_MARGIN: Final = 0.04
ZONE_MARGIN: Final = 0.22
POINTS_MARGIN: Final = 0.06
OUTLYING_SHARE: Final = 0.1
"""So few of the city's projects may lie beyond its frame, which shows the land of its clusters."""

CIRCLES: Final = 2.5
"""How many radii of its error a frame shows about a point."""


@dataclass(frozen=True)
class Frame:
    """A rectangle of ground drawn on ``width`` by ``height`` mm of paper.

    The projection is a transverse Mercator about the middle of the ground: within 100 km of it the
    scale is true to 0.02 %, and north is up (Snyder, Map Projections: A Working Manual, 1987,
    p. 60). Coordinates on paper are mm from the frame's lower left, y up. ``zoom`` is the
    one of the web's maps at which a screen shows this ground: what bubbles are merged hangs on it.
    """

    lon: float
    lat: float
    metres_per_mm: float
    width: float
    height: float
    zoom: float

    @property
    def mm_per_pixel(self) -> float:
        """What a pixel of the web's maps at the frame's zoom is on its paper."""
        ground = EQUATOR_M * math.cos(math.radians(self.lat)) / (TILE_PX * 2**self.zoom)
        return ground / self.metres_per_mm

    @cached_property
    def _transformer(self) -> Transformer:
        return _projection(self.lon, self.lat)

    @property
    def _middle(self) -> Points:
        return np.array([self.width / 2, self.height / 2])

    def project(self, degrees: Points) -> Points:
        """Return WGS-84 longitudes and latitudes, shape (n, 2), as mm on paper; NaN stays NaN."""
        metres = np.column_stack(self._transformer.transform(degrees[:, 0], degrees[:, 1]))
        metres[~np.isfinite(metres)] = np.nan
        return metres / self.metres_per_mm + self._middle

    @cached_property
    def _ground(self) -> shapely.Polygon:
        """The ground of the frame in WGS-84, with the margin of what is cut off around it."""
        west, south = self.corners().min(axis=0)
        east, north = self.corners().max(axis=0)
        x, y = MARGIN * (east - west), MARGIN * (north - south)
        return shapely.box(west - x, south - y, east + x, north + y)

    def near(self, shapes: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
        """Return the rows of which the frame may show a part, by the bounds of their shapes."""
        boxes = shapely.box(*shapely.bounds(shapes.geometry.to_numpy()).T)
        return shapes[shapely.intersects(boxes, self._ground)]

    def shape(self, geometry: shapely.Geometry) -> shapely.Geometry:
        """Return a WGS-84 shape on paper, cut off a little outside the frame."""
        margin = MARGIN * self.width
        projected = shapely.transform(geometry, self.project)
        return shapely.clip_by_rect(
            projected, -margin, -margin, self.width + margin, self.height + margin
        )

    def contains(self, paper: Points) -> NDArray[np.bool_]:
        """Return which points on paper, shape (n, 2), lie in the frame; NaN does not."""
        x, y = paper[:, 0], paper[:, 1]
        inside: NDArray[np.bool_] = (x >= 0) & (x <= self.width) & (y >= 0) & (y <= self.height)
        return inside

    def sides(self, points: int = 33) -> tuple[Points, Points, Points, Points]:
        """Return points along the west, south, east and north side in WGS-84, shape (n, 2) each."""
        width, height = 2 * self._middle
        share = np.linspace(0, 1, points)
        ends = ((0, 0, 0, 1), (0, 0, 1, 0), (1, 0, 1, 1), (0, 1, 1, 1))
        west, south, east, north = (
            self._unproject(
                np.column_stack(
                    [(x + share * (to_x - x)) * width, (y + share * (to_y - y)) * height]
                )
            )
            for x, y, to_x, to_y in ends
        )
        return west, south, east, north

    def corners(self) -> Points:
        """Return the frame's outline in WGS-84 degrees, shape (5, 2)."""
        corners = np.array([(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)])
        return self._unproject(corners * 2 * self._middle)

    def _unproject(self, paper: Points) -> Points:
        x, y = ((paper - self._middle) * self.metres_per_mm).T
        return np.column_stack(self._transformer.transform(x, y, direction="INVERSE"))


@lru_cache(maxsize=64)
def _projection(lon: float, lat: float) -> Transformer:
    local = f"+proj=tmerc +lat_0={lat} +lon_0={lon} +datum=WGS84 +units=m"
    return Transformer.from_crs("EPSG:4326", local, always_xy=True)


def frame_of(bounds: Bounds, width: float, height: float, zoom: float | None = None) -> Frame:
    """Return the frame of a size in mm that shows all of some bounds in WGS-84 degrees.

    Its scale is a round one; its zoom hangs on the bounds alone, where none is given.
    """
    west, south, east, north = bounds
    lon, lat = (west + east) / 2, (south + north) / 2
    x, y = _projection(lon, lat).transform([west, east, west, east], [south, south, north, north])
    across = max(2 * np.abs(x).max(), LEAST_METRES)
    along = max(2 * np.abs(y).max(), LEAST_METRES)
    scale = _round_scale(max(across / width, along / height))
    if zoom is None:
        least = bounds_around(lon, lat, LEAST_METRES / 2)
        shown = np.vstack([np.reshape(bounds, (2, 2)), np.reshape(least, (2, 2))])
        zoom = zoom_of_bounds(*shown.min(axis=0), *shown.max(axis=0))
    return Frame(lon, lat, scale, width, height, zoom)


def _round_scale(metres_per_mm: float) -> float:
    """Return the next smaller scale of which two digits can be said, such as 1 : 430,000."""
    unit = 10.0 ** (math.floor(math.log10(metres_per_mm)) - 1)
    return float(math.ceil(round(metres_per_mm / unit, 6)) * unit)


def bounds_of_section(briefing: Briefing, section: Section) -> Bounds:
    """Return the ground that the sheet of a section shows in WGS-84 degrees.

    That of the view's own focus shows the view's extent, if it has one. Others take in the outline
    of the place, the points of its projects, and the shape that filters them; in the whole city
    few that lie far out are left beyond the frame.
    """
    view, atlas = briefing.view, briefing.atlas
    if view.extent and section is briefing.focus:
        return view.extent
    points = atlas.register.projects.loc[section.mask, ["lon", "lat"]].dropna().to_numpy(float)
    if view.shape:
        return _around(atlas.shapes.bounds(view.shape), points)
    ground = bounds_of(atlas, section.key)
    outside = _outside(ground, points)
    few = outside.sum() <= OUTLYING_SHARE * len(points)
    return ground if section.key == CITY and few else _around(ground, points[outside])


def _outside(bounds: Bounds, points: Points) -> NDArray[np.bool_]:
    """Return which points, shape (n, 2), lie outside of some bounds."""
    west, south, east, north = bounds
    lon, lat = points.T
    return np.asarray((lon < west) | (lon > east) | (lat < south) | (lat > north), dtype=bool)


def _around(bounds: Bounds, points: Points) -> Bounds:
    """Return bounds that take in points, shape (n, 2), with some ground around."""
    corners = np.vstack([np.reshape(bounds, (2, 2)), points])
    return _widened(np.concatenate([corners.min(axis=0), corners.max(axis=0)]), POINTS_MARGIN)


def bounds_of(atlas: Atlas, key: str) -> Bounds:
    """Return the bounds of a place or project with some ground around, in WGS-84 degrees.

    Those of the city are those of its clusters; what has neither shape nor point takes those of
    the place around it.
    """
    if key.startswith(PROJECT_PREFIX):
        return _project_bounds(atlas, key.removeprefix(PROJECT_PREFIX))
    place = atlas.register.places[key]
    zones = atlas.register.zones
    if place.kind == "district":
        return _widened(
            atlas.register.districts_coarse.loc[[place.id]].total_bounds, DISTRICT_MARGIN
        )
    if place.kind in {"cluster", "site", "functional_area"} and place.id in zones.index:
        return _widened(zones.loc[[place.id]].total_bounds, ZONE_MARGIN)
    if place.anchor and place.radius_m:
        return bounds_around(*place.anchor, CIRCLES * place.radius_m)
    if place.parents and place.parents[0] not in {CITY, "ftz"}:
        return bounds_of(atlas, place.parents[0])
    clusters = zones[zones["kind"] == "cluster"]
    if place.kind == "area":
        clusters = clusters[clusters["parent"] == place.id]
    return _widened(clusters.total_bounds, DISTRICT_MARGIN)


def _project_bounds(atlas: Atlas, project: str) -> Bounds:
    position = atlas.membership.position(project) or 0
    row = atlas.register.projects.iloc[position]
    if not np.isnan(row["lon"]):
        return bounds_around(row["lon"], row["lat"], CIRCLES * row["radius_m"])
    places = atlas.membership.places_of(position)
    return bounds_of(atlas, places[0] if places else CITY)


def _widened(bounds: NDArray[np.float64], share: float) -> Bounds:
    west, south, east, north = map(float, bounds)
    x, y = share * (east - west), share * (north - south)
    return west - x, south - y, east + x, north + y


def bounds_around(lon: float, lat: float, radius_m: float) -> Bounds:
    """Return the bounds of what lies within ``radius_m`` of a point in WGS-84 degrees."""
    west, south = _projection(lon, lat).transform(-radius_m, -radius_m, direction="INVERSE")
    return west, south, 2 * lon - west, 2 * lat - south
