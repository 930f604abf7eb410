"""What an editor fills in is judged as a row of a file is."""

import pytest

from geo.ground.spot import make_spot
from geo.keep.form import district_under, judge_project, moved_metres
from geo.keep.stated import find_row, read_rows
from geo.register.load import Register
from geo.settings import DATA
from geo.words.text import text_in

ROWS = read_rows(DATA, "projects")
ROW = find_row(ROWS, "projects", "PS007") or {}
POINT = {"lon_wgs84": "116.39", "lat_wgs84": "39.91", "precision_m": "30"}


@pytest.mark.parametrize(
    ("typed", "cells"),
    [
        ({}, {}),
        ({"name_zh": f" {ROW['name_zh']} "}, {}),
        ({"note_zh": "新的注"}, {"note_zh": "新的注"}),
        ({"status": "operating"}, {"status": "operating"}),
        ({"date": "2026年3月"}, {"date": "2026-03"}),
        ({"date": "2021"}, {"date": "2021", "date_precision": "year"}),
        ({"date": ""}, {"date": "", "date_precision": "none"}),
        ({"investment_yi_cny": "3.5"}, {"investment_yi_cny": "3.5"}),
        ({"investment_yi_cny": "5000万元"}, {"investment_yi_cny": "0.5"}),
        ({"aggregate": "yes"}, {"aggregate": "yes"}),
        ({"district": "110105"}, {"district": "110105"}),
        (POINT, POINT),
    ],
)
def test_what_is_filled_in_is_read(
    register: Register, typed: dict[str, str], cells: dict[str, str]
) -> None:
    judged = judge_project(register, ROW, typed, text_in("zh"))
    assert judged.cells == cells
    assert not judged.refused


@pytest.mark.parametrize(
    ("typed", "refused"),
    [
        ({"date": "someday"}, ["date"]),
        ({"investment_yi_cny": "3-5亿元"}, ["investment_yi_cny"]),
        ({"investment_yi_cny": "much"}, ["investment_yi_cny"]),
        ({"status": "done"}, ["status"]),
        (POINT | {"lat_wgs84": "31.2"}, list(POINT)),
    ],
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_cannot_be_read_is_said_and_not_taken(
    register: Register, typed: dict[str, str], refused: list[str], lang: str
) -> None:
    text = text_in(lang)
    judged = judge_project(register, ROW, typed | {"note_zh": "新的注"}, text)
    assert judged.refused == refused
    assert judged.cells == {"note_zh": "新的注"}
    assert judged.findings
    assert all(finding.problem(text) for finding in judged.findings)


def test_a_point_outside_its_district_is_warned_of(register: Register) -> None:
    judged = judge_project(register, ROW, POINT, text_in("en"))
    assert "district_differs" in {finding.code for finding in judged.findings}


def test_a_moved_point_says_how_far_and_where_it_lies(register: Register) -> None:
    spot = make_spot(116.39, 39.91)
    assert district_under(register, spot) == "110101"
    assert moved_metres(spot, None) is None
    assert moved_metres(spot, (116.39, 39.92)) == pytest.approx(1110, abs=2)
    assert district_under(register, make_spot(115.0, 40.9)) is None
