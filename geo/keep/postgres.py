"""A register that several people keep, in PostGIS."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from psycopg import sql
from psycopg.rows import dict_row
from psycopg.types.json import Jsonb

from geo.database.connection import FILES, Connection, connected
from geo.database.copy import revision_of
from geo.database.folder import put_table, write_folder
from geo.database.history import say_reason
from geo.database.keys import BETWEEN_KEYS
from geo.database.layout import check_layout
from geo.errors.keeping import MissingChangeError
from geo.keep.change import KEYS, Change, Row, RowChange
from geo.keep.in_words import in_words
from geo.keep.proposal import Decision, Proposal, State
from geo.keep.stated import write_changes
from geo.register.load import load_register

_CHANGES: Final = (
    "SELECT id, moment, who, why, source, undoes, relation, before, after"
    " FROM twozones_desk.change JOIN twozones_desk.row_change ON change = id"
    " WHERE relation = ANY(%s) AND moment >= coalesce(%s, '-infinity'::timestamptz)"
    " ORDER BY revision, number"
)
_ANY: Final = sql.SQL("true")
_PROPOSALS: Final = "SELECT stated FROM twozones_desk.proposal"


class PostgresShelf:
    """A register in a database; see `geo.keep.shelf.Shelf`."""

    def __init__(self, address: str) -> None:
        """Take the address of a database."""
        self._address = address

    def revision(self) -> str:
        """Return the number of the last change, and since when the register is kept."""
        with self._reading() as connection:
            return revision_of(connection)

    def rows(self, table: str) -> list[Row]:
        """Return the rows of a table."""
        with self._reading() as connection:
            return _rows(connection, table)

    def row(self, table: str, record: str) -> Row | None:
        """Return one row, or None."""
        with self._reading() as connection:
            return _row(connection, table, record)

    def changes(
        self,
        table: str | None = None,
        record: str | None = None,
        since: dt.datetime | None = None,
    ) -> list[Change]:
        """Return changes, the oldest first; those of other files than the tables are not told."""
        with self._reading() as connection:
            columns = {name: _columns(connection, name) for name in KEYS}
            with connection.cursor(row_factory=dict_row) as cursor:
                found = cursor.execute(_CHANGES, (list(KEYS), since)).fetchall()
        changes = (
            _change(list(rows), columns) for _, rows in groupby(found, key=lambda row: row["id"])
        )
        return [change for change in changes if change.concerns(table, record)]

    def commit(self, change: Change) -> Change:
        """Make a change; its history is written by the database."""
        with self._writing() as connection:
            return _commit(connection, change)

    def propose(self, change: Change) -> Proposal:
        """Keep a change until a publisher has decided."""
        proposal = Proposal(change=change)
        with self._writing() as connection:
            for row in change.rows:
                row.applied(_row(connection, row.table, row.record))
            connection.execute(
                "INSERT INTO twozones_desk.proposal (id, state, stated) VALUES (%s, %s, %s)",
                (proposal.id, proposal.state, _stated(proposal)),
            )
        return proposal

    def proposals(self, state: State | None = None) -> list[Proposal]:
        """Return proposals as they stand now, the oldest first."""
        query = f"{_PROPOSALS} WHERE %s IN (state, '') ORDER BY id"
        with self._reading() as connection:
            found = connection.execute(query, (state or "",)).fetchall()
        return [Proposal.model_validate(stated) for (stated,) in found]

    def decide(self, proposal: str, decision: Decision, who: str, answer: str = "") -> Proposal:
        """Decide a proposal; one that is accepted is committed."""
        with self._writing() as connection:
            found = connection.execute(f"{_PROPOSALS} WHERE id = %s", (proposal,)).fetchone()
            if found is None:
                raise MissingChangeError(change=proposal)
            decided = Proposal.model_validate(found[0]).decided(decision, who, answer)
            if decided.state == "accepted":
                _commit(connection, decided.change)
            connection.execute(
                "UPDATE twozones_desk.proposal SET state = %s, stated = %s WHERE id = %s",
                (decided.state, _stated(decided), proposal),
            )
        return decided

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with in_words(), connected(self._address) as connection:
            check_layout(connection, self._address)
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """Connect as the one who writes; others wait until it is done."""
        with in_words(), connected(self._address, writes=True) as connection:
            check_layout(connection, self._address)
            connection.execute("SELECT FROM twozones_desk.state FOR UPDATE")
            yield connection


def _columns(connection: Connection, table: str) -> list[str]:
    """Return the columns of a table in the order of its file; none where there is no such file."""
    query = "SELECT columns FROM twozones_desk.file WHERE relation = %s"
    found = connection.execute(query, (table,)).fetchone()
    return found[0] if found else []


def _rows(connection: Connection, table: str, where: sql.Composable = _ANY) -> list[Row]:
    """Return the rows of a table of which a condition holds, as they are stated."""
    columns = _columns(connection, table)
    if not columns:
        return []
    query = sql.SQL("SELECT {} FROM {} WHERE {} ORDER BY _position NULLS LAST, _key").format(
        sql.SQL(", ").join(map(sql.Identifier, columns)), sql.Identifier(FILES, table), where
    )
    with connection.cursor(row_factory=dict_row) as cursor:
        return list(cursor.execute(query))


def _row(connection: Connection, table: str, record: str) -> Row | None:
    named = sql.SQL(f" || '{BETWEEN_KEYS}' || ").join(map(sql.Identifier, KEYS[table]))
    is_it = sql.SQL("{} = {}").format(named, sql.Literal(record))
    return next(iter(_rows(connection, table, is_it)), None)


def _commit(connection: Connection, change: Change) -> Change:
    """Make a change in a copy as on a folder, see that it loads, and put the tables back."""
    with TemporaryDirectory(prefix="twozones-") as name:
        folder = Path(name)
        write_folder(connection, folder)
        write_changes(folder, change.rows)
        load_register(folder)
        said = {"who": change.who, "why": change.why, "source": change.source}
        say_reason(connection, change=change.id, undoes=change.undoes or "", **said)
        for table in dict.fromkeys(row.table for row in change.rows):
            put_table(connection, folder / f"{table}.csv", KEYS[table])
    moment = connection.execute(
        "SELECT moment FROM twozones_desk.change WHERE id = %s", (change.id,)
    ).fetchone()
    return change if moment is None else change.model_copy(update={"when": moment[0]})


def _change(rows: Sequence[Mapping[str, object]], columns: Mapping[str, Sequence[str]]) -> Change:
    """Return a change from what the database keeps of it, a row of a table each."""
    facts = {name: rows[0][name] for name in ("id", "who", "why", "source", "undoes")}
    changed = [
        RowChange.between(
            str(row["relation"]),
            _in_order(row["before"], columns[str(row["relation"])]),
            _in_order(row["after"], columns[str(row["relation"])]),
        )
        for row in rows
    ]
    return Change.model_validate({**facts, "when": rows[0]["moment"], "rows": changed})


def _in_order(row: object, columns: Sequence[str]) -> Row | None:
    """Return a row with its columns as in the file; those that the file has no more stand last."""
    if not isinstance(row, dict):
        return None
    return {name: row[name] for name in [*(n for n in columns if n in row), *row]}


def _stated(proposal: Proposal) -> Jsonb:
    return Jsonb(proposal.model_dump(mode="json"))
