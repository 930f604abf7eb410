"""What the commands that change a register, or tell of its changes, share."""

import argparse
import getpass
from collections.abc import Iterator, Sequence

from geo.errors.keeping import MissingRecordError
from geo.keep.change import KEYS, PROJECTS, Change
from geo.keep.shelf import Shelf
from geo.words.text import Text


def add_table(command: argparse.ArgumentParser, text: Text) -> None:
    """Let a command be told in which table a record stands."""
    command.add_argument("--table", choices=KEYS, default=PROJECTS, help=text("help.table"))


def add_reason(command: argparse.ArgumentParser, text: Text) -> None:
    """Let a command be told who makes a change, and why."""
    command.add_argument("--why", default="", help=text("help.why"))
    command.add_argument("--who", default=None, help=text("help.who"))


def who_of(options: argparse.Namespace) -> str:
    """Return who makes the change: the user who runs the program, unless another is named."""
    return options.who or getpass.getuser()


def record_of(shelf: Shelf, table: str, record: str) -> dict[str, str]:
    """Return the cells of a record by column.

    Raises
    ------
    MissingRecordError
        There is none.
    """
    row = shelf.row(table, record)
    if row is None:
        raise MissingRecordError(record=record, table=table)
    return dict(row)


def change_lines(changes: Sequence[Change], text: Text) -> Iterator[str]:
    """Yield what changes did, a line a change and a line a cell below it."""
    for change in changes:
        when = f"{change.when:%Y-%m-%d %H:%M}Z"
        facts = {"id": change.id, "when": when, "who": change.who, "why": change.why}
        yield text("keep.change", **facts, source=change.source)
        if change.undoes:
            yield "  " + text("keep.undoes", change=change.undoes)
        for row in change.rows:
            for name, after in row.after.items():
                cell = {"record": f"{row.table} {row.record}", "column": name}
                if row.before[name] != after:
                    yield "  " + text("keep.cell", before=row.before[name], after=after, **cell)
