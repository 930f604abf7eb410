"""Where a spot lies and what is near it, against shapely, and against the sphere's formula."""

import math

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.ask.atlas import Atlas
from geo.ask.here import Here, HereFinder, airports_from, nearby
from geo.ground.membership import Membership
from geo.ground.spot import Spot
from geo.register.load import Register
from geo.view.view import View
from tests.unit.strategies import spots
from tests.unit.tables import is_over, table

SPHERE_M = 6_371_008.8
CBD = Spot(116.46, 39.91)


@pytest.fixture(scope="module")
def membership(register: Register) -> Membership:
    return Membership(register.projects, register.places)


@pytest.fixture(scope="module")
def finder(register: Register, membership: Membership) -> HereFinder:
    return HereFinder(register, membership)


def great_circle(a: Spot, lon: float, lat: float) -> float:
    """Return the distance in metres on a sphere (haversine), within 0.6 % of the ellipsoid's."""
    lat1, lat2 = math.radians(a.lat), math.radians(lat)
    half = math.sin((lat2 - lat1) / 2) ** 2
    half += math.cos(lat1) * math.cos(lat2) * math.sin(math.radians(lon - a.lon) / 2) ** 2
    return 2 * SPHERE_M * math.asin(math.sqrt(half))


@pytest.mark.parametrize(
    ("spot", "keys"),
    [
        (CBD, ("place:cbd", "cluster:chaoyang", "district:110105")),
        (Spot(116.5, 39.79), ("place:bda_core", "cluster:etown", "place:bda", "district:110115")),
        (Spot(116.2, 40.3), ("district:110114",)),
        (Spot(116.41, 39.51), ()),  # the terminal of Daxing Airport: in no district
        (Spot(115.1, 39.1), ()),
    ],
)
def test_known_spots_lie_where_they_lie(
    finder: HereFinder, spot: Spot, keys: tuple[str, ...]
) -> None:
    assert finder.at_spot(spot).keys == keys


@given(spot=spots())
def test_a_spot_lies_in_every_drawn_shape_that_covers_it(
    register: Register, finder: HereFinder, spot: Spot
) -> None:
    point = shapely.Point(spot.lon, spot.lat)
    here = finder.at_spot(spot)
    zones = register.zones[register.zones["kind"] != "area"]
    prefixes = {"cluster": "cluster:", "site": "place:", "functional_area": "place:"}
    expected = {prefixes[z.kind] + z.id for z in zones.itertuples() if z.geometry.covers(point)}
    districts = [d.id for d in register.districts.itertuples() if d.geometry.covers(point)]
    expected |= {f"district:{id_}" for id_ in districts[:1]}
    assert set(here.keys) == expected
    assert here.nearest not in here.keys


@pytest.mark.parametrize("spot", [CBD, Spot(116.2, 40.3), Spot(116.41, 39.51)])
def test_the_nearest_other_cluster_is_the_nearest_by_its_corners(
    register: Register, finder: HereFinder, spot: Spot
) -> None:
    here = finder.at_spot(spot)
    clusters = register.zones[register.zones["kind"] == "cluster"]
    distances = {}
    for cluster in clusters.itertuples():
        if f"cluster:{cluster.id}" not in here.keys:
            edge = cluster.geometry.boundary.segmentize(0.0005)  # a corner every 55 m or closer
            corners = shapely.get_coordinates(edge)
            distances[f"cluster:{cluster.id}"] = min(great_circle(spot, *c) for c in corners)
    assert here.nearest == min(distances, key=distances.__getitem__)
    assert here.nearest_m == pytest.approx(min(distances.values()), rel=0.006, abs=60)


def test_a_project_is_asked_about_at_its_joined_places(
    register: Register, finder: HereFinder
) -> None:
    for project in register.projects.iloc[::9].itertuples():
        here = finder.of_project(project.id)
        assert here.project == project.id
        assert (here.spot is None) == math.isnan(project.lon)
        if here.spot:
            assert (here.spot.lon, here.spot.lat) == pytest.approx((project.lon, project.lat))
            assert here.radius_m == project.radius_m
        if isinstance(project.district, str):
            assert f"district:{project.district}" in register.places.closure(here.keys)
    with pytest.raises(KeyError):
        finder.of_project("nowhere")


def test_a_place_is_asked_about_as_itself(finder: HereFinder) -> None:
    assert finder.of_focus("cluster:etown") == Here(("cluster:etown",))
    assert finder.of_focus("project:PP027") == finder.of_project("PP027")


def test_the_policies_of_a_spot_are_those_whose_scope_covers_it(atlas: Atlas) -> None:
    around = {"city", "ftz", "area:business", "cluster:chaoyang", "place:cbd", "district:110105"}
    held = atlas.holding_at(atlas.here.at_spot(CBD), View()).whole
    expected = {
        row["id"]
        for row in table("policies")
        if around.intersection(row["scope"].split(";")) and not is_over(row)
    }
    assert set(held.index) == expected
    for _, alike in held.groupby("use"):
        landed = (alike["status"] == "landed").tolist()
        assert landed == sorted(landed, reverse=True)


@given(spot=spots(), limit=st.integers(1, 20))
def test_the_nearest_projects_are_the_nearest(
    register: Register, finder: HereFinder, spot: Spot, limit: int
) -> None:
    among = (register.projects["sector"] == "finance").to_numpy(bool)
    found = nearby(register.projects, among, finder.at_spot(spot), limit)
    pointed = register.projects[among & register.projects["lon"].notna()]
    every = sorted(great_circle(spot, p.lon, p.lat) for p in pointed.itertuples())
    assert len(found) == min(limit, len(pointed))
    assert found["distance_m"].tolist() == pytest.approx(every[:limit], rel=0.006, abs=1)
    assert found["distance_m"].is_monotonic_increasing


def test_a_project_is_not_its_own_neighbour_and_nothing_is_measured_without_a_point(
    register: Register, finder: HereFinder
) -> None:
    every = np.ones(len(register.projects), dtype=bool)
    found = nearby(register.projects, every, finder.of_project("PP027"), 500)
    assert "PP027" not in set(found["id"])
    assert not pd.isna(found["distance_m"]).any()
    with pytest.raises(ValueError, match=r".*"):
        nearby(register.projects, every, finder.of_focus("city"), 5)


def test_airports_are_measured_in_a_straight_line_nearest_first() -> None:
    found = airports_from(CBD)
    assert found["name_zh"].tolist() == ["首都机场", "大兴机场"]
    assert (found["radius_m"] == 150).all()
    terminals = {"首都机场": (116.585, 40.08), "大兴机场": (116.411, 39.51)}
    for name, metres in zip(found["name_zh"], found["distance_m"], strict=True):
        assert metres == pytest.approx(great_circle(CBD, *terminals[name]), rel=0.01)
