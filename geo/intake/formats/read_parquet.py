"""Parquet, and the shapes of GeoParquet."""

import io
import json
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pyproj
from pyproj.exceptions import CRSError

from geo.errors import (
    DamagedFileError,
    TooManyColumnsError,
    TooManyRowsError,
    UnpackedTooLargeError,
)
from geo.intake.files.files import MB, SourceFile
from geo.intake.files.native_shapes import ENCODINGS, native_shapes
from geo.intake.files.tables import Cell, RawTable, unique_headers
from geo.intake.files.wkb import read_shapes
from geo.settings import Limits

_WKB: Final = "WKB"
BATCH_ROWS = 1_000
"""Rows that are unpacked at once."""


def read_parquet(file: SourceFile, allowed: Limits, _part: str | None = None) -> RawTable:
    """Read Parquet, and GeoParquet's shapes (WKB and the native encodings).

    Raises
    ------
    DamagedFileError
        It is damaged.
    TooManyRowsError, TooManyColumnsError, TooManyVerticesError, TooDeepError, UnpackedTooLargeError
        It is over a limit.
    """
    try:
        schema = pq.read_schema(io.BytesIO(file.content))
        texts = [field.name for field in schema if _is_text(field.type)]
        source = pq.ParquetFile(io.BytesIO(file.content), read_dictionary=texts)
        _check_parquet(file, source.metadata, allowed)
        rows = _rows(file, source, allowed)
    except MemoryError:  # of Arrow too
        raise
    except (pa.ArrowException, OSError, ValueError, KeyError) as error:
        raise DamagedFileError(file=file.name, problem=type(error).__name__) from error
    names = [field.name for field in schema]
    position, crs, encoding = _geo_column(schema)
    numbers = range(1, len(rows) + 1)
    if position is None:
        return RawTable(file.name, file.kind, unique_headers(names), rows, numbers)
    del names[position]
    cells = [row.pop(position) for row in rows]
    if encoding == _WKB:
        shapes, broken = read_shapes(file.name, cells, allowed)
    else:
        shapes, broken = native_shapes(encoding, cells)
    unread = {p + 1: "shape_unreadable" for p in broken}
    headers = unique_headers(names)
    return RawTable(file.name, file.kind, headers, rows, numbers, shapes, crs, unread)


def _check_parquet(file: SourceFile, metadata: pq.FileMetaData, allowed: Limits) -> None:
    """Check what the file says of itself, before anything is unpacked."""
    if metadata.num_rows > allowed.rows:
        raise TooManyRowsError(file=file.name, limit=allowed.rows)
    if metadata.num_columns > allowed.columns:
        raise TooManyColumnsError(file=file.name, limit=allowed.columns)
    groups = [metadata.row_group(group) for group in range(metadata.num_row_groups)]
    if sum(group.total_byte_size for group in groups) > allowed.unpacked_mb * MB:
        raise UnpackedTooLargeError(file=file.name, limit=allowed.unpacked_mb)


def _rows(file: SourceFile, source: pq.ParquetFile, allowed: Limits) -> list[list[Cell]]:
    """Return the rows, a batch at a time, each counted before it becomes cells."""
    rows: list[list[Cell]] = []
    left = allowed.unpacked_mb * MB
    for batch in source.iter_batches(batch_size=BATCH_ROWS):
        left -= sum(_bytes_of(column) for column in batch.columns)
        if left < 0:
            raise UnpackedTooLargeError(file=file.name, limit=allowed.unpacked_mb)
        rows += map(list, zip(*(_cells(column) for column in batch.columns), strict=True))
    return rows


def _bytes_of(array: pa.Array) -> int:
    """Return what an array takes once each value has its own copy, nested values too."""
    kind = array.type
    if pa.types.is_dictionary(kind):
        return _bytes_of_words(array)
    if pa.types.is_struct(kind):
        return sum(_bytes_of(array.field(position)) for position in range(kind.num_fields))
    if pa.types.is_map(kind):
        return _bytes_of(array.keys) + _bytes_of(array.items)
    if pa.types.is_nested(kind):
        return _bytes_of(array.flatten())
    return int(array.nbytes)


def _bytes_of_words(array: pa.DictionaryArray) -> int:
    """Return what the words of a dictionary take, each as often as it stands in the array."""
    words = array.dictionary
    if not _is_text(words.type) and not pa.types.is_binary(words.type):
        return int(array.nbytes)
    return pc.sum(pc.binary_length(words).take(array.indices)).as_py() or 0


def _cells(array: pa.Array) -> list[Cell]:
    """Return an array as cells; as text where Python has no such value, such as the year 30000."""
    try:
        found: list[Cell] = array.to_pylist()
    except (OverflowError, ValueError, KeyError, pa.ArrowException):
        found = array.cast(pa.string()).to_pylist()
    return found


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))


def _geo_column(schema: pa.Schema) -> tuple[int | None, pyproj.CRS | None, str]:
    """Return the position of the column of shapes, its CRS and encoding, as the metadata say."""
    try:
        geo = _mapping(json.loads((schema.metadata or {}).get(b"geo", b"{}")))
    except (ValueError, RecursionError):
        return None, None, ""
    position = _position(schema, geo.get("primary_column"))
    if position is None:
        return None, None, ""
    column = _mapping(_mapping(geo.get("columns")).get(schema[position].name))
    kind = schema[position].type
    encoding = str(column.get("encoding"))
    is_binary = pa.types.is_binary(kind) or pa.types.is_large_binary(kind)
    if not (is_binary if encoding == _WKB else encoding in ENCODINGS and pa.types.is_nested(kind)):
        return None, None, ""
    if "crs" not in column:
        return position, pyproj.CRS.from_epsg(4326), encoding  # GeoParquet's default, OGC:CRS84
    return position, _crs(column["crs"]), encoding


def _position(schema: pa.Schema, name: object) -> int | None:
    """Return where the one column of a name stands."""
    found = [position for position, field in enumerate(schema) if field.name == name]
    return found[0] if len(found) == 1 else None


def _crs(said: object) -> pyproj.CRS | None:
    try:
        return pyproj.CRS.from_json_dict(said) if isinstance(said, dict) and said else None
    except (CRSError, ValueError, TypeError, RecursionError):
        return None


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
