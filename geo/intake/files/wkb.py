"""Shapes as well-known binary, looked through before GEOS sees them: it follows any nesting."""

from collections.abc import Sequence
from struct import Struct, error
from typing import Final

import numpy as np
import shapely

from geo.errors import TooDeepError, TooManyVerticesError
from geo.settings import Limits

POINT, LINE, POLYGON, CURVE = 1, 2, 3, 8
_OF_PARTS: Final = frozenset({4, 5, 6, 7, 9, 10, 11, 12})
"""Types whose parts are shapes again: ISO 13249-3, 5.1.68, which OGC 06-103r4 takes over."""

_NUMBER: Final = {True: Struct("<I"), False: Struct(">I")}
_HAS_Z, _HAS_M, _HAS_SRID = 0x80000000, 0x40000000, 0x20000000  # as PostGIS writes them
_TYPE: Final = 0x0FFFFFFF
_ORDINATE: Final = 8


def read_shapes(
    name: str, cells: Sequence[object], allowed: Limits
) -> tuple[list[shapely.Geometry | None], set[int]]:
    """Return the shapes of a column, and the positions of those that cannot be read.

    Parameters
    ----------
    name
        Of the file, for the sentence.
    cells
        WKB as bytes, of OGC, ISO or PostGIS; None where there is no shape.

    Raises
    ------
    TooDeepError, TooManyVerticesError
        Shapes are nested too deeply, or all together have too many vertices.
    """
    sound: list[bytes | None] = []
    broken, left = set(), allowed.vertices
    for position, cell in enumerate(cells):
        try:
            left -= _vertices(name, cell, allowed) if isinstance(cell, bytes) else 0
            sound.append(cell if isinstance(cell, bytes) else None)
            if cell is not None and not isinstance(cell, bytes):
                broken.add(position)
        except (error, IndexError, ValueError):
            sound.append(None)
            broken.add(position)
        if left < 0:
            raise TooManyVerticesError(file=name, limit=allowed.vertices)
    shapes = shapely.from_wkb(np.asarray(sound, dtype=object), on_invalid="ignore").tolist()
    lost = {p for p, shape in enumerate(shapes) if shape is None and sound[p] is not None}
    return shapes, broken | lost


def _vertices(name: str, wkb: bytes, allowed: Limits) -> int:
    """Return how many vertices a shape has; raise where its bytes end early."""
    reader = _Reader(wkb)
    parts = [1]
    while parts:
        if len(parts) > allowed.depth:
            raise TooDeepError(file=name, limit=allowed.depth)
        if not parts[-1]:
            parts.pop()
            continue
        parts[-1] -= 1
        inner = reader.shape()
        if inner:
            parts.append(inner)
    return reader.vertices


class _Reader:
    """Walks along the bytes of one shape."""

    def __init__(self, wkb: bytes) -> None:
        self._wkb, self._at, self._number = wkb, 0, _NUMBER[True]
        self.vertices = 0

    def shape(self) -> int:
        """Go past a shape, or past the head of one that has parts; return how many it has."""
        self._number = _NUMBER[self._wkb[self._at] == 1]
        self._at += 1
        code = self._count()
        self._at += 4 if code & _HAS_SRID else 0
        flat = code & _TYPE
        has_z = bool(code & _HAS_Z) or flat // 1000 in {1, 3}
        has_m = bool(code & _HAS_M) or flat // 1000 in {2, 3}
        kind, size = flat % 1000, _ORDINATE * (2 + has_z + has_m)
        if kind in _OF_PARTS:
            return self._count()
        self._skip(kind, size)
        return 0

    def _skip(self, kind: int, size: int) -> None:
        """Go past the coordinates of a shape without parts."""
        if kind == POINT:
            self._pass(1, size)
        elif kind in {LINE, CURVE}:
            self._pass(self._count(), size)
        elif kind == POLYGON:
            for _ in range(self._count()):
                self._pass(self._count(), size)
        else:
            raise ValueError(kind)

    def _pass(self, vertices: int, size: int) -> None:
        self._at += vertices * size
        if self._at > len(self._wkb):
            raise ValueError(self._at)
        self.vertices += vertices

    def _count(self) -> int:
        (number,) = self._number.unpack_from(self._wkb, self._at)
        self._at += 4
        return int(number)
