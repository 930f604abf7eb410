"""CSV as people have it: either encoding, any usual separator, a title above the header."""

import csv
import io
from typing import Final

from geo.errors import DamagedFileError, EmptyFileError, TooManyColumnsError, TooManyRowsError
from geo.intake.files.encodings import FALLBACK, decode_text
from geo.intake.files.files import SourceFile
from geo.intake.files.tables import Note, RawTable
from geo.intake.formats.layout import table_of_records
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
    cells = [(number, [unquoted(cell) or None for cell in row]) for number, row in records]
    table = table_of_records(file.name, file.kind, cells, notes=notes)
    if table is None:
        raise EmptyFileError(file=file.name)
    return table


def _records(file: SourceFile, text: str, allowed: Limits) -> list[tuple[int, list[str]]]:
    """Return the records that are not blank, each with its number, the first being 1."""
    csv.field_size_limit(CELL_LIMIT)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator_of(text), strict=True)
    records = []
    try:
        for number, cells in enumerate(reader, start=1):
            if any(map(str.strip, cells)):
                records.append((number, cells))
            if len(records) > allowed.rows + 1:
                raise TooManyRowsError(file=file.name, limit=allowed.rows)
            if len(cells) > 2 * allowed.columns:
                raise TooManyColumnsError(file=file.name, limit=allowed.columns)
    except csv.Error as error:
        problem = f"{reader.line_num}: {error}"
        raise DamagedFileError(file=file.name, problem=problem) from error
    return records


def separator_of(text: str) -> str:
    """Return the separator that the first lines of a text have most of."""
    head = "\n".join(text.split("\n", maxsplit=5)[:5])
    return max(SEPARATORS, key=lambda separator: (head.count(separator), separator == ","))
