"""GeoPackage and zipped shapefile, read by GDAL.

GDAL sees only bytes in memory that we have looked at, never a path of the user's.
"""

import io
import re
import sqlite3
import warnings
import zipfile
from contextlib import closing
from pathlib import PurePosixPath
from typing import Any, Final

import pandas as pd
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
    TooManyRowsError,
    TwoZonesError,
)
from geo.intake.archive import open_archive
from geo.intake.encodings import decode_cells
from geo.intake.files import SourceFile
from geo.intake.tables import Cell, Note, RawTable, table_of
from geo.settings import Limits

_SHAPEFILE_PARTS: Final = (".shp", ".shx", ".dbf", ".prj")


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
    return table_of(file, frame, crs, notes)


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
    return table_of(file, frame, crs, notes)


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
    except (TwoZonesError, MemoryError):
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
