"""Zipped shapefile, read by GDAL, which sees only bytes in memory, never a path of the user's."""

import io
import re
import zipfile
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Final

import numpy as np
import pandas as pd

from geo.errors import ShapefileError, SheetError
from geo.intake.files.archive import open_archive
from geo.intake.files.encodings import decode_cells
from geo.intake.files.files import SourceFile
from geo.intake.files.tables import Note, RawTable, table_of
from geo.intake.formats.gdal_layers import read_layer
from geo.settings import Limits

_SHAPEFILE_PARTS: Final = (".shp", ".shx", ".dbf", ".prj")


def read_shapefile(file: SourceFile, allowed: Limits, part: str | None = None) -> RawTable:
    """Read a shapefile of a zip, the one named ``part`` or the first; a wrong ``.cpg`` is survived.

    Raises
    ------
    TwoZonesError
        The archive is refused (`open_archive`).
    ShapefileError, SheetError, DamagedFileError
        It holds no whole shapefile, none of that name, or a damaged one.
    """
    with open_archive(file, allowed) as archive:
        stems = _stems(archive)
        chosen = _chosen(file, stems, part)
        parts = _shapefile_parts(file, archive, chosen)
        declared = parts.pop(".cpg", b"").decode("ascii", errors="ignore").strip() or None
        # under a name of ours; without compression, as it stays in memory
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as ours:
            for ending, content in parts.items():
                ours.writestr("layer" + ending, content)
    frame, crs = read_layer(file, packed.getvalue(), allowed, encoding="ISO-8859-1")
    encoding = _decode_frame(file, frame, declared)
    notes: tuple[Note, ...] = ()
    if declared and not _same_encoding(declared, encoding):
        notes = (Note("wrong_cpg", {"declared": declared, "encoding": encoding.upper()}),)
    others = ", ".join(stem.name for stem in stems if stem != chosen)
    if others:
        notes = (*notes, Note("other_sheets", {"sheet": chosen.name, "others": others}))
    table = table_of(file, frame, crs, notes)
    return replace(table, part=chosen.name, parts=tuple(stem.name for stem in stems if others))


def _members(archive: zipfile.ZipFile) -> list[PurePosixPath]:
    paths = [PurePosixPath(member.filename) for member in archive.infolist()]
    return [path for path in paths if "__MACOSX" not in path.parts and path.suffix]


def _stems(archive: zipfile.ZipFile) -> list[PurePosixPath]:
    """Return the shapefiles of an archive without their ending."""
    return [path.with_suffix("") for path in _members(archive) if path.suffix.lower() == ".shp"]


def _chosen(file: SourceFile, stems: list[PurePosixPath], part: str | None) -> PurePosixPath:
    found = [stem for stem in stems if part in (None, stem.name)]
    if stems and not found:
        names = ", ".join(stem.name for stem in stems)
        raise SheetError(file=file.name, name=part, names=names)
    if not found:
        raise ShapefileError(file=file.name, count=0, missing=".shp, .shx, .dbf")
    return found[0]


def _shapefile_parts(
    file: SourceFile, archive: zipfile.ZipFile, stem: PurePosixPath
) -> dict[str, bytes]:
    """Return the parts of a shapefile by their ending."""
    parts = {
        path.suffix.lower(): archive.read(str(path))
        for path in _members(archive)
        if path.with_suffix("") == stem
    }
    missing = [ending for ending in (".shp", ".shx", ".dbf") if ending not in parts]
    if missing:
        raise ShapefileError(file=file.name, count=1, missing=", ".join(missing))
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
