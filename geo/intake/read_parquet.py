"""Parquet, and the shapes of GeoParquet."""

import io
import json

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pyproj
import shapely
from pyproj.exceptions import CRSError

from geo.errors import (
    DamagedFileError,
    TooManyColumnsError,
    TooManyRowsError,
    UnpackedTooLargeError,
)
from geo.intake.files import MB, SourceFile
from geo.intake.tables import RawTable, table_of
from geo.settings import Limits


def read_parquet(file: SourceFile, allowed: Limits, _part: str | None = None) -> RawTable:
    """Read Parquet, and GeoParquet's shapes (WKB).

    Raises
    ------
    DamagedFileError
        It is damaged.
    TooManyRowsError, TooManyColumnsError, UnpackedTooLargeError
        It is over a limit.
    """
    try:
        source = pq.ParquetFile(io.BytesIO(file.content))
        _check_parquet(file, source.metadata, allowed)
        texts = [field.name for field in source.schema_arrow if _is_text(field.type)]
        table = pq.read_table(io.BytesIO(file.content), read_dictionary=texts)
        if _bytes_of(table) > allowed.unpacked_mb * MB:
            raise UnpackedTooLargeError(file=file.name, limit=allowed.unpacked_mb)
        frame = pd.DataFrame(
            {name: table.column(name).to_pylist() for name in table.column_names}, dtype=object
        )
    except MemoryError:  # of Arrow too
        raise
    except (pa.ArrowException, OSError, ValueError) as error:
        raise DamagedFileError(file=file.name, problem=type(error).__name__) from error
    name, crs = _geo_column(table)
    if name is None:
        return table_of(file, frame, None, ())
    frame["geometry"] = shapely.from_wkb(frame.pop(name).to_numpy(), on_invalid="ignore")
    return table_of(file, frame, crs, ())


def _check_parquet(file: SourceFile, metadata: pq.FileMetaData, allowed: Limits) -> None:
    if metadata.num_rows > allowed.rows:
        raise TooManyRowsError(file=file.name, limit=allowed.rows)
    if metadata.num_columns > allowed.columns:
        raise TooManyColumnsError(file=file.name, limit=allowed.columns)
    unpacked = sum(
        metadata.row_group(group).total_byte_size for group in range(metadata.num_row_groups)
    )
    if unpacked > allowed.unpacked_mb * MB:
        raise UnpackedTooLargeError(file=file.name, limit=allowed.unpacked_mb)


def _bytes_of(table: pa.Table) -> int:
    """Return how long all texts are together once each row has its own."""
    total = 0
    for column in table.columns:
        for chunk in column.chunks:
            lengths = None
            if pa.types.is_dictionary(chunk.type):
                lengths = pc.binary_length(chunk.dictionary).take(chunk.indices)
            elif _is_text(chunk.type):
                lengths = pc.binary_length(chunk)
            total += pc.sum(lengths).as_py() or 0 if lengths is not None else 0
    return total


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))


def _geo_column(table: pa.Table) -> tuple[str | None, pyproj.CRS | None]:
    """Return the column of shapes and its CRS, as GeoParquet's metadata gives them."""
    try:
        geo = json.loads((table.schema.metadata or {}).get(b"geo", b"{}"))
        name = geo.get("primary_column")
        column = geo.get("columns", {}).get(name, {})
    except (ValueError, AttributeError):
        return None, None
    if name not in table.column_names or column.get("encoding") != "WKB":
        return None, None
    if "crs" not in column:
        return name, pyproj.CRS.from_epsg(4326)  # by GeoParquet's own default, OGC:CRS84
    try:
        return name, pyproj.CRS.from_json_dict(column["crs"]) if column["crs"] else None
    except CRSError:
        return name, None
