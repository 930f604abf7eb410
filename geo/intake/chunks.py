"""A file of any length as Arrow tables, a chunk at a time, texts as they are written."""

import codecs
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pandas as pd
import pyarrow as pa
import pyarrow.csv as pacsv
import pyarrow.parquet as pq

from geo.errors import ContentError, DamagedFileError, EmptyFileError, EncodingError
from geo.ground.datums import Datum
from geo.intake.apart import read_apart
from geo.intake.encodings import FALLBACK
from geo.intake.files import check_path, kind_of, open_file
from geo.intake.headers import match_headers
from geo.intake.points import declared_datum, read_points
from geo.intake.tables import RawTable

Progress = Callable[[int], None]

BLOCK_BYTES: Final = 16 << 20
CHUNK_ROWS: Final = 100_000


def open_chunks(source: str, progress: Progress) -> tuple[Iterator[pa.Table], Datum | None]:
    """Return the rows of a file as tables, texts as they are written, and the declared datum."""
    path = check_path(source)
    kind = kind_of(path.name)
    if kind == "csv":
        return _csv_chunks(path, progress), None
    if kind == "parquet" and not _has_shapes(path):
        return _parquet_chunks(path, progress), None
    table = read_apart(open_file(source))
    progress(len(table.rows))
    return iter([_with_coordinates(table)]), declared_datum(table, match_headers(table.headers))


def _csv_chunks(path: Path, progress: Progress) -> Iterator[pa.Table]:
    encoding = _encoding(path)
    with path.open("rb") as file:
        header = file.readline()
    separator = max((",", ";", "\t", "|"), key=lambda s: header.decode(encoding).count(s))
    names = _header_names(path, encoding, separator)
    options = {
        "read_options": pacsv.ReadOptions(
            block_size=BLOCK_BYTES, encoding=encoding, column_names=names, skip_rows=1
        ),
        "parse_options": pacsv.ParseOptions(delimiter=separator, newlines_in_values=True),
        "convert_options": pacsv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False
        ),
    }
    left = path.stat().st_size
    try:
        with pacsv.open_csv(path, **options) as reader:
            for batch in reader:
                progress(min(BLOCK_BYTES, left))
                left -= min(BLOCK_BYTES, left)
                yield pa.Table.from_batches([batch])
    except (pa.ArrowInvalid, UnicodeDecodeError) as error:
        raise DamagedFileError(file=path.name, problem=str(error).split("\n")[0]) from error


def _encoding(path: Path) -> str:
    """Return the encoding in which all of a text file is valid, reading it a block at a time."""
    for encoding in ("utf-8", FALLBACK):
        decoder = codecs.getincrementaldecoder(encoding)()
        with path.open("rb") as file:
            try:
                while block := file.read(BLOCK_BYTES):
                    decoder.decode(block)
                decoder.decode(b"", final=True)
            except UnicodeDecodeError:
                continue
            return encoding
    raise EncodingError(file=path.name)


def _header_names(path: Path, encoding: str, separator: str) -> list[str]:
    try:
        frame = pd.read_csv(path, sep=separator, encoding=encoding, nrows=0, dtype=str)
    except pd.errors.EmptyDataError as error:
        raise EmptyFileError(file=path.name) from error
    except (ValueError, pd.errors.ParserError) as error:
        raise ContentError(file=path.name) from error
    return [str(name).removeprefix("\ufeff") for name in frame.columns]


def _has_shapes(path: Path) -> bool:
    try:
        return b"geo" in (pq.read_schema(path).metadata or {})
    except (pa.ArrowException, OSError) as error:
        raise ContentError(file=path.name) from error


def _parquet_chunks(path: Path, progress: Progress) -> Iterator[pa.Table]:
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(batch_size=CHUNK_ROWS):
            progress(batch.num_rows)
            yield pa.Table.from_batches([batch])


def _with_coordinates(table: RawTable) -> pa.Table:
    """Return a table in memory as texts; shapes become the columns ``x`` and ``y``."""
    columns = {
        name: [None if row[p] is None else str(row[p]) for row in table.rows]
        for p, name in enumerate(table.headers)
    }
    arrays = {name: pa.array(values, pa.string()) for name, values in columns.items()}
    if table.shapes is None:
        return pa.table(arrays)
    points = read_points(table, {})
    own = match_headers(table.headers)
    spare = {table.headers[own[name]] for name in ("lon", "lat") if name in own}
    arrays = {name: array for name, array in arrays.items() if name not in spare}
    return pa.table(arrays | {"x": pa.array(points.x), "y": pa.array(points.y)})
