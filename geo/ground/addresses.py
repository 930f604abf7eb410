"""From an address in words to a point: the names in it that the gazetteer has, never a guess.

Tried in turn: the crossing of two streets, a building or the like, a street, a village, park or
stop. A name counts only whole, and only in the district that is stated; what fits alike in two
spots is a question.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from pyproj import Geod

from geo.ground.crossings import CROSSING, Crossings
from geo.ground.gazetteer import STREET, Gazetteer, NamedPoint
from geo.region import REGION
from geo.words.characters import simplified

EXACT: Final = frozenset(
    ("building", "station", "hospital", "campus", "school", "estate", "bridge", "airport")
)
WIDE: Final = frozenset(("village", "park", "stop"))
IN_TURN: Final = (EXACT, frozenset((STREET,)), WIDE)
"""The kinds that are tried one after the other, once no streets cross."""

BESIDE_M: Final = 300
"""How much farther off what is only said to be beside a name may be."""

ONE_M: Final = 1000.0
"""Names within this distance of each other say the same of an address."""

LONGEST: Final = 24
SHORTEST: Final = 2

_ELSEWHERE = re.compile("^[\u4e00-\u9fff]{2,3}(省|市|自治区)")
_BEFORE = re.compile(
    "^|(?<=[^\u4e00-\u9fff]|[区县市镇乡村号院里园城在于至到与和及邻近临靠线])|(?<=街道|坐落|地处|地铁)"
)
_AFTER = re.compile(
    "$|[^\u4e00-\u9fff]|[号院甲乙丙丁内旁附近对以与和及至到交的]|[一二三四五六七八九十]+层|地块|沿线|一带|区域|路口|周边"
    "|[东西南北]{1,2}([侧边面门口段端角部]|路口|$)|主楼|[东西南北]座|站"
)
_BESIDE_BEFORE = re.compile("([邻近临靠]|毗邻|紧邻|邻近|靠近)$")
_BESIDE_AFTER = re.compile("旁|附近|对面|周边|一带|以[东西南北]|[东西南北]{1,2}侧")
_JOINED = re.compile("[×x*&+/、;-]|[与和及交]")
_THING = re.compile(
    "([寺庙宫馆厂局所院厅店楼堂门站区]|中心|[市商]场|大厦|广场|[剧体][院育]?[场馆院]|影院|政府"
    "|路口|[东西南北]口|桥[东西南北])$"
)
_GEOD: Final = Geod(ellps="WGS84")


Named: TypeAlias = tuple[NamedPoint, ...]


@dataclass(frozen=True)
class Address:
    """What an address says: a point, or several that fit alike, of which none is taken."""

    point: NamedPoint | None = None
    alike: Named = ()


@dataclass(frozen=True)
class _Mention:
    """The entries of a name that stands in an address.

    ``is_beside`` where the address lies near to it only, ``is_joined`` where nothing but a word
    such as 与 parts it from the name before.
    """

    points: Named
    is_beside: bool = False
    is_joined: bool = False


class AddressFinder:
    """Addresses by the names of a gazetteer."""

    def __init__(self, gazetteer: Gazetteer, crossings: Crossings) -> None:
        """Take the names and where streets cross."""
        self._gazetteer, self._crossings = gazetteer, crossings

    def find(self, text: str, district: str | None) -> Address:
        """Return the point of an address.

        Parameters
        ----------
        text
            The address, in Chinese.
        district
            The adcode that is stated beside it, if any: what lies elsewhere is no match.
        """
        plain = _plain(text)
        if _is_elsewhere(plain):
            return Address()
        mentions = [*self._mentions(plain, district)]
        crossing = self._crossing(mentions)
        if crossing.point or crossing.alike:
            return crossing
        if any(mention.is_joined for mention in mentions):
            return Address(alike=tuple(point for mention in mentions for point in mention.points))
        for kinds in IN_TURN:
            found = [m for m in mentions if m.points[0].kind in kinds]
            if found:
                return _agreed(found)
        return Address()

    def _mentions(self, plain: str, district: str | None) -> Iterator[_Mention]:
        """Yield the names in a text from its beginning, of those that overlap the longest."""
        starts = {start.start() for start in _BEFORE.finditer(plain)}
        at = before = 0
        while at < len(plain):
            name = self._name_at(plain, at) if at == before or at in starts else ""
            if not name:
                at += 1
                continue
            end = at + len(name)
            points = self._points(name, district)
            if points:
                beside = _BESIDE_BEFORE.search(plain[:at]) or _BESIDE_AFTER.match(plain[end:])
                joined = _JOINED.fullmatch(plain[before:at]) is not None
                yield _Mention(points, beside is not None, joined)
            at = before = end

    def _name_at(self, plain: str, at: int) -> str:
        """Return the longest name that begins at a position and is whole there."""
        for name in reversed(self._gazetteer.begun(plain[at : at + LONGEST], SHORTEST)):
            is_bare = name[0].isalnum() and name[-1].isalnum()
            if is_bare and self._is_whole(plain, at + len(name)):
                return name
        return ""

    def _is_whole(self, plain: str, end: int) -> bool:
        """Tell whether a name may end at a position: another begins there, or a word that may."""
        if _AFTER.match(plain[end:]):
            return True
        return any(
            _AFTER.match(plain[end + len(name) :])
            for name in self._gazetteer.begun(plain[end : end + LONGEST], SHORTEST + 1)
        )

    def _points(self, name: str, district: str | None) -> Named:
        """Return the entries of a name in a district, only those of the kinds tried first."""
        named = [point for point in self._gazetteer.named(name) if _is_a_thing(point)]
        points = [point for point in named if not district or point.district == district]
        for kinds in IN_TURN:
            found = tuple(point for point in points if point.kind in kinds)
            if found:
                return found
        return ()

    def _crossing(self, mentions: Sequence[_Mention]) -> Address:
        """Return where two streets cross that an address names one after the other."""
        streets = [mention for mention in mentions if mention.points[0].kind == STREET]
        if len({mention.points[0].name for mention in streets}) != 2:  # noqa: PLR2004 (a pair)
            return Address()
        one, other = streets[0], streets[-1]
        if one.is_beside or other.is_beside or not other.is_joined:
            return Address()
        name = f"{one.points[0].name} × {other.points[0].name}"
        found = self._crossings.between(one.points, other.points, name)
        if found:
            return _agreed([_Mention(tuple(found))])
        return self._within_one(one.points, other.points, name)

    def _within_one(self, one: Named, other: Named, name: str) -> Address:
        """Return the smaller of two streets, one of them not drawn, if they can cross in it."""
        are_single = len(one) == len(other) == 1
        if not are_single or (self._crossings.has(one[0]) and self._crossings.has(other[0])):
            return Address()
        least, most = sorted((one[0], other[0]), key=lambda street: street.error_m)
        if _metres(least, most) > least.error_m + most.error_m:
            return Address()
        pinyin = f"{one[0].pinyin} × {other[0].pinyin}"
        return Address(replace(least, name=name, kind=CROSSING, pinyin=pinyin))


def _is_a_thing(point: NamedPoint) -> bool:
    """Tell whether a name may be an address: stops bear names of whole towns too, as 宋庄."""
    return point.kind != "stop" or _THING.search(point.name) is not None


def _plain(text: str) -> str:
    return "".join(simplified(unicodedata.normalize("NFKC", text)).casefold().split())


def _is_elsewhere(plain: str) -> bool:
    """Tell whether an address begins with another province or city than the region's."""
    begins = _ELSEWHERE.match(plain)
    return begins is not None and REGION.name.zh not in begins[0]


def _agreed(mentions: Sequence[_Mention]) -> Address:
    """Return the point that all mentions agree on; the last is the finest, as addresses go."""
    points = [point for mention in mentions for point in mention.points]
    last = mentions[-1].points[-1]
    apart = max((_metres(last, point) for point in points if point is not last), default=0)
    if apart > ONE_M or (apart and last.kind == STREET):
        return Address(alike=tuple(points))
    beside = BESIDE_M if mentions[-1].is_beside else 0
    return Address(replace(last, error_m=max(last.error_m, round(apart)) + beside))


def _metres(one: NamedPoint, other: NamedPoint) -> float:
    _, _, metres = _GEOD.inv(one.lon, one.lat, other.lon, other.lat)
    return float(round(metres))
