"""What a user said of a file as a document: kept for the next file with the same headers."""

import contextlib
import hashlib
from collections.abc import Mapping
from typing import Any

from geo.errors import DatumNameError
from geo.ground.datums import parse_datum
from geo.intake.columns.choices import VALUED, Choices, our_word
from geo.intake.files.tables import RawTable
from geo.intake.positions.proposals import Reading
from geo.intake.values.headers import COLUMNS
from geo.words.synonyms import normal


def headers_digest(table: RawTable) -> str:
    """Return what stands for the headers of a table, whatever their order."""
    text = "\x1f".join(sorted(normal(header) for header in table.headers))
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()[:16]


def said_of(table: RawTable, choices: Choices, found: Mapping[str, int]) -> dict[str, Any]:
    """Return what a user said beyond what was found out, as values that JSON holds.

    ``found`` are the positions of the columns that their headers name.
    """
    columns = choices.columns or {}
    changed = {name: table.headers[p] for name, p in columns.items() if found.get(name) != p}
    reading = choices.reading
    said = {
        "columns": changed,
        "left_out": [name for name in found if choices.columns is not None and name not in columns],
        "values": {f"{name}:{word}": ours for (name, word), ours in choices.values.items()},
        "rates": dict(choices.rates),
        "datum": reading.datum.name if reading else None,
        "swapped": reading.is_swapped if reading else None,
    }
    return {name: value for name, value in said.items() if value}


def choices_from(document: object, table: RawTable, found: Mapping[str, int]) -> Choices:
    """Return what a document says of a table; what is not understood, or not there, is left out."""
    said = document if isinstance(document, dict) else {}
    return Choices(
        columns=_columns(said, table, found),
        reading=_reading(said),
        rates={str(k): float(v) for k, v in _mapping(said, "rates").items() if _is_rate(v)},
        values=_values(said),
    )


def _columns(
    said: Mapping[str, Any], table: RawTable, found: Mapping[str, int]
) -> Mapping[str, int]:
    at = {header: position for position, header in enumerate(table.headers)}
    named = _mapping(said, "columns").items()
    columns = {name: at[h] for name, h in named if name in COLUMNS and h in at}
    gone = said.get("left_out")
    left_out = {str(name) for name in gone} if isinstance(gone, list) else set()
    kept = {n: p for n, p in found.items() if n not in left_out and p not in columns.values()}
    return kept | columns


def _reading(said: Mapping[str, Any]) -> Reading | None:
    with contextlib.suppress(DatumNameError):
        if isinstance(said.get("datum"), str):
            return Reading(parse_datum(said["datum"]), is_swapped=said.get("swapped") is True)
    return None


def _values(said: Mapping[str, Any]) -> dict[tuple[str, str], str]:
    values = {}
    for key, ours in _mapping(said, "values").items():
        name, _, word = str(key).partition(":")
        meant = our_word(VALUED[name], str(ours)) if name in VALUED else None
        if meant and word:
            values[name, normal(word)] = meant
    return values


def _mapping(said: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = said.get(name)
    return value if isinstance(value, dict) else {}


def _is_rate(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value > 0
