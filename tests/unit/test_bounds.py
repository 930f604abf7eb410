"""Published bounds: walked along the ground, as large as published or said why not."""

import csv
import json
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely
from pyproj import Geod

from briefing.content import make_briefing
from briefing.paper.sheet import SIZES, draw_sheet
from geo.ask.atlas import Atlas
from geo.ground.bounds import read_bounds
from geo.ground.places import CITY
from geo.ground.streets import read_streets
from geo.say.answer_words import cautions, outside_line
from geo.view.view import View
from geo.words.text import text_in
from layers.outlines import outline_collections
from tests.unit.tables import DATA, table
from tools.bounds import Bounds, Lines, build_bounds, walk
from tools.shapes import GeometryError, make_feature

GEOD = Geod(ellps="WGS84")
METRES = "EPSG:32650"
WITHIN = 0.05
EXPLAINED = {("financial_street", None), ("cbd", "core")}
"""Those that miss the published area by more than ``WITHIN``; data/README.md says why."""


def features() -> list[dict[str, object]]:
    return list(json.loads((DATA / "bounds.geojson").read_text("utf-8"))["features"])


def test_a_row_of_the_table_is_an_outline() -> None:
    with (DATA / "bounds.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {(row["site"], row["part"] or None) for row in csv.DictReader(file)}
    drawn = {(f["properties"]["site"], f["properties"]["part"]) for f in features()}  # type: ignore[index]
    assert drawn == rows
    assert {site for site, _ in rows} <= {row["id"] for row in table("places")}


@pytest.mark.parametrize("feature", features(), ids=lambda f: f["properties"]["name_en"])
def test_the_area_is_measured_and_its_difference_stated(feature: dict[str, object]) -> None:
    row = feature["properties"]
    assert isinstance(row, dict)
    area, _ = GEOD.geometry_area_perimeter(shapely.geometry.shape(feature["geometry"]))
    assert area / 1e6 == pytest.approx(row["area_km2"], abs=0.001)
    assert row["difference"] == pytest.approx(row["area_km2"] / row["published_km2"] - 1, abs=0.001)
    explained = (row["site"], row["part"]) in EXPLAINED
    assert (abs(row["difference"]) <= WITHIN) is not explained
    assert row["geometry_basis"] == "digitised"
    assert set(row["sources"]) <= {source["id"] for source in table("sources")}
    if explained:
        readme = (DATA / "README.md").read_text("utf-8")
        assert f"{row['area_km2']:.2f} km²" in readme


def test_sides_lie_on_streets_of_the_ground() -> None:
    roads = read_streets().to_crs(METRES)
    net = shapely.union_all(roads.geometry[roads["kind"] == "road"].to_numpy())
    for outline in read_bounds().to_crs(METRES).geometry:
        ring = shapely.segmentize(outline.exterior, 50)
        gaps = shapely.distance(net, shapely.points(shapely.get_coordinates(ring)))
        assert np.quantile(gaps, 0.85) < 5


def test_what_the_zone_takes_lies_within_the_bounds(atlas: Atlas) -> None:
    zones, bounds = atlas.register.zones, read_bounds()
    whole = bounds[bounds["part"].isna()].set_index("site").geometry
    taken = [id_ for id_ in whole.index if id_ in zones.index]
    assert taken == ["cbd"]
    for id_ in taken:
        outside = gpd.GeoSeries([zones.geometry[id_].difference(whole[id_])], crs="EPSG:4326")
        assert outside.to_crs(METRES).area.sum() < 100


def square(*sides: str) -> tuple[Bounds, Lines]:
    """Return bounds along four streets of a square of 1 km, of which the last two are given."""
    corners = [(116.40, 39.90), (116.41, 39.90), (116.41, 39.91), (116.40, 39.91)]
    streets = [
        make_feature(shapely.LineString([one, other]), {"kind": "road", "name_zh": name})
        for one, other, name in zip(corners, [*corners[1:], corners[0]], "南东北西", strict=True)
    ]
    named = tuple((side, side) for side in sides)
    facts = ("", "x", "x", (116.405, 39.905), named, 1.0, ("S",), "", "")
    return Bounds("site", *facts), Lines(streets)


def test_a_square_is_walked_whichever_way_its_sides_are_named() -> None:
    for sides in ("南东北西", "西北东南", "东北西南"):
        outline = walk(*square(*sides))
        assert len(shapely.get_coordinates(shapely.simplify(outline, 1))) == 5
        assert outline.area == pytest.approx(855 * 1110, rel=0.01)


def test_a_side_that_is_not_on_the_ground_stops_the_build() -> None:
    with pytest.raises(GeometryError, match="河"):
        walk(*square("南", "东", "河"))


def test_sides_that_lie_apart_stop_the_build() -> None:
    row, _ = square("南", "远")
    streets = [
        make_feature(shapely.LineString(line), {"kind": "road", "name_zh": name})
        for name, line in {
            "南": [(116.40, 39.90), (116.41, 39.90)],
            "远": [(116.40, 39.99), (116.41, 39.99)],
        }.items()
    ]
    with pytest.raises(GeometryError, match="apart"):
        build_bounds([row], streets)


@pytest.mark.parametrize("datum", ["wgs84", "gcj02"])
def test_the_browser_gets_the_bounds_in_the_map_s_datum(atlas: Atlas, datum: str) -> None:
    register = atlas.register
    sent = outline_collections(register.districts_coarse, register.zones, datum)["bounds"]
    assert isinstance(sent, dict)
    west = min(f["geometry"]["coordinates"][0][0][0] for f in sent["features"])
    there = read_bounds().geometry.map(lambda shape: shape.exterior.coords[0][0]).min()
    assert west - there == pytest.approx(0 if datum == "wgs84" else 0.006, abs=0.001)


def test_paper_says_what_a_plain_line_is(atlas: Atlas) -> None:
    page = draw_sheet(make_briefing(atlas, View(focus="place:cbd", lang="en")), SIZES["16:9"])
    assert text_in("en")("map.bounds") in [text.get_text() for text in page.texts]


def test_a_folder_without_bounds_has_none(tmp_path: Path) -> None:
    assert read_bounds(tmp_path).empty


# where places lie


def test_a_place_outside_its_parent_says_so(atlas: Atlas) -> None:
    text = text_in("en")
    for key, place in atlas.register.places.places.items():
        if place.kind != "place" or place.anchor is None:
            continue
        anchor = shapely.Point(place.anchor)
        (parent, *_) = place.parents
        zone = parent.rpartition(":")[2]
        zones = atlas.register.zones
        if parent.startswith("cluster:"):
            inside = bool(zones.geometry[zone].covers(anchor))
            assert (outside_line(atlas, key, text) == "") is inside
    said = outside_line(atlas, "place:biopark", text)
    assert "International BioPark" in said
    assert "E-Town cluster" in said
    here = atlas.here.of_focus("place:biopark")
    assert said in cautions(atlas, here, text)
    assert outside_line(atlas, "place:bda_core", text) == ""
    assert outside_line(atlas, CITY, text) == ""


def test_no_anchor_stands_on_a_runway(atlas: Atlas) -> None:
    runways = read_streets().query("kind == 'runway'").to_crs(METRES)
    anchors = {
        key: place.anchor
        for key, place in atlas.register.places.places.items()
        if place.anchor and "airport" not in key.partition(":")[2].replace("airport_core", "core")
    }
    points = gpd.GeoSeries([shapely.Point(at) for at in anchors.values()], crs="EPSG:4326")
    metres = points.to_crs(METRES)
    assert len(anchors) > 20
    assert runways.geometry.map(metres.distance).map(min).min() > 800


@pytest.mark.parametrize(
    ("place", "street"),
    [
        ("yongfeng", "永丰路"),
        ("cuihu", "翠湖南路"),
        ("biopark", "旧宫东西大街"),
        ("jinma", "顺于路"),
    ],
)
def test_an_anchor_is_near_a_street_of_its_name(atlas: Atlas, place: str, street: str) -> None:
    found = atlas.register.places[f"place:{place}"]
    roads = read_streets().to_crs(METRES)
    named = roads.geometry[roads["name_zh"] == street]
    anchor = gpd.GeoSeries([shapely.Point(found.anchor)], crs="EPSG:4326").to_crs(METRES)[0]
    assert found.radius_m is not None
    assert named.distance(anchor).min() < found.radius_m
