"""CSV as people have it: either encoding, any usual separator, a title above the header."""

import csv
import io
from typing import Final

from geo.errors import DamagedFileError, EmptyFileError, TooManyColumnsError, TooManyRowsError
from geo.intake.encodings import FALLBACK, decode_text
from geo.intake.files import SourceFile
from geo.intake.headers import find_header
from geo.intake.tables import Note, RawTable, unique_headers
from geo.say.spreadsheet import unquoted
from geo.settings import Limits

SEPARATORS: Final = (",", ";", "\t", "|", "，")
CELL_LIMIT: Final = 200_000
"""Longest cell, in characters."""


def read_csv(file: SourceFile, allowed: Limits, _part: str | None = None) -> RawTable:
    """Read a CSV file; a row whose cells do not fit the header is kept as broken.

    Raises
    ------
    EncodingError, EmptyFileError, DamagedFileError
        It is not text that we know, has no rows, or breaks the rules of CSV.
    TooManyRowsError, TooManyColumnsError
        It is over a limit.
    """
    text, encoding = decode_text(file.name, file.content)
    notes = (Note("encoding", {"encoding": "GB18030"}),) if encoding == FALLBACK else ()
    records = _records(file, text, allowed)
    start = find_header([cells for _, cells in records[:20]])
    if start is None:
        raise EmptyFileError(file=file.name)
    headers = _header(records[start][1])
    rows, numbers, broken = [], [], {}
    for number, cells in records[start + 1 :]:
        if any(cells[len(headers) :]):
            broken[number] = "too_many_cells"
        padded = [*cells, *[""] * (len(headers) - len(cells))][: len(headers)]
        rows.append([unquoted(cell) or None for cell in padded])
        numbers.append(number)
    return RawTable(file.name, file.kind, headers, rows, numbers, broken=broken, notes=notes)


def _records(file: SourceFile, text: str, allowed: Limits) -> list[tuple[int, list[str]]]:
    """Return the records that are not blank, each with its number, the first being 1."""
    csv.field_size_limit(CELL_LIMIT)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    records = []
    try:
        for number, cells in enumerate(reader, start=1):
            if any(cell.strip() for cell in cells):
                records.append((number, cells))
            if len(records) > allowed.rows + 1:
                raise TooManyRowsError(file=file.name, limit=allowed.rows)
            if len(cells) > 2 * allowed.columns:
                raise TooManyColumnsError(file=file.name, limit=allowed.columns)
    except csv.Error as error:
        problem = f"{reader.line_num}: {error}"
        raise DamagedFileError(file=file.name, problem=problem) from error
    return records


def _separator(text: str) -> str:
    """Return the separator that the first lines have most of."""
    head = "\n".join(text.split("\n", maxsplit=5)[:5])
    return max(SEPARATORS, key=lambda separator: (head.count(separator), separator == ","))


def _header(cells: list[str]) -> tuple[str, ...]:
    """Return the header without empty cells at its end."""
    while cells and not cells[-1].strip():
        cells = cells[:-1]
    return unique_headers([unquoted(cell.strip()) for cell in cells])
