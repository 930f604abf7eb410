"""Zipped shapefile, read by GDAL, which sees only bytes in memory, never a path of the user's."""

import io
import re
import warnings
import zipfile
from pathlib import PurePosixPath
from typing import Any, Final

import numpy as np
import pandas as pd
import pyogrio
import pyproj
import shapely
from pyproj.exceptions import CRSError

from geo.errors import (
    DamagedFileError,
    ShapefileError,
    TwoZonesError,
)
from geo.intake.archive import open_archive
from geo.intake.encodings import decode_cells
from geo.intake.files import SourceFile
from geo.intake.tables import Cell, Note, RawTable, table_of
from geo.settings import Limits

_SHAPEFILE_PARTS: Final = (".shp", ".shx", ".dbf", ".prj")


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
    frame, crs = _read_layer(file, packed.getvalue(), allowed)
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
            frame.isetitem(position, np.asarray(values, dtype=object))
    frame.columns = [lookup.get(str(name), str(name)) for name in frame.columns]
    return encoding


def _same_encoding(declared: str, used: str) -> bool:
    plain = re.sub("[^A-Z0-9]", "", declared.upper())
    family = {"UTF8": "utf-8", "65001": "utf-8"}.get(plain, "gb")
    return family == "utf-8" if used == "utf-8" else family != "utf-8"


def _read_layer(
    file: SourceFile, content: bytes, allowed: Limits
) -> tuple[pd.DataFrame, pyproj.CRS | None]:
    """Read a layer from memory; its shapes stand in the column ``geometry``, if it has any."""
    options: dict[str, Any] = {"encoding": "ISO-8859-1", "datetime_as_string": True}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # GDAL's remarks on parts that we do not use
            meta, _, shapes, columns = pyogrio.raw.read(
                content, max_features=allowed.rows + 1, **options
            )
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
