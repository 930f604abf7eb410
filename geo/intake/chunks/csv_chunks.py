"""A long CSV as Arrow tables, a chunk at a time, texts as they are written."""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import BinaryIO, Final, Literal, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv

from geo.errors import DamagedFileError, EmptyFileError, EncodingError
from geo.intake.chunks.chunk import Chunk
from geo.intake.files.encodings import FALLBACK
from geo.intake.formats.header_rows import LOOKED_AT, MOST_ROWS, Record, header_span, joined_headers
from geo.intake.formats.read_text import CELL_LIMIT, separator_of

_HEAD_BYTES: Final = 1 << 18
"""Bytes at the beginning of a file among which its header is looked for."""


class _Header(NamedTuple):
    """The names of the columns, and how many records and lines there are up to the rows below."""

    names: list[str]
    records: int
    lines: int
    separator: str


def csv_chunks(name: str, file: BinaryIO, block_bytes: int) -> Iterator[Chunk]:
    """Yield the rows below the header of a CSV of any length; none where it is only read whole.

    Raises
    ------
    EncodingError, EmptyFileError, DamagedFileError
        It is not text that we know, has no header, or breaks the rules of CSV.
    """
    encoding = _encoding(name, file, block_bytes)
    header = _header(name, file, encoding)
    if not header.separator.isascii():  # which Arrow cannot part by
        return
    file.seek(0)
    rows = _Rows(header)
    options = {
        "read_options": pacsv.ReadOptions(
            use_threads=False,  # else the rows that are skipped have no numbers
            block_size=block_bytes,
            encoding=encoding,
            column_names=header.names,
            skip_rows=header.lines,
        ),
        "parse_options": pacsv.ParseOptions(
            delimiter=header.separator,
            newlines_in_values=True,
            ignore_empty_lines=False,  # which count
            invalid_row_handler=rows.skip,
        ),
        "convert_options": pacsv.ConvertOptions(
            column_types=dict.fromkeys(header.names, pa.string()), strings_can_be_null=False
        ),
    }
    seen = 0
    try:
        with pacsv.open_csv(file, **options) as reader:
            for batch in reader:
                at = file.tell()
                yield rows.chunk(at - seen, pa.Table.from_batches([batch]))
                seen = at
            if rows.skipped:
                yield rows.chunk(0, reader.schema.empty_table(), is_last=True)
    except (pa.ArrowInvalid, UnicodeDecodeError) as error:
        raise DamagedFileError(file=name, problem=str(error).split("\n")[0]) from error


class _Rows:
    """Numbers the rows of a CSV, in the order in which Arrow yields and skips them."""

    def __init__(self, header: _Header) -> None:
        self._separator = header.separator
        self._next = header.lines + 1  # as Arrow counts
        self._shift = header.records - header.lines  # to the records that a user counts
        self.skipped: dict[int, str] = {}

    def skip(self, row: pacsv.InvalidRow) -> Literal["skip"]:
        """Keep a row that has more or fewer cells than there are names."""
        self.skipped[row.number] = row.text
        return "skip"

    def chunk(self, read: int, table: pa.Table, *, is_last: bool = False) -> Chunk:
        """Return rows, and those skipped before them, with their numbers and without blank ones."""
        numbers = np.arange(self._next, self._next + table.num_rows + len(self.skipped))
        numbers = numbers[~np.isin(numbers, [*self.skipped])][: table.num_rows]
        if len(numbers):
            self._next = int(numbers[-1]) + 1
        passed = [at for at in self.skipped if at < self._next or is_last]
        texts = {at + self._shift: self.skipped.pop(at) for at in passed}
        broken = {number: text for number, text in texts.items() if self._says_something(text)}
        filled = pc.invert(_blank(table))
        shown = pa.array(numbers + self._shift, pa.int64())
        return Chunk(read, table.filter(filled), shown.filter(filled), broken)

    def _says_something(self, text: str) -> bool:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=self._separator)
        return any(cell.strip() for cells in reader for cell in cells)


def _blank(table: pa.Table) -> pa.Array:
    """Return which rows of texts have nothing in any cell."""
    blank = pa.array(np.ones(table.num_rows, dtype=bool))
    for column in table.columns:
        if not pc.any(blank).as_py():
            break
        blank = pc.and_(blank, pc.equal(pc.utf8_trim_whitespace(column), "").combine_chunks())
    return blank


def _encoding(name: str, file: BinaryIO, block_bytes: int) -> str:
    """Return the encoding in which all of a text file is valid, reading it a block at a time."""
    is_utf16 = file.read(2) in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}
    for encoding in ("utf-16",) if is_utf16 else ("utf-8", FALLBACK):
        decoder = codecs.getincrementaldecoder(encoding)()
        file.seek(0)
        try:
            while block := file.read(block_bytes):
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        return encoding
    raise EncodingError(file=name)


def _header(name: str, file: BinaryIO, encoding: str) -> _Header:
    file.seek(0)
    head = codecs.getincrementaldecoder(encoding)().decode(file.read(_HEAD_BYTES))
    text = head.removeprefix("\ufeff")
    separator = separator_of(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    csv.field_size_limit(CELL_LIMIT)
    records, lines = [], []
    try:
        for number, cells in enumerate(islice(reader, LOOKED_AT + MOST_ROWS), start=1):
            if any(cell.strip() for cell in cells):
                records.append((number, cells))
                lines.append(reader.line_num)
    except csv.Error as error:
        raise DamagedFileError(file=name, problem=f"{reader.line_num}: {error}") from error
    span = header_span(records)
    if span is None:
        raise EmptyFileError(file=name)
    top, body = span
    number, _ = records[body - 1]
    return _Header(_names(records, top, body), number, lines[body - 1], separator)


def _names(records: Sequence[Record], top: int, body: int) -> list[str]:
    """Return a name for every column that most rows have, and for all that the header names."""
    names = joined_headers(records[top:body])
    widths = Counter(len(cells) for _, cells in records[body:])
    width = max(widths, key=lambda cells: widths[cells], default=0)
    return [*names, *(f"#{position + 1}" for position in range(len(names), width))]
