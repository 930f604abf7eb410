"""The copy of a database's register that a program reads: a folder on its own disk.

All that reads a data folder reads the copy. It stays when the database is gone.
"""

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, cast

from filelock import FileLock

from geo.database.connection import Connection, connected
from geo.database.folder import files_in, write_folder
from geo.database.layout import check_layout
from geo.database.problem import DatabaseProblem

REVISION: Final = ".revision"
"""The hidden file of a copy that says which revision of the register it is, once it is whole."""

PATIENCE_SECONDS: Final = 60


def refresh(address: str, copy: Path) -> bool:
    """Bring a copy up to date, and tell whether it has changed.

    Parameters
    ----------
    address
        The database.
    copy
        The folder; it is made where there is none.

    Raises
    ------
    DatabaseProblem
        The database cannot be reached or read, or the copy cannot be written.
    """
    with connected(address) as connection:
        check_layout(connection, address)
        revision = revision_of(connection)
        try:
            copy.mkdir(mode=0o700, parents=True, exist_ok=True)
            with FileLock(copy.with_name(f".{copy.name}.lock"), timeout=PATIENCE_SECONDS):
                if copied_revision(copy) == revision:
                    return False
                _replace(connection, copy, revision)
                return True
        except OSError as error:
            problem = error.strerror or type(error).__name__
            raise DatabaseProblem("database_copy", folder=copy, problem=problem) from error


def revision_of(connection: Connection) -> str:
    """Return a word that any change of the register makes another."""
    query = "SELECT since, revision FROM twozones_desk.state"
    ((since, revision),) = connection.execute(query).fetchall()
    return f"{since.timestamp():.6f}/{revision}"


def since_of(connection: Connection) -> dt.datetime:
    """Return the instant since which a database keeps the history of its register."""
    ((since,),) = connection.execute("SELECT since FROM twozones_desk.state").fetchall()
    return cast(dt.datetime, since)


def copied_revision(copy: Path) -> str | None:
    """Return the revision that a copy is of, or None where there is no copy that is whole."""
    try:
        return (copy / REVISION).read_text("utf-8")
    except FileNotFoundError:
        return None


def _replace(connection: Connection, copy: Path, revision: str) -> None:
    """Write the register beside the copy, then put the files that differ into their places."""
    with TemporaryDirectory(dir=copy.parent, prefix=f".{copy.name}.") as name:
        staging = Path(name)
        write_folder(connection, staging)
        (copy / REVISION).unlink(missing_ok=True)
        fresh = {path.relative_to(staging) for path in files_in(staging)}
        _remove(path for path in files_in(copy) if path.relative_to(copy) not in fresh)
        for path in fresh:
            _put(staging / path, copy / path)
        (copy / REVISION).write_text(revision, encoding="utf-8")


def _remove(paths: Iterable[Path]) -> None:
    for path in paths:
        path.unlink()


def _put(new: Path, old: Path) -> None:
    """Move a file to its place; one that holds the same stays, so that nobody reads it anew."""
    if old.is_file() and old.read_bytes() == new.read_bytes():
        return
    old.parent.mkdir(parents=True, exist_ok=True)
    new.replace(old)
