"""What a name of the index is a name of: a station, a street, a hospital; or no name at all."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from tools.ground.index import BUILDINGS, ROAD_CLASSES, STOPS, STREETS, WATERS, NamedPoint
from tools.ground.names import names_of

_TABLE: Final = Path(__file__).with_name("kinds.toml")

_SMALL_STREETS: Final = ("residential", "unclassified", "living_street", "pedestrian", "service")
_TAGS: Final[Mapping[str, frozenset[str]]] = {
    STREETS: frozenset((*ROAD_CLASSES, *_SMALL_STREETS)),
    STOPS: frozenset(("bus_stop", "bus_station", "traffic_signals")),
    WATERS: frozenset(("lake", "reservoir")),
}
"""By category, the tags that are read; of buildings all are."""

_STATION_TAGS: Final = ("train_station", "subway_station")
_STATION_BUILDING = re.compile(r"[^检房区\d]{2,8}")
_STATION_STOP = re.compile("地铁([^站]{2,})站?|(.{2,})地铁站|(.{2,}火车站)")
_OF_A_COMPOUND = re.compile(
    r"(.*?[\u4e00-\u9fff]{2}(?:\d+号院)?)[\s\-—]*[A-Z甲乙丙丁]?\d+[号#]?[楼栋座].*"
)
"""``花家地南里7号楼`` and ``金府路27号院-3号楼`` name a compound and a building of it."""

_TOWER = re.compile(
    r"[\s\-]*[东西南北]?[A-Z]?\d*[座栋幢塔]$|\s+[A-Z]?\d+$|(?<=[\u4e00-\u9fff])[A-Z]$"
)
"""``望京SOHO T1`` and ``汇贤大厦A座`` are parts of what people look for."""

_BRACKETS = re.compile(r"[(（].*?[)）]")
_BESIDE_A_STREET = re.compile("辅路|匝道|出口|入口|隧道|联络线|专用道|掉头|货车|应急|规划|延长线")
_ONLY_COUNTED = re.compile(
    "[一二三四五六七八九十0-9]+号?(路|街|巷|胡同|条)|.?[0-9]+(国道|省道|县道|乡道|村道)"
    "|[东南西北中前后大小]{1,2}(路|街|巷|道|胡同|大街)"
)
_SHORT_PART = re.compile(r".{1,2}|..?[楼室房斋间座馆厅]|\d+[号#]?[楼栋座].*")
_DEPARTMENT = re.compile(".*(大学|学院).+(学院|系)")
_NATIONAL = re.compile("北京|中国|中央|首都|清华|对外|外交|国家")
_MARKS: Final = r"[0-9A-Za-z#\W_]"


class Naming(NamedTuple):
    """A name and its kind; ``is_own`` where the point is the thing's own, not that of its stop."""

    name: str
    kind: str
    is_own: bool = True


@cache
def table(section: str) -> Mapping[str, Any]:
    """Return a section of ``kinds.toml``."""
    found: Mapping[str, Any] = tomllib.loads(_TABLE.read_text("utf-8"))[section]
    return found


def naming_of(point: NamedPoint) -> Naming | None:
    """Return what a point of the index names, or None where that is no name of its own."""
    tags = _TAGS.get(point.category)
    if tags is not None and point.tag not in tags:
        return None
    return _naming(point.name, point.category, point.tag)


@cache
def _naming(written: str, category: str, tag: str) -> Naming | None:
    name = _BRACKETS.sub("", written).partition(";")[0].strip()
    naming = _READERS[category](name, tag)
    return None if naming is None or _is_left_out(naming.name) else naming


def _of_street(name: str, _: str) -> Naming | None:
    kind = _kind_by_ending(name)
    if kind == "bridge":
        return Naming(name, kind)
    if kind != "street" or _BESIDE_A_STREET.search(name) or _ONLY_COUNTED.fullmatch(name):
        return None
    return Naming(re.sub("高速公路$", "高速", name), kind)


def _of_stop(name: str, tag: str) -> Naming | None:
    kind = _kind_by_ending(name)
    if tag == "traffic_signals":
        return Naming(name, kind) if kind == "bridge" else None
    station = _STATION_STOP.fullmatch(name)
    if station:
        return Naming(_of_a_station(next(filter(None, station.groups()))), "station", is_own=False)
    if _is_generic(name, of_building=False):
        return None
    return Naming(name, "stop" if kind in {None, "street", "building"} else kind, is_own=False)


def _of_building(name: str, tag: str) -> Naming | None:
    stop = _STATION_STOP.fullmatch(name)
    if stop or name in names_of("stations"):
        return Naming(_of_a_station(name), "station")
    if tag in _STATION_TAGS:
        is_whole = _STATION_BUILDING.fullmatch(name)
        return Naming(_of_a_station(name), "station") if is_whole else None
    compound = _OF_A_COMPOUND.fullmatch(name.replace(" ", ""))
    whole = compound[1] if compound else _TOWER.sub("", name)
    if _is_generic(whole, of_building=True) or _SHORT_PART.fullmatch(whole):
        return None
    if compound and _kind_by_ending(whole) in {"street", "bridge"}:
        return None
    return Naming(whole, "estate" if compound else _kind_of_building(whole))


def _kind_of_building(name: str) -> str:
    kind = _kind_by_ending(name)
    is_part = kind in {"street", "village"} or (kind == "campus" and not _NATIONAL.match(name))
    return "building" if kind is None or is_part else kind


def _of_water(name: str, _: str) -> Naming | None:
    return None if _is_generic(name, of_building=True) else Naming(name, "water")


_READERS: Final = {
    STREETS: _of_street,
    STOPS: _of_stop,
    BUILDINGS: _of_building,
    WATERS: _of_water,
}


def _of_a_station(name: str) -> str:
    """Return one name for a station: ``西苑站`` for ``西苑``, ``地铁西苑站`` and ``西苑地铁站``."""
    plain = name.removeprefix("地铁").removesuffix("地铁站")
    return plain if plain.endswith("站") else plain + "站"


def _kind_by_ending(name: str) -> str | None:
    """Return the kind that has the longest ending of a name, if any has one."""
    endings = (
        (len(ending), kind)
        for kind, of in table("endings").items()
        for ending in of
        if name.endswith(ending) and name != ending
    )
    kind = max(endings, default=(0, None))[1]
    return None if kind == "campus" and _DEPARTMENT.fullmatch(name) else kind


def _is_left_out(name: str) -> bool:
    left_out = table("left_out")
    return (
        name in left_out["names"]
        or any(part in name for part in left_out["parts"])
        or not re.search("[\u4e00-\u9fff]{2}", name)
    )


def _is_generic(name: str, *, of_building: bool) -> bool:
    """Tell whether nothing but generic words makes up a name; stops are often named by one sign."""
    return _generic_words(1 if of_building else 2).fullmatch(name) is not None


@cache
def _generic_words(shortest: int) -> re.Pattern[str]:
    words = [word for word in table("generic")["words"] if len(word) >= shortest]
    return re.compile(f"(?:{'|'.join(words)}|{_MARKS}|[东南西北][门口]?)+")
