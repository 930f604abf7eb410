"""The register of the settings, to be changed as a folder, wherever it is kept."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from geo.intake.replacing.exchange import copy_folder
from geo.keep.folder import FolderShelf
from geo.keep.reason import Reason
from geo.settings import settings

if TYPE_CHECKING:
    from geo.keep.follow import Follower


@dataclass(frozen=True)
class Changing:
    """The folder of a register that is to be changed.

    ``announce`` is to be told of the folder that is about to take its place.
    """

    folder: Path
    announce: Callable[[Path], None]


@contextmanager
def register_to_change(reason: Reason) -> Iterator[Changing]:
    """Yield the folder of the register; what becomes of each row goes into its history.

    A database then holds what has become of the folder, and keeps the history itself.

    Raises
    ------
    RegisterChangedError
        The database has changed since the program read it.
    DatabaseError
        It cannot be reached or written.
    """
    address, copy = settings().database, settings().data
    if address is None:
        shelf = FolderShelf(copy)
        try:
            yield Changing(copy, lambda new: shelf.announce_import(new, reason.who, reason.why))
        finally:
            shelf.settle()
        return
    from geo.database.copy import copied_revision  # noqa: PLC0415 (psycopg is an extra)
    from geo.keep.transfer import put_register  # noqa: PLC0415

    with TemporaryDirectory(prefix="twozones-") as name:
        folder = Path(name) / copy.name
        folder.mkdir()
        copy_folder(copy, folder)
        yield Changing(folder, lambda _: None)
        put_register(folder, address, reason, revision=copied_revision(copy))


@cache
def source_of_register() -> "Follower | None":
    """Return what keeps the data folder up to date where it is a copy of a database's register."""
    if (address := settings().database) is None:
        return None
    from geo.keep.follow import Follower  # noqa: PLC0415 (psycopg is an extra)

    return Follower(address, settings().data)
