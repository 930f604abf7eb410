"""Offline geocoding: known names give a place with its error, and say so; nothing is guessed."""

import pytest

from geo.intake.places.placing import Gazetteer
from geo.register.load import Register, join_projects
from tests.unit.intake.files import codes_of, csv_of, taken


def located(register: Register, **cells: str) -> dict[str, object]:
    intake = taken(register, "a.csv", csv_of(["名称", *cells], ["甲", *cells.values()]))
    joined = join_projects(intake.projects, register.places, register.ground, register.day).iloc[0]
    return {**joined.to_dict(), "codes": codes_of(intake).get(2, set())}


def test_a_known_place_gives_its_anchor_and_radius(register: Register) -> None:
    project = located(register, 地址="北京市朝阳区北京CBD核心区甲6号")
    place = register.places["place:cbd"]
    assert (project["lon"], project["lat"]) == place.anchor
    assert project["radius_m"] == place.radius_m
    assert project["level"] == "point"
    assert project["codes"] == {"place_from_words"}
    assert "cbd" in str(project["note_zh"])
    assert "Beijing CBD" in str(project["note_en"])


def test_the_longest_name_counts(register: Register) -> None:
    project = located(register, 地址="大兴机场临空经济区西片3号")
    assert project["place"] == "daxing_airport_west"


def test_a_district_decides_between_names_that_fit_alike(register: Register) -> None:
    assert located(register, 区="顺义", 园区="综保区")["place"] == "tianzhu_cbz"
    unsettled = located(register, 园区="综保区")
    assert unsettled["place"] != unsettled["place"] or unsettled["place"] is None
    assert unsettled["codes"] == {"place_ambiguous"}
    assert unsettled["location_zh"] == "综保区"


def test_a_name_that_several_share_means_the_one_that_holds_them(register: Register) -> None:
    assert located(register, 园区="亦庄")["place"] == "bda"
    assert located(register, 区="亦庄")["place"] == "bda"


def test_without_a_place_its_district_and_else_nothing(register: Register) -> None:
    project = located(register, 地址="北京市怀柔区某路1号")
    assert (project["district"], project["level"]) == ("110116", "district")
    assert project["codes"] == {"district_from_address"}
    unknown = located(register, 地址="某路1号")
    assert (unknown["level"], unknown["codes"]) == ("city", set())


@pytest.mark.parametrize("address", ["朝阳路1号", "Chaoyang North Road 1", "海淀大街", "昌平路口"])
def test_a_street_is_no_district(register: Register, address: str) -> None:
    assert located(register, 地址=address)["district_by"] in {"none", "point"}


def test_a_point_is_kept_where_a_place_is_named_too(register: Register) -> None:
    project = located(register, 园区="金融街", 经度="116.3612", 纬度="39.9151")
    assert (project["lon"], project["lat"]) == (116.3612, 39.9151)
    assert project["place"] == "financial_street"


def test_every_place_is_found_by_its_names(register: Register) -> None:
    gazetteer = Gazetteer(register.places)
    for kind in ("district", "cluster", "place", "site", "functional_area"):
        section = kind if kind in {"district", "cluster"} else "place"
        for place in register.places.of_kind(kind):
            for name in (place.name_zh, place.name_en, place.id):
                assert gazetteer.whole(section, name).key == place.key
