"""The gazetteer in data/: whole names, each in its district, none that names nothing."""

import csv
import re
from pathlib import Path

import geopandas as gpd
import pytest
from pyproj import Geod

DATA = Path(__file__).resolve().parents[2] / "data"
GEOD = Geod(ellps="WGS84")
UTM = "EPSG:32650"
NEVER = "部队|军|监狱|看守所|靶场|雷达|导弹|国防|武警|干休所|兵营|营房|有限公司|银行|中南海"
COLUMNS = ["name", "kind", "lon_wgs84", "lat_wgs84", "error_m", "district", "drawn_as", "pinyin"]

WHOLE = {  # name: kind, district
    "国家会议中心二期": ("building", "110105"),
    "首都国际会展中心": ("building", "110113"),
    "颐堤港": ("building", "110105"),
    "北京国际设计周永久会址": ("building", "110112"),
    "丰台站": ("station", "110106"),
    "望京SOHO": ("building", "110105"),
    "荣华南路": ("street", "110115"),
    "知春路站": ("station", "110108"),
    "国贸桥": ("bridge", "110105"),
    "北京南站": ("station", "110106"),
    "友谊医院": ("hospital", "110102"),
    "永丰产业基地": ("park", "110108"),
}
NO_NAMES = (
    *("实验室", "写字楼", "检测中心", "10号", "急诊楼", "人工湖", "食堂", "教学楼", "图书馆"),
    *("学生公寓", "配电室", "B座", "7号楼", "办公楼", "锅炉房", "体育馆", "门卫", "停车场"),
    *("中国石油", "一号路", "东路", "经济学院", "公厕", "综合服务中心"),
)


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    with (DATA / "gazetteer.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_columns_are_those_of_the_dictionary(rows: list[dict[str, str]]) -> None:
    assert list(rows[0]) == COLUMNS
    assert len(rows) > 20_000
    assert (DATA / "gazetteer.csv").stat().st_size < 2_000_000


@pytest.mark.parametrize("name", WHOLE)
def test_a_whole_name_is_there_in_its_district(rows: list[dict[str, str]], name: str) -> None:
    kind, district = WHOLE[name]
    [found] = [row for row in rows if row["name"] == name and row["kind"] == kind]
    assert found["district"] == district


@pytest.mark.parametrize("word", NO_NAMES)
def test_a_generic_word_is_no_name(rows: list[dict[str, str]], word: str) -> None:
    assert not [row for row in rows if row["name"] == word and row["kind"] != "stop"]


def test_nothing_is_named_that_no_map_shows(rows: list[dict[str, str]]) -> None:
    assert not [row["name"] for row in rows if re.search(NEVER, row["name"])]


def test_every_point_lies_in_its_district(rows: list[dict[str, str]]) -> None:
    districts = gpd.read_file(DATA / "districts.geojson")[["id", "geometry"]]
    stated = [row for row in rows if row["district"]]
    lon, lat = ([float(row[f"{axis}_wgs84"]) for row in stated] for axis in ("lon", "lat"))
    points = gpd.GeoDataFrame(
        {"district": [row["district"] for row in stated]},
        geometry=gpd.points_from_xy(lon, lat),
        crs="EPSG:4326",
    )
    ground = districts.set_index("id").geometry.to_crs(UTM).loc[points["district"]]
    off = points.to_crs(UTM).distance(ground, align=False)
    assert off.max() < 2  # a point on an edge is rounded to one side of it
    assert [row["name"] for row in rows if not row["district"]] == ["大兴机场"]


def test_a_department_is_no_campus(rows: list[dict[str, str]]) -> None:
    campuses = [row["name"] for row in rows if row["kind"] == "campus"]
    assert "北京师范大学" in campuses
    assert not [name for name in campuses if re.search("大学.+学院$|学院.+学院$|^经济", name)]


@pytest.mark.parametrize(("name", "district"), [("知春路", "110108"), ("荣华南路", "110115")])
def test_the_error_of_a_street_is_about_half_its_length(
    rows: list[dict[str, str]], name: str, district: str
) -> None:
    [street] = [
        row
        for row in rows
        if (row["name"], row["kind"], row["district"]) == (name, "street", district)
    ]
    ground = gpd.read_file(DATA / "ground.geojson")
    districts = gpd.read_file(DATA / "districts.geojson").set_index("id").geometry
    line = ground[ground["name_zh"] == name].union_all().intersection(districts[district])
    half = GEOD.geometry_length(line) / 2
    assert 0.5 * half < float(street["error_m"]) < 1.2 * half + 500


def test_a_part_of_a_ring_says_what_it_is_drawn_as(rows: list[dict[str, str]]) -> None:
    drawn = {row["name"]: row["drawn_as"] for row in rows if row["drawn_as"]}
    assert drawn["东三环中路"] == "三环"
    assert drawn["建国门外大街"] == "长安街"
