"""XLSX, read a row at a time: a cell at the far corner costs nothing, entities are refused."""

import io
import warnings
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from openpyxl import load_workbook

from geo.errors import (
    ContentError,
    DamagedFileError,
    TooManyColumnsError,
    TooManyRowsError,
    TwoZonesError,
    UnpackedTooLargeError,
)
from geo.intake.files.archive import open_archive
from geo.intake.files.files import MB, SourceFile
from geo.intake.files.tables import Cell, RawTable
from geo.intake.formats.header_rows import Record
from geo.intake.formats.layout import Merged
from geo.intake.formats.merged_cells import MergedCells
from geo.intake.formats.sheets import Sheet, table_of_sheets
from geo.say.spreadsheet import unquoted
from geo.settings import Limits

BLANK_ROWS = 10_000
"""Blank rows in a row after which a sheet is over."""


def read_workbook(file: SourceFile, allowed: Limits, part: str | None = None) -> RawTable:
    """Read a sheet of a workbook (see `table_of_sheets`).

    Raises
    ------
    TwoZonesError
        The archive is refused (`open_archive`), no sheet has that name, none has rows, one is over
        a limit, or the workbook is damaged.
    """
    with open_archive(file, allowed) as archive:
        if "[Content_Types].xml" not in archive.namelist():
            raise ContentError(file=file.name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of parts that we do not use
            book = load_workbook(
                io.BytesIO(file.content), read_only=True, data_only=True, keep_links=False
            )
            return table_of_sheets(file, _sheets(file, book, allowed), part)
    except (TwoZonesError, MemoryError):
        raise
    except Exception as error:  # openpyxl lets through whatever it stumbles over
        raise DamagedFileError(file=file.name, problem=type(error).__name__) from error


def _sheets(file: SourceFile, book: Any, allowed: Limits) -> list[Sheet]:  # noqa: ANN401
    merged = MergedCells(file.content)
    last = {"max_row": allowed.rows + BLANK_ROWS, "max_col": allowed.columns + 1}

    def read(sheet: Any) -> tuple[list[Record], Sequence[Merged]]:  # noqa: ANN401
        rows = sheet.iter_rows(values_only=True, **last)
        return _records(file, rows, allowed), merged.of_sheet(sheet.title)

    return [
        Sheet(sheet.title, sheet.sheet_state != "visible", partial(read, sheet))
        for sheet in book.worksheets
    ]


def _records(file: SourceFile, rows: Iterable[Sequence[Cell]], allowed: Limits) -> list[Record]:
    """Return the rows that are not blank, each with the number that the sheet gives it."""
    records: list[Record] = []
    left = allowed.unpacked_mb * MB
    for number, row in enumerate(rows, start=1):
        left -= sum(len(value) for value in row if isinstance(value, str))
        if left < 0:  # a text that is packed once may stand in every cell
            raise UnpackedTooLargeError(file=file.name, limit=allowed.unpacked_mb)
        cells = [_clean(value) for value in row]
        while cells and cells[-1] is None:
            cells.pop()
        if cells:
            records.append((number, cells))
        if len(cells) > allowed.columns:
            raise TooManyColumnsError(file=file.name, limit=allowed.columns)
        if len(records) > allowed.rows + 1:
            raise TooManyRowsError(file=file.name, limit=allowed.rows)
        if number > (records[-1][0] if records else 0) + BLANK_ROWS:
            break
    return records


def _clean(value: Cell) -> Cell:
    if not isinstance(value, str):
        return value
    return unquoted(value) if value.strip() else None
