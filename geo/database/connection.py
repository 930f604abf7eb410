"""One way to a database, and one way to say why it does not go."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final, TypeAlias

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict
from psycopg.types import TypeInfo
from psycopg.types.shapely import register_shapely

from geo.address import FORM, shown
from geo.database.problem import DatabaseProblem

Connection: TypeAlias = psycopg.Connection[tuple[Any, ...]]

FILES: Final = "twozones"
"""The schema with a table for each file, and the channel on which changes are told."""

_DEFAULTS: Final[Mapping[str, Any]] = {
    "application_name": "twozones",
    "connect_timeout": 10,  # seconds
    "tcp_user_timeout": 10_000,  # milliseconds after which a host that has vanished is given up
}
"""How a connection is made where the address does not say otherwise."""

_FATAL: Final = re.compile(r"FATAL: +(.*)")
_PROBLEMS: Final = {
    "42501": "database_rights",
    "3F000": "database_empty",
    "42P01": "database_empty",
}
"""What some states of SQL (SQLSTATE) mean here."""


@contextmanager
def connected(address: str, *, writes: bool = False) -> Iterator[Connection]:
    """Connect to a database for one transaction; what was written stays unless something is raised.

    Parameters
    ----------
    address
        As ``geo.address.FORM``.
    writes
        Whether the transaction writes; it reads one state of the database throughout either way.

    Raises
    ------
    DatabaseProblem
        The database cannot be reached or used; no password is in it.
    """
    with saying(address), _connect(address) as connection:
        connection.read_only = not writes
        connection.isolation_level = (
            psycopg.IsolationLevel.READ_COMMITTED
            if writes  # writers wait for each other at the state, then read what the other wrote
            else psycopg.IsolationLevel.REPEATABLE_READ
        )
        yield connection


def listening(address: str) -> Connection:
    """Return a connection that hears of every change of the register."""
    with saying(address):
        connection = _connect(address)
        connection.autocommit = True
        connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(FILES)))
        return connection


@contextmanager
def saying(address: str) -> Iterator[None]:
    """Raise DatabaseProblem for what the database's library raises, without any password."""
    try:
        yield
    except psycopg.Error as error:
        name = _PROBLEMS.get(error.sqlstate or "", "database_failed")
        said = error.diag.message_primary or str(error).partition("\n")[0]
        if name == "database_failed" and error.sqlstate is None:
            name = "database_unreachable"
        raise DatabaseProblem(name, address=shown(address), problem=said) from None


def _connect(address: str) -> Connection:
    """Return a connection that knows the types of PostGIS where the database has them."""
    try:
        options = conninfo_to_dict(address)
    except psycopg.ProgrammingError:  # its text shows the password
        raise DatabaseProblem("database_address", form=FORM) from None
    try:
        connection = psycopg.connect(**{**_DEFAULTS, **options})
    except psycopg.OperationalError as error:
        raise _refusal(address, str(options.get("password") or ""), str(error)) from None
    know_geometry(connection)
    connection.commit()
    return connection


def _refusal(address: str, password: str, said: str) -> DatabaseProblem:
    """Return why there is no connection: nobody answers, or the server refuses."""
    refused = _FATAL.search(said)
    lines = [line for line in said.splitlines() if line and not line.startswith("\t")]
    problem = refused[1] if refused else lines[-1].rpartition(": ")[2]
    if password:
        problem = problem.replace(password, "…")
    name = "database_refused" if refused else "database_unreachable"
    return DatabaseProblem(name, address=shown(address), problem=problem.strip())


def know_geometry(connection: Connection) -> None:
    """Have geometry read and written as shapely's, and PostGIS found in whatever schema it is.

    Without PostGIS nothing is done. The session goes on so once its transaction is committed.
    """
    found = connection.execute(
        "SELECT nspname FROM pg_extension JOIN pg_namespace n ON n.oid = extnamespace"
        " WHERE extname = 'postgis'"
    ).fetchone()
    if found is not None:
        path = sql.SQL("SET search_path = {}, pg_temp").format(sql.Identifier(found[0]))
        connection.execute(path)
        info = TypeInfo.fetch(connection, "geometry")
        if info is not None:
            register_shapely(info, connection)
