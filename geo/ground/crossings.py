"""Where two streets meet, worked out from the lines of the ground."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Transformer

from geo.ground.gazetteer import STREET, Gazetteer, NamedPoint
from geo.ground.join import PolygonIndex
from geo.region import REGION
from geo.words.characters import simplified

CROSSING: Final = "crossing"
ERROR_M: Final = 100
"""How far a crossing may be off at least: both lines, and the width of what meets there."""

GAP_M: Final = 150.0
"""Lines that come as near as this meet: the end of one may be drawn short of the other."""

ONE_M: Final = 400.0
"""Meetings of two lines within this distance are one crossing, as at an interchange."""

BETWEEN: Final = "×xX*&+/、,，;；与和及交"
"""What stands between the names of two streets that cross."""

_END = re.compile("的?(相?交|十字|丁字)?(叉路?口|叉点|汇处|处|界处|口|路口)(附近|处)?$")
_DECIMALS: Final = 5

Points = NDArray[np.float64]


class Crossings:
    """The crossings of the streets of a gazetteer."""

    def __init__(
        self, gazetteer: Gazetteer, features: gpd.GeoDataFrame, districts: PolygonIndex
    ) -> None:
        """Take the names of streets, the ground's features in WGS-84, and the fine districts."""
        self._gazetteer, self._features, self._districts = gazetteer, features, districts
        self._metres = Transformer.from_crs(4326, REGION.ground.metres, always_xy=True)

    def prepare(self) -> None:
        """Make the lines ready before anybody asks."""
        _ = self._lines, self._parts

    def named(self, text: str) -> list[NamedPoint]:
        """Return the crossings that a text names as a whole: ``东三环 × 建国路``."""
        for one, other in _halves(text):
            found = self.between(self._street(one), self._street(other), f"{one} × {other}")
            if found:
                return found
        return []

    def between(
        self, one: Sequence[NamedPoint], other: Sequence[NamedPoint], name: str
    ) -> list[NamedPoint]:
        """Return where two streets cross, of each given the entries, as points of a name."""
        if not one or not other or one[0].line == other[0].line:
            return []
        lines = [self._lines.get(parts[0].line) for parts in (one, other)]
        if None in lines:
            return []
        spots = _meetings(*lines)
        near = [spot for spot in spots if all(self._is_near(spot, p) for p in (one, other))]
        pinyin = f"{one[0].pinyin} × {other[0].pinyin}"
        return [self._point(name, pinyin, spots) for spots in _gathered(near)]

    def has(self, street: NamedPoint) -> bool:
        """Tell whether a street is drawn."""
        return street.line in self._lines

    def _street(self, name: str) -> list[NamedPoint]:
        """Return the entries of a street's name, and those of all parts of a line so named."""
        named = [point for point in self._gazetteer.named(name) if point.kind == STREET]
        return [*self._parts.get(name, ()), *named]

    @cached_property
    def _parts(self) -> Mapping[str, list[NamedPoint]]:
        parts: dict[str, list[NamedPoint]] = defaultdict(list)
        for point in self._gazetteer.points:
            if point.drawn_as:
                parts[point.drawn_as].append(point)
        return dict(parts)

    @cached_property
    def _lines(self) -> dict[str, shapely.Geometry]:
        """The lines of each name, in metres."""
        roads = self._features[self._features["kind"] == "road"].to_crs(REGION.ground.metres)
        grouped = roads.groupby("name_zh").geometry
        return {name: shapely.multilinestrings([*lines]) for name, lines in grouped}

    def _is_near(self, spot: Points, streets: Sequence[NamedPoint]) -> bool:
        """Tell whether a spot lies on what the entries call by the name, not on another part."""
        return any(
            np.hypot(*(spot - self._metres.transform(s.lon, s.lat))) <= s.error_m + GAP_M
            for s in streets
        )

    def _point(self, name: str, pinyin: str, spots: Points) -> NamedPoint:
        middle = spots.mean(axis=0)
        x, y = middle
        degrees = self._metres.transform(x, y, direction="INVERSE")
        lon, lat = (round(value, _DECIMALS) for value in degrees)
        district = self._districts.name_at(lon, lat)
        error_m = round(ERROR_M + np.hypot(*(spots - middle).T).max())
        return NamedPoint(name, CROSSING, lon, lat, error_m, district or "", pinyin=pinyin)


def _halves(text: str) -> Iterator[tuple[str, str]]:
    """Yield what a text may name as two streets; 和 may also stand within a name."""
    plain = simplified(unicodedata.normalize("NFKC", text)).strip()
    for whole in dict.fromkeys((plain, _END.sub("", plain))):
        for match in re.finditer(f"[{re.escape(BETWEEN)}]", whole):
            one, other = whole[: match.start()].strip(), whole[match.end() :].strip()
            if one and other:
                yield one, other


def _meetings(one: shapely.Geometry, other: shapely.Geometry) -> Points:
    """Return where two lines cross, or come nearest to each other; shape (n, 2), metres."""
    crossing = shapely.intersection(one, other)
    if crossing.is_empty:
        if one.distance(other) > GAP_M:
            return np.empty((0, 2))
        ends: Points = shapely.get_coordinates(shapely.shortest_line(one, other))
        return ends
    return np.array([part.centroid.coords[0] for part in shapely.get_parts(crossing)])


def _gathered(spots: Sequence[Points]) -> list[Points]:
    """Return spots in groups, each within ``ONE_M`` of the first of its group."""
    groups: list[list[Points]] = []
    for spot in spots:
        near = [group for group in groups if np.hypot(*(spot - group[0])) <= ONE_M]
        if near:
            near[0].append(spot)
        else:
            groups.append([spot])
    return [np.array(group) for group in groups]
