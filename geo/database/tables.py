"""Files of CSV as mirrors, and written back.

A file comes back byte for byte where only the cells that need quotes have them, in UTF-8 without a
mark; else its records do.
"""

import csv
import hashlib
import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO, Final

from psycopg import sql

from geo.database.connection import FILES, Connection
from geo.database.keys import BETWEEN_KEYS
from geo.database.mirror import KEY, POSITION, TEXT, Mirror

LONGEST_NAME: Final = 63
"""Bytes of the name of a table or column in PostgreSQL."""

COLUMNS: Final = range(2, 1_000)
"""How many columns make a table: a blank line of a single one would be lost."""

CRLF, LF = b"\r\n", b"\n"


def table_of(path: Path, key: Sequence[str] = ()) -> Mirror | None:
    """Return a file of CSV as a table, or None where it is none that comes back the same.

    ``key`` are the columns that name a row; where they do not, rows are known by all their cells.
    """
    content = path.read_bytes()
    rows = _rows(content)
    if not rows or not _makes_table(path.stem, rows):
        return None
    header, *rows = rows
    names = _names(header, rows, key)
    if len(set(names)) < len(names):
        key, names = (), _names(header, rows, ())
    ending = CRLF if content.count(LF) == content.count(CRLF) == len(rows) + 1 else LF
    return Mirror(
        relation=path.stem,
        types=dict.fromkeys(header, TEXT),
        rows=rows,
        names=names,
        key=key,
        details={"ending": ending.decode()},
    )


def _rows(content: bytes) -> list[list[str]]:
    """Return the rows of a file, the header first; none where it is no CSV in UTF-8."""
    try:
        lines = io.StringIO(content.decode("utf-8-sig"), newline="")
        return [row for row in csv.reader(lines) if row]
    except (UnicodeDecodeError, csv.Error):
        return []


def _makes_table(name: str, rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether a header can name columns, and every row has a cell for each."""
    header = rows[0]
    return (
        len(header) in COLUMNS
        and len(set(header)) == len(header)
        and all(0 < len(word.encode()) <= LONGEST_NAME for word in (name, *header))
        and not any(word.startswith("_") for word in header)
        and {len(row) for row in rows} == {len(header)}
        and not any("\0" in cell for row in rows for cell in row)
    )


def _names(
    header: Sequence[str], rows: Sequence[Sequence[str]], key: Sequence[str]
) -> Sequence[str]:
    """Return what each row is known by."""
    if key and set(key) <= set(header):
        places = [header.index(column) for column in key]
        return [BETWEEN_KEYS.join(row[place] for place in places) for row in rows]
    return digests_of(rows)


def digests_of(rows: Sequence[Sequence[object]]) -> list[str]:
    """Return a digest of all that each row holds; equal ones are counted through."""
    seen: Counter[str] = Counter()
    names = []
    for row in rows:
        digest = hashlib.sha256(repr(row).encode()).hexdigest()[:32]
        seen[digest] += 1
        names.append(f"{digest}-{seen[digest]}")
    return names


def write_table(
    connection: Connection,
    relation: str,
    columns: Sequence[str],
    details: Mapping[str, str],
    file: BinaryIO,
) -> None:
    """Write a table back as CSV, as the database itself writes it."""
    ending = details["ending"].encode()
    file.writelines(block.replace(LF, ending) for block in _blocks(connection, relation, columns))


def _blocks(connection: Connection, relation: str, columns: Sequence[str]) -> Iterator[bytes]:
    named = [sql.Identifier(column) for column in columns]
    cell = sql.SQL("nullif({column}, '') AS {column}")  # it quotes an empty text, and no NULL
    query = sql.SQL(
        "COPY (SELECT {cells} FROM {table} ORDER BY {position} NULLS LAST, {key})"
        " TO STDOUT (FORMAT csv, HEADER)"
    ).format(
        cells=sql.SQL(", ").join(cell.format(column=column) for column in named),
        table=sql.Identifier(FILES, relation),
        position=sql.Identifier(POSITION),
        key=sql.Identifier(KEY),
    )
    with connection.cursor() as cursor, cursor.copy(query) as copy:
        yield from map(bytes, copy)
