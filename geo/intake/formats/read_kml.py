"""KML and KMZ, read by GDAL once the archive is looked through and no entity is declared."""

from dataclasses import replace
from pathlib import PurePosixPath
from typing import Final

from geo.errors import ContentError, EmptyFileError, EntityError, SheetError
from geo.intake.files.archive import open_archive
from geo.intake.files.files import SourceFile
from geo.intake.files.tables import Note, RawTable, table_of
from geo.intake.formats.gdal_layers import layer_names, read_layer
from geo.settings import Limits

_ENTITY_SIGNS: Final = (b"<!ENTITY", b"<!DOCTYPE")


def read_kml(file: SourceFile, allowed: Limits, part: str | None = None) -> RawTable:
    """Read a folder of a KML: the one named ``part``, else the first that has placemarks.

    Raises
    ------
    EntityError, ContentError
        It declares entities, or is no KML.
    SheetError, EmptyFileError, DamagedFileError
        It has no such folder, no placemarks, or GDAL cannot read it.
    """
    return _read(file, file.content, allowed, part)


def read_kmz(file: SourceFile, allowed: Limits, part: str | None = None) -> RawTable:
    """Read the KML of a KMZ as `read_kml`; pictures and other files in it are left out.

    Raises
    ------
    TwoZonesError
        The archive is refused (`open_archive`), or its KML is.
    """
    with open_archive(file, allowed) as archive:
        names = [PurePosixPath(member.filename) for member in archive.infolist()]
        found = [name for name in names if name.suffix.lower() == ".kml"]
        main = min(found, key=lambda name: (name.name != "doc.kml", len(name.parts)), default=None)
        if main is None:
            raise ContentError(file=file.name)
        content = archive.read(str(main))
    return _read(file, content, allowed, part)


def _read(file: SourceFile, content: bytes, allowed: Limits, part: str | None) -> RawTable:
    plain = content.replace(b"\x00", b"")
    if any(sign in plain for sign in _ENTITY_SIGNS):
        raise EntityError(file=file.name)
    if b"<kml" not in plain and b":kml" not in plain:
        raise ContentError(file=file.name)
    names = layer_names(file, content)
    if part is not None and part not in names:
        raise SheetError(file=file.name, name=part, names=", ".join(names))
    for name in [part] if part is not None else names:
        frame, crs = read_layer(file, content, allowed, layer=names.index(name))
        if len(frame):
            others = ", ".join(other for other in names if other != name)
            notes = (Note("other_sheets", {"sheet": name, "others": others}),) if others else ()
            table = table_of(file, frame, crs, notes)
            return replace(table, part=name, parts=tuple(names)) if others else table
    raise EmptyFileError(file=file.name)
