"""Workbooks of Excel 97 to 2003, written by xlwt: dates, merged cells, sheets, what breaks them."""

import datetime as dt
import io
from collections.abc import Mapping, Sequence

import pytest
import xlwt

from geo.errors import DamagedFileError, EmptyFileError, TooManyColumnsError, TooManyRowsError
from geo.intake.columns.choices import Choices
from geo.intake.files.files import source_file
from geo.intake.formats.readers import read_table
from geo.intake.intake import take_in
from geo.register.load import Register
from geo.settings import limits
from tests.unit.intake.files import taken

Row = Sequence[object]
HEAD = ("项目名称", "所在区", "总投资（亿元）", "签约时间", "经度（WGS84）", "纬度")
ROWS = (
    ("甲", "朝阳区", 3, dt.date(2021, 2, 3), 116.46, 39.91),
    ("乙", None, 2.5, "2021年3月", "", ""),
    ("\u200b丙", "通州区", "约4", None, 116.66, 39.9),
)


def old_workbook(
    sheets: Mapping[str, Sequence[Row]],
    merged: Sequence[tuple[int, int, int, object]] = (),
    hidden: Sequence[str] = (),
) -> bytes:
    """Return a BIFF8 file; ``merged``: first and last row, column and value, on the first sheet."""
    book = xlwt.Workbook(encoding="utf-8")
    as_date = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for title, rows in sheets.items():
        sheet = book.add_sheet(title, cell_overwrite_ok=True)
        sheet.visibility = int(title in hidden)
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                style = as_date if isinstance(value, dt.date) else xlwt.Style.default_style
                sheet.write(number, column, value, style)
    for first, last, column, value in merged:
        book.get_sheet(0).write_merge(first, last, column, column, value)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_an_old_workbook_is_read_as_a_new_one(register: Register) -> None:
    content = old_workbook({"表": [("重点项目",), HEAD, *ROWS]}, [(2, 3, 1, "朝阳区")])
    assert content.startswith(b"\xd0\xcf\x11\xe0")
    intake = taken(register, "a.xls", content)
    projects = intake.projects
    assert (intake.table.kind, intake.rejected, intake.rows) == ("xls", [], [3, 4, 5])
    assert projects["name_zh"].tolist() == ["甲", "乙", "丙"]
    assert projects["district"].tolist() == ["110105", "110105", "110112"]
    assert projects["investment_yi_cny"].tolist() == [3, 2.5, 4]
    assert projects["date"].tolist() == ["2021-02-03", "2021-03", ""]
    assert projects["lon_wgs84"].dropna().tolist() == [116.46, 116.66]


def test_its_sheets_are_one_list_without_the_hidden_one(register: Register) -> None:
    sheets = {
        "旧": [HEAD, ("旧", "朝阳区", 9)],
        "朝阳区": [HEAD, ROWS[1]],
        "通州区": [HEAD, ROWS[1]],
    }
    content = old_workbook(sheets, hidden=["旧"])
    first = read_table(source_file("a.xls", content))
    assert (first.part, first.parts) == ("朝阳区", ("旧", "朝阳区", "通州区"))
    table = read_table(source_file("a.xls", content), part="all")
    projects = take_in(table, register, Choices()).projects
    assert projects["district"].tolist() == ["110105", "110112"]
    assert {note.code for note in table.notes} >= {"sheets_hidden"}


def test_its_limits_are_those_of_every_file() -> None:
    content = old_workbook({"表": [HEAD, *ROWS]})
    for allowed, error in (
        (limits().model_copy(update={"rows": 1}), TooManyRowsError),
        (limits().model_copy(update={"columns": 3}), TooManyColumnsError),
    ):
        with pytest.raises(error):
            read_table(source_file("a.xls", content, allowed), allowed)
    with pytest.raises(EmptyFileError):
        read_table(source_file("a.xls", old_workbook({"表": []})))


def test_one_that_is_cut_short_is_damaged() -> None:
    content = old_workbook({"表": [HEAD, *ROWS]})
    for kept in (600, len(content) // 2):
        with pytest.raises(DamagedFileError):
            read_table(source_file("a.xls", content[:kept]))
