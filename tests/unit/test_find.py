"""Places found by what someone types: names, crossings, coordinates."""

from itertools import pairwise

import pytest
from pyproj import Geod

from geo.__main__ import main
from geo.ask.find import FOUND, Finder
from geo.ground.gazetteer import Gazetteer, read_gazetteer
from geo.register.load import Register
from geo.words.text import text_in
from geo.words.vocabulary import LANGUAGES

GEOD = Geod(ellps="WGS84")
GUOMAO = (116.45585, 39.90702)  # 国贸桥, where 东三环 and 建国路 meet (OpenStreetMap)
FUXINGMEN = (116.35042, 39.90586)  # 复兴门桥


@pytest.fixture(scope="module")
def finder(register: Register) -> Finder:
    return Finder(register)


def metres(lon: float, lat: float, other: tuple[float, float]) -> float:
    """Return the distance of two WGS-84 points."""
    return float(GEOD.inv(lon, lat, *other)[2])


@pytest.mark.parametrize(
    ("typed", "name", "kind"),
    [
        ("望京SOHO", "望京SOHO", "building"),
        ("望京ｓｏｈｏ", "望京SOHO", "building"),
        ("望京 SOHO", "望京SOHO", "building"),
        ("荣华南路", "荣华南路", "street"),
        ("榮華南路", "荣华南路", "street"),
        ("ronghuananlu", "荣华南路", "street"),
        ("知春路站", "知春路站", "station"),
        ("地铁知春路站", "知春路站", "station"),
        ("北京南站", "北京南站", "station"),
        ("國貿橋", "国贸桥", "bridge"),
        ("guomaoqiao", "国贸桥", "bridge"),
        ("朝阳 国贸桥", "国贸桥", "bridge"),
        ("颐堤港", "颐堤港", "building"),
        ("首都国际会展中心", "首都国际会展中心", "building"),
        ("北京市颐堤港", "颐堤港", "building"),
    ],
)
def test_a_name_is_found_in_whatever_way_it_is_written(
    finder: Finder, typed: str, name: str, kind: str
) -> None:
    found = finder.find(typed, 5)
    assert (found[0].name, found[0].kind) == (name, kind)


def test_an_alias_of_a_place_comes_before_longer_names(finder: Finder) -> None:
    first, *others = finder.find("国贸", 5)
    assert first.kind == "place"
    assert "国贸桥" in [point.name for point in others]
    assert metres(first.lon, first.lat, GUOMAO) < first.error_m


@pytest.mark.parametrize(
    "word", ["实验室", "写字楼", "检测中心", "10号", "急诊楼", "人工湖", "大厦", "医院", "", " "]
)
def test_a_generic_word_finds_nothing(finder: Finder, word: str) -> None:
    assert finder.find(word, 5) == []


@pytest.mark.parametrize(
    "typed",
    [
        "东三环 × 建国路",
        "东三环x建国路",
        "东三环与建国路交叉口",
        "东三环和建国路路口",
        "东三环、建国路",
        "東三環×建國路",
        "建国门外大街/东三环中路",
        "建国路 & 三环",
        "建国路与东三环交汇处",
    ],
)
def test_a_crossing_lies_where_both_streets_do(finder: Finder, typed: str) -> None:
    [crossing] = finder.find(typed, 5)
    assert crossing.kind == "crossing"
    assert metres(crossing.lon, crossing.lat, GUOMAO) < crossing.error_m + 50
    assert crossing.district == "110105"


def test_the_side_of_a_ring_decides(finder: Finder) -> None:
    west = finder.find("西二环 × 复兴门内大街", 5)
    assert [metres(p.lon, p.lat, FUXINGMEN) < p.error_m + 100 for p in west] == [True]
    both = finder.find("二环 × 长安街", 5)
    assert len(both) == 2
    assert finder.find("东二环 × 学院路", 5) == []


def test_streets_that_do_not_meet_have_no_crossing(finder: Finder) -> None:
    assert [p for p in finder.find("荣华南路 × 知春路", 5) if p.kind == "crossing"] == []
    assert finder.find("荣华南路 × 荣华南路", 5) == []


def test_coordinates_are_read_in_every_datum_that_brings_them_here(finder: Finder) -> None:
    found = finder.find("116.46, 39.91", 5)
    assert [point.name.split()[0] for point in found] == ["wgs84", "gcj02", "bd09"]
    assert (found[0].lon, found[0].lat) == (116.46, 39.91)
    assert metres(found[1].lon, found[1].lat, (116.46, 39.91)) == pytest.approx(550, abs=60)
    for typed in ("gcj02 116.46, 39.91", "高德：39.91，116.46"):
        [gcj02] = finder.find(typed, 5)
        assert (gcj02.lon, gcj02.lat) == (found[1].lon, found[1].lat)
    assert finder.find("4423000, 459000", 5)
    assert finder.find("1, 2", 5) == []
    assert finder.find("somewhere 116.46, 39.91", 5) == []


def test_what_is_found_has_an_error_and_a_district(finder: Finder) -> None:
    for typed in ("朝阳", "clx", "望京", "建国路"):
        for point in finder.find(typed, 50):
            assert point.error_m > 0
            assert point.kind in FOUND
            assert 115 < point.lon < 118
            assert 39 < point.lat < 41.5


def test_exact_names_come_before_longer_ones(finder: Finder) -> None:
    names = [point.name.removesuffix("站") for point in finder.find("望京", 50)]
    fits = [0 if name == "望京" else 1 if name.startswith("望京") else 2 for name in names]
    assert all(one <= other for one, other in pairwise(fits))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_kind_has_a_name(lang: str) -> None:
    assert set(text_in(lang).section("kind_of_place")) == set(FOUND)


def test_a_folder_without_a_gazetteer_finds_places_only(tmp_path: object) -> None:
    assert read_gazetteer.__wrapped__(tmp_path).points == ()
    assert Gazetteer(()).named("国贸") == ()


def test_the_command_prints_csv(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["find", "望京SOHO", "--limit", "1"]) == 0
    header, row = capsys.readouterr().out.splitlines()
    assert header == "name,kind,lon_wgs84,lat_wgs84,error_m,district"
    name, kind, lon, lat, error_m, district = row.split(",")
    assert (name, kind, district) == ("望京SOHO", "building", "110105")
    assert metres(float(lon), float(lat), (116.4749, 39.9957)) < int(error_m)


def test_the_command_says_that_nothing_is_found(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["find", "实验室", "--lang", "en"]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("Nothing is called “实验室”.")
    assert main(["find", "国贸", "--limit", "0", "--lang", "en"]) == 2
