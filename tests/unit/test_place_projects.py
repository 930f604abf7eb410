"""The register's own projects placed by name: surer than before, once, and marked."""

import csv

import pytest

from geo.ask.find import Finder
from geo.ground.addresses import AddressFinder
from geo.register.load import Register
from geo.settings import DATA
from geo.words.text import in_both
from tools.place_projects import Row, place, spots

FEWEST_SPOTS = 81


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    with (DATA / "projects.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def addresses(register: Register) -> AddressFinder:
    finder = Finder(register)
    return AddressFinder(finder.gazetteer, finder.crossings)


def without_point(row: Row) -> Row:
    return {**row, **dict.fromkeys(("lon_wgs84", "lat_wgs84", "precision_m"), "")}


def test_what_a_location_names_is_in_the_register(
    rows: list[Row], addresses: AddressFinder, register: Register
) -> None:
    assert [row["id"] for row in rows if place(dict(row), addresses, register)] == []
    assert spots(register) >= FEWEST_SPOTS


def test_a_project_placed_by_name_says_so(
    rows: list[Row], addresses: AddressFinder, register: Register
) -> None:
    [row] = [row for row in rows if row["id"] == "PP071"]
    again = {**without_point(row), "note_zh": ""}
    assert place(again, addresses, register)
    assert again["precision_m"] == row["precision_m"] == "150"
    names = ("北京国际设计周永久会址", "Beijingguojishejizhouyongjiuhuizhi")
    said = in_both("kept.point_from_name", name=names, metres="150")
    assert again["note_zh"] == said[0]
    assert row["note_zh"].endswith(said[0])
    assert row["note_en"].endswith(said[1])


def test_nobodys_point_gets_worse(
    rows: list[Row], addresses: AddressFinder, register: Register
) -> None:
    for row in rows:
        again = without_point(row)
        if row["place"] and place(again, addresses, register):
            radius = register.places[f"place:{row['place']}"].radius_m
            assert radius is None or int(again["precision_m"]) < radius


def test_a_point_that_is_there_stays(addresses: AddressFinder, register: Register) -> None:
    row = {"lon_wgs84": "116.4", "location_zh": "望京SOHO", "district": "110105", "place": ""}
    assert not place(row, addresses, register)


@pytest.mark.parametrize("word", ["实验室", "写字楼", "检测中心", "10号"])
def test_a_generic_word_places_no_project(
    addresses: AddressFinder, register: Register, word: str
) -> None:
    row = {
        "lon_wgs84": "",
        "location_zh": word,
        "name_zh": f"某{word}",
        "district": "110108",
        "place": "",
    }
    assert not place(row, addresses, register)
