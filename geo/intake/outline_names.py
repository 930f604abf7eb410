"""Which place a polygon of a file is the outline of: by its own name, or by its id and its area."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely

from geo.intake.files.tables import Cell, RawTable
from geo.intake.judging.rows import NAMES
from geo.intake.places.placing import Gazetteer
from geo.intake.positions.footprints import area_km2
from geo.intake.positions.points import HALF_TURN
from geo.intake.values.cells import is_blank, text_of
from geo.intake.values.headers import match_headers
from geo.register.load import Register

PLACE_COLUMNS: Final = ("cluster", "place", "district")
"""The columns of where a feature lies, which are its name only where it has no other."""

KINDS: Final = ("cluster", "place", "district")
AREA_FAR: Final = 0.2
"""By how much, as a share, an outline may miss the official area before a user has to mean it."""


@dataclass(frozen=True)
class OutlineName:
    """The key of the place that a feature names, None for none, and the words that it does so by.

    ``is_own``: they are its name, and not its id or where it lies.
    """

    key: str | None
    said: str
    is_own: bool = False


def holds_boundaries(table: RawTable, register: Register, *, any_area: bool = False) -> bool:
    """Tell whether a file is of outlines: polygons, most of which are called as places are.

    A parcel of a project only lies in a district, so what stands in that column is not its name,
    unless it is about as large, or the user says that it may have ``any_area``. No two outlines are
    of one place.
    """
    if not table.has_polygons:
        return False
    names = names_of(table, register)
    named = [
        name.key
        for name, shape in zip(names, table.shapes or (), strict=True)
        if _is_outline(name, shape, register, any_area=any_area)
    ]
    return 2 * len(named) > len(names) and len(set(named)) * 2 > len(named)


def names_of(table: RawTable, register: Register) -> list[OutlineName]:
    """Return for each feature the place that it names."""
    gazetteer = Gazetteer(register.places)
    matched = match_headers(table.headers)
    own = {name: matched[name] for name in NAMES if name in matched}
    other = {} if own else {name: matched[name] for name in PLACE_COLUMNS if name in matched}
    ids = {"id": matched["id"]} if "id" in matched else {}
    return [_name(row, own | ids | other, gazetteer, register) for row in table.rows]


def official_km2(key: str, register: Register) -> float:
    """Return the official area of a place in km², NaN where none is known."""
    frame = register.districts if key.startswith("district:") else register.zones
    return float(frame.loc[key.rpartition(":")[2], "official_km2"])


def _name(
    row: Sequence[Cell], columns: Mapping[str, int], gazetteer: Gazetteer, register: Register
) -> OutlineName:
    """Return what the first telling cell of a feature names; a bare word is a cluster's."""
    said = {name: text_of(row[p]) for name, p in columns.items() if not is_blank(row[p])}
    for name, words in said.items():
        for kind in KINDS if not words.endswith("区") else reversed(KINDS):
            key = gazetteer.whole(kind, words).key
            if key is not None and _has_shape(key, register):
                return OutlineName(key, words, name in NAMES)
    return OutlineName(None, ", ".join(said.values()))


def _has_shape(key: str, register: Register) -> bool:
    id_ = key.rpartition(":")[2]
    return id_ in register.zones.index or id_ in register.districts.index


def _is_outline(
    name: OutlineName, shape: shapely.Geometry | None, register: Register, *, any_area: bool
) -> bool:
    """Tell whether a feature is an outline: called as a place, or at least about as large."""
    if name.key is None or shape is None:
        return False
    official = official_km2(name.key, register)
    is_large = np.isnan(official) or abs(_rough_km2(shape) - official) <= AREA_FAR * official
    return name.is_own or any_area or bool(is_large)


def _rough_km2(shape: shapely.Geometry) -> float:
    """Return the area of a shape in km², whose own unit may be degrees or metres."""
    is_degrees = bool(np.abs(shape.bounds).max() <= HALF_TURN)
    return area_km2(shape) if is_degrees else float(shape.area) / 1e6
