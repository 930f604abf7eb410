"""The tables of a data folder as rows of text, read and written as they are stated."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from geo.errors import RegisterError
from geo.keep.change import KEYS, Row, RowChange, record_key
from geo.words.text import in_both


def read_rows(folder: Path, table: str) -> list[dict[str, str]]:
    """Return the rows of a table; none where the folder lacks it."""
    path = _path(folder, table)
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [{k: v or "" for k, v in row.items()} for row in csv.DictReader(file)]


def find_row(rows: Iterable[Row], table: str, record: str) -> Row | None:
    """Return the row of a name, or None."""
    return next((row for row in rows if record_key(table, row) == record), None)


def differing_rows(before: Path, after: Path) -> list[RowChange]:
    """Return what leads from the tables of one folder to those of another, a table at a time."""
    return [
        RowChange.between(table, old.get(name), new.get(name))
        for table in KEYS
        for old, new in [(_rows_by_name(before, table), _rows_by_name(after, table))]
        for name in {**old, **new}
        if old.get(name) != new.get(name)
    ]


def _rows_by_name(folder: Path, table: str) -> dict[str, Row]:
    return {record_key(table, row): row for row in read_rows(folder, table)}


def write_changes(folder: Path, changes: Sequence[RowChange]) -> None:
    """Make changes in the tables of a folder.

    Raises
    ------
    EditConflictError
        A row is no longer the one on which its change was made.
    RegisterError
        A change names a column that its table does not have.
    """
    for table in dict.fromkeys(change.table for change in changes):
        rows: list[Row] = list(read_rows(folder, table))
        for change in changes:
            if change.table == table:
                _make(rows, change)
        _write_rows(folder, table, rows)


def _make(rows: list[Row], change: RowChange) -> None:
    """Put a row in the place of the one that it changes; a new one behind those of its kind."""
    before = find_row(rows, change.table, change.record)
    after = change.applied(before)
    if before is not None:
        position = next(n for n, row in enumerate(rows) if row is before)
        rows[position : position + 1] = [] if after is None else [after]
    elif after is not None:
        rows.insert(_behind(rows, KEYS[change.table][0], after), after)


def _behind(rows: Sequence[Row], column: str, new: Row) -> int:
    """Return the position behind the last row with the same cell in a column, or behind all."""
    alike = (n for n in reversed(range(len(rows))) if rows[n][column] == new[column])
    return next(alike, len(rows) - 1) + 1


def _write_rows(folder: Path, table: str, rows: Sequence[Mapping[str, str]]) -> None:
    path = _path(folder, table)
    with path.open(encoding="utf-8-sig", newline="") as file:
        header = next(csv.reader(file))
    odd = next((name for row in rows for name in row if name not in header), None)
    if odd is not None:
        problem = in_both("keep.unknown_column", column=odd)
        raise RegisterError(file=path.name, problem=problem)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _path(folder: Path, table: str) -> Path:
    return folder / f"{table}.csv"
