"""XLS of Excel 97 to 2003 (BIFF), read by xlrd: a sheet of it as of an XLSX."""

import datetime as dt
import io
from collections.abc import Sequence
from functools import partial

import xlrd

from geo.errors import (
    DamagedFileError,
    PasswordError,
    TooManyColumnsError,
    TooManyRowsError,
    TwoZonesError,
)
from geo.intake.files.files import SourceFile
from geo.intake.files.tables import Cell, RawTable
from geo.intake.formats.header_rows import Record
from geo.intake.formats.layout import Merged
from geo.intake.formats.sheets import Sheet, table_of_sheets
from geo.say.spreadsheet import unquoted
from geo.settings import Limits


def read_xls(file: SourceFile, allowed: Limits, part: str | None = None) -> RawTable:
    """Read a sheet of an old workbook (see `table_of_sheets`).

    Raises
    ------
    PasswordError, DamagedFileError
        It has a password, or xlrd cannot read it.
    TwoZonesError
        No sheet has that name, none has rows, or one is over a limit.
    """
    try:
        with xlrd.open_workbook(
            file_contents=file.content,
            logfile=io.StringIO(),
            formatting_info=True,  # without it merged cells are left out
            ragged_rows=True,
        ) as book:
            return table_of_sheets(file, _sheets(file, book, allowed), part)
    except (TwoZonesError, MemoryError):
        raise
    except Exception as error:  # xlrd lets through whatever it stumbles over
        if "encrypted" in str(error):
            raise PasswordError(file=file.name) from error
        raise DamagedFileError(file=file.name, problem=type(error).__name__) from error


def _sheets(file: SourceFile, book: xlrd.Book, allowed: Limits) -> list[Sheet]:
    def read(name: str) -> tuple[list[Record], Sequence[Merged]]:
        sheet = book.sheet_by_name(name)
        merged = [Merged(top + 1, below, left) for top, below, left, _ in sheet.merged_cells]
        return _records(file, sheet, allowed), merged

    return [
        Sheet(sheet.name, bool(sheet.visibility), partial(read, sheet.name))
        for sheet in book.sheets()
    ]


def _records(file: SourceFile, sheet: xlrd.sheet.Sheet, allowed: Limits) -> list[Record]:
    """Return the rows that are not blank, each with the number that the sheet gives it."""
    records: list[Record] = []
    for number in range(sheet.nrows):
        cells = [_value(cell, sheet.book.datemode) for cell in sheet.row(number)]
        while cells and cells[-1] is None:
            cells.pop()
        if len(cells) > allowed.columns:
            raise TooManyColumnsError(file=file.name, limit=allowed.columns)
        if cells:
            records.append((number + 1, cells))
        if len(records) > allowed.rows + 1:
            raise TooManyRowsError(file=file.name, limit=allowed.rows)
    return records


def _value(cell: xlrd.sheet.Cell, datemode: int) -> Cell:
    """Return a cell as openpyxl would: text, number, moment, truth value or None."""
    if cell.ctype == xlrd.XL_CELL_TEXT:
        return unquoted(cell.value) if cell.value.strip() else None
    if cell.ctype == xlrd.XL_CELL_NUMBER:
        return int(cell.value) if cell.value.is_integer() else cell.value
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    return _moment(cell.value, datemode) if cell.ctype == xlrd.XL_CELL_DATE else None


def _moment(days: float, datemode: int) -> dt.datetime | float:
    try:
        moment: dt.datetime = xlrd.xldate_as_datetime(days, datemode)
    except (ValueError, OverflowError):
        return days
    return moment
