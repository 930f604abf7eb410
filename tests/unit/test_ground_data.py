"""The streets in data/ against what is published of them; nothing here comes from tools/."""

import re
from itertools import pairwise
from pathlib import Path

import geopandas as gpd
import pytest
import shapely
from pyproj import Geod

GEOD = Geod(ellps="WGS84")
UTM = "EPSG:32650"
RING_KM = {"二环": 32.7, "三环": 48.3, "四环": 65.3, "五环": 98.6, "六环": 187.6}
EVERYWHERE = "部队|军|监狱|看守所|靶场|雷达|导弹|国防|武警"

INTERCHANGES = {  # named bridges (OpenStreetMap), no part of the lines, and what meets there
    "国贸桥": (116.45585, 39.90702, "三环", "长安街"),
    "三元桥": (116.4478, 39.95675, "三环", "首都机场高速"),
    "五元桥": (116.49337, 39.99836, "五环", "首都机场高速"),
    "建国门桥": (116.42975, 39.90716, "二环", "长安街"),
    "复兴门桥": (116.35042, 39.90586, "二环", "长安街"),
    "马甸桥": (116.37422, 39.96678, "三环", "京藏高速"),
    "健翔桥": (116.37153, 39.98639, "四环", "京藏高速"),
    "大羊坊桥": (116.4988, 39.81819, "五环", "京沪高速"),
    "东直门桥": (116.42731, 39.93975, "二环", "东直门外大街"),
    "安定门桥": (116.402, 39.94765, "二环", "安定门外大街"),
    "安华桥": (116.38839, 39.96713, "三环", "鼓楼外大街"),
    "大望桥": (116.47187, 39.90695, "建国路", "西大望路"),
    "北沙滩桥": (116.36384, 40.00013, "京藏高速", "清华东路"),
    "西红门桥": (116.34233, 39.78888, "京开高速", "宏福路"),
}


@pytest.fixture(scope="module")
def ground() -> gpd.GeoDataFrame:
    return gpd.read_file(Path(__file__).resolve().parents[2] / "data" / "ground.geojson")


@pytest.fixture(scope="module")
def roads(ground: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return ground[ground["kind"] == "road"].to_crs(UTM)


@pytest.mark.parametrize("name", RING_KM)
def test_a_ring_is_closed_and_as_long_as_published(ground: gpd.GeoDataFrame, name: str) -> None:
    ring = ground[(ground["name_zh"] == name) & (ground["ring"] == 1)].geometry.item()
    assert ring.is_ring
    assert GEOD.geometry_length(ring) / 1000 == pytest.approx(RING_KM[name], rel=0.03)


def test_rings_lie_within_each_other(roads: gpd.GeoDataFrame) -> None:
    rings = roads[roads["ring"] == 1].set_index("name_zh").geometry
    assert set(rings.index) == set(RING_KM)
    for inner, outer in pairwise(RING_KM):
        assert shapely.Polygon(rings[outer]).contains_properly(rings[inner])


@pytest.mark.parametrize("place", INTERCHANGES)
def test_roads_meet_where_they_are_known_to(roads: gpd.GeoDataFrame, place: str) -> None:
    lon, lat, *names = INTERCHANGES[place]
    there = gpd.GeoSeries([shapely.Point(lon, lat)], crs="EPSG:4326").to_crs(UTM).item()
    for name in names:
        lines = roads[roads["name_zh"] == name]
        off = lines.distance(there).min()
        assert off < lines["error_m"].max() + 100, (place, name, off)


def test_only_the_two_civil_airports_are_there(ground: gpd.GeoDataFrame) -> None:
    fields = ground[ground["kind"] == "airport"]
    assert set(fields["name_zh"]) == {"首都机场", "大兴机场"}
    runways = ground[ground["kind"] == "runway"].to_crs(UTM)
    assert len(runways) == 7
    off = runways.distance(fields.to_crs(UTM).union_all())
    assert off.max() < 4000
    assert ((runways.length > 3000) & (runways.length < 4000)).all()


def test_names_are_in_both_languages_and_of_no_kind_that_is_not_shown(
    ground: gpd.GeoDataFrame,
) -> None:
    named = ground[ground["kind"] != "runway"]
    for name_zh, name_en in zip(named["name_zh"], named["name_en"], strict=True):
        assert re.search("[\u4e00-\u9fff]", name_zh), name_zh
        assert name_en.isascii(), name_en
        assert name_en.strip(), name_zh
        assert not re.search(EVERYWHERE, name_zh), name_zh


@pytest.mark.parametrize(
    ("name_zh", "name_en"),
    [
        ("朝阳路", "Chaoyang Rd"),
        ("长安街", "Chang'an Ave"),
        ("四环", "4th Ring"),
        ("京藏高速", "Jingzang Expwy (G6)"),
        ("建国路", "Jianguo Rd"),
        ("朝阳门北大街", "Chaoyangmen N Ave"),
        ("荣华南路", "Ronghua S Rd"),
        ("长阳路", "Changyang Rd"),
    ],
)
def test_a_street_is_called_in_english_as_signs_write_it(
    ground: gpd.GeoDataFrame, name_zh: str, name_en: str
) -> None:
    assert set(ground.loc[ground["name_zh"] == name_zh, "name_en"]) == {name_en}


def test_every_line_says_how_far_it_may_be_off(ground: gpd.GeoDataFrame) -> None:
    assert ground["error_m"].between(20, 150).all()
    assert set(ground["kind"]) == {"road", "runway", "airport", "rail", "water"}
    assert ground.geometry.is_valid.all()
    west, south, east, north = ground.total_bounds
    assert 115.3 < west < east < 117.7
    assert 39.3 < south < north < 41.2
