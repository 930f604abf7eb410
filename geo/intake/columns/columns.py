"""Which column of a table a field is read from: by its header, or by what its cells hold."""

import contextlib
from collections.abc import Sequence
from typing import Final

from geo.intake.files.tables import Cell, RawTable
from geo.intake.positions.angles import read_coordinate
from geo.intake.positions.pairs import split_pair
from geo.intake.positions.points import datum_called
from geo.intake.values.cells import CellError, is_blank, text_of
from geo.intake.values.headers import match_headers
from geo.region import REGION

_LOOKED_AT: Final = 200
_IN_WORDS: Final = frozenset({"address", "location_en", "place", "note_zh"})
"""Columns of words, in which pairs of numbers are something else than the header says."""

_NAMES: Final = frozenset({"name", "name_zh", "name_en"})
_METRES: Final = 100_000
"""Eastings and northings are larger than that, and hardly anything else that comes in pairs."""


def match_columns(table: RawTable) -> dict[str, int]:
    """Return the position of each field's column.

    Where no header names coordinates, and the file has no shapes, a column of texts that are mostly
    pairs of numbers in or near the region is one of coordinates; one that says nothing but names of
    datums is that of theirs. A shape without a name is called by its number.
    """
    matched = match_headers(table.headers)
    if table.shapes is not None and "id" in matched and not _NAMES & set(matched):
        matched["name"] = matched["id"]  # a parcel is often called by its number alone
    if table.shapes is None and not {"lon", "lat", "coordinates"} & set(matched):
        used = {p for name, p in matched.items() if name not in _IN_WORDS}
        unread = (p for p in range(len(table.headers)) if p not in used)
        position = next((p for p in unread if _holds_pairs([row[p] for row in table.rows])), None)
        if position is not None:
            matched = {name: p for name, p in matched.items() if p != position}
            matched["coordinates"] = position
    if "datum" not in matched and {"lon", "lat", "coordinates"} & set(matched):
        unread = (p for p in range(len(table.headers)) if p not in matched.values())
        position = next((p for p in unread if _holds_datums([row[p] for row in table.rows])), None)
        if position is not None:
            matched["datum"] = position
    return matched


def _holds_datums(cells: Sequence[Cell]) -> bool:
    """Tell whether a column says nothing but what coordinates are in."""
    given = [text_of(cell) for cell in cells[:_LOOKED_AT] if not is_blank(cell)]
    return bool(given) and all(not w.isdecimal() and datum_called(w) for w in given)


def _holds_pairs(cells: Sequence[Cell]) -> bool:
    given = [cell for cell in cells if not is_blank(cell)][:_LOOKED_AT]
    return bool(given) and 2 * sum(map(_is_pair, given)) > len(given)


def _is_pair(cell: Cell) -> bool:
    """Tell whether a text is two numbers that may be coordinates in or near the region."""
    if not isinstance(cell, str):
        return False
    with contextlib.suppress(CellError):
        x, y = (read_coordinate(half).value for half in split_pair(cell))
        west, south, east, north = REGION.ground.accepted
        near = [west <= a <= east and south <= b <= north for a, b in ((x, y), (y, x))]
        return any(near) or min(x, y) > _METRES
    return False
