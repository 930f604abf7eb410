"""What holds here: a spot, project or place, where it lies, and which projects are near."""

from dataclasses import dataclass, replace
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from pyproj import Geod

from geo.ground.membership import PROJECT_PREFIX, Membership
from geo.ground.places import CITY
from geo.ground.spot import Spot, make_spot
from geo.ground.streets import read_streets
from geo.region import REGION
from geo.register.load import Register

GEOD: Final = Geod(ellps="WGS84")
ZONE_KEYS: Final = {"cluster": "cluster:", "site": "place:", "functional_area": "place:"}
_FINEST_FIRST: Final = ("site", "cluster", "functional_area")


@dataclass(frozen=True)
class Here:
    """Where someone asks from.

    ``keys`` are the places it lies in directly, finest first, and empty outside the region.
    ``radius_m`` is the error of ``spot``; 0 for a spot that was pressed or typed.
    ``nearest`` is the closest cluster that it is not in, ``nearest_m`` metres from its drawn edge.
    """

    keys: tuple[str, ...]
    spot: Spot | None = None
    radius_m: float = 0.0
    project: str | None = None
    nearest: str | None = None
    nearest_m: float = 0.0

    @property
    def is_place(self) -> bool:
        """Tell whether a place is asked about, not a spot or a project in it."""
        return self.spot is None and self.project is None


class HereFinder:
    """The outlines of the register, ready to be asked what lies where."""

    def __init__(self, register: Register, membership: Membership) -> None:
        """Take a register and who lies where in it."""
        self._projects = register.projects
        self._membership = membership
        self._ground, self._places = register.ground, register.places
        self._zones = register.zones[register.zones["kind"].isin(ZONE_KEYS)]
        clusters = self._zones[self._zones["kind"] == "cluster"]
        self._clusters: gpd.GeoSeries = clusters.geometry.to_crs(REGION.ground.metres)

    def at_spot(self, spot: Spot) -> Here:
        """Return where a spot lies, by the drawn outlines; edges count as inside."""
        point = shapely.Point(spot.lon, spot.lat)
        inside = self._zones[self._zones.intersects(point)]
        zones = [
            ZONE_KEYS[kind] + id_
            for kind in _FINEST_FIRST
            for id_ in inside.index[inside["kind"] == kind]
        ]
        district = self._district(spot)
        keys = (*zones, f"district:{district}") if district else tuple(zones)
        nearest, metres = self._nearest(point, keys)
        return Here(keys, spot, nearest=nearest, nearest_m=metres)

    def of_project(self, project_id: str) -> Here:
        """Return where a project lies, by the register's join; KeyError where there is none."""
        position = self._membership.position(project_id)
        if position is None:
            raise KeyError(project_id)
        keys = self._membership.places_of(position) or (CITY,)
        project = self._projects.iloc[position]
        if np.isnan(project["lon"]):
            return Here(keys, project=project_id)
        spot = make_spot(float(project["lon"]), float(project["lat"]))
        return Here(keys, spot, float(project["radius_m"]), project_id)

    def of_focus(self, focus: str) -> Here:
        """Return where a place key or ``project:<id>`` lies; a place has no spot."""
        if focus.startswith(PROJECT_PREFIX):
            return self.of_project(focus.removeprefix(PROJECT_PREFIX))
        return Here((focus,))

    def measured(self, here: Here) -> Here:
        """Return where someone asks from with a spot to measure from, if there can be one.

        That of a place is its point, or the middle of its drawn outline, whose error reaches the
        furthest corner. A district is too large for one.
        """
        if not here.is_place or not here.keys or here.keys[0].startswith("district:"):
            return here
        place = self._places[here.keys[0]]
        if place.anchor is not None:
            return replace(here, spot=make_spot(*place.anchor), radius_m=float(place.radius_m or 0))
        outline = self._zones.geometry.get(here.keys[0].partition(":")[2])
        return here if outline is None else replace(here, **_middle(outline))

    def _district(self, spot: Spot) -> str | None:
        return self._ground.districts.name_at(spot.lon, spot.lat)

    def _nearest(self, point: shapely.Point, keys: tuple[str, ...]) -> tuple[str, float]:
        """Return the closest cluster that a point is not in, and how far its drawn edge is."""
        there = gpd.GeoSeries([point], crs="EPSG:4326").to_crs(REGION.ground.metres).iloc[0]
        others = self._clusters[[f"cluster:{id_}" not in keys for id_ in self._clusters.index]]
        distances = others.distance(there)
        return f"cluster:{distances.idxmin()}", float(distances.min())


def _middle(outline: shapely.Geometry) -> dict[str, Any]:
    """Return the middle of an outline in WGS-84 degrees, and how far its furthest corner is."""
    drawn = gpd.GeoSeries([outline], crs="EPSG:4326").to_crs(REGION.ground.metres)
    middle = drawn.centroid
    (spot,) = middle.to_crs("EPSG:4326")
    radius = shapely.hausdorff_distance(middle.iloc[0], drawn.iloc[0])
    return {"spot": make_spot(spot.x, spot.y), "radius_m": float(radius)}


def metres_to(spot: Spot, lon: float, lat: float) -> float:
    """Return the geodesic distance on the WGS-84 ellipsoid from a spot to a point, in metres."""
    _, _, metres = GEOD.inv(spot.lon, spot.lat, lon, lat)
    return float(metres)


def airports_from(spot: Spot) -> pd.DataFrame:
    """Return the airports of the ground, nearest first, in a straight line from a spot.

    Returns
    -------
    ``name_zh``, ``name_en``, ``distance_m`` and ``radius_m``, by which the airport's point may be
    off; no rows where the ground has no airport.
    """
    ground = read_streets()
    airports = ground[ground["kind"] == "airport"]
    metres = [metres_to(spot, point.x, point.y) for point in airports.geometry]
    named = pd.DataFrame(airports[["name_zh", "name_en"]])
    found = named.assign(distance_m=metres, radius_m=airports["error_m"].astype(float))
    return found.sort_values("distance_m", kind="stable")


def nearby(
    projects: pd.DataFrame, among: NDArray[np.bool_], here: Here, limit: int
) -> pd.DataFrame:
    """Return the projects nearest to a spot.

    Parameters
    ----------
    projects
        Joined projects; those without a point cannot be measured and are left out.
    among
        Which of them to consider, shape (n,); the project asked from is left out.
    here
        From where; it has a spot.
    limit
        How many to return at most.

    Returns
    -------
    Rows of ``projects`` with ``distance_m``, the geodesic distance on the WGS-84 ellipsoid between
    the points given, nearest first. Either point may be off by its own ``radius_m``.
    """
    spot = here.spot
    if spot is None:
        raise ValueError(here)
    pointed = projects[among & projects["lon"].notna() & (projects["id"] != here.project)]
    lon, lat = pointed["lon"].to_numpy(float), pointed["lat"].to_numpy(float)
    from_lon, from_lat = np.full_like(lon, spot.lon), np.full_like(lat, spot.lat)
    _, _, metres = GEOD.inv(from_lon, from_lat, lon, lat)
    return pointed.assign(distance_m=metres).nsmallest(limit, "distance_m", keep="first")
