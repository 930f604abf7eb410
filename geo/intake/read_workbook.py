"""XLSX, read a row at a time: a cell at the far corner costs nothing, entities are refused."""

import io
import warnings
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import load_workbook

from geo.errors import (
    ContentError,
    DamagedFileError,
    EmptyFileError,
    SheetError,
    TooManyColumnsError,
    TooManyRowsError,
    TwoZonesError,
    UnpackedTooLargeError,
)
from geo.intake.archive import open_archive
from geo.intake.files import MB, SourceFile
from geo.intake.headers import find_header
from geo.intake.tables import Cell, Note, RawTable, unique_headers
from geo.say.spreadsheet import unquoted
from geo.settings import Limits

BLANK_ROWS = 10_000
"""Blank rows in a row after which a sheet is over."""


def read_workbook(file: SourceFile, allowed: Limits, part: str | None = None) -> RawTable:
    """Read a sheet of a workbook: the one named ``part``, else the first that has rows.

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
            return _first_filled(file, book, allowed, part)
    except (TwoZonesError, MemoryError):
        raise
    except Exception as error:  # openpyxl lets through whatever it stumbles over
        raise DamagedFileError(file=file.name, problem=type(error).__name__) from error


def _first_filled(file: SourceFile, book: Any, allowed: Limits, part: str | None) -> RawTable:  # noqa: ANN401
    sheets = {sheet.title: sheet for sheet in book.worksheets}
    if part is not None and part not in sheets:
        raise SheetError(file=file.name, name=part, names=", ".join(sheets))
    for title in [part] if part is not None else list(sheets):
        records = _records(
            file,
            sheets[title].iter_rows(
                values_only=True, max_row=allowed.rows + BLANK_ROWS, max_col=allowed.columns + 1
            ),
            allowed,
        )
        start = find_header([cells for _, cells in records[:20]])
        if start is not None and len(records) > start + 1:
            others = ", ".join(name for name in sheets if name != title)
            notes = (Note("other_sheets", {"sheet": title, "others": others}),) if others else ()
            return _table(file, records[start:], notes)
    raise EmptyFileError(file=file.name)


def _records(
    file: SourceFile, rows: Iterable[Sequence[Cell]], allowed: Limits
) -> list[tuple[int, list[Cell]]]:
    """Return the rows that are not blank, each with the number that the sheet gives it."""
    records: list[tuple[int, list[Cell]]] = []
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


def _table(
    file: SourceFile, records: list[tuple[int, list[Cell]]], notes: tuple[Note, ...]
) -> RawTable:
    headers = unique_headers(records[0][1])
    width = len(headers)
    body = records[1:]
    broken = {
        number: "too_many_cells"
        for number, cells in body
        if any(cell is not None for cell in cells[width:])
    }
    rows = [[*cells[:width], *[None] * (width - len(cells))] for _, cells in body]
    numbers = [number for number, _ in body]
    return RawTable(file.name, file.kind, headers, rows, numbers, broken=broken, notes=notes)
