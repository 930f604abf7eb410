"""Files of GeoJSON as mirrors, and written back.

A property is text, a number, a truth value or, of several kinds or nested, JSON. A file comes back
byte for byte where it has a feature a line without blanks; else its properties and shapes do.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, TypeAlias

import shapely
from psycopg import sql
from psycopg.types.json import Jsonb

from geo.database.connection import FILES, Connection
from geo.database.mirror import KEY, POSITION, SHAPE, TEXT, Mirror
from geo.database.tables import LONGEST_NAME, digests_of

Feature: TypeAlias = Mapping[str, Any]

WGS84: Final = 4326
ID: Final = "id"

NUMBER, TRUTH, JSON = "numeric", "boolean", "jsonb"
_KINDS: Final[Mapping[type, str]] = {str: TEXT, int: NUMBER, float: NUMBER, bool: TRUTH}


def shapes_of(path: Path, relation: str) -> Mirror | None:
    """Return a file of GeoJSON as a table, or None where it is no collection of features."""
    collection = _collection(path)
    if collection is None:
        return None
    features = collection.pop("features")
    properties = [feature.get("properties") or {} for feature in features]
    columns = _columns(properties)
    types = {name: _type_of([each.get(name) for each in properties]) for name in columns}
    shapes = [_shape(feature.get("geometry")) for feature in features]
    rows = [
        [*(_cell(each.get(name), types[name]) for name in types), shape]
        for each, shape in zip(properties, shapes, strict=True)
    ]
    ids = [str(each.get(ID) or "") for each in properties]
    is_named = types.get(ID) == TEXT and all(ids) and len(set(ids)) == len(ids)
    return Mirror(
        relation=relation,
        types=types,
        rows=rows,
        names=ids if is_named else digests_of(features),
        key=(ID,) if is_named else (),
        shape=_shape_type([shape for shape in shapes if shape is not None]),
        details={
            "head": collection,
            "everywhere": [name for name in types if all(name in each for each in properties)],
        },
    )


def _collection(path: Path) -> dict[str, Any] | None:
    """Return a file's collection of features, or None where it is none that makes a table."""
    try:
        collection = json.loads(path.read_text("utf-8"))
    except ValueError:
        return None
    if not isinstance(collection, dict) or not isinstance(collection.get("features"), list):
        return None
    features = collection["features"]
    names = {name for feature in features for name in feature.get("properties") or {}}
    fits = all(0 < len(name.encode()) <= LONGEST_NAME and name[0] != "_" for name in names)
    return collection if features and names and fits else None


def _columns(properties: Sequence[Feature]) -> list[str]:
    """Return the names of all properties, in an order that keeps that of every feature."""
    columns: list[str] = []
    for names in dict.fromkeys(tuple(each) for each in properties):
        for place, name in enumerate(names):
            if name not in columns:
                after = (columns.index(later) for later in names[place:] if later in columns)
                columns.insert(next(after, len(columns)), name)
    return columns


def _type_of(values: Sequence[object]) -> str:
    kinds = {_KINDS.get(type(value), JSON) for value in values if value is not None}
    return kinds.pop() if len(kinds) == 1 else JSON if kinds else TEXT


def _cell(value: object, kind: str) -> object:
    if value is None or kind in {TEXT, TRUTH}:
        return value
    return Jsonb(value) if kind == JSON else _number(value)


def _number(value: object) -> Decimal:
    """Return a number of JSON with a decimal at least where it has a point or an exponent."""
    if isinstance(value, int):
        return Decimal(value)
    written = f"{Decimal(repr(value)):f}"
    return Decimal(written if "." in written else f"{written}.0")


def _shape(geometry: Mapping[str, Any] | None) -> shapely.Geometry | None:
    return shapely.set_srid(shapely.geometry.shape(geometry), WGS84) if geometry else None


def _shape_type(shapes: Sequence[shapely.Geometry]) -> str:
    """Return the narrowest type of PostGIS that takes all shapes, by which QGIS opens them."""
    if any(shape.has_z for shape in shapes):
        return "geometry"
    kinds = {shape.geom_type for shape in shapes}
    return f"geometry({kinds.pop() if len(kinds) == 1 else 'Geometry'},{WGS84})"


def write_shapes(
    connection: Connection,
    relation: str,
    columns: Sequence[str],
    details: Mapping[str, Any],
    path: Path,
) -> None:
    """Write a table back as GeoJSON, a feature a line."""
    query = sql.SQL("SELECT {columns} FROM {table} ORDER BY {position} NULLS LAST, {key}").format(
        columns=sql.SQL(", ").join(map(sql.Identifier, (*columns, SHAPE))),
        table=sql.Identifier(FILES, relation),
        position=sql.Identifier(POSITION),
        key=sql.Identifier(KEY),
    )
    with connection.cursor(binary=True) as cursor:
        write_features(path, columns, cursor.execute(query), details)


def write_features(
    path: Path,
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
    details: Mapping[str, Any],
) -> None:
    """Write rows, the shape last in each, as the features of a file."""
    lines = ",\n".join(_line(columns, row, details["everywhere"]) for row in rows)
    head = _written(details["head"])[:-1]
    path.write_text(f'{head},"features":[\n{lines}\n]}}\n', encoding="utf-8")


def _line(columns: Sequence[str], row: Sequence[Any], everywhere: Sequence[str]) -> str:
    *cells, shape = row
    properties = {
        name: _value(cell)
        for name, cell in zip(columns, cells, strict=True)
        if cell is not None or name in everywhere
    }
    geometry = None if shape is None else shapely.geometry.mapping(shape)
    return _written({"type": "Feature", "properties": properties, "geometry": geometry})


def _value(cell: object) -> object:
    """Return a number as JSON has it: one with decimals keeps them."""
    if not isinstance(cell, Decimal):
        return cell
    return int(cell) if cell.as_tuple().exponent == 0 else float(cell)


def _written(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
