"""The file itself: where it may come from, how large it may be, and what it claims to be."""

import codecs
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from geo.errors import (
    ContentError,
    EmptyFileError,
    FileTooLargeError,
    FormatError,
    LinkError,
    MacroError,
    MissingFileError,
    OldExcelError,
    PathError,
)
from geo.settings import Limits, limits

MB: Final = 1_000_000
ENDINGS: Final = {
    ".csv": "csv",
    ".txt": "csv",
    ".tsv": "csv",
    ".xls": "xls",
    ".xlsx": "xlsx",
    ".geojson": "geojson",
    ".json": "geojson",
    ".ndjson": "geojson",
    ".geojsonl": "geojson",
    ".geojsons": "geojson",
    ".jsonl": "geojson",
    ".topojson": "geojson",
    ".gpkg": "gpkg",
    ".kml": "kml",
    ".kmz": "kmz",
    ".zip": "shapefile",
    ".parquet": "parquet",
    ".geoparquet": "parquet",
}
"""The format that the ending of a file's name claims."""

FORMATS: Final = "CSV, XLSX, XLS, GeoJSON, GeoPackage (.gpkg), KML, KMZ, Shapefile (.zip), Parquet"
_MACRO_ENDINGS: Final = frozenset({".xlsm", ".xltm", ".xlsb", ".xlam"})
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BLANK_BYTES: Final = b"\xef\xbb\xbf \t\r\n"
_LOOKED_AT: Final = 1_000
_STARTS: Final = {  # what every file of a binary format starts with
    "xlsx": b"PK\x03\x04",
    "kmz": b"PK\x03\x04",
    "shapefile": b"PK\x03\x04",
    "xls": _OLE,
    "gpkg": b"SQLite format 3\x00",
    "parquet": b"PAR1",
}
_ADDRESS = re.compile(r"^[a-z][a-z0-9+.-]+:/|^//", re.IGNORECASE)


@dataclass(frozen=True)
class SourceFile:
    """A file in memory: its name without any folder, its format and its bytes."""

    name: str
    kind: str
    content: bytes


def check_path(text: str) -> Path:
    """Return the path of a plain file of this machine.

    Raises
    ------
    PathError
        The text is a URL or one of GDAL's virtual paths (``/vsizip/…``).
    LinkError, MissingFileError
        The path is a symbolic link, or no readable file.
    """
    if _ADDRESS.match(text) or "/vsi" in text.lower().replace("\\", "/"):
        raise PathError(path=text)
    path = Path(text)
    if path.is_symlink():
        raise LinkError(file=path.name, member=path.name)
    if not path.is_file():
        raise MissingFileError(file=text)
    return path


def open_file(text: str, allowed: Limits | None = None) -> SourceFile:
    """Return the file at a path, checked as by `check_path` and `source_file`."""
    allowed = allowed or limits()
    path = check_path(text)
    if path.stat().st_size > allowed.file_mb * MB:
        raise FileTooLargeError(file=path.name, limit=allowed.file_mb)
    kind_of(path.name)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise MissingFileError(file=text) from error
    return source_file(path.name, content, allowed)


def source_file(name: str, content: bytes, allowed: Limits | None = None) -> SourceFile:
    """Return a file from its name and bytes, its content checked against its ending.

    Raises
    ------
    FormatError, MacroError, OldExcelError
        The ending is of no format that is read.
    FileTooLargeError, EmptyFileError, ContentError
        The file is too large, empty, or not of the format that its ending claims.
    """
    allowed = allowed or limits()
    name = re.split(r"[/\\]", name)[-1]
    kind = kind_of(name)
    if len(content) > allowed.file_mb * MB:
        raise FileTooLargeError(file=name, limit=allowed.file_mb)
    if not content.strip():
        raise EmptyFileError(file=name)
    if kind == "xlsx" and content.startswith(_OLE):
        raise OldExcelError(file=name)
    kind = _really(kind, content)
    if not content.startswith(_STARTS.get(kind, b"")):
        raise ContentError(file=name)
    return SourceFile(name, kind, content)


def _really(kind: str, content: bytes) -> str:
    """Return the format of an .xls: many programs call a new workbook, or a CSV, by that name."""
    if kind != "xls" or content.startswith(_OLE):
        return kind
    if content.startswith(_STARTS["xlsx"]):
        return "xlsx"
    is_text = not content.lstrip(_BLANK_BYTES).startswith((b"<", b"\t\x08"))
    is_utf16 = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    is_plain = is_utf16 or b"\x00" not in content[:_LOOKED_AT]
    return "csv" if is_text and is_plain else kind


def kind_of(name: str) -> str:
    """Return the format that a file's name claims; FormatError and its like for all others."""
    ending = Path(name).suffix.lower()
    if ending in _MACRO_ENDINGS:
        raise MacroError(file=name)
    if ending not in ENDINGS:
        raise FormatError(file=name, formats=FORMATS)
    return ENDINGS[ending]
