"""How a server follows the register of a database: by its notices, and by asking now and then."""

import time
from pathlib import Path

import psycopg

from geo.database.connection import Connection, listening, saying
from geo.database.copy import copied_revision, refresh, revision_of
from geo.database.layout import check_layout
from geo.database.problem import DatabaseProblem
from geo.keep.in_words import in_words


class Follower:
    """Keeps a copy of a database's register up to date.

    A notice ends the wait at once. Where a proxy swallows notices, or the connection is lost, the
    wait takes its time, and the revision is asked for after it.
    """

    def __init__(self, address: str, copy: Path) -> None:
        """Take the address of a database and the folder of its copy."""
        self._address, self._copy = address, copy
        self._connection: Connection | None = None

    def wait(self, seconds: float) -> None:
        """Wait until the register may have changed, at most so many seconds."""
        began = time.monotonic()
        try:
            for _ in self._connected().notifies(timeout=seconds, stop_after=1):
                return
        except (psycopg.Error, DatabaseProblem):
            self.close()
            time.sleep(max(0, began + seconds - time.monotonic()))

    def refresh(self) -> bool:
        """Bring the copy up to date, and tell whether it has changed.

        Raises
        ------
        DatabaseError
            The database cannot be reached or read.
        """
        try:
            with in_words(), saying(self._address):
                connection = self._connected()
                check_layout(connection, self._address)
                if revision_of(connection) == copied_revision(self._copy):
                    return False
                return refresh(self._address, self._copy)
        except Exception:
            self.close()
            raise

    def _connected(self) -> Connection:
        if self._connection is None or self._connection.closed:
            self._connection = listening(self._address)
        return self._connection

    def close(self) -> None:
        """End the connection; the next wait makes another."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None
