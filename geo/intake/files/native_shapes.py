"""Shapes as GeoParquet 1.1 writes them natively: structs of x and y, nested in lists."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import shapely

_Vertex = Mapping[str, float]


def _pairs(vertices: Sequence[_Vertex]) -> list[tuple[float, float]]:
    return [(vertex["x"], vertex["y"]) for vertex in vertices]


def _polygon(rings: Sequence[Sequence[_Vertex]]) -> shapely.Polygon:
    shell, *holes = [_pairs(ring) for ring in rings] or [[]]
    return shapely.Polygon(shell, holes)


ENCODINGS: Final[Mapping[str, Callable[[Any], shapely.Geometry]]] = {
    "point": lambda vertex: shapely.Point(vertex["x"], vertex["y"]),
    "linestring": lambda vertices: shapely.LineString(_pairs(vertices)),
    "polygon": _polygon,
    "multipoint": lambda vertices: shapely.MultiPoint(_pairs(vertices)),
    "multilinestring": lambda lines: shapely.MultiLineString([_pairs(line) for line in lines]),
    "multipolygon": lambda polygons: shapely.MultiPolygon([_polygon(one) for one in polygons]),
}
"""How the cells of a native encoding become shapes, by its name in the metadata."""


def native_shapes(
    encoding: str, cells: Sequence[object]
) -> tuple[list[shapely.Geometry | None], set[int]]:
    """Return the shapes of a column, and the positions of those that cannot be read."""
    shapes: list[shapely.Geometry | None] = []
    broken = set()
    for position, cell in enumerate(cells):
        try:
            shapes.append(None if cell is None else ENCODINGS[encoding](cell))
        except (KeyError, TypeError, ValueError, shapely.errors.ShapelyError):
            shapes.append(None)
            broken.add(position)
    return shapes, broken
