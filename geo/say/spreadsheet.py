"""The one writer of tables: XLSX and CSV in which text stays text.

A spreadsheet program runs a cell that starts with ``=``, ``+``, ``-``, ``@``, a tab or a carriage
return as a formula, so such text is written with an apostrophe before it (OWASP, "CSV injection").
Numbers are written as numbers and never quoted. A recorded date is a date of the workbook; in CSV,
where Excel would make a first of the month of ``2021-02``, it has the apostrophe too.
"""

import csv
import datetime as dt
import io
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, Final

import numpy as np
import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import Cell as BookCell
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo

from geo.words.plain_text import plain_text

XLSX_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
"""The media type of a workbook."""

FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")
CELL_LIMIT: Final = 32_767
"""Most characters that a cell of XLSX holds."""
TITLE_LIMIT: Final = 31
"""Most characters in the name of a sheet."""

LINKS_LIMIT: Final = 65_530
"""Most links that Excel opens on a sheet."""

_LINK_LENGTH: Final = 2_000
_WIDTHS: Final = (8, 60)  # narrowest and widest column, in characters
_SAMPLED_ROWS: Final = 200
_BAD_IN_TITLE = re.compile(r"[\[\]:*?/\\]")
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_TURNED = re.compile(r"\d{4}-\d{2}(-\d{2})?")
_DATE_FORMATS: Final = {4: "yyyy", 7: "yyyy-mm", 10: "yyyy-mm-dd"}
_YEAR_START: Final = "YYYY-01-01"
_A4: Final = 9

Cell = str | int | float | bool | dt.date | dt.time | None


class RecordedDate(str):
    """A date as a record gives it, ``2021``, ``2021-02`` or ``2021-02-03``."""

    __slots__ = ()

    @property
    def first_day(self) -> dt.date:
        """The day, or the first of the month or year."""
        return dt.date.fromisoformat(self + _YEAR_START[len(self) :])


def recorded_dates(dates: Iterable[str]) -> pd.Series:
    """Return dates of records as a column that our writers know for dates; other text stays so."""
    known = [RecordedDate(date) if _DATE.fullmatch(date) else date for date in dates]
    return pd.Series(known, dtype=object)


def write_xlsx(
    target: Path | BinaryIO,
    sheets: Mapping[str, pd.DataFrame],
    formats: Mapping[str, str] | None = None,
    hidden: Collection[str] = (),
) -> None:
    """Write frames as the sheets of a workbook, without their index.

    Each sheet is a table that sorts and filters, its head stays in sight and is printed on every
    page, and an address of the web is a link.

    Parameters
    ----------
    target
        A path, or a binary stream that is written to and left open.
    sheets
        Frames by the name of their sheet; a name is cut to what XLSX allows.
    formats
        Excel's formats of the numbers below a head, such as ``#,##0.00``.
    hidden
        The heads of columns that Excel does not show.

    Notes
    -----
    A character that XLSX cannot hold becomes U+FFFD; text of more than ``CELL_LIMIT`` characters is
    cut and ends with an ellipsis; a gap is an empty cell.
    """
    book = Workbook(write_only=True)
    for number, (title, frame) in enumerate(sheets.items(), start=1):
        sheet = book.create_sheet(_BAD_IN_TITLE.sub(" ", title)[:TITLE_LIMIT])
        _set_up(sheet, frame, hidden)
        _SheetWriter(sheet, frame, formats or {}).write()
        _make_table(sheet, frame, f"Table_{number}")
    book.save(target)


def write_csv(target: Path | BinaryIO, frame: pd.DataFrame) -> None:
    """Write a frame as CSV, without its index: UTF-8 with a byte order mark, so that Excel sees it.

    Parameters
    ----------
    target
        A path, or a binary stream that is written to and left open.
    frame
        What to write; gaps become empty cells.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([plain_cell(str(name)) for name in frame.columns])
    writer.writerows([_kept_in_csv(cell) for cell in row] for row in _rows(frame))
    content = text.getvalue().encode("utf-8-sig")
    if isinstance(target, Path):
        target.write_bytes(content)
    else:
        target.write(content)


def quoted(text: str) -> str:
    """Return text that no spreadsheet program takes for a formula."""
    return "'" + text if text.startswith(FORMULA_STARTS) else text


def unquoted(text: str) -> str:
    """Return text as it was before ``quoted``, and a date as it was before ``write_csv``."""
    if not text.startswith("'"):  # most do not
        return text
    rest = text[1:]
    return rest if rest.startswith(FORMULA_STARTS) or _TURNED.fullmatch(rest) else text


def plain_cell(value: object) -> Cell:
    """Return a frame's value as a spreadsheet holds it: text quoted, a gap as None."""
    if isinstance(value, RecordedDate):
        return value
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, (list, tuple)):
        value = "; ".join(str(part) for part in value)
    if value is None or value is pd.NA or value is pd.NaT:
        return None
    if isinstance(value, float) and not np.isfinite(value):
        return None if np.isnan(value) else str(value)
    if isinstance(value, dt.datetime) and value.tzinfo is not None:
        return value.isoformat()
    if isinstance(value, (bool, int, float, dt.date, dt.time)):
        return value
    return quoted(plain_text(str(value)))


def _kept_in_csv(cell: Cell) -> Cell:
    """Return a cell that Excel leaves as it is when it opens CSV."""
    return "'" + cell if isinstance(cell, RecordedDate) and _TURNED.fullmatch(cell) else cell


def _set_up(sheet: WriteOnlyWorksheet, frame: pd.DataFrame, hidden: Collection[str]) -> None:
    """Freeze the head, set the widths of columns, and lay the sheet out for printing."""
    sheet.freeze_panes = "A2"
    for position, (head, width) in enumerate(
        zip(frame.columns, _column_widths(frame), strict=True), start=1
    ):
        column = sheet.column_dimensions[get_column_letter(position)]
        column.width, column.hidden = width, head in hidden
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", _A4
    sheet.page_setup.fitToHeight = 0  # as many pages as it takes, one wide
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    sheet.oddFooter.left.text, sheet.oddFooter.right.text = "&A", "&P / &N"


class _SheetWriter:
    """Writes the cells of a frame: a bold head, then the rows."""

    def __init__(
        self, sheet: WriteOnlyWorksheet, frame: pd.DataFrame, formats: Mapping[str, str]
    ) -> None:
        self._sheet, self._frame = sheet, frame
        self._formats = [formats.get(str(name), "") for name in frame.columns]
        self._links = 0

    def write(self) -> None:
        """Write all of it."""
        header = [self._text(str(plain_cell(str(name)))) for name in self._frame.columns]
        for cell in header:
            cell.font = Font(bold=True)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        self._sheet.append(header)
        for row in _rows(self._frame):
            self._sheet.append(list(map(self._cell, row, self._formats)))

    def _cell(self, value: Cell, number_format: str) -> Cell | BookCell:
        if isinstance(value, RecordedDate):
            return self._formatted(value.first_day, _DATE_FORMATS[len(value)])
        if isinstance(value, str):
            return self._link(value) if _is_link(value) else self._text(value)
        has_format = number_format and isinstance(value, (int, float))
        return self._formatted(value, number_format) if has_format else value

    def _formatted(self, value: Cell, number_format: str) -> BookCell:
        cell = WriteOnlyCell(self._sheet, value=value)
        cell.number_format = number_format
        return cell

    def _text(self, text: str) -> BookCell:
        """Return a cell that holds text, whatever it looks like."""
        cell = WriteOnlyCell(self._sheet, value=text if len(text) <= CELL_LIMIT else _cut(text))
        cell.data_type = "s"
        return cell

    def _link(self, address: str) -> BookCell:
        cell = self._text(address)
        self._links += 1
        if self._links <= LINKS_LIMIT:
            cell.hyperlink, cell.style = address, "Hyperlink"
        return cell


def _make_table(sheet: WriteOnlyWorksheet, frame: pd.DataFrame, name: str) -> None:
    """Make a table of what a sheet holds; Excel has none without rows, nor with two heads alike."""
    heads = [str(plain_cell(str(head))) for head in frame.columns]
    area = f"A1:{get_column_letter(max(len(heads), 1))}{len(frame) + 1}"
    if frame.empty or len({head.casefold() for head in heads}) < len(heads):
        return
    style = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
    columns = [TableColumn(id=at, name=head) for at, head in enumerate(heads, start=1)]
    table = Table(displayName=name, ref=area, tableStyleInfo=style, tableColumns=columns)
    table.autoFilter = AutoFilter(ref=area)
    sheet.tables.add(table)


def _is_link(text: str) -> bool:
    """Tell whether a text is an address of the web and nothing else."""
    starts = text.startswith(("http://", "https://"))
    return starts and len(text) <= _LINK_LENGTH and not re.search(r"\s", text)


def _cut(text: str) -> str:
    return text[: CELL_LIMIT - 1] + "…"


def _rows(frame: pd.DataFrame) -> Iterator[list[Cell]]:
    columns = [frame.iloc[:, position] for position in range(frame.shape[1])]
    for row in zip(*columns, strict=True):
        yield [plain_cell(value) for value in row]


def _column_widths(frame: pd.DataFrame) -> list[float]:
    """Return a width for each column: what most of its cells need, a Chinese character being 2."""
    narrow, wide = _WIDTHS
    widths = []
    for position, name in enumerate(frame.columns):
        sample = frame.iloc[:_SAMPLED_ROWS, position]
        needed = sorted(_width(plain_cell(value)) for value in sample)
        usual = needed[int(len(needed) * 0.95)] if needed else 0
        widths.append(float(min(max(narrow, usual + 2, _width(str(name)) + 2), wide)))
    return widths


def _width(cell: Cell) -> int:
    text = "" if cell is None else str(cell)
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
