"""A register put to another place: from a folder into a database, or back."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from geo.address import is_database, shown
from geo.database.connection import Connection, connected
from geo.database.copy import revision_of, since_of
from geo.database.folder import put_folder, write_folder
from geo.database.layout import check_layout, make_layout
from geo.database.past import write_past
from geo.errors import ImportFailedError, RegisterChangedError
from geo.errors.keeping import FolderTakenError
from geo.intake.exchange import copy_folder, make_lasting
from geo.keep.change import KEYS
from geo.keep.in_words import in_words
from geo.keep.own_register import Reason
from geo.keep.past import folder_as_of
from geo.register.load import Register, load_register


def publish(source: str, target: str, reason: Reason, *, day: str = "") -> Register:
    """Put a register to another place, once it has been found to load.

    Parameters
    ----------
    source, target
        A folder or the address of a database. A folder as the target must be new or empty; in a
        database the rows that differ are changed, and their history goes on.
    reason
        Of the change of a database.
    day
        At the end of which the register stood as it is to be published; none is now.

    Returns
    -------
    The register.

    Raises
    ------
    RegisterError
        The register does not load; nothing has been written.
    DatabaseError
        A database cannot be reached, read or written; nothing has been written.
    FolderTakenError
        The target is a folder that holds something.
    """
    with folder_as_of(source, day) if day else folder_at(source) as folder:
        register = load_register(folder)
        if is_database(target):
            put_register(folder, target, reason)
        else:
            _put_into_folder(folder, Path(target))
    return register


@contextmanager
def folder_at(address: str) -> Iterator[Path]:
    """Yield the folder at an address; of a database, one with what it holds now, for a while."""
    if not is_database(address):
        yield Path(address)
        return
    with TemporaryDirectory(prefix="twozones-") as name:
        write_register(address, Path(name))
        yield Path(name)


def write_register(address: str, folder: Path, instant: dt.datetime | None = None) -> dt.datetime:
    """Write what a database holds to a folder that is empty, as it stood at an instant or as it is.

    Returns
    -------
    Since when the database keeps its history, before which nothing is known.

    Raises
    ------
    DatabaseError
        The database cannot be reached or read.
    """
    with in_words(), connected(address) as connection:
        check_layout(connection, address)
        write_folder(connection, folder)
        if instant is not None:
            write_past(connection, folder, instant)
        return since_of(connection)


def put_register(
    folder: Path, address: str, reason: Reason, *, revision: str | None = None
) -> None:
    """Have a database hold what a folder holds.

    Raises
    ------
    RegisterChangedError
        The database is no longer at the revision that is given.
    DatabaseError
        It cannot be reached or written.
    """
    with in_words(), connected(address, writes=True) as connection:
        make_layout(connection, address)
        connection.execute("SELECT FROM twozones_desk.state FOR UPDATE")
        if revision not in {None, revision_of(connection)}:
            raise RegisterChangedError(folder=shown(address))
        say_reason(connection, who=reason.who, why=reason.why)
        put_folder(connection, folder, KEYS)


def say_reason(connection: Connection, **said: str) -> None:
    """Tell the database who makes the change of this transaction, why, and whatever else."""
    for name, value in said.items():
        connection.execute("SELECT set_config(%s, %s, true)", (f"twozones.{name}", value))


def _put_into_folder(source: Path, target: Path) -> None:
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise FolderTakenError(folder=target)
    try:
        with TemporaryDirectory(dir=target.parent, prefix=f".{target.name}.") as name:
            staging = Path(name) / target.name
            staging.mkdir()
            copy_folder(source, staging)
            make_lasting(staging)
            staging.replace(target)
    except OSError as error:
        raise ImportFailedError(folder=target, problem=error.strerror) from error
