"""What is known of the streets, held against what was built of them."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Final

import numpy as np
import shapely

from tools.ground.index import is_forbidden
from tools.ground.lines import StreetLine
from tools.ground.names import is_chinese
from tools.shapes import Feature, GeometryError

RING_KM: Final[Mapping[str, float]] = {
    "二环": 32.7,
    "三环": 48.3,
    "四环": 65.3,
    "五环": 98.6,
    "六环": 187.6,
}
"""The published lengths of the rings."""

RING_DEVIATION: Final = 0.03
POINTS_OFF_M: Final = 50.0
"""How far from its line nine in ten of the points of a class may lie."""


def check_streets(
    streets: Sequence[StreetLine], points: Mapping[tuple[str, int], np.ndarray]
) -> None:
    """Check built streets against the points that they were built from, and the rings' lengths.

    Parameters
    ----------
    streets
        Lines in metres.
    points
        By name and class, the points of a street, shape (n, 2), metres.

    Raises
    ------
    GeometryError
        Names every check that failed.
    """
    faults = [*_ring_faults(streets), *_distance_faults(streets, points)]
    if faults:
        raise GeometryError("The streets are wrong: " + "; ".join(faults))


def check_names(features: Iterable[Feature]) -> None:
    """Check that names are Chinese and ASCII, and that none is of a kind we do not show.

    Raises
    ------
    GeometryError
        Names the first that is wrong.
    """
    for properties in (feature["properties"] for feature in features):
        name_zh, name_en = properties.get("name_zh", "路"), properties.get("name_en", "Rd")
        if not is_chinese(name_zh) or not name_en.isascii() or is_forbidden(name_zh):
            raise GeometryError(f"The ground has no place for the name {name_zh!r}, {name_en!r}")


def check_gazetteer(names: Iterable[str]) -> None:
    """Check that no name is of a kind that we do not show.

    Raises
    ------
    GeometryError
        Names those that are.
    """
    forbidden = sorted({name for name in names if is_forbidden(name)})
    if forbidden:
        raise GeometryError(f"The gazetteer has no place for {forbidden}")


def _ring_faults(streets: Sequence[StreetLine]) -> list[str]:
    """Return which rings are missing, of another length, or not inside the next."""
    rings = {street.name.removesuffix("路"): street.line for street in streets if street.is_ring}
    if set(rings) != set(RING_KM):
        return [f"the rings are {sorted(rings)}"]
    faults = [
        f"{name} has {rings[name].length / 1000:.1f} km, published {published}"
        for name, published in RING_KM.items()
        if abs(rings[name].length / 1000 / published - 1) > RING_DEVIATION
    ]
    grounds = {name: shapely.Polygon(rings[name]) for name in RING_KM}
    for inner, outer in pairwise(RING_KM):
        if not (grounds[inner].is_valid and grounds[outer].contains_properly(grounds[inner])):
            faults.append(f"{inner} is not inside {outer}")
    return faults


def _distance_faults(
    streets: Sequence[StreetLine], points: Mapping[tuple[str, int], np.ndarray]
) -> list[str]:
    """Return the classes of which a tenth of the points lies too far from their lines."""
    lines: dict[tuple[str, int], list[shapely.LineString]] = {}
    for street in streets:
        lines.setdefault((street.name, street.road_class), []).append(street.line)
    distances: dict[int, list[np.ndarray]] = {}
    for (name, road_class), of in lines.items():
        drawn = shapely.union_all(of)
        off = shapely.distance(drawn, shapely.points(points[name, road_class]))
        distances.setdefault(road_class, []).append(off)
    tenths = {c: float(np.quantile(np.concatenate(off), 0.9)) for c, off in distances.items()}
    return [
        f"a tenth of the points of class {road_class} lies {tenth:.0f} m off its line"
        for road_class, tenth in tenths.items()
        if tenth > POINTS_OFF_M
    ]
