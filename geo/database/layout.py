"""The tables that a register is kept in, made once by ``schema.sql``."""

from pathlib import Path
from typing import Final

import psycopg

from geo.address import shown
from geo.database.connection import Connection, know_geometry
from geo.database.problem import DatabaseProblem

LAYOUT: Final = 1
"""Of the tables that ``schema.sql`` makes; another number is another version of the program."""

_SCHEMA: Final = Path(__file__).with_name("schema.sql")
_NO_EXTENSION: Final = frozenset({"0A000", "58P01", "42501"})
"""The states of SQL in which an extension cannot be created: it is not there, or may not be."""


def check_layout(connection: Connection, address: str) -> None:
    """Raise DatabaseProblem where a database holds no register, or one of another version."""
    if not _has_register(connection):
        raise DatabaseProblem("database_empty", address=shown(address))
    ((found,),) = connection.execute("SELECT layout FROM twozones_desk.state").fetchall()
    if found != LAYOUT:
        facts = {"found": found, "expected": LAYOUT}
        raise DatabaseProblem("database_layout", address=shown(address), **facts)


def make_layout(connection: Connection, address: str) -> None:
    """Make the tables, unless they are there.

    Raises
    ------
    DatabaseProblem
        The database has no PostGIS, or its tables are of another version.
    """
    if not _has_register(connection):
        _make_postgis(connection, address)
        connection.execute(_SCHEMA.read_bytes())
        connection.execute("INSERT INTO twozones_desk.state (layout) VALUES (%s)", (LAYOUT,))
    check_layout(connection, address)


def _has_register(connection: Connection) -> bool:
    query = "SELECT FROM pg_class WHERE oid = to_regclass('twozones_desk.state')"
    return connection.execute(query).fetchone() is not None


def _make_postgis(connection: Connection, address: str) -> None:
    try:
        with connection.transaction():
            connection.execute("CREATE EXTENSION IF NOT EXISTS postgis")
    except psycopg.Error as error:
        if error.sqlstate not in _NO_EXTENSION:
            raise
        raise DatabaseProblem("postgis_missing", address=shown(address)) from None
    know_geometry(connection)
