"""GeoPackage, its table read by SQLite alone: no view, trigger or function of it ever runs."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from typing import Any, Final

import pyproj
from pyproj.exceptions import CRSError

from geo.errors import (
    ContentError,
    EmptyFileError,
    SheetError,
    TooManyColumnsError,
    TooManyRowsError,
    UnpackedTooLargeError,
)
from geo.intake.files.files import MB, SourceFile
from geo.intake.files.tables import Note, RawTable, unique_headers
from geo.intake.files.wkb import read_shapes
from geo.settings import Limits

_LISTS: Final = ("gpkg_contents", "gpkg_geometry_columns", "gpkg_spatial_ref_sys")
_ENVELOPE_BYTES: Final = (0, 32, 48, 48, 64)
"""By the code in a geometry's flags, the length of its envelope (GeoPackage 1.4, clause 2.1.3)."""

_HEADER_BYTES: Final = 8
_JOURNAL_MODE: Final = slice(18, 20)
"""Bytes of SQLite's header that ask for a write-ahead log, which a file in memory cannot have."""


def read_geopackage(file: SourceFile, allowed: Limits, part: str | None = None) -> RawTable:
    """Read a layer of a GeoPackage: the one named ``part``, else the first that has rows.

    Raises
    ------
    ContentError, SheetError, EmptyFileError
        It is no GeoPackage or is damaged, has no such layer, or no rows.
    TooManyRowsError, TooManyColumnsError, TooManyVerticesError, UnpackedTooLargeError
        It is over a limit.
    """
    content = bytearray(file.content)
    content[_JOURNAL_MODE] = b"\x01\x01"
    try:
        with closing(sqlite3.connect(":memory:")) as database:
            database.deserialize(bytes(content))
            return _Package(file, database, allowed).layer(part)
    except (sqlite3.Error, ValueError, OverflowError) as error:
        raise ContentError(file=file.name) from error


def _reads_only(
    action: int, _name: str | None, _column: str | None, _schema: str | None, inside: str | None
) -> int:
    """Let SQLite read plain columns; no function, no recursion, nothing inside a view."""
    reads = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_PRAGMA}
    return sqlite3.SQLITE_OK if action in reads and inside is None else sqlite3.SQLITE_DENY


class _Package:
    """An open GeoPackage."""

    def __init__(self, file: SourceFile, database: sqlite3.Connection, allowed: Limits) -> None:
        self._file, self._database, self._allowed = file, database, allowed
        database.text_factory = lambda text: text.decode("utf-8", errors="replace")
        database.execute("PRAGMA trusted_schema = OFF")
        database.set_authorizer(_reads_only)

    def layer(self, part: str | None) -> RawTable:
        """Return a layer."""
        layers = self._layers()
        if part is not None and part not in layers:
            raise SheetError(file=self._file.name, name=part, names=", ".join(layers))
        chosen = part or next((name for name in layers if self._has_rows(name)), None)
        if chosen is None:
            raise EmptyFileError(file=self._file.name)
        others = ", ".join(name for name in layers if name != chosen)
        notes = (Note("other_sheets", {"sheet": chosen, "others": others}),) if others else ()
        return replace(self._table(chosen), notes=notes, part=chosen, parts=tuple(layers))

    def _layers(self) -> list[str]:
        """Return the plain tables that the package lists.

        A view or a virtual table may run what it likes when it is read, so it is not offered; nor
        is anything else where a list of the package's own is one.
        """
        known = "SELECT name, type, rootpage, sql FROM sqlite_master"
        found = {
            name: kind == "table" and bool(page) and "VIRTUAL" not in str(sql)[:30].upper()
            for name, kind, page, sql in self._database.execute(known)
            if kind in {"table", "view"}
        }
        if not found.get("gpkg_contents") or not all(found.get(name, True) for name in _LISTS):
            raise ContentError(file=self._file.name)
        listed = "SELECT table_name, data_type FROM gpkg_contents LIMIT ?"
        contents = self._database.execute(listed, [self._allowed.members])
        kinds = {"features", "attributes"}
        return [name for name, kind in contents if kind in kinds and found.get(name)]

    def _has_rows(self, name: str) -> bool:
        asked = f"SELECT 1 FROM {_quoted(name)} LIMIT 1"  # noqa: S608 (a name, quoted)
        return self._database.execute(asked).fetchone() is not None

    def _table(self, name: str) -> RawTable:
        columns, geometry, srs = self._columns(name)
        rows = list(self._rows(name, columns))
        headers = unique_headers([column for column in columns if column != geometry])
        numbers = range(1, len(rows) + 1)
        if geometry is None:
            return RawTable(self._file.name, self._file.kind, headers, rows, numbers)
        position = columns.index(geometry)
        cells = [_wkb_of(row.pop(position)) for row in rows]
        shapes, broken = read_shapes(self._file.name, cells, self._allowed)
        unread = {p + 1: "shape_unreadable" for p in broken}
        crs = self._crs(srs)
        return RawTable(
            self._file.name, self._file.kind, headers, rows, numbers, shapes, crs, unread
        )

    def _columns(self, name: str) -> tuple[list[str], str | None, object]:
        """Return the stored columns without the number of the row, that of shapes, and its SRS."""
        described = self._database.execute(f"PRAGMA table_xinfo({_quoted(name)})").fetchall()
        columns = [
            column
            for _, column, kind, _, _, key, hidden in described
            if not hidden and not (key and str(kind).upper() == "INTEGER")
        ]
        if len(columns) > self._allowed.columns:
            raise TooManyColumnsError(file=self._file.name, limit=self._allowed.columns)
        asked = "SELECT column_name, srs_id FROM gpkg_geometry_columns WHERE table_name = ?"
        try:
            geometry, srs = self._database.execute(asked, [name]).fetchone() or (None, None)
        except sqlite3.OperationalError:  # a package of plain tables need not have that list
            geometry, srs = None, None
        return columns, geometry if geometry in columns else None, srs

    def _rows(self, name: str, columns: Sequence[str]) -> Iterator[list[Any]]:
        """Yield rows within the limits, whatever the package says of their number."""
        wanted = ", ".join(map(_quoted, columns)) or "NULL"
        left = self._allowed.unpacked_mb * MB
        found = self._database.execute(f"SELECT {wanted} FROM {_quoted(name)}")  # noqa: S608 (names, quoted)
        for number, row in enumerate(found, start=1):
            left -= sum(len(cell) for cell in row if isinstance(cell, str | bytes))
            if number > self._allowed.rows:
                raise TooManyRowsError(file=self._file.name, limit=self._allowed.rows)
            if left < 0:
                raise UnpackedTooLargeError(file=self._file.name, limit=self._allowed.unpacked_mb)
            yield list(row)

    def _crs(self, srs: object) -> pyproj.CRS | None:
        """Return the CRS of an entry in the package's list of them."""
        asked = (
            "SELECT organization, organization_coordsys_id, definition "
            "FROM gpkg_spatial_ref_sys WHERE srs_id = ?"
        )
        organization, code, definition = self._database.execute(asked, [srs]).fetchone() or [""] * 3
        try:
            if str(organization).upper() == "EPSG":
                return pyproj.CRS.from_epsg(int(code))
            return pyproj.CRS.from_wkt(str(definition))
        except (CRSError, ValueError, TypeError):
            return None


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _wkb_of(cell: object) -> object:
    """Return the WKB of a geometry, behind its header and envelope; what is none as it is."""
    if not isinstance(cell, bytes) or not cell.startswith(b"GP"):
        return cell
    code = (cell[3] >> 1) & 0x7 if len(cell) > _HEADER_BYTES else len(_ENVELOPE_BYTES)
    return cell[_HEADER_BYTES + _ENVELOPE_BYTES[code] :] if code < len(_ENVELOPE_BYTES) else b""
