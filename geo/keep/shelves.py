"""The shelf at an address."""

from pathlib import Path

from geo.address import is_database
from geo.errors.keeping import PostgresMissingError
from geo.keep.folder import FolderShelf
from geo.keep.shelf import Shelf
from geo.settings import settings


def open_shelf(address: str | Path) -> Shelf:
    """Return what keeps the register at an address: a folder's path, or a database's address.

    Raises
    ------
    PostgresMissingError
        It is a database, and the package that reaches one is not installed.
    """
    if not is_database(str(address)):
        return FolderShelf(Path(address))
    try:
        from geo.keep.postgres import PostgresShelf  # noqa: PLC0415 (psycopg is an extra)
    except ImportError:
        raise PostgresMissingError from None
    return PostgresShelf(str(address))


def own_shelf() -> Shelf:
    """Return what keeps the register of the settings."""
    return open_shelf(settings().database or settings().data)
