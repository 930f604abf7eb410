"""The named points of a search index: one for every street, building, stop and water of a city.

The package does not say where its index comes from. Names, tags and positions are those of
OpenStreetMap, so what is made from it is published under ODbL with OpenStreetMap's attribution.
Its enterprises and banks have another origin and are never read.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from tools.ground.names import is_chinese
from tools.ground.packages import read_member

PACKAGE: Final = "siontiles"
MEMBER: Final = "siontiles/web/search_index.json.gz"
DIGEST: Final = "843fea478814fa2076fe34a0e3869bcb0f16a8173ac2ca23829c1069814abac1"
"""SHA-256 of the member in version 0.3.1: another one is another ground."""

BOX: Final = (115.35, 39.35, 117.60, 41.15)
"""West, south, east and north of what is read, WGS-84 degrees."""

STREETS: Final = "道路"
BUILDINGS: Final = "建筑"
WATERS: Final = "水域"
STOPS: Final = "交通"
"""Of it only what has a tag of OpenStreetMap: stops, and the lights that bear a bridge's name."""

ROAD_CLASSES: Final[Mapping[str, int]] = {
    "motorway": 0,
    "trunk": 1,
    "primary": 2,
    "secondary": 3,
    "tertiary": 4,
}
"""OpenStreetMap's classes of roads that are drawn, the widest first."""

_FORBIDDEN = re.compile("部队|军|监狱|看守|拘留|靶场|雷达|导弹|国防|武警|武装")
_CARRIAGEWAYS = re.compile(
    "辅路|匝道|出口|入口|隧道|联络线|专用道|掉头|货车|应急|^[东南西北].*立交"
)
_RING = re.compile("[东南西北]{0,2}([二三四五六])环[东南西北中]?路?")
_ONE_NAME: Final = dict.fromkeys(
    (
        "东长安街",
        "西长安街",
        "建国门内大街",
        "建国门外大街",
        "复兴门内大街",
        "复兴门外大街",
    ),
    "长安街",
)
"""Parts of an avenue that maps of the city name as one."""


@dataclass(frozen=True)
class NamedPoint:
    """A name, its category and tag as the index has them, and a WGS-84 point in degrees."""

    name: str
    category: str
    tag: str
    lon: float
    lat: float


def read_points() -> list[NamedPoint]:
    """Read the points of our categories within ``BOX``, none of them with a forbidden name.

    Raises
    ------
    GeometryError
        The package holds another index than the one that was tested.
    """
    rows = json.loads(read_member(PACKAGE, MEMBER, DIGEST))
    points = (NamedPoint(row["n"], row["c"], row["t"], row["x"], row["y"]) for row in rows)
    return [point for point in points if _is_wanted(point)]


def _is_wanted(point: NamedPoint) -> bool:
    west, south, east, north = BOX
    return (
        point.category in {STREETS, BUILDINGS, WATERS, STOPS}
        and west < point.lon < east
        and south < point.lat < north
        and not is_forbidden(point.name)
    )


def is_forbidden(name: str) -> bool:
    """Tell whether a name is of a kind that no map of ours shows: military, prisons, the like."""
    return _FORBIDDEN.search(name) is not None


def street_points(
    points: Iterable[NamedPoint],
) -> dict[tuple[str, int], list[tuple[float, float]]]:
    """Return the (lon, lat) degrees of every street by its name and class, in the index's order."""
    streets: dict[tuple[str, int], list[tuple[float, float]]] = defaultdict(list)
    for name, road_class, lonlat in _carriageways(points):
        streets[name, road_class].append(lonlat)
    return streets


def _carriageways(
    points: Iterable[NamedPoint],
) -> Iterator[tuple[str, int, tuple[float, float]]]:
    for point in points:
        road_class = ROAD_CLASSES.get(point.tag)
        if point.category != STREETS or road_class is None or _CARRIAGEWAYS.search(point.name):
            continue
        name = street_name(point.name)
        if not is_chinese(name):
            continue
        whole = _ONE_NAME.get(name)
        if whole and road_class <= ROAD_CLASSES["primary"]:
            name, road_class = whole, ROAD_CLASSES["trunk"]
        yield name, road_class, (point.lon, point.lat)


def avenue_name(name: str) -> str:
    """Return the name under which a street is drawn: 长安街 for each of its parts."""
    whole = street_name(name)
    return _ONE_NAME.get(whole, whole)


def street_name(name: str) -> str:
    """Return one name for all parts of a street: ``北二环`` and ``东二环中路`` are ``二环路``."""
    plain = re.sub(r"[（(].*?[)）]", "", name).partition(";")[0]
    plain = re.sub(r"(高速)公路$", r"\1", plain)
    plain = plain.replace("北京-", "京").replace("大庆-广州", "大广")
    ring = _RING.fullmatch(plain)
    return f"{ring[1]}环路" if ring else plain
