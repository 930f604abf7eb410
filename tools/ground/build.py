"""Build the ground's features: streets, runways, airports, stations and waters with their names."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import numpy as np
import shapely

from geo.ground.streets import LAST_WIDE_CLASS
from tools.ground.airports import airports, runways
from tools.ground.checks import check_names, check_streets
from tools.ground.index import BUILDINGS, WATERS, NamedPoint, read_points, street_points
from tools.ground.lines import Points, StreetLine, extend_ends, ring_line, street_lines
from tools.ground.names import chinese_name, english_name, names_of, ring_number
from tools.shapes import TO_METRES, Feature, make_feature, round_lonlat, unproject

RING_CLASSES: Final = {"二": 1, "三": 1, "四": 1, "五": 0, "六": 0}
"""The class of road that each ring is: points of its name in other classes are ramps."""

FEWEST_POINTS: Final = (3, 3, 2, 2, 2)
"""By class, how many ways of a name make a street."""

ERROR_M: Final = {"wide": 30, "street": 50, "runway": 20, "point": 150}
"""How far a line or point may be off, in metres: for streets what was measured against
OpenStreetMap's own ring (median 11 m, p90 20 m) and against points left out."""

DECIMALS: Final = 5


def build_ground() -> list[Feature]:
    """Return the ground's features, WGS-84, streets first, the widest before the others.

    Raises
    ------
    GeometryError
        A package is another than the one tested, or what was built contradicts what is known.
    """
    points = read_points()
    metres = {key: _in_metres(lonlats) for key, lonlats in street_points(points).items()}
    streets = build_streets(metres)
    check_streets(streets, metres)
    features = [
        *map(_street_feature, sorted(streets, key=lambda street: street.road_class)),
        *_runway_features(),
        *_airport_features(),
        *_point_features("rail", "stations", BUILDINGS, points),
        *_point_features("water", "sights", WATERS, points),
    ]
    check_names(features)
    return features


def build_streets(points: Mapping[tuple[str, int], Points]) -> list[StreetLine]:
    """Return the lines of all streets, ends drawn on and simplified.

    Parameters
    ----------
    points
        By name and class, the points of a street, shape (n, 2), metres of UTM 50N.
    """
    lines = [line for (name, of), given in points.items() for line in _lines_of(name, of, given)]
    return [line.simplified() for line in extend_ends(lines)]


def _in_metres(lonlats: list[tuple[float, float]]) -> Points:
    return np.column_stack(TO_METRES.transform(*np.array(lonlats).T))


def _lines_of(name: str, road_class: int, metres: Points) -> list[StreetLine]:
    if number := ring_number(name):
        if road_class != RING_CLASSES[number]:
            return []
        return [ring_line(name, road_class, metres)]
    if len(np.unique(metres, axis=0)) < FEWEST_POINTS[road_class]:
        return []
    return street_lines(name, road_class, metres)


def _street_feature(street: StreetLine) -> Feature:
    error_m = ERROR_M["wide" if street.road_class <= LAST_WIDE_CLASS else "street"]
    properties = {
        "kind": "road",
        "class": street.road_class,
        "ring": street.is_ring,
        "name_zh": chinese_name(street.name),
        "name_en": english_name(street.name),
        "error_m": error_m,
    }
    return make_feature(round_lonlat(unproject(street.line), DECIMALS), properties)


def _runway_features() -> Iterator[Feature]:
    for line, width_m in runways():
        properties = {"kind": "runway", "width_m": width_m, "error_m": ERROR_M["runway"]}
        yield make_feature(round_lonlat(line, DECIMALS), properties)


def _airport_features() -> Iterator[Feature]:
    for name_zh, name_en, point in airports():
        yield _point_feature("airport", name_zh, name_en, point)


def _point_features(
    kind: str, table: str, category: str, points: Iterable[NamedPoint]
) -> Iterator[Feature]:
    """Yield the points of a category that a table of names lists, each once."""
    wanted = dict(names_of(table))
    for point in points:
        if point.category == category and point.name in wanted:
            name_en = wanted.pop(point.name)
            yield _point_feature(kind, point.name, name_en, shapely.Point(point.lon, point.lat))


def _point_feature(kind: str, name_zh: str, name_en: str, point: shapely.Point) -> Feature:
    properties = {
        "kind": kind,
        "name_zh": name_zh,
        "name_en": name_en,
        "error_m": ERROR_M["point"],
    }
    return make_feature(round_lonlat(point, DECIMALS), properties)
