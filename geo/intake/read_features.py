"""GeoJSON, GeoPackage, zipped shapefile and Parquet: rows with shapes.

GDAL sees only bytes in memory that we have looked at, never a path of the user's.
"""

import io
import json
import re
import sqlite3
import warnings
import zipfile
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import PurePosixPath
from typing import Any, Final

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pyogrio
import pyproj
import shapely
from pyproj.exceptions import CRSError

from geo.errors import (
    ContentError,
    DamagedFileError,
    EmptyFileError,
    ShapefileError,
    SheetError,
    TooDeepError,
    TooManyColumnsError,
    TooManyRowsError,
    TooManyVerticesError,
    TwoZonesError,
    UnpackedTooLargeError,
)
from geo.intake.archive import open_archive
from geo.intake.encodings import decode_cells, decode_text
from geo.intake.files import MB, SourceFile
from geo.intake.tables import Cell, Note, RawTable, unique_headers
from geo.settings import Limits

_EPSG = re.compile(r"EPSG(?:::|:[\d.]*:|:|/\d+/)(\d{4,6})$", re.IGNORECASE)
_SHAPEFILE_PARTS: Final = (".shp", ".shx", ".dbf", ".prj")
_BROKEN_SHAPE: Final = "shape_unreadable"


# GeoJSON


def read_geojson(file: SourceFile, allowed: Limits, _part: str | None = None) -> RawTable:
    """Read GeoJSON feature by feature; a feature that is none is kept as broken.

    Raises
    ------
    TooDeepError, TooManyVerticesError, TooManyRowsError
        It is over a limit.
    ContentError, EmptyFileError
        It is no GeoJSON, or has no features.
    """
    text, _ = decode_text(file.name, file.content)
    try:
        document = json.loads(text)
    except RecursionError as error:
        raise TooDeepError(file=file.name, limit=allowed.depth) from error
    except ValueError as error:
        raise ContentError(file=file.name) from error
    features = _features(file, document)
    if len(features) > allowed.rows:
        raise TooManyRowsError(file=file.name, limit=allowed.rows)
    counter = _VertexCounter(file.name, allowed)
    shapes, broken = [], {}
    for number, feature in enumerate(features, start=1):
        try:
            shapes.append(_shape(feature, counter))
        except (ValueError, TypeError, KeyError, AttributeError, shapely.errors.ShapelyError):
            shapes.append(None)
            broken[number] = _BROKEN_SHAPE
    properties = [_properties(feature) for feature in features]
    headers = tuple(dict.fromkeys(str(name) for row in properties for name in row))
    rows = [[_flat(row.get(name)) for name in headers] for row in properties]
    numbers = range(1, len(rows) + 1)
    crs = _named_crs(document)
    return RawTable(file.name, file.kind, headers, rows, numbers, shapes, crs, broken)


def _features(file: SourceFile, document: object) -> list[Any]:
    """Return the features of a collection, or the one that the document is."""
    if isinstance(document, dict) and document.get("type") == "Feature":
        return [document]
    if not isinstance(document, dict) or document.get("type") != "FeatureCollection":
        raise ContentError(file=file.name)
    features = document.get("features")
    if not isinstance(features, list):
        raise ContentError(file=file.name)
    if not features:
        raise EmptyFileError(file=file.name)
    return features


class _VertexCounter:
    """Counts the vertices of a file's shapes, and how deeply they are nested."""

    def __init__(self, name: str, allowed: Limits) -> None:
        self._name, self._allowed, self._vertices = name, allowed, 0

    def look_through(self, coordinates: object, depth: int = 1) -> None:
        """Raise where a limit is passed; ``depth`` is how many lists are already open."""
        if depth > self._allowed.depth:
            raise TooDeepError(file=self._name, limit=self._allowed.depth)
        if not isinstance(coordinates, list):
            return
        if coordinates and not isinstance(coordinates[0], list | dict):
            self._vertices += 1
            if self._vertices > self._allowed.vertices:
                raise TooManyVerticesError(file=self._name, limit=self._allowed.vertices)
        for inner in coordinates:
            if isinstance(inner, list):
                self.look_through(inner, depth + 1)
            elif isinstance(inner, dict):
                self.look_through(inner.get("coordinates") or inner.get("geometries"), depth + 1)


def _shape(feature: Mapping[str, Any], counter: _VertexCounter) -> shapely.Geometry | None:
    geometry = feature["geometry"]
    if geometry is None:
        return None
    counter.look_through(geometry.get("coordinates") or geometry.get("geometries"))
    return shapely.from_geojson(json.dumps(geometry))


def _properties(feature: object) -> dict[str, Any]:
    """Return the properties, and the feature's own id where they have none."""
    if not isinstance(feature, dict):
        return {}
    properties = feature.get("properties")
    known = dict(properties) if isinstance(properties, dict) else {}
    if "id" in feature and "id" not in known:
        known["id"] = feature["id"]
    return known


def _flat(value: Cell) -> Cell:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value


def _named_crs(document: Mapping[str, Any]) -> pyproj.CRS | None:
    """Return the CRS that the old ``crs`` member names, where it is one of EPSG's or CRS84."""
    crs = document.get("crs")
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = str(properties.get("name", "")) if isinstance(properties, dict) else ""
    return crs_from_name(name)


def crs_from_name(name: str) -> pyproj.CRS | None:
    """Return the CRS of a name such as ``EPSG:4490`` or ``urn:ogc:def:crs:OGC:1.3:CRS84``."""
    if name.upper().endswith("CRS84"):
        return pyproj.CRS.from_epsg(4326)
    match = _EPSG.search(name.strip())
    try:
        return pyproj.CRS.from_epsg(int(match[1])) if match else None
    except CRSError:
        return None


# what GDAL reads


def read_geopackage(file: SourceFile, allowed: Limits, part: str | None = None) -> RawTable:
    """Read a layer of a GeoPackage: the one named ``part``, else the first that has rows.

    Raises
    ------
    ContentError, SheetError, EmptyFileError, DamagedFileError
        It is no GeoPackage, has no such layer, no rows, or is damaged.
    """
    layers = _layers(file)
    if part is not None and part not in layers:
        raise SheetError(file=file.name, name=part, names=", ".join(layers))
    chosen = part or next((name for name, rows in layers.items() if rows), None)
    if chosen is None:
        raise EmptyFileError(file=file.name)
    if layers[chosen] > allowed.rows:
        raise TooManyRowsError(file=file.name, limit=allowed.rows)
    others = ", ".join(name for name in layers if name != chosen)
    notes = (Note("other_sheets", {"sheet": chosen, "others": others}),) if others else ()
    frame, crs = _read_layer(file, file.content, layer=chosen)
    return _table(file, frame, crs, notes)


def _layers(file: SourceFile) -> dict[str, int]:
    """Return the plain tables that a GeoPackage lists, with their numbers of rows.

    A view or a virtual table may run what it likes when it is read, so it is not offered.
    """
    listed = (
        "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name IN "
        "(SELECT table_name FROM gpkg_contents WHERE data_type IN ('features', 'attributes'))"
    )
    try:
        with closing(sqlite3.connect(":memory:")) as database:
            database.deserialize(file.content)
            database.execute("PRAGMA trusted_schema = OFF")
            tables = database.execute(listed).fetchall()
            plain = [n for n, sql in tables if not sql.upper().startswith("CREATE VIRTUAL")]
            return {name: _rows_in(database, name) for name in plain}
    except sqlite3.Error as error:
        raise ContentError(file=file.name) from error


def _rows_in(database: sqlite3.Connection, name: str) -> int:
    quoted = name.replace('"', '""')
    return int(database.execute(f'SELECT COUNT(*) FROM "{quoted}"').fetchone()[0])  # noqa: S608 (a name, quoted)


def read_shapefile(file: SourceFile, allowed: Limits, _part: str | None = None) -> RawTable:
    """Read the one shapefile of a zip; a wrong or missing ``.cpg`` is survived.

    Raises
    ------
    TwoZonesError
        The archive is refused (`open_archive`).
    ShapefileError, DamagedFileError
        It does not hold one whole shapefile, or that is damaged.
    """
    with open_archive(file, allowed) as archive:
        parts = _shapefile_parts(file, archive)
        declared = parts.pop(".cpg", b"").decode("ascii", errors="ignore").strip() or None
        # under a name of ours; without compression, as it stays in memory
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as ours:
            for ending, content in parts.items():
                ours.writestr("layer" + ending, content)
    frame, crs = _read_layer(file, packed.getvalue(), encoding="ISO-8859-1")
    encoding = _decode_frame(file, frame, declared)
    notes: tuple[Note, ...] = ()
    if declared and not _same_encoding(declared, encoding):
        notes = (Note("wrong_cpg", {"declared": declared, "encoding": encoding.upper()}),)
    return _table(file, frame, crs, notes)


def _shapefile_parts(file: SourceFile, archive: zipfile.ZipFile) -> dict[str, bytes]:
    """Return the parts of the one shapefile by their ending."""
    paths = [PurePosixPath(member.filename) for member in archive.infolist()]
    names = [path for path in paths if "__MACOSX" not in path.parts and path.suffix]
    stems = [path.with_suffix("") for path in names if path.suffix.lower() == ".shp"]
    parts = {
        path.suffix.lower(): archive.read(str(path))
        for path in names
        if path.with_suffix("") in stems[:1]
    }
    missing = [ending for ending in (".shp", ".shx", ".dbf") if ending not in parts]
    if len(stems) != 1 or missing:
        lacking = ", ".join(missing) or "-"
        raise ShapefileError(file=file.name, count=len(stems), missing=lacking)
    return {e: c for e, c in parts.items() if e in (*_SHAPEFILE_PARTS, ".cpg")}


def _decode_frame(file: SourceFile, frame: pd.DataFrame, declared: str | None) -> str:
    """Decode, in place, the names and texts that were read as if they were Latin-1."""
    texts = {
        position: [value for value in frame.iloc[:, position] if isinstance(value, str)]
        for position in range(frame.shape[1])
        if frame.columns[position] != "geometry"
    }
    names = [str(frame.columns[position]) for position in texts]
    cells = [text for column in texts.values() for text in column]
    raw = [text.encode("latin-1", errors="replace") for text in (*names, *cells)]
    decoded, encoding = decode_cells(file.name, raw, declared)
    lookup = dict(zip((*names, *cells), decoded, strict=True))
    for position in texts:
        column = frame.iloc[:, position]
        if column.map(lambda value: isinstance(value, str)).any():
            values = [lookup[v] if isinstance(v, str) else v for v in column]
            frame[frame.columns[position]] = pd.Series(values, index=frame.index, dtype=object)
    frame.columns = [lookup.get(str(name), str(name)) for name in frame.columns]
    return encoding


def _same_encoding(declared: str, used: str) -> bool:
    plain = re.sub("[^A-Z0-9]", "", declared.upper())
    family = {"UTF8": "utf-8", "65001": "utf-8"}.get(plain, "gb")
    return family == "utf-8" if used == "utf-8" else family != "utf-8"


def _read_layer(
    file: SourceFile,
    content: bytes,
    **options: Any,  # noqa: ANN401 (pyogrio's)
) -> tuple[pd.DataFrame, pyproj.CRS | None]:
    """Read a layer from memory; its shapes stand in the column ``geometry``, if it has any."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # GDAL's remarks on parts that we do not use
            meta, _, shapes, columns = pyogrio.raw.read(content, datetime_as_string=True, **options)
    except TwoZonesError:
        raise
    except Exception as error:  # whatever GDAL stumbles over
        raise DamagedFileError(file=file.name, problem=type(error).__name__) from error
    frame = pd.DataFrame(
        {position: _objects(values) for position, values in enumerate(columns)}, dtype=object
    )
    frame.columns = [str(name) for name in meta["fields"]]
    if shapes is not None:
        frame["geometry"] = shapely.from_wkb(shapes, on_invalid="ignore")
    return frame, _crs(meta["crs"])


def _objects(values: Any) -> list[Cell]:  # noqa: ANN401 (numpy's)
    return [None if value is None or value != value else value for value in values.tolist()]  # noqa: PLR0124 (NaN)


def _crs(definition: str | None) -> pyproj.CRS | None:
    try:
        return pyproj.CRS.from_user_input(definition) if definition else None
    except CRSError:
        return None


# Parquet


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
    except (pa.ArrowException, OSError, ValueError) as error:
        raise DamagedFileError(file=file.name, problem=type(error).__name__) from error
    name, crs = _geo_column(table)
    if name is None:
        return _table(file, frame.map(_flat), None, ())
    frame["geometry"] = shapely.from_wkb(frame.pop(name).to_numpy(), on_invalid="ignore")
    return _table(file, frame, crs, ())


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


def _table(
    file: SourceFile, frame: pd.DataFrame, crs: pyproj.CRS | None, notes: tuple[Note, ...]
) -> RawTable:
    """Return a frame, whose shapes stand in ``geometry``, as a table."""
    shapes: Sequence[shapely.Geometry | None] | None = None
    if "geometry" in frame:
        shapes = list(frame.pop("geometry"))
    rows = [[_plain(value) for value in row] for row in frame.itertuples(index=False, name=None)]
    numbers = range(1, len(rows) + 1)
    headers = unique_headers(list(frame.columns))
    return RawTable(file.name, file.kind, headers, rows, numbers, shapes, crs, {}, notes)


def _plain(value: Cell) -> Cell:
    if isinstance(value, bytes):
        return value.hex()
    return value
