"""The files of a database as they stood at an earlier instant, by the history that it keeps.

Of a row that has changed since, the first of these changes has it whole as it was. Files that are
kept as bytes have no history, nor have columns that were taken away since.
"""

import csv
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeAlias

import shapely
from psycopg import sql

from geo.database.connection import FILES, Connection
from geo.database.mirror import GEOMETRY, KEY, POSITION, SHAPE
from geo.database.shapes import write_features

Stored: TypeAlias = Mapping[str, Any]
"""A row as the history has it, by column."""

_BEFORE: Final = (
    "SELECT DISTINCT ON (relation, record) relation, record, before FROM twozones_desk.row_change"
    " JOIN twozones_desk.change ON change = id WHERE moment >= %s ORDER BY relation, record, number"
)
_FILES: Final = "SELECT name, relation, columns, details FROM twozones_desk.file"


class _File(NamedTuple):
    """A file that is kept as a table, and what it takes to write it back."""

    name: str
    relation: str
    columns: list[str]
    details: dict[str, Any]


def write_past(connection: Connection, folder: Path, instant: dt.datetime) -> None:
    """Write those files to a folder that have rows which changed since an instant, as they were.

    The rows that are there now keep their order; those that have gone since stand at the end.
    """
    before: dict[str, dict[str, Stored | None]] = {}
    for relation, record, row in connection.execute(_BEFORE, (instant,)):
        before.setdefault(relation, {})[record] = row
    for file in map(_File._make, connection.execute(_FILES).fetchall()):
        if file.relation in before:
            _write(connection, folder / file.name, file, before[file.relation])


def _write(
    connection: Connection, path: Path, file: _File, before: Mapping[str, Stored | None]
) -> None:
    """Write a file with some rows as they were before; None is no row."""
    is_table = "ending" in file.details
    columns = file.columns if is_table else [*file.columns, SHAPE]
    rows = _rows(connection, file.relation, columns)
    cells_of = _cells if is_table else _feature
    for record, row in before.items():
        if row is None:
            rows.pop(record, None)
        else:
            rows[record] = cells_of(row, file.columns)
    write = _write_table if is_table else write_features
    write(path, file.columns, list(rows.values()), file.details)


def _rows(
    connection: Connection, relation: str, columns: Sequence[str]
) -> dict[str, Sequence[Any]]:
    """Return the rows of a table as they are, by the names that the history has for them."""
    query = sql.SQL("SELECT {} FROM {} ORDER BY {} NULLS LAST, {}").format(
        sql.SQL(", ").join(map(sql.Identifier, (KEY, *columns))),
        sql.Identifier(FILES, relation),
        *map(sql.Identifier, (POSITION, KEY)),
    )
    return {name: cells for name, *cells in connection.execute(query)}


def _cells(row: Stored, columns: Sequence[str]) -> list[object]:
    return [row.get(column) or "" for column in columns]


def _feature(row: Stored, columns: Sequence[str]) -> list[object]:
    shape = row.get(GEOMETRY)
    cells = [row.get(column) for column in columns]
    return [*cells, shapely.from_wkb(shape) if shape else None]


def _write_table(
    path: Path,
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
    details: Mapping[str, Any],
) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator=details["ending"])
        writer.writerow(columns)
        writer.writerows(rows)
