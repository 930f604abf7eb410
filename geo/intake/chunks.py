"""A long CSV or Parquet as Arrow tables, a chunk at a time, texts as they are written."""

import codecs
import csv
import io
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import BinaryIO, Final

import pyarrow as pa
import pyarrow.csv as pacsv
import pyarrow.parquet as pq

from geo.errors import DamagedFileError, EmptyFileError, EncodingError
from geo.intake.encodings import FALLBACK
from geo.intake.header_rows import LOOKED_AT, MOST_ROWS, Record, header_span, joined_headers
from geo.intake.read_text import CELL_LIMIT, separator_of

CHUNK_ROWS: Final = 100_000
_HEAD_BYTES: Final = 1 << 18
"""Bytes at the beginning of a file among which its header is looked for."""

Chunk = tuple[int, pa.Table]
"""How many bytes of a CSV, or rows of a Parquet, were read for a table, and the table."""


def csv_chunks(name: str, file: BinaryIO, block_bytes: int) -> Iterator[Chunk]:
    """Yield the rows below the header of a CSV of any length; none where it is only read whole.

    Raises
    ------
    EncodingError, EmptyFileError, DamagedFileError
        It is not text that we know, has no header, or rows of several lengths.
    """
    encoding = _encoding(name, file, block_bytes)
    names, lines, separator = _header(name, file, encoding)
    if not separator.isascii():  # which Arrow cannot part by
        return
    file.seek(0)
    options = {
        "read_options": pacsv.ReadOptions(
            block_size=block_bytes, encoding=encoding, column_names=names, skip_rows=lines
        ),
        "parse_options": pacsv.ParseOptions(delimiter=separator, newlines_in_values=True),
        "convert_options": pacsv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False
        ),
    }
    seen = 0
    try:
        with pacsv.open_csv(file, **options) as reader:
            for batch in reader:
                at = file.tell()
                yield at - seen, pa.Table.from_batches([batch])
                seen = at
    except (pa.ArrowInvalid, UnicodeDecodeError) as error:
        raise DamagedFileError(file=name, problem=str(error).split("\n")[0]) from error


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


def _header(name: str, file: BinaryIO, encoding: str) -> tuple[list[str], int, str]:
    """Return the names of the columns, the lines up to the rows below them, and the separator."""
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
    return _names(records, top, body), lines[body - 1], separator


def _names(records: Sequence[Record], top: int, body: int) -> list[str]:
    """Return a name for every column that the rows have."""
    width = max((len(cells) for _, cells in records[body:]), default=len(records[top][1]))
    names = joined_headers(records[top:body])
    return [*names, *(f"#{position + 1}" for position in range(len(names), width))]


def parquet_chunks(name: str, file: BinaryIO) -> Iterator[Chunk]:
    """Yield the rows of a Parquet of any length; none where it holds shapes, and is read whole.

    Raises
    ------
    DamagedFileError
        It is damaged.
    """
    try:
        with pq.ParquetFile(file) as source:
            if b"geo" in (source.schema_arrow.metadata or {}):
                return
            for batch in source.iter_batches(batch_size=CHUNK_ROWS):
                yield batch.num_rows, pa.Table.from_batches([batch])
    except (pa.ArrowException, OSError) as error:
        raise DamagedFileError(file=name, problem=type(error).__name__) from error
