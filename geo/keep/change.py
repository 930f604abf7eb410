"""A change of the register: who changed which rows, when, why, by which source, from what to what.

A row is what a file states: text by column, never what the join adds.
"""

import datetime as dt
import secrets
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Final, Self, TypeAlias

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from geo.database.keys import BETWEEN_KEYS
from geo.errors.keeping import EditConflictError, NothingChangedError
from geo.register.stated import row_revision
from geo.words.text import in_both

Row: TypeAlias = Mapping[str, str]

FindRow: TypeAlias = Callable[[str, str], Row | None]
"""Returns a row by its table and name, or None."""

PROJECTS: Final = "projects"
"""The table of projects, whose records are judged as rows of a file are, and have steps."""

KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    PROJECTS: ("id",),
    "history": ("project", "status", "date", "source"),
    "policies": ("id",),
    "clauses": ("id",),
    "indicators": ("id",),
    "sources": ("id",),
}
"""The tables whose rows can be changed one by one, and the columns that name a row."""

BESIDE: Final = frozenset({"history", "sources"})
"""The tables whose rows come with a change of another record."""

LONGEST_TEXT: Final = 1_000

Sentence: TypeAlias = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=LONGEST_TEXT)
]


def record_key(table: str, row: Row) -> str:
    """Return the name of a row in its table: its id, or the columns that tell it from others."""
    return BETWEEN_KEYS.join(row[column] for column in KEYS[table])


def record_revision(row: Row | None) -> str:
    """Return a short digest of a row (`geo.register.stated`), ``""`` where there is none."""
    return "" if row is None else row_revision(row)


class RowChange(BaseModel):
    """What a change makes of one row.

    ``before`` and ``after`` have the columns that differ. A row that is added has every column
    before empty, one that is removed every column after. ``revision`` is that of the row on which
    the change was made.
    """

    model_config = ConfigDict(frozen=True)

    table: str
    record: str
    revision: str
    before: Mapping[str, str]
    after: Mapping[str, str]

    @classmethod
    def between(cls, table: str, before: Row | None, after: Row | None) -> Self:
        """Return what leads from one row to another; None is no row.

        Raises
        ------
        NothingChangedError
            Both are the same.
        """
        old, new = before or {}, after or {}
        columns = [name for name in {**old, **new} if old.get(name, "") != new.get(name, "")]
        if not columns:
            raise NothingChangedError(record=record_key(table, old) if old else table)
        whole = before is None or after is None
        kept = list(old or new) if whole else columns
        return cls(
            table=table,
            record=record_key(table, old or new),
            revision=record_revision(before),
            before={name: old.get(name, "") for name in kept},
            after={name: new.get(name, "") for name in kept},
        )

    @property
    def adds(self) -> bool:
        """Tell whether the row is new."""
        return not self.revision

    @property
    def removes(self) -> bool:
        """Tell whether the row goes."""
        return not any(self.after.get(column, column) for column in KEYS[self.table])

    def applied(self, row: Row | None) -> Row | None:
        """Return the row after the change, or None where it goes.

        Raises
        ------
        EditConflictError
            The row is no longer the one on which the change was made.
        """
        if record_revision(row) != self.revision:
            raise self.conflict(row)
        return None if self.removes else {**(row or {}), **self.after}

    def conflict(self, row: Row | None) -> EditConflictError:
        """Return the error that shows what the row holds now beside what the change says."""
        now = row or {}
        values = [
            in_both("keep.clash", column=name, theirs=now.get(name, ""), yours=yours)
            for name, yours in self.after.items()
            if now.get(name, "") != yours
        ]
        said = tuple("; ".join(parts) for parts in zip(*values, strict=True)) or ("—", "—")
        return EditConflictError(record=self.record, values=said)

    def reverse(self, row: Row | None) -> "RowChange":
        """Return what takes the change back from the row as it is now.

        Other columns may have changed since; those of this change may not.

        Raises
        ------
        EditConflictError
            A column of the change holds something else by now.
        """
        now = row or {}
        back = RowChange(
            table=self.table,
            record=self.record,
            revision=record_revision(row),
            before=self.after,
            after=self.before,
        )
        stands = {name: now.get(name, "") for name in self.after}
        if stands != dict(self.after) or (self.adds and stands != dict(now)):
            raise back.conflict(row)
        return back


class Change(BaseModel):
    """One step in the life of the register, which takes place whole or not at all.

    ``id`` sorts by time. ``when`` is in UTC. ``source`` is the id of a source in the register. The
    first row is the record that the change is about; others go with it, such as a new source or a
    step in a project's history. ``undoes`` is the id of a change that this takes back.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    who: Sentence
    when: AwareDatetime
    why: Sentence = ""
    source: Sentence = ""
    rows: Annotated[tuple[RowChange, ...], Field(min_length=1)]
    undoes: str | None = None

    @classmethod
    def made(
        cls,
        who: str,
        rows: Sequence[RowChange],
        *,
        why: str = "",
        source: str = "",
        undoes: str | None = None,
    ) -> Self:
        """Return a change that is made now."""
        when = dt.datetime.now(tz=dt.UTC)
        return cls(
            id=new_id(when),
            who=who,
            when=when,
            why=why,
            source=source,
            rows=tuple(rows),
            undoes=undoes,
        )

    def concerns(self, table: str | None, record: str | None) -> bool:
        """Tell whether a row is among those that the change is of; None is any."""
        return any(table in {None, row.table} and record in {None, row.record} for row in self.rows)

    def part_of(self, table: str, record: str) -> Self:
        """Return what the change made of a record: all of a change that is about it alone.

        A change of several, as an import is, is left with the row of the record, and for a project
        with the steps of its history.
        """
        about = {(row.table, row.record) for row in self.rows if row.table not in BESIDE}
        if about == {(table, record)}:
            return self
        kept = tuple(row for row in self.rows if _is_of(row, table, record))
        return self.model_copy(update={"rows": kept})


def _is_of(row: RowChange, table: str, record: str) -> bool:
    is_step = (table, row.table) == (PROJECTS, "history")
    named = row.record.partition(BETWEEN_KEYS)[0] if is_step else row.record
    return named == record and (is_step or row.table == table)


def new_id(when: dt.datetime) -> str:
    """Return an id that sorts by time and is nobody else's."""
    return f"{when.astimezone(dt.UTC):%Y%m%d%H%M%S%f}-{secrets.token_hex(4)}"
