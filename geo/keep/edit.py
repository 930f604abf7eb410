"""From the cells that an editor wants to the change that makes them so."""

import datetime as dt
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

from pydantic import ValidationError

from geo.errors.keeping import BrokenCellError, MissingRecordError, NoSourceError
from geo.keep.change import KEYS, PROJECTS, Change, Row, RowChange, record_key
from geo.keep.shelf import Shelf
from geo.register.load import TABLES


@dataclass(frozen=True)
class Citation:
    """The source of a change: one of the register by its id, or a new one with its row."""

    source: str
    row: Mapping[str, str] = field(default_factory=dict)


def new_citation(title: str, url: str, publisher: str, date: str, kind: str) -> Citation:
    """Return a source that the register does not have yet.

    Parameters
    ----------
    title
        Its title in its own language.
    url, publisher, date
        Where it is found, whose it is and the day that it bears; each may be empty.
    kind
        Its class, ``A`` to ``D``.

    Raises
    ------
    NoSourceError
        It has no title.
    BrokenCellError
        It breaks the schema of ``sources.csv``.
    """
    if not title.strip():
        raise NoSourceError
    source = f"DESK-{dt.datetime.now(tz=dt.UTC):%y%m%d}-{secrets.token_hex(3)}"
    cells = {"id": source, "publisher": publisher, "date": date, "class": kind, "url": url}
    row = cells | dict.fromkeys(("title", "title_zh", "title_en"), title.strip())
    check_row("sources", row)
    return Citation(source, row)


@dataclass(frozen=True)
class Edit:
    """What an editor wants a record to say.

    ``table`` is where it stands, ``before`` the record as the editor has seen it, None for a new
    one. ``cells`` are what it shall say, by column; columns that are left out stay.
    """

    table: str
    before: Row | None
    cells: Mapping[str, str]

    @property
    def after(self) -> dict[str, str]:
        """The record as it shall be."""
        return {**(self.before or {}), **self.cells}


def edited(shelf: Shelf, edit: Edit, citation: Citation, *, who: str, why: str = "") -> Change:
    """Return the change of a record that an editor wants, with all that goes with it.

    The source is put among the record's own. A project that has come to another status, or to the
    same on another day, gets a step in its history.

    Parameters
    ----------
    shelf
        Where the record lies.
    edit
        What it shall say.
    citation
        Where that comes from.
    who, why
        In whose name, and a sentence.

    Raises
    ------
    NothingChangedError
        The record says that already.
    NoSourceError, MissingRecordError
        No source is named, or one that is not in the register.
    BrokenCellError
        A cell breaks the schema of the table.
    """
    _check_citation(shelf, citation)
    wanted = RowChange.between(edit.table, edit.before, edit.after)
    cited = _cited(edit.after, citation.source)
    check_row(edit.table, cited)
    rows = [RowChange.between(edit.table, edit.before, cited)]
    if citation.row:
        rows.append(RowChange.between("sources", None, citation.row))
    if edit.table == PROJECTS and {"status", "date"} & set(wanted.after):
        rows += _step(shelf, cited, citation.source)
    return Change.made(who, rows, why=why, source=citation.source)


def check_row(table: str, row: Row) -> None:
    """Hold a row to the schema of its table.

    Raises
    ------
    BrokenCellError
        A cell, or what some cells say together, breaks it.
    """
    try:
        TABLES[f"{table}.csv"].model_validate(row)
    except ValidationError as error:
        first = error.errors()[0]
        column = ".".join(map(str, first["loc"])) or ", ".join(KEYS[table])
        value = row.get(column, "")
        raise BrokenCellError(column=column, value=value, problem=first["msg"]) from error


def _check_citation(shelf: Shelf, citation: Citation) -> None:
    if not citation.source:
        raise NoSourceError
    if not citation.row and shelf.row("sources", citation.source) is None:
        raise MissingRecordError(record=citation.source, table="sources")


def _cited(row: Row, source: str) -> dict[str, str]:
    """Return a row with a source among its own, or in place of its only one."""
    if "sources" in row:
        own = [name for name in row["sources"].split(";") if name]
        return {**row, "sources": ";".join(dict.fromkeys([*own, source]))}
    return {**row, "source": source} if "source" in row else dict(row)


def _step(shelf: Shelf, project: Row, source: str) -> list[RowChange]:
    """Return the step in the history of a project that it has come to, if that is not there."""
    named = {name: project[name] for name in ("status", "date", "date_precision")}
    step = {"project": project["id"], **named, "source": source, "note_zh": "", "note_en": ""}
    is_known = shelf.row("history", record_key("history", step)) is not None
    return [] if is_known else [RowChange.between("history", None, step)]
