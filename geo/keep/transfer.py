"""A register written whole: from a database to a folder, or from a folder into a database."""

import datetime as dt
from pathlib import Path

from geo.address import shown
from geo.database.connection import connected
from geo.database.copy import revision_of, since_of
from geo.database.folder import put_folder, write_folder
from geo.database.history import say_reason
from geo.database.layout import check_layout, make_layout
from geo.database.past import write_past
from geo.errors import RegisterChangedError
from geo.keep.change import KEYS
from geo.keep.in_words import in_words
from geo.keep.reason import Reason


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
