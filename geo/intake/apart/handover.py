"""A table, or why there is none, as bytes between two processes: data only, nothing that can run.

JSON rather than pickle: whoever reads it may get wrong values, never code.
"""

import datetime as dt
import json
from typing import Any, Final

import pyproj
import shapely
from pyproj.exceptions import CRSError

from geo import errors
from geo.intake.files.garbage import few_collections
from geo.intake.files.tables import Note, RawTable

_Moment = dt.date | dt.datetime | dt.time
_MOMENTS: Final[dict[str, type[_Moment]]] = {
    "date": dt.date,
    "datetime": dt.datetime,
    "time": dt.time,
}


def pack_table(table: RawTable) -> bytes:
    """Return a table as JSON; its shapes as WKB in hexadecimal, its CRS as WKT."""
    said = {
        "file": table.file,
        "kind": table.kind,
        "headers": table.headers,
        "rows": table.rows,
        "numbers": list(table.numbers),
        "shapes": table.shapes and shapely.to_wkb(table.shapes, hex=True).tolist(),
        "crs": table.crs and table.crs.to_wkt(),
        "broken": list(table.broken.items()),
        "notes": [(note.code, note.facts) for note in table.notes],
        "money_unit": table.money_unit,
        "part": table.part,
        "parts": table.parts,
    }
    return json.dumps({"table": said}, default=_moment).encode()


@few_collections()
def unpack(content: bytes) -> RawTable:
    """Return the table that another process has packed, or raise the error that it has.

    Raises
    ------
    TwoZonesError
        The one that was packed.
    ValueError
        The bytes are not what `pack_table` or `refusals.pack_error` writes.
    """
    try:
        said = json.loads(content, object_hook=_from_moment)
        if "error" in said:
            raise _error(said["error"], said["facts"])
        return _table(said["table"])
    except (KeyError, TypeError, AttributeError, shapely.errors.ShapelyError, CRSError) as error:
        raise ValueError(type(error).__name__) from error


def _moment(value: _Moment) -> dict[str, str]:
    return {type(value).__name__: value.isoformat()}


def _from_moment(said: dict[str, Any]) -> object:
    name, *others = said
    return said if others or name not in _MOMENTS else _MOMENTS[name].fromisoformat(said[name])


def _error(name: str, facts: dict[str, Any]) -> errors.TwoZonesError:
    """Return one of our errors."""
    kind: type[errors.TwoZonesError] = getattr(errors, name)
    if not issubclass(kind, errors.TwoZonesError):
        raise TypeError(name)
    return kind(**_with_pairs(facts))


def _with_pairs(facts: dict[str, Any]) -> dict[str, Any]:
    """Return facts in which a pair of words, Chinese and English, is a pair again."""
    return {key: tuple(fact) if isinstance(fact, list) else fact for key, fact in facts.items()}


def _table(said: dict[str, Any]) -> RawTable:
    shapes = said["shapes"]
    return RawTable(
        file=said["file"],
        kind=said["kind"],
        headers=tuple(said["headers"]),
        rows=said["rows"],
        numbers=said["numbers"],
        shapes=None if shapes is None else shapely.from_wkb(shapes).tolist(),
        crs=None if said["crs"] is None else pyproj.CRS.from_wkt(said["crs"]),
        broken=dict(said["broken"]),
        notes=tuple(Note(code, _with_pairs(facts)) for code, facts in said["notes"]),
        money_unit=said["money_unit"],
        part=said["part"],
        parts=tuple(said["parts"]),
    )
