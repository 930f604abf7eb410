"""Shapes written in cells, as databases export them: WKT, EWKT, GeoJSON, WKB in hexadecimal."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import pyproj
import shapely
from pyproj.exceptions import CRSError

from geo.errors import TooDeepError
from geo.intake.files.tables import Cell, Note, RawTable
from geo.intake.files.vertices import VertexCounter
from geo.intake.files.wkb import read_shapes
from geo.intake.values.headers import column_of
from geo.settings import Limits
from geo.words.synonyms import normal, synonyms

_WKT = re.compile(
    r"\s{0,9}(?:SRID=(\d{4,6});)?\s{0,9}"
    r"((?:MULTI)?(?:POINT|LINESTRING|POLYGON)|GEOMETRYCOLLECTION)\b"
    r"(?=[\sZM]{0,9}(?:\(|EMPTY))",  # else it is a word, such as the code of a level
    re.IGNORECASE,
)
_HEX = re.compile(r"0[01][0-9A-Fa-f]{16}")
_LOOKED_AT: Final = 200
"""Cells of a column by which it is told what it holds."""


@dataclass(frozen=True)
class _Column:
    position: int
    cells: Sequence[Cell]


def with_cell_shapes(table: RawTable, allowed: Limits) -> RawTable:
    """Return a table with the shapes that a column of texts holds, where it has none of its own.

    Raises
    ------
    TooDeepError, TooManyVerticesError
        A shape is nested too deeply, or all together have too many vertices.
    """
    column = _shape_column(table) if table.shapes is None else None
    if column is None:
        return table
    reader = _ShapeReader(table.file, allowed)
    shapes = [reader.read(cell) for cell in column.cells]
    broken = {
        number: "shape_unreadable"
        for number, cell, shape in zip(table.numbers, column.cells, shapes, strict=True)
        if shape is None and cell
    }
    note = Note("shapes_in_cells", {"header": table.headers[column.position]})
    return replace(
        table,
        shapes=shapes,
        crs=reader.crs,
        broken={**table.broken, **broken},
        notes=(*table.notes, note),
    )


def _shape_column(table: RawTable) -> _Column | None:
    """Return the column most of whose cells begin as a shape does."""
    for position, header in enumerate(table.headers):
        is_named = normal(header) in synonyms("shape")
        if not is_named and column_of(header) not in {None, "ignored", "coordinates"}:
            continue
        cells = [row[position] for row in table.rows]
        given = [cell for cell in cells if cell not in (None, "")][:_LOOKED_AT]
        if given and 2 * sum(map(_is_shape, given)) > len(given):
            return _Column(position, cells)
    return None


def _is_shape(cell: Cell) -> bool:
    if not isinstance(cell, str):
        return False
    is_json = cell.lstrip().startswith("{") and '"coordinates"' in cell
    return bool(is_json or _WKT.match(cell) or _HEX.match(cell))


class _ShapeReader:
    """Reads cells one by one, and gathers which CRS they name."""

    def __init__(self, file: str, allowed: Limits) -> None:
        self._file, self._allowed = file, allowed
        self._counter = VertexCounter(file, allowed)
        self._codes: set[int] = set()

    def read(self, cell: Cell) -> shapely.Geometry | None:
        """Return the shape of a cell, or None."""
        if not isinstance(cell, str) or not _is_shape(cell):
            return None
        if cell.lstrip().startswith("{"):
            return self._from_json(cell)
        match = _WKT.match(cell)
        return self._from_wkt(match, cell) if match else self._from_hex(cell)

    def _from_wkt(self, match: re.Match[str], cell: str) -> shapely.Geometry | None:
        depth = deepest = 0
        for character in cell:
            depth += (character == "(") - (character == ")")
            deepest = max(deepest, depth)
        if deepest > self._allowed.depth:
            raise TooDeepError(file=self._file, limit=self._allowed.depth)
        if match[1]:
            self._codes.add(int(match[1]))
        shape = shapely.from_wkt(cell[match.start(2) :], on_invalid="ignore")
        self._counter.count(int(shapely.get_num_coordinates(shape)))
        return shape

    @property
    def crs(self) -> pyproj.CRS | None:
        """The CRS that cells name, where all that do so name the same."""
        try:
            (code,) = self._codes
            return pyproj.CRS.from_epsg(code)
        except (ValueError, CRSError):
            return None

    def _from_json(self, cell: str) -> shapely.Geometry | None:
        try:
            geometry = json.loads(cell)
            geometry = geometry.get("geometry", geometry)
            self._counter.look_through(geometry.get("coordinates"))
            return shapely.from_geojson(json.dumps(geometry), on_invalid="ignore")
        except RecursionError as error:
            raise TooDeepError(file=self._file, limit=self._allowed.depth) from error
        except (ValueError, AttributeError, TypeError):
            return None

    def _from_hex(self, cell: str) -> shapely.Geometry | None:
        try:
            content = bytes.fromhex(cell)
        except ValueError:
            return None
        (shape,), _ = read_shapes(self._file, [content], self._allowed)
        self._counter.count(int(shapely.get_num_coordinates(shape)))
        return shape
