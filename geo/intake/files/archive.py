"""Zip archives (zipped shapefiles, XLSX), looked through before anything reads them."""

import io
import re
import stat
import zipfile
from pathlib import PurePosixPath
from typing import Final

from geo.errors import (
    ClimbingPathError,
    ContentError,
    DamagedFileError,
    EntityError,
    LinkError,
    MacroError,
    MembersError,
    NestedArchiveError,
    PasswordError,
    RatioError,
    TwoZonesError,
    UnpackedTooLargeError,
)
from geo.intake.files.files import MB, SourceFile
from geo.settings import Limits

BLOCK: Final = 1 << 20
SMALL: Final = 100_000
"""Bytes up to which a member's ratio does no harm."""

_NESTED: Final = frozenset(
    {".zip", ".7z", ".rar", ".gz", ".bz2", ".xz", ".tar", ".tgz", ".kmz", ".zst"}
)
_ENCRYPTED: Final = 0x1
_DRIVE: Final = re.compile("[A-Za-z]:")
_ZIP_STARTS: Final = (b"PK\x03\x04", b"PK\x05\x06", b"7z\xbc\xaf", b"Rar!", b"\x1f\x8b\x08")
_ENTITY_SIGNS: Final = (b"<!ENTITY", b"<!DOCTYPE")


def open_archive(file: SourceFile, allowed: Limits) -> zipfile.ZipFile:
    """Return the archive of a file, every member of it looked at and within the limits.

    Raises
    ------
    TwoZonesError
        One class for each thing refused: too many members, too large or too tightly packed ones,
        links, paths that climb, archives within, macros, entities, passwords, damage.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(file.content))
        _check_members(file.name, archive, allowed)
    except (TwoZonesError, MemoryError):
        raise
    except zipfile.BadZipFile as error:
        raise ContentError(file=file.name) from error
    except Exception as error:  # zlib, lzma and bz2 have errors of their own
        raise DamagedFileError(file=file.name, problem=type(error).__name__) from error
    return archive


def _check_members(name: str, archive: zipfile.ZipFile, allowed: Limits) -> None:
    members = archive.infolist()
    if len(members) > allowed.members:
        raise MembersError(file=name, limit=allowed.members)
    for member in members:
        _check_entry(name, member, allowed)
    if sum(member.file_size for member in members) > allowed.unpacked_mb * MB:
        raise UnpackedTooLargeError(file=name, limit=allowed.unpacked_mb)
    for member in members:
        _check_content(name, archive, member)


def _check_entry(name: str, member: zipfile.ZipInfo, allowed: Limits) -> None:
    """Check what the archive's directory says of a member."""
    path = PurePosixPath(member.orig_filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or _DRIVE.match(str(path)):
        raise ClimbingPathError(file=name, member=member.orig_filename)
    if stat.S_ISLNK(member.external_attr >> 16):
        raise LinkError(file=name, member=member.filename)
    if member.flag_bits & _ENCRYPTED:
        raise PasswordError(file=name)
    if path.suffix.lower() in _NESTED:
        raise NestedArchiveError(file=name, member=member.filename)
    if path.name.lower() == "vbaproject.bin":
        raise MacroError(file=name)
    large = member.file_size > max(SMALL, allowed.ratio * member.compress_size)
    if large:
        raise RatioError(file=name, member=member.filename, limit=allowed.ratio)


def _check_content(name: str, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """Unpack a member block by block: its size and checksum must be those that it claims."""
    is_xml = member.filename.lower().endswith((".xml", ".rels"))
    with archive.open(member) as stream:
        block = stream.read(BLOCK)
        if block.startswith(_ZIP_STARTS):
            raise NestedArchiveError(file=name, member=member.filename)
        if is_xml and any(sign in block.replace(b"\x00", b"") for sign in _ENTITY_SIGNS):
            raise EntityError(file=name)
        while block:
            block = stream.read(BLOCK)
