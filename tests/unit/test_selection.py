"""What lies in a shape, worked out another way: on a sphere, by rays, by sampled outlines."""

import math

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.ask.within_shape import ShapeSelector
from geo.register.load import Register
from geo.view.shapes import Circle, Near, Polygon, Rectangle
from tests.unit.selectors import selector_of
from tests.unit.strategies import KM, LAT, LON, shapes

EARTH_KM = 6371.0088
FLATTENING = 0.0034  # the most that a sphere's distances are off, relative


@pytest.fixture(scope="module")
def selector(register: Register) -> ShapeSelector:
    return selector_of(register)


@pytest.fixture(scope="module")
def points(register: Register) -> pd.DataFrame:
    return register.projects[["lon", "lat", "radius_m"]]


def on_a_sphere(lon: float, lat: float, to_lon: float, to_lat: float) -> float:
    """Return the haversine distance in km."""
    phi, to_phi = math.radians(lat), math.radians(to_lat)
    half = math.sin((to_phi - phi) / 2) ** 2
    half += math.cos(phi) * math.cos(to_phi) * math.sin(math.radians(to_lon - lon) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(half))


@settings(max_examples=30)
@given(LON, LAT, KM)
def test_a_circle_holds_what_is_near_enough(
    selector: ShapeSelector, points: pd.DataFrame, lon: float, lat: float, km: float
) -> None:
    mask = selector.inside(Circle(lon, lat, km)).mask
    for inside, point in zip(mask, points.itertuples(), strict=True):
        if math.isnan(point.lon):
            assert not inside
            continue
        distance = on_a_sphere(lon, lat, point.lon, point.lat)
        if abs(distance - km) > FLATTENING * km:
            assert inside == (distance <= km)


def nearest_km(vertices: np.ndarray, lon: float, lat: float) -> float:
    """Return the distance in km from a point to the nearest of many vertices (m, 2)."""
    apart = np.hypot((vertices[:, 0] - lon) * math.cos(math.radians(lat)), vertices[:, 1] - lat)
    return on_a_sphere(lon, lat, *vertices[apart.argmin()])


def test_a_degree_of_the_meridian_at_beijing(selector: ShapeSelector) -> None:
    [ring] = selector.outline(Circle(116.4, 39.9, 111.0))
    north = ring[ring[:, 1].argmax()]
    # 111.0 km north of 39.9 on WGS-84, by the series of the meridian's length (Torge, Geodesy)
    phi = math.radians(39.9 + 0.5)
    degree_km = 111.13295 - 0.55982 * math.cos(2 * phi) + 0.00117 * math.cos(4 * phi)
    assert north[0] == pytest.approx(116.4, abs=1e-6)
    assert north[1] == pytest.approx(39.9 + 111.0 / degree_km, abs=1e-4)


def by_ray_casting(corners: list[tuple[float, float]], x: float, y: float) -> bool:
    """Tell whether a point lies in a polygon by the crossings of a ray, even-odd."""
    inside = False
    for (x0, y0), (x1, y1) in zip(corners, corners[1:] + corners[:1], strict=True):
        if (y0 > y) != (y1 > y) and x < (x1 - x0) * (y - y0) / (y1 - y0) + x0:
            inside = not inside
    return inside


def on_an_edge(corners: list[tuple[float, float]], x: float, y: float) -> bool:
    """Tell whether a point lies on an edge, where a ray says nothing."""
    for (x0, y0), (x1, y1) in zip(corners, corners[1:] + corners[:1], strict=True):
        by_the_edge = math.dist((x0, y0), (x, y)) + math.dist((x, y), (x1, y1))
        if by_the_edge - math.dist((x0, y0), (x1, y1)) < 1e-9:
            return True
    return False


def mercator(lat: float) -> float:
    """Return the northing of the web map, for a radius of one degree."""
    return math.degrees(math.asinh(math.tan(math.radians(lat))))


@settings(max_examples=40)
@given(shapes().filter(lambda shape: isinstance(shape, Polygon)))
def test_a_polygon_holds_what_a_ray_says(
    selector: ShapeSelector, points: pd.DataFrame, shape: Polygon
) -> None:
    mask = selector.inside(shape).mask
    corners = [(lon, mercator(lat)) for lon, lat in shape.corners]
    for inside, point in zip(mask, points.itertuples(), strict=True):
        if math.isnan(point.lon):
            assert not inside
        elif not on_an_edge(corners, point.lon, mercator(point.lat)):
            assert inside == by_ray_casting(corners, point.lon, mercator(point.lat))


def test_a_rectangle_is_its_four_corners(selector: ShapeSelector) -> None:
    west, south, east, north = 116.3, 39.75, 116.6, 40.0
    corners = ((west, south), (east, south), (east, north), (west, north))
    mask = selector.inside(Rectangle(west, south, east, north)).mask
    assert mask.sum() > 50
    assert mask.tolist() == selector.inside(Polygon(corners)).mask.tolist()


def test_near_a_point_is_a_circle(selector: ShapeSelector, register: Register) -> None:
    lon, lat = register.places["place:longfusi"].anchor or (0, 0)  # which has no outline
    assert selector.inside(Near("place:longfusi", 4)).mask.tolist() == (
        selector.inside(Circle(lon, lat, 4)).mask.tolist()
    )


@pytest.mark.parametrize("key", ["district:110102", "cluster:chaoyang", "place:bda"])
@pytest.mark.parametrize("km", [0.5, 3.0, 12.0])
def test_near_a_place_measures_from_its_outline(
    selector: ShapeSelector, register: Register, points: pd.DataFrame, key: str, km: float
) -> None:
    frame = register.districts if key.startswith("district") else register.zones
    area = frame.loc[key.partition(":")[2], "geometry"]
    edge = area.boundary.segmentize(0.0005)  # a vertex every 40 m or so
    vertices = np.concatenate([np.asarray(part.coords) for part in getattr(edge, "geoms", [edge])])
    mask = selector.inside(Near(key, km)).mask
    for inside, (lon, lat) in zip(mask, points[["lon", "lat"]].to_numpy(), strict=True):
        if math.isnan(lon):
            assert not inside
            continue
        distance = nearest_km(vertices, lon, lat)
        within = area.buffer(0).covers(shapely.Point(lon, lat)) or distance <= km
        if abs(distance - km) > 0.03 + FLATTENING * km:
            assert inside == within


def test_places_without_outline_or_point_cannot_be_measured_from(
    selector: ShapeSelector, register: Register
) -> None:
    unplaced = register.projects[register.projects["level"] != "point"]["id"].iloc[0]
    for key in (
        "city",
        "place:subcentre",
        "place:atlantis",
        f"project:{unplaced}",
        "project:none",
        "x",
    ):
        assert not selector.knows(Near(key, 3)), key
    for key in ("district:110105", "cluster:etown", "place:bda", "place:cbd", "project:PP027"):
        assert selector.knows(Near(key, 3)), key


def test_unsure_are_those_whose_error_reaches_over_the_edge(
    selector: ShapeSelector, points: pd.DataFrame
) -> None:
    circle = Circle(116.506, 39.795, 6)
    found = selector.inside(circle)
    for unsure, point in zip(found.unsure, points.itertuples(), strict=True):
        if math.isnan(point.lon) or math.isnan(point.radius_m):
            assert not unsure
            continue
        to_edge = abs(on_a_sphere(circle.lon, circle.lat, point.lon, point.lat) - circle.km) * 1000
        if abs(to_edge - point.radius_m) > 40:
            assert unsure == (to_edge < point.radius_m)
    assert (found.mask & found.unsure).any()
    assert (found.mask & ~found.unsure).any()


@given(st.sampled_from(("cluster:etown", "district:110105")), KM)
@settings(max_examples=10)
def test_the_outline_runs_at_its_distance(
    selector: ShapeSelector, register: Register, key: str, km: float
) -> None:
    frame = register.districts if key.startswith("district") else register.zones
    area = frame.loc[key.partition(":")[2], "geometry"]
    ring = max(selector.outline(Near(key, km)), key=len)
    vertices = np.concatenate(
        [np.asarray(part.exterior.coords) for part in getattr(area, "geoms", [area])]
    )
    for lon, lat in ring[::10]:
        assert nearest_km(vertices, lon, lat) == pytest.approx(km, rel=0.02, abs=0.6)
