"""The gazetteer: every name of the index by district, with a point and how far it may be off."""

import csv
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import Final, TypeAlias

import geopandas as gpd
import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage

from geo.ground.grid import NOT_FOUND
from geo.ground.join import PolygonIndex
from geo.settings import settings
from tools.ground.airports import airports
from tools.ground.checks import check_gazetteer
from tools.ground.index import ROAD_CLASSES, NamedPoint, avenue_name, read_points
from tools.ground.kinds import Naming, naming_of, table
from tools.ground.lines import GRADES, Points
from tools.ground.names import chinese_name, syllables
from tools.shapes import TO_METRES, Feature

DECIMALS: Final = 5
SMALL_STREET_LINK_M: Final = 1000.0
"""How far two ways of a street that is not drawn may lie apart."""

MOST_SPOTS: Final = 3
"""A name of a building that stands in more spots, or a chain's, names none of them."""

DOUBLE_M: Final = 1500.0
"""A stop that has the name of something nearer than this is named after it."""


@dataclass(frozen=True)
class Entry:
    """A row of the gazetteer; degrees are WGS-84, ``district`` is an adcode or empty."""

    name: str
    kind: str
    lon_wgs84: float
    lat_wgs84: float
    error_m: int
    district: str
    drawn_as: str
    pinyin: str


@dataclass(frozen=True)
class _Group:
    """The points of one name that belong together, metres, shape (n, 2)."""

    naming: Naming
    points: Points


def build_gazetteer(ground: Iterable[Feature]) -> list[Entry]:
    """Return the rows of the gazetteer by kind, name and district, from the whole index.

    Parameters
    ----------
    ground
        The features of the ground: a street that is a part of a line names it.

    Raises
    ------
    GeometryError
        The package is another than the one tested, or a row contradicts what is known.
    """
    drawn = {feature["properties"].get("name_zh", "") for feature in ground}
    districts = PolygonIndex.from_frame(gpd.read_file(settings().data / "districts.geojson"))
    entries = [*named_entries(read_points(), drawn, districts), *_airports(districts)]
    check_gazetteer(entry.name for entry in entries)
    return sorted(entries, key=_order)


def named_entries(
    points: Iterable[NamedPoint], drawn: Collection[str], districts: PolygonIndex
) -> list[Entry]:
    """Return the rows that points of the index give.

    Parameters
    ----------
    points
        Of the index, WGS-84.
    drawn
        The names that lines of the ground have.
    districts
        The fine outlines; what lies in none of them is left out.
    """
    groups = [group for named in _by_name(points).values() for group in _groups(named)]
    placed = [entry for group in groups for entry in _entries(group, drawn, districts)]
    return [*_without_doubles(placed)]


def write_gazetteer(path: Path, entries: Iterable[Entry]) -> int:
    """Write the rows as CSV, UTF-8; return the number of bytes."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(field.name for field in fields(Entry))
        writer.writerows(astuple(entry) for entry in entries)
    return path.stat().st_size


def _order(entry: Entry) -> tuple[object, ...]:
    return entry.kind, entry.name, entry.district, entry.lon_wgs84, entry.lat_wgs84


NamedPoints: TypeAlias = list[tuple[Naming, NamedPoint]]


def _by_name(points: Iterable[NamedPoint]) -> Mapping[tuple[str, str], NamedPoints]:
    named: dict[tuple[str, str], NamedPoints] = defaultdict(list)
    for point in points:
        naming = naming_of(point)
        if naming:
            named[naming.kind, naming.name].append((naming, point))
    return named


def _groups(named: NamedPoints) -> Iterator[_Group]:
    """Yield the groups of a name's points; beside a thing's own points its stops do not count."""
    own = [*_near_each_other([pair for pair in named if pair[0].is_own])]
    if named[0][0].kind == "building" and len(own) >= MOST_SPOTS:
        return
    yield from own
    for group in _near_each_other([pair for pair in named if not pair[0].is_own]):
        if not any(_distance(group, other) < DOUBLE_M for other in own):
            yield group


def _near_each_other(named: NamedPoints) -> Iterator[_Group]:
    """Yield the points of one name in groups, each apart from the others."""
    if not named:
        return
    naming, points = named[0][0], [point for _, point in named]
    metres, link = _in_metres(points), _link_m(naming, points)
    spots = fcluster(linkage(metres), link, "distance") if len(points) > 1 else np.ones(1)
    for spot in np.unique(spots):
        yield _Group(naming, metres[spots == spot])


def _distance(one: _Group, other: _Group) -> float:
    return float(np.hypot(*(_middle(one.points) - _middle(other.points)).T))


def _in_metres(points: list[NamedPoint]) -> Points:
    return np.column_stack(TO_METRES.transform(*np.array([(p.lon, p.lat) for p in points]).T))


def _link_m(naming: Naming, points: Iterable[NamedPoint]) -> float:
    if naming.kind != "street":
        return float(table("link_m")[naming.kind])
    classes = [ROAD_CLASSES[point.tag] for point in points if point.tag in ROAD_CLASSES]
    return max(SMALL_STREET_LINK_M, *(GRADES[of].edge for of in classes), 0)


def _entries(group: _Group, drawn: Collection[str], districts: PolygonIndex) -> Iterator[Entry]:
    """Yield an entry for each district that a street has points in, or that the middle lies in."""
    naming, points = group.naming, group.points
    spots = points if naming.kind == "street" else _middle(points)[None, :]
    found = districts.locate(*TO_METRES.transform(*spots.T, direction="INVERSE"))
    for position in np.unique(found[found != NOT_FOUND]):
        inside = points[found == position] if naming.kind == "street" else points
        yield _entry(naming, inside, str(districts.ids[position]), drawn)


def _entry(naming: Naming, points: Points, district: str, drawn: Collection[str]) -> Entry:
    middle = _middle(points)
    if naming.kind == "street":
        middle = points[np.argmin(np.hypot(*(points - middle).T))]
    reach = float(np.hypot(*(points - middle).T).max())
    error_m = round(reach + _least_error_m(naming))
    lon, lat = TO_METRES.transform(*middle, direction="INVERSE")
    line = chinese_name(avenue_name(naming.name)) if naming.kind == "street" else ""
    return Entry(
        naming.name,
        naming.kind,
        round(lon, DECIMALS),
        round(lat, DECIMALS),
        error_m,
        district,
        line if line in drawn and line != naming.name else "",
        syllables(naming.name),
    )


def _least_error_m(naming: Naming) -> float:
    least = float(table("error_m")[naming.kind])
    return least if naming.is_own else max(least, table("by_stop")["error_m"])


def _middle(points: Points) -> Points:
    """Return the middle of what points span, shape (2,)."""
    return (points.min(axis=0) + points.max(axis=0)) / 2


def _without_doubles(entries: list[Entry]) -> Iterator[Entry]:
    """Yield entries without the stops that are named after something beside them."""
    things = defaultdict(list)
    for entry in entries:
        if entry.kind not in {"stop", "street"}:
            things[entry.name].append(entry)
    for entry in entries:
        if entry.kind != "stop" or not any(_near(entry, other) for other in things[entry.name]):
            yield entry


def _near(one: Entry, other: Entry) -> bool:
    x, y = TO_METRES.transform([one.lon_wgs84, other.lon_wgs84], [one.lat_wgs84, other.lat_wgs84])
    return float(np.hypot(x[0] - x[1], y[0] - y[1])) < DOUBLE_M


def _airports(districts: PolygonIndex) -> Iterator[Entry]:
    """Yield the civil airports; one of them lies in no district."""
    for name, _, point in airports():
        x, y = np.array([point.x]), np.array([point.y])
        [district] = districts.names(districts.locate(x, y))
        lon, lat = round(point.x, DECIMALS), round(point.y, DECIMALS)
        error_m = table("error_m")["airport"]
        yield Entry(name, "airport", lon, lat, error_m, district or "", "", syllables(name))
