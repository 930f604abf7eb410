"""What an editor fills in is judged as a row of a file is."""

import pytest

from geo.ground.spot import make_spot
from geo.keep.change import KEYS
from geo.keep.edit import check_row
from geo.keep.form import district_under, judge_project, judge_record, moved_metres
from geo.keep.stated import find_row, read_rows
from geo.register.columns import columns_of_table
from geo.register.load import Register
from geo.say.stated_words import cell_words, column_label
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


# other tables


@pytest.mark.parametrize(
    ("table", "typed", "cells"),
    [
        ("policies", {"note_zh": " 新的注 "}, {"note_zh": "新的注"}),
        ("policies", {"date": "2026年3月"}, {"date": "2026-03", "date_precision": "month"}),
        ("policies", {"sectors": "finance;health"}, {"sectors": "finance;health"}),
        ("indicators", {"value": "300"}, {"value": "300"}),
        ("indicators", {"as_of": "2025"}, {"as_of": "2025", "as_of_precision": "year"}),
        ("sources", {"publisher": "市商务局"}, {"publisher": "市商务局"}),
        ("clauses", {"stated_on": "2025年4月"}, {"stated_on": "2025-04"}),
    ],
)
def test_records_of_other_tables_are_read(
    table: str, typed: dict[str, str], cells: dict[str, str]
) -> None:
    row = read_rows(DATA, table)[0]
    judged = judge_record(table, row, typed)
    assert judged.cells
    assert {**row, **judged.cells} == {**row, **cells}
    assert judged.broken is None
    assert not judged.refused


@pytest.mark.parametrize(
    ("table", "typed", "column"),
    [
        ("policies", {"date": "改天"}, "id"),
        ("policies", {"status": "done"}, "status"),
        ("policies", {"sectors": "finance;mining"}, "sectors"),
        ("policies", {"title_zh": ""}, "title_zh"),
        ("policies", {"replaced_by": "LS002"}, "id"),
        ("indicators", {"value": "many"}, "value"),
        ("sources", {"url": "nowhere"}, "url"),
    ],
)
def test_what_breaks_a_schema_is_said_as_on_the_command_line(
    table: str, typed: dict[str, str], column: str
) -> None:
    row = read_rows(DATA, table)[0]
    judged = judge_record(table, row, typed)
    assert judged.refused == list(typed) == list(judged.cells)
    assert judged.broken is not None
    with pytest.raises(type(judged.broken)) as said:
        check_row(table, {**row, **typed})
    assert said.value.sentence("zh") == judged.broken.sentence("zh")
    assert column in judged.broken.sentence("en")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_column_and_word_of_a_form_is_said_in_words(register: Register, lang: str) -> None:
    text = text_in(lang)
    for table in KEYS:
        for column in columns_of_table(table):
            assert column_label(table, column.name, text) != column.name
            for word in column.words:
                assert cell_words(register, table, column.name, word, text) != word or lang == "en"


def test_several_words_and_places_are_said_each(register: Register) -> None:
    text = text_in("zh")
    assert cell_words(register, "policies", "sectors", "finance;health", text) == "金融; 健康医疗"
    scope = "district:110105;cluster:etown;place:nowhere"
    said = cell_words(register, "policies", "scope", scope, text)
    assert said == "朝阳区; 亦庄组团; place:nowhere"
