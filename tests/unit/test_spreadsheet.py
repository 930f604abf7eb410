"""The one writer of tables: text stays text, numbers stay numbers, nothing is refused."""

import csv
import datetime as dt
import io
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from geo.say.spreadsheet import CELL_LIMIT, FORMULA_STARTS, quoted, unquoted, write_csv, write_xlsx

FORMULAS = ["=cmd()", "+86 10", "-5", "@SUM(A1)", "\t=1", "\r=1"]


def xlsx_rows(frame: pd.DataFrame) -> list[tuple[object, ...]]:
    stream = io.BytesIO()
    write_xlsx(stream, {"表": frame})
    return list(load_workbook(stream)["表"].iter_rows(values_only=True))


def csv_rows(frame: pd.DataFrame) -> list[list[str]]:
    stream = io.BytesIO()
    write_csv(stream, frame)
    content = stream.getvalue()
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_is_written_as_text(text: str) -> None:
    frame = pd.DataFrame({text: [text]})
    assert csv_rows(frame) == [["'" + text], ["'" + text]]
    # XML has but one kind of line end, and readers differ in whether they say so
    read = [str(row[0]).replace("\r", "\n") for row in xlsx_rows(frame)]
    assert read == ["'" + text.replace("\r", "\n")] * 2


def test_numbers_and_dates_are_never_quoted() -> None:
    frame = pd.DataFrame(
        {"n": [-5, 3], "x": np.array([-0.5, np.nan]), "d": [dt.date(2021, 2, 3), None]}
    )
    assert xlsx_rows(frame)[1:] == [(-5, -0.5, dt.datetime(2021, 2, 3)), (3, None, None)]  # noqa: DTZ001
    assert csv_rows(frame)[1:] == [["-5", "-0.5", "2021-02-03"], ["3", "", ""]]


def test_what_xlsx_cannot_hold_is_shown_or_cut() -> None:
    frame = pd.DataFrame({"a": ["x\x00y\x1bz", "\ud800", "字" * (CELL_LIMIT + 5)]}, dtype=object)
    bad, lone, long = (row[0] for row in xlsx_rows(frame)[1:])
    assert (bad, lone) == ("x\ufffdy\ufffdz", "\ufffd")
    assert isinstance(long, str)
    assert len(long) == CELL_LIMIT
    assert long.endswith("字…")


def test_gaps_lists_zones_and_infinity_can_be_written() -> None:
    moment = dt.datetime(2021, 2, 3, tzinfo=dt.UTC)
    frame = pd.DataFrame({"a": [pd.NA, ("b", "c"), np.inf, moment, pd.NaT, True]}, dtype=object)
    expected = [None, "b; c", "inf", "2021-02-03T00:00:00+00:00", None, True]
    assert [row[0] for row in xlsx_rows(frame)[1:]] == expected


def test_the_header_is_bold_and_frozen_and_columns_are_readable(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    write_xlsx(path, {"a/b": pd.DataFrame({"项目名称": ["北京商务中心区（CBD）" * 9], "n": [1]})})
    sheet = load_workbook(path)["a b"]
    assert sheet.freeze_panes == "A2"
    assert sheet["A1"].font.bold
    assert sheet.column_dimensions["A"].width == 60
    assert 8 <= sheet.column_dimensions["B"].width < 12


@given(st.text(max_size=30))
def test_quoting_is_undone(text: str) -> None:
    assert unquoted(quoted(text)) == text or text[:1] == "'"
    assert not quoted(text).startswith(FORMULA_STARTS)


HELD = st.characters(codec="utf-8", exclude_categories=["Cc", "Cn"])


@given(st.lists(st.text(HELD, max_size=20), max_size=5))
def test_csv_gives_back_every_cell(cells: list[str]) -> None:
    frame = pd.DataFrame({"a": cells, "b": ["x"] * len(cells)})
    assert [row[0] for row in csv_rows(frame)[1:]] == [quoted(cell) for cell in cells]
