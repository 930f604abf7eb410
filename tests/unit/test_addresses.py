"""Addresses in words: crossing, building, street, village; whole names in the stated district."""

import pytest
from pyproj import Geod

from geo.ask.find import Finder
from geo.ground import gazetteer
from geo.ground.addresses import AddressFinder
from geo.register.load import Register

GEOD = Geod(ellps="WGS84")
CHAOYANG, HAIDIAN, TONGZHOU, DAXING, SHUNYI = "110105", "110108", "110112", "110115", "110113"


@pytest.fixture(scope="module")
def addresses(register: Register) -> AddressFinder:
    finder = Finder(register)
    return AddressFinder(finder.gazetteer, finder.crossings)


@pytest.mark.parametrize(
    ("text", "district", "name", "kind"),
    [
        ("朝阳区东三环中路与建国路交叉口东南角", CHAOYANG, "东三环中路 × 建国路", "crossing"),
        ("建国门外大街、东三环中路路口", None, "建国门外大街 × 东三环中路", "crossing"),
        ("北京市朝阳区望京SOHO T1座12层", CHAOYANG, "望京soho", "building"),
        ("朝陽區望京ＳＯＨＯ", CHAOYANG, "望京soho", "building"),
        ("北京市海淀区知春路6号锦秋国际大厦A座", HAIDIAN, "锦秋国际大厦", "building"),
        ("国家会议中心二期", CHAOYANG, "国家会议中心二期", "building"),
        ("北京市顺义区首都国际会展中心", SHUNYI, "首都国际会展中心", "building"),
        ("颐堤港旁", CHAOYANG, "颐堤港", "building"),
        ("通州区北京国际设计周永久会址", TONGZHOU, "北京国际设计周永久会址", "building"),
        ("丰台站", "110106", "丰台站", "station"),
        ("地铁善各庄站旁", CHAOYANG, "善各庄站", "station"),
        ("北京经济技术开发区荣华南路13号", None, "荣华南路", "street"),
        ("大兴区荣华南路13号院", DAXING, "荣华南路", "street"),
        ("海淀区 知春路 甲18号", HAIDIAN, "知春路", "street"),
    ],
)
def test_an_address_is_found_by_the_finest_name_in_it(
    addresses: AddressFinder, text: str, district: str | None, name: str, kind: str
) -> None:
    found = addresses.find(text, district)
    assert found.point is not None, found
    assert found.point.name.casefold() == name
    assert found.point.kind == kind
    assert found.point.error_m > 0


@pytest.mark.parametrize(
    ("text", "district"),
    [
        ("某大学实验室", HAIDIAN),
        ("写字楼3层", CHAOYANG),
        ("检测中心", HAIDIAN),
        ("10号", HAIDIAN),
        ("急诊楼", None),
        ("人工湖", None),
        ("颐堤港", HAIDIAN),  # it lies in Chaoyang
        ("荣华南路13号", HAIDIAN),
        ("国家会议中心三期", CHAOYANG),  # another building than those that are known
        ("上海市浦东新区世纪大道100号", None),
        ("河北省廊坊市建国路3号", None),
        ("全市", None),
        ("", None),
        ("望京东湖渠甲骨文大厦式建筑", "110114"),
    ],
)
def test_what_names_nothing_in_the_district_has_no_point(
    addresses: AddressFinder, text: str, district: str | None
) -> None:
    assert addresses.find(text, district).point is None


def test_one_name_in_two_districts_is_a_question(addresses: AddressFinder) -> None:
    asked = addresses.find("北清路88号", None)
    assert asked.point is None
    assert {point.district for point in asked.alike} >= {HAIDIAN, "110114"}
    answered = addresses.find("北清路88号", HAIDIAN)
    assert answered.point is not None
    assert answered.point.district == HAIDIAN


def test_two_streets_that_do_not_cross_are_a_question(addresses: AddressFinder) -> None:
    asked = addresses.find("知春路、北清路", HAIDIAN)
    assert asked.point is None
    assert {point.name for point in asked.alike} >= {"知春路", "北清路"}


def test_beside_a_building_is_less_sure_than_in_it(addresses: AddressFinder) -> None:
    inside, beside = (addresses.find(text, CHAOYANG).point for text in ("颐堤港", "颐堤港旁"))
    assert inside is not None
    assert beside is not None
    assert beside.error_m == inside.error_m + 300


def test_a_street_is_as_unsure_as_it_is_long(addresses: AddressFinder) -> None:
    street = addresses.find("知春路", HAIDIAN).point
    crossing = addresses.find("知春路与学院路路口", HAIDIAN).point
    assert street is not None
    assert crossing is not None
    assert 5 * crossing.error_m < street.error_m
    off = GEOD.inv(street.lon, street.lat, crossing.lon, crossing.lat)[2]
    assert off < street.error_m


@pytest.mark.parametrize(
    ("text", "names"),
    [("某某路1234号院12号楼5678室", []), ("建国路1234号院12号楼5678室", ["建国路"])],
)
def test_nothing_but_names_is_looked_up(
    addresses: AddressFinder, monkeypatch: pytest.MonkeyPatch, text: str, names: list[str]
) -> None:
    """An intake has 100,000 addresses: not every stretch of each may cost a look-up."""
    looked_up = []

    def normal(name: str) -> str:
        looked_up.append(name)
        return name

    monkeypatch.setattr(gazetteer, "normal", normal)
    addresses.find(text, CHAOYANG)
    assert looked_up == names


def test_signs_and_blanks_within_a_name_are_passed_over(addresses: AddressFinder) -> None:
    found = addresses.find("朝阳区望京-SO·HO, T1座", CHAOYANG)
    assert found == addresses.find("朝阳区望京SOHO T1座", CHAOYANG)
    assert found.point is not None
