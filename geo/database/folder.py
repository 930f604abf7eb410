"""A data folder put into a database, and a database written to a folder."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from psycopg.types.json import Jsonb

from geo.database import shapes, tables
from geo.database.connection import Connection
from geo.database.mirror import Mirror, put, remove
from geo.database.problem import DatabaseProblem

_KEEP: Final = (
    "INSERT INTO twozones_desk.file AS kept (name, relation, columns, details, content)"
    " VALUES (%s, %s, %s, %s, %s) ON CONFLICT (name) DO UPDATE SET"
    " (relation, columns, details, content) = (excluded.relation, excluded.columns,"
    " excluded.details, excluded.content) WHERE (kept.relation, kept.columns, kept.details,"
    " kept.content) IS DISTINCT FROM (excluded.relation, excluded.columns, excluded.details,"
    " excluded.content)"
)


def put_folder(connection: Connection, folder: Path, keys: Mapping[str, Sequence[str]]) -> None:
    """Have a database hold what a folder holds; what differs goes into history.

    Parameters
    ----------
    connection
        To a database that has the tables (`geo.database.layout`), in a transaction that writes.
    folder
        A data folder; hidden files do not count.
    keys
        The columns that name a row, by table.
    """
    connection.execute("SELECT FROM twozones_desk.state FOR UPDATE")  # one writer at a time
    there = _relations(connection)
    paths = {path.relative_to(folder).as_posix(): path for path in files_in(folder)}
    for name in there.keys() - paths.keys():
        connection.execute("DELETE FROM twozones_desk.file WHERE name = %s", (name,))
    mirrors = {name: _mirror(path, folder, keys) for name, path in paths.items()}
    kept = {mirror.relation for mirror in mirrors.values() if mirror}
    for relation in {relation for relation in there.values() if relation} - kept:
        remove(connection, relation)
    for name, mirror in mirrors.items():
        _put_file(connection, name, paths[name], mirror)


def put_table(connection: Connection, path: Path, key: Sequence[str]) -> None:
    """Have a database hold what one file of CSV holds, as `put_folder` does of all."""
    _put_file(connection, path.name, path, tables.table_of(path, key))


def _relations(connection: Connection) -> dict[str, str | None]:
    """Return the table of each file that the database has, None where it has the file's bytes."""
    return dict(connection.execute("SELECT name, relation FROM twozones_desk.file").fetchall())


def files_in(folder: Path) -> list[Path]:
    """Return the files of a folder that are not hidden, in order."""
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_file()
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )


def _mirror(path: Path, folder: Path, keys: Mapping[str, Sequence[str]]) -> Mirror | None:
    """Return a file as a table, or None where its bytes are kept."""
    if path.parent != folder:
        return None
    if path.suffix == ".csv":
        return tables.table_of(path, keys.get(path.stem, ()))
    if path.suffix == ".geojson":
        is_taken = path.with_suffix(".csv").exists()
        return shapes.shapes_of(path, f"{path.stem}_shapes" if is_taken else path.stem)
    return None


def _put_file(connection: Connection, name: str, path: Path, mirror: Mirror | None) -> None:
    if mirror is None:
        facts: tuple[object, ...] = (None, [], Jsonb({}), path.read_bytes())
    else:
        put(connection, mirror)
        facts = (mirror.relation, list(mirror.types), Jsonb(mirror.details), None)
    connection.execute(_KEEP, (name, *facts))


def write_folder(connection: Connection, folder: Path) -> None:
    """Write the files that a database keeps to a folder that is there and empty.

    Raises
    ------
    DatabaseProblem
        The name of a file leads out of the folder.
    """
    query = "SELECT name, relation, columns, details, content FROM twozones_desk.file"
    for name, relation, columns, details, content in connection.execute(query).fetchall():
        path = folder / name
        if not path.resolve().is_relative_to(folder.resolve()):
            raise DatabaseProblem("database_failed", address=name, problem="..")
        path.parent.mkdir(parents=True, exist_ok=True)
        if relation is None:
            path.write_bytes(content)
        else:
            _write_relation(connection, relation, columns, details, path)


def _write_relation(
    connection: Connection, relation: str, columns: list[str], details: dict[str, Any], path: Path
) -> None:
    if "ending" in details:
        with path.open("wb") as file:
            tables.write_table(connection, relation, columns, details, file)
    else:
        shapes.write_shapes(connection, relation, columns, details, path)
