"""A table of the database that mirrors a file: its columns, what makes it, what brings it in line.

Beside the file's columns it has ``_key``, by which a row is known, ``_position``, its place in the
file, and ``_shape`` or, where the file has coordinates in two columns, ``_point``: WGS-84, as
desktop programs open it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from psycopg import sql

from geo.database.connection import FILES, Connection
from geo.database.keys import BETWEEN_KEYS

TEXT: Final = "text"
KEY, POSITION, SHAPE, POINT = "_key", "_position", "_shape", "_point"
GEOMETRY: Final = "geometry"
"""What the history calls a shape, which it has as EWKB in hexadecimal digits."""

COORDINATES: Final = ("lon_wgs84", "lat_wgs84")
"""The columns of a file that a point is made of."""

_STAGED: Final = sql.SQL("pg_temp.staged")
_MADE_POINT: Final = sql.SQL(
    "geometry(Point,4326) GENERATED ALWAYS AS (CASE WHEN {lon} ~ {number} AND {lat} ~ {number}"
    " THEN ST_SetSRID(ST_MakePoint({lon}::float8, {lat}::float8), 4326) END) STORED"
)
_NUMBER: Final = r"^-?\d{1,3}(\.\d{1,17})?$"
_STAGE: Final = sql.SQL(
    "CREATE TEMPORARY TABLE staged AS SELECT {staged_columns} FROM {table} WITH NO DATA"
)
_STEPS: Final = (
    sql.SQL(
        "DELETE FROM {table} kept WHERE NOT EXISTS"
        " (SELECT FROM {staged} staged WHERE staged._key = kept._key)"
    ),
    sql.SQL(
        "UPDATE {table} kept SET ({columns}) = ROW({theirs}) FROM {staged} staged"
        " WHERE staged._key = kept._key AND ({theirs}) IS DISTINCT FROM ({ours})"
    ),
    sql.SQL(
        "INSERT INTO {table} ({columns}) SELECT {theirs} FROM {staged} staged WHERE NOT EXISTS"
        " (SELECT FROM {table} kept WHERE kept._key = staged._key)"
    ),
)
"""What makes the rows of a table those that are staged."""

_LOGGED: Final = sql.SQL(
    "CREATE OR REPLACE TRIGGER keep AFTER INSERT OR UPDATE OR DELETE ON {}"
    " FOR EACH ROW EXECUTE FUNCTION twozones_desk.keep_row()"
)


@dataclass(frozen=True)
class Mirror:
    """A file as a table.

    ``types`` are those of its columns by name, in the order of the file; ``rows`` have the cells
    of each, their shape last where there is ``shape``, its type. ``key`` are the columns that name
    a row, none where rows are known by ``names``, one for each. ``details`` is what else it takes
    to write the file back.
    """

    relation: str
    types: Mapping[str, str]
    rows: Sequence[Sequence[object]]
    names: Sequence[str]
    key: Sequence[str] = ()
    shape: str | None = None
    details: Mapping[str, object] = field(default_factory=dict)

    @property
    def table(self) -> sql.Identifier:
        """The table's name, in its schema."""
        return sql.Identifier(FILES, self.relation)

    @property
    def written(self) -> list[str]:
        """The columns that are written, in the order of `lines`."""
        ours = [POSITION] if self.key else [POSITION, KEY]
        return [*ours, *self.types, *([SHAPE] if self.shape else [])]

    def lines(self) -> Iterator[Sequence[object]]:
        """Yield what is written of each row."""
        for position, (name, row) in enumerate(zip(self.names, self.rows, strict=True)):
            yield (position, *row) if self.key else (position, name, *row)

    def definitions(self) -> dict[str, tuple[str, bool, sql.Composable]]:
        """Return of each column its type, whether the database makes it, and what defines it."""
        blank = "" if self.shape else " NOT NULL DEFAULT ''"  # a shape's property may be nothing
        found: dict[str, tuple[str, bool, sql.Composable]] = {
            name: (kind, False, sql.SQL(kind + blank)) for name, kind in self.types.items()
        }
        found[POSITION] = ("integer", False, sql.SQL("integer"))
        found[KEY] = (TEXT, bool(self.key), self._key_defined())
        if self.shape:
            found[SHAPE] = (self.shape, False, sql.SQL(self.shape))
        elif set(COORDINATES) <= set(self.types):
            lon, lat = map(sql.Identifier, COORDINATES)
            made = _MADE_POINT.format(lon=lon, lat=lat, number=sql.Literal(_NUMBER))
            found[POINT] = ("geometry(Point,4326)", True, made)
        return found

    def _key_defined(self) -> sql.Composable:
        if not self.key:
            return sql.SQL("text PRIMARY KEY DEFAULT gen_random_uuid()::text")
        between = sql.SQL(f" || '{BETWEEN_KEYS}' || ")
        joined = between.join(map(sql.Identifier, self.key))
        return sql.SQL("text GENERATED ALWAYS AS ({}) STORED PRIMARY KEY").format(joined)


def put(connection: Connection, mirror: Mirror) -> None:
    """Have the table of a file hold what the file holds; each row that changes goes into history.

    What a new table holds at first has no history.
    """
    if _shape_table(connection, mirror):
        _copy(connection, mirror.table, mirror)
        connection.execute(_LOGGED.format(mirror.table))
    else:
        _bring_in_line(connection, mirror)


def remove(connection: Connection, relation: str) -> None:
    """Remove the table of a file that is gone; its rows go into history."""
    table = sql.Identifier(FILES, relation)
    connection.execute(sql.SQL("DELETE FROM {}").format(table))
    connection.execute(sql.SQL("DROP TABLE {}").format(table))


def _shape_table(connection: Connection, mirror: Mirror) -> bool:
    """Give a table the columns of its file; tell whether it is new.

    Where its rows are known by something else from now on, the old ones go, into history.
    """
    found, wanted = _columns(connection, mirror.relation), mirror.definitions()
    if not found:
        connection.execute(sql.SQL("CREATE TABLE {} ()").format(mirror.table))
    kept = _kept(found, mirror)
    if found and KEY not in kept:
        connection.execute(sql.SQL("DELETE FROM {}").format(mirror.table))
    drop, add = (
        sql.SQL(f"ALTER TABLE {{}} {words}")
        for words in ("DROP COLUMN IF EXISTS {} CASCADE", "ADD COLUMN {} {}")
    )
    for name in found.keys() - kept:
        connection.execute(drop.format(mirror.table, sql.Identifier(name)))
    for name in (name for name in wanted if name not in kept):
        connection.execute(add.format(mirror.table, sql.Identifier(name), wanted[name][2]))
    return not found


def _kept(found: Mapping[str, tuple[str, bool]], mirror: Mirror) -> set[str]:
    """Return the columns that stay: of the type that is wanted, and made of others that stay."""
    wanted = mirror.definitions()
    kept = {name for name, kind in found.items() if name in wanted and wanted[name][:2] == kind}
    for made, of in ((KEY, mirror.key), (POINT, COORDINATES)):
        if not kept.issuperset(of):
            kept.discard(made)
    return kept


def _columns(connection: Connection, relation: str) -> dict[str, tuple[str, bool]]:
    """Return of each column of a table its type and whether the database makes it."""
    query = (
        "SELECT attname, format_type(atttypid, atttypmod), attgenerated <> '' FROM pg_attribute"
        " WHERE attrelid = to_regclass(%s) AND attnum > 0 AND NOT attisdropped"
    )
    name = sql.Identifier(FILES, relation).as_string(connection)
    return {column: (kind, made) for column, kind, made in connection.execute(query, (name,))}


def _copy(connection: Connection, table: sql.Composable, mirror: Mirror) -> None:
    """Add all rows of a file to a table."""
    columns = sql.SQL(", ").join(map(sql.Identifier, mirror.written))
    into = sql.SQL("COPY {} ({}) FROM STDIN").format(table, columns)
    with connection.cursor() as cursor, cursor.copy(into) as copy:
        for line in mirror.lines():
            copy.write_row(line)


def _bring_in_line(connection: Connection, mirror: Mirror) -> None:
    """Remove, change and add what differs from the file."""
    by_name = replace(mirror, key=())  # beside the table, the names of rows are plain text
    facts = {
        "table": mirror.table,
        "staged": _STAGED,
        "staged_columns": sql.SQL(", ").join(map(sql.Identifier, by_name.written)),
        "columns": sql.SQL(", ").join(map(sql.Identifier, mirror.written)),
        "theirs": _of_table("staged", mirror.written),
        "ours": _of_table("kept", mirror.written),
    }
    connection.execute(_STAGE.format(**facts))
    _copy(connection, _STAGED, by_name)
    for step in (*_STEPS, sql.SQL("DROP TABLE {staged}")):
        connection.execute(step.format(**facts))


def _of_table(table: str, columns: Sequence[str]) -> sql.Composable:
    return sql.SQL(", ").join(sql.Identifier(table, column) for column in columns)
