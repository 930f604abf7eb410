"""A step of the history taken back by a new step."""

from collections.abc import Iterable, Iterator

from geo.errors.keeping import MissingChangeError
from geo.keep.change import Change, RowChange
from geo.keep.shelf import Shelf
from geo.keep.stated import find_row


def undone(
    shelf: Shelf, change: str, who: str, why: str, record: tuple[str, str] | None = None
) -> Change:
    """Return the change that takes one back, to be proposed or committed.

    What other steps have changed since in other columns stays. A source that came with a change
    stays too, as others may name it by now. With a ``record``, its table and name, of a change of
    several records, as an import is, only what it made of this one is taken back.

    Raises
    ------
    MissingChangeError
        The history has no such change.
    EditConflictError
        What it changed holds something else by now.
    """
    step = next((step for step in shelf.changes() if step.id == change), None)
    if step is None:
        raise MissingChangeError(change=change)
    part = step if record is None else step.part_of(*record)
    rows = list(_taken_back(part.rows))
    tables = {table: shelf.rows(table) for table in {row.table for row in rows}}
    back = [row.reverse(find_row(tables[row.table], row.table, row.record)) for row in rows]
    return Change.made(who, back, why=why, source=step.source, undoes=step.id)


def _taken_back(rows: Iterable[RowChange]) -> Iterator[RowChange]:
    """Yield the rows of a change but for the sources that came with it."""
    for position, row in enumerate(rows):
        if position == 0 or row.table != "sources":
            yield row
