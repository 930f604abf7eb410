"""Walk the ground's own lines to the outlines that sources give as streets: ``data/bounds.csv``."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry
from shapely.ops import substring

from tools.shapes import (
    TO_METRES,
    Feature,
    GeometryError,
    make_feature,
    measure_km2,
    round_lonlat,
    unproject,
)

Points: TypeAlias = NDArray[np.float64]

FILE: Final = "bounds.csv"
STANDS_FOR: Final = "="
"""In a side: what the source names, then the line that stands for it."""

FARTHEST_M: Final = 1500.0
"""The most that two neighbouring sides may be apart; they are joined straight."""

SURE_M: Final = 30
STAND_IN_M: Final = 120
"""How far a side may be off: along a street, and where another line stands for it."""


Point: TypeAlias = NDArray[np.float64]
"""x and y in metres of UTM, shape (2,)."""


@dataclass(frozen=True)
class Bounds:
    """A row of the table; ``sides`` are pairs of what the source names and the line walked."""

    site: str
    part: str
    name_zh: str
    name_en: str
    near: tuple[float, float]
    sides: tuple[tuple[str, str], ...]
    published_km2: float
    sources: tuple[str, ...]
    note_zh: str
    note_en: str


def read_bounds(folder: Path) -> list[Bounds]:
    """Return the rows of the table in a data folder."""
    with (folder / FILE).open(encoding="utf-8-sig", newline="") as file:
        return [_bounds(row) for row in csv.DictReader(file)]


def _bounds(row: Mapping[str, str]) -> Bounds:
    sides = []
    for side in row["sides"].split(";"):
        named, _, walked = side.partition(STANDS_FOR)
        sides.append((named, walked or named))
    return Bounds(
        site=row["site"],
        part=row["part"],
        name_zh=row["name_zh"],
        name_en=row["name_en"],
        near=(float(row["lon_wgs84"]), float(row["lat_wgs84"])),
        sides=tuple(sides),
        published_km2=float(row["published_km2"]),
        sources=tuple(row["sources"].split(";")),
        note_zh=row["note_zh"],
        note_en=row["note_en"],
    )


def build_bounds(rows: Sequence[Bounds], ground: Sequence[Feature]) -> list[Feature]:
    """Return an outline for every row, WGS-84.

    Parameters
    ----------
    rows
        The table.
    ground
        Features of the ground, whose roads are walked.

    Raises
    ------
    GeometryError
        A side is not on the ground, two sides do not meet, or they enclose no area.
    """
    lines = Lines(ground)
    return [_feature(row, walk(row, lines)) for row in rows]


class Lines:
    """The lines of the ground by their Chinese names, in metres."""

    def __init__(self, ground: Sequence[Feature]) -> None:
        """Take the ground's features; only its roads are walked."""
        self._roads: dict[str, list[Points]] = {}
        for feature in ground:
            properties = feature["properties"]
            if properties["kind"] == "road":
                degrees = np.array(feature["geometry"]["coordinates"])
                metres = np.column_stack(TO_METRES.transform(*degrees.T))
                self._roads.setdefault(properties["name_zh"], []).append(metres)

    def named(self, name: str) -> list[Points]:
        """Return the lines of a name, each of shape (n, 2), metres; GeometryError without any."""
        lines = self._roads.get(name)
        if not lines:
            raise GeometryError(f"The ground has no {name}")
        return lines


def walk(row: Bounds, lines: Lines) -> shapely.Polygon:
    """Return the outline of a row in metres of UTM: each side between its corners."""
    near = shapely.Point(*TO_METRES.transform(*row.near))
    sides = [lines.named(walked) for _, walked in row.sides]
    corners = [
        _corner(one, other, near, row)
        for one, other in zip(sides, [*sides[1:], sides[0]], strict=True)
    ]
    ring: list[Point] = []
    for before, side, after in zip([corners[-1], *corners[:-1]], sides, corners, strict=True):
        ring += _path(side, before[1], after[0])
    polygon = shapely.make_valid(shapely.Polygon(ring))
    polygon = max(shapely.get_parts(polygon), key=shapely.area)
    if polygon.area == 0:
        raise GeometryError(f"The sides of {row.site} {row.part} enclose nothing")
    return polygon


def _corner(
    one: list[Points], other: list[Points], near: shapely.Point, row: Bounds
) -> tuple[Point, Point]:
    """Return the point on each of two sides where they meet, or where they come nearest."""
    first, second = shapely.MultiLineString(one), shapely.MultiLineString(other)
    points = shapely.get_coordinates(shapely.intersection(first, second))
    if len(points):
        at = min(points, key=lambda point: near.distance(shapely.Point(point)))
        return at, at
    link = shapely.get_coordinates(shapely.shortest_line(first, second))
    if float(np.hypot(*(link[1] - link[0]))) > FARTHEST_M:
        raise GeometryError(f"Two sides of {row.site} {row.part} lie apart")
    return link[0], link[1]


def _path(side: list[Points], start: Point, end: Point) -> list[Point]:
    """Return the way from one corner to the next along the line of a side that is nearest both."""
    corners = shapely.points([start, end])
    lines = [shapely.LineString(line) for line in side]
    line = min(lines, key=lambda line: float(shapely.distance(line, corners).sum()))
    first, last = shapely.line_locate_point(line, corners)
    around = line.is_closed and abs(last - first) > line.length / 2
    if not around:
        between = [substring(line, first, last)]
    elif first > last:
        between = [substring(line, first, line.length), substring(line, 0, last)]
    else:
        between = [substring(line, first, 0), substring(line, line.length, last)]
    return [start, *np.vstack([shapely.get_coordinates(part) for part in between]), end]


def _feature(row: Bounds, outline: shapely.Polygon) -> Feature:
    shape = round_lonlat(unproject(outline))
    km2 = measure_km2(shape)
    stands_in = any(named != walked for named, walked in row.sides)
    properties = {
        "site": row.site,
        "part": row.part or None,
        "name_zh": row.name_zh,
        "name_en": row.name_en,
        "area_km2": round(km2, 3),
        "published_km2": row.published_km2,
        "difference": round(km2 / row.published_km2 - 1, 3),
        "error_m": STAND_IN_M if stands_in else SURE_M,
        "geometry_basis": "digitised",
        "sources": list(row.sources),
        "note_zh": row.note_zh,
        "note_en": row.note_en,
    }
    return make_feature(shape, properties)


def whole_sites(bounds: Sequence[Feature]) -> dict[str, BaseGeometry]:
    """Return the outline of every site whose bounds are known as a whole, WGS-84, by its id."""
    return {
        feature["properties"]["site"]: shapely.geometry.shape(feature["geometry"])
        for feature in bounds
        if not feature["properties"]["part"]
    }
