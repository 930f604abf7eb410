"""What many rows say alike is read once, and says the same as row by row."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.intake.columns.choices import Choices
from geo.intake.columns.columns import match_columns
from geo.intake.files.tables import Cell, RawTable
from geo.intake.findings.drafts import RowCells, RowDraft
from geo.intake.intake import Intake, take_in
from geo.intake.judging import parts, rows, schema
from geo.intake.judging.rows import RowReader
from geo.intake.judging.schema import accepted_projects
from geo.intake.positions import angles, points
from geo.intake.positions.angles import plain_coordinates, read_coordinate
from geo.register.load import Register, load_register
from geo.register.project import Project

REGISTER: Register = load_register()
CELLS: dict[str, list[Cell]] = {
    "id": ["1", "1", "甲-1", "", "PP001", 1, 1.0, True],
    "name": ["甲项目", "乙", "", "-", "=丙", "小计"],
    "name_en": ["Alpha", "", None],
    "lon": ["116.46", "116.460", "120", "东", "", "116°23′", 116.46, "0116.46", "442000"],
    "lat": ["39.91", "39.9", "N 39.91", "", None, 39.91, "1e1"],
    "precision_m": ["", "50", "0", "x"],
    "level": ["", "point", "place", "地块"],
    "district": ["朝阳区", "海淀", "110115", "朝阳、海淀", "亦庄", "天津", "火星", ""],
    "cluster": ["", "大兴机场", "火星", "科技创新片区"],
    "place": ["", "中关村软件园", "国贸三期", "某地"],
    "address": ["", "海淀区上地", "东三环1号", "朝阳区与海淀区", "建国门外大街1号", "深圳市"],
    "date": ["2021", "2021-02", "3/2/2021", "2021年上半年", "x", "", 44230, dt.date(2021, 2, 3)],
    "date_precision": ["", "year", "month"],
    "investment": ["5000", "约3.5亿元", "1-2亿", "USD 20m", "x", "", 5000, True, "0", "9" * 12],
    "aggregate_investment": ["", "3亿"],
    "unit": ["", "万元", "桶"],
    "currency": ["", "USD"],
    "investment_note_zh": ["", "注册资本"],
    "sector": ["金融", "科技（80%）", "采矿", "", 1, True],
    "industry_zh": ["", "芯片"],
    "status": ["在建", "在建（80%）", "不明", "", None],
    "aggregate": ["", "是", "yes", "也许", True, 1],
    "part_of": ["", "甲-1", "1", "x"],
    "note_zh": ["", "说明", "未知"],
}
"""By column cells that are good, bad and odd."""

a_row = st.tuples(*map(st.sampled_from, CELLS.values()))
tables = st.builds(
    lambda few, order: table_of([few[position % len(few)] for position in order]),
    st.lists(a_row, min_size=1, max_size=4),
    st.lists(st.integers(0, 3), min_size=1, max_size=16),
)


def table_of(rows: list[tuple[Cell, ...]]) -> RawTable:
    numbers = range(2, len(rows) + 2)
    broken = {5: "too_many_cells"} if len(rows) > 4 else {}
    return RawTable("a.csv", "csv", tuple(CELLS), list(map(list, rows)), numbers, broken=broken)


@contextmanager
def row_by_row() -> Iterator[None]:
    """Remember nothing of a row, read no two points at once, hold each record alone to the schema.

    The judge of columns itself is held to that of records by the tests of the register.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "_repeat", lambda _: False)
        patch.setattr(points, "plain_coordinates", lambda of: [np.full(len(of), np.nan)] * 2)
        patch.setattr(schema, "CHUNK", 1)
        yield


def said_of(intake: Intake) -> tuple[object, ...]:
    """Return all that is said of a file but the frame."""
    asked = (intake.reading, intake.question, intake.notes)
    return list(intake.rows), intake.rejected, intake.findings, *asked, intake.shapes


@settings(max_examples=60)
@given(tables, st.sampled_from([{}, {"USD": 6.45}]))
def test_columns_say_what_rows_say(table: RawTable, rates: dict[str, float]) -> None:
    choices = Choices(rates=rates)
    quick = take_in(table, REGISTER, choices)
    with row_by_row():
        slow = take_in(table, REGISTER, choices)
    assert said_of(quick) == said_of(slow)
    assert quick.projects.equals(slow.projects)
    assert quick.projects.dtypes.equals(slow.projects.dtypes)


def counted(
    monkeypatch: pytest.MonkeyPatch, module: object, name: str, calls: Counter[str]
) -> None:
    """Have the calls of a function counted under its name."""
    function: Callable[..., object] = getattr(module, name)

    def called(*given: object) -> object:
        calls[name] += 1
        return function(*given)

    monkeypatch.setattr(module, name, called)


@pytest.mark.parametrize("size", [60, 600])
def test_work_grows_with_what_differs(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    """However many rows there are, each date, amount and pair of words is read once."""
    calls: Counter[str] = Counter()
    for name in ("read_date", "read_amount", "known_word"):
        counted(monkeypatch, rows, name, calls)
    counted(monkeypatch, points, "read_coordinate", calls)
    counted(monkeypatch, schema, "_meets_schema", calls)
    cells = [
        [f"X{n}", f"项目{n}", f"2021-0{n % 5 + 1}", f"{n % 6 + 1}000", "金融", "116.4", "39.9"]
        for n in range(size)
    ]
    headers = ("编号", "名称", "日期", "投资额（万元）", "行业", "经度", "纬度")
    intake = take_in(RawTable("a.csv", "csv", headers, cells, range(2, size + 2)), REGISTER)
    assert len(intake.rows) == size
    assert calls == {"read_date": 5, "read_amount": 6, "known_word": 1}


def test_what_differs_in_every_row_is_not_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: Counter[str] = Counter()
    counted(monkeypatch, parts, "_part", calls)
    cells = [[f"X{n}", f"项目{n}", f"{n + 1}000"] for n in range(50)]
    table = RawTable("a.csv", "csv", ("编号", "名称", "投资额（万元）"), cells, range(2, 52))
    assert len(take_in(table, REGISTER).rows) == 50
    assert calls["_part"] == 4  # where there is no column: flags, words, the date, the place


numbers = st.one_of(
    st.from_regex(r"[0-9]{1,11}(\.[0-9]{0,17})?", fullmatch=True),
    st.sampled_from([None, 116.46, 116, True, "", "1\n", "１", "116°23′", "-116.4", "+1", "1e3"]),
)


@given(st.lists(numbers))
def test_plain_coordinates_are_read_as_one_by_one(cells: list[Cell]) -> None:
    values, half_units = plain_coordinates(cells)
    for cell, value, half_unit in zip(cells, values, half_units, strict=True):
        is_plain = isinstance(cell, str) and angles._BARE.fullmatch(cell) is not None
        assert np.isnan(value) == np.isnan(half_unit) == (not is_plain)
        if is_plain:
            one = read_coordinate(cell)
            assert (value, half_unit) == (one.value, one.half_unit)


def drafts_of(size: int) -> list[RowDraft]:
    cells = [[f"X{n}", f"项目{n}"] for n in range(size)]
    table = RawTable("a.csv", "csv", ("编号", "名称"), cells, range(2, size + 2))
    reader = RowReader(RowCells(table, match_columns(table)), REGISTER.places, "F", Choices())
    return list(reader.read())


def test_what_breaks_the_schema_is_named_and_the_others_stay(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    calls: Counter[str] = Counter()
    counted(monkeypatch, schema, "_meets_schema", calls)
    monkeypatch.setattr(schema, "CHUNK", 4)
    drafts = drafts_of(10)
    for position, confidence in {5: "x", 6: "y"}.items():
        drafts[position].record["confidence"] = confidence
    accepted, projects = accepted_projects(drafts)
    assert [draft.number for draft in accepted] == [2, 3, 4, 5, 6, 9, 10, 11]
    assert projects["id"].tolist() == [draft.record["id"] for draft in accepted]
    assert [(f.column, f.value, f.code) for f in drafts[5].findings] == [
        ("confidence", "x", "breaks_schema")
    ]
    assert calls["_meets_schema"] == 4  # of the chunk that is not good as it stands


def test_no_accepted_row_is_a_table_without_rows() -> None:
    accepted, projects = accepted_projects([])
    assert accepted == []
    assert set(projects.columns) == set(Project.model_fields)
