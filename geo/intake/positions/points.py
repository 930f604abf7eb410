"""The points of a table's rows: read from columns or shapes, in a datum that is agreed upon."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely

from geo.errors import DatumNameError
from geo.ground.datums import Datum, datum_of, parse_datum
from geo.ground.known_datums import datum_words
from geo.intake.files.tables import Cell, RawTable
from geo.intake.findings.findings import Finding, shown
from geo.intake.positions.angles import Coordinate, Floats, plain_coordinates, read_coordinate
from geo.intake.positions.footprints import leading
from geo.intake.positions.pairs import split_pair
from geo.intake.values.cells import CellError, is_blank, read_number, text_of
from geo.intake.values.headers import split_header
from geo.words.synonyms import normal, word_synonyms

DEGREE_M: Final = 111_000
"""About how many metres a degree of latitude has."""

HALF_TURN: Final = 180
"""The largest number that degrees have."""

FINEST_M: Final = 10
"""The least error given to a point whose file does not state one."""


@dataclass(frozen=True)
class RawPoints:
    """Numbers as the file has them, one row a row of the table; NaN where there is no point.

    ``precision`` is the error in metres: stated, or half a unit of the last digit given.
    """

    x: Floats
    y: Floats
    precision: Floats
    findings: tuple[Finding, ...]
    has_dms: bool = False


def declared_datum(table: RawTable, columns: Mapping[str, int]) -> Datum | None:
    """Return the datum that a file declares by its CRS, a header or a column; else None."""
    if table.shapes is not None and table.crs is not None:
        return datum_of(table.crs)
    for name in ("lon", "lat", "coordinates"):
        if name in columns:
            datum = _datum_in_header(table.headers[columns[name]])
            if datum:
                return datum
    said = datum_column(table, columns)
    return said[0] if said and len(set(said)) == 1 else None


def datum_column(table: RawTable, columns: Mapping[str, int]) -> list[Datum | None]:
    """Return what each row's own column says of its datum, None where it says nothing known.

    The list is empty where the file has no such column.
    """
    if "datum" not in columns:
        return []
    words = [text_of(row[columns["datum"]]) for row in table.rows]
    known = {word: datum_called(word) for word in dict.fromkeys(words)}
    return [known[word] for word in words]


def unknown_datums(table: RawTable, columns: Mapping[str, int]) -> tuple[str, ...]:
    """Return the words in the column of datums that name none that is known."""
    if "datum" not in columns:
        return ()
    words = dict.fromkeys(text_of(row[columns["datum"]]) for row in table.rows)
    return tuple(shown(word) for word in words if word and datum_called(word) is None)


def _datum_in_header(header: str) -> Datum | None:
    known = datum_words()
    qualifier = split_header(header).qualifier
    if qualifier.startswith("epsg") or qualifier in known:
        return datum_called(qualifier)
    whole = normal(header)
    stuck = [word for word in known if whole.endswith(word) or whole.startswith(word)]
    word = max(stuck, key=len, default="")
    return datum_called(word) if word else None


def datum_called(text: str) -> Datum | None:
    """Return the datum that a text names, or None."""
    try:
        return parse_datum(text)
    except DatumNameError:
        return None


def read_points(table: RawTable, columns: Mapping[str, int]) -> RawPoints:
    """Return the coordinates of every row, from its shape or else from its columns."""
    reader = _PointReader(table, columns)
    if table.shapes is None and {"lon", "lat"} <= set(columns):
        reader.read_plain()
    for position in np.flatnonzero(np.isnan(reader.x)).tolist():
        reader.read(position)
    return RawPoints(
        reader.x, reader.y, reader.precision, tuple(reader.findings), has_dms=reader.has_dms
    )


class _PointReader:
    """Fills the arrays of `RawPoints`, row by row but for those of plain numbers."""

    def __init__(self, table: RawTable, columns: Mapping[str, int]) -> None:
        self._table, self._columns = table, columns
        size = len(table.rows)
        self.x, self.y, self.precision = (np.full(size, np.nan) for _ in range(3))
        self.findings: list[Finding] = []
        self.has_dms = False

    def read_plain(self) -> None:
        """Read the points of all rows whose two coordinates are plain numbers, as most are."""
        lon, lat = (self._columns[name] for name in ("lon", "lat"))
        x, half_x = plain_coordinates([row[lon] for row in self._table.rows])
        y, half_y = plain_coordinates([row[lat] for row in self._table.rows])
        error = np.minimum(_half_units_m(x, half_x), _half_units_m(y, half_y))
        for position in np.flatnonzero(np.isfinite(x + y)).tolist():
            row = self._table.rows[position]
            if not self._is_of_place(row):
                self.x[position], self.y[position] = x[position], y[position]
                self.precision[position] = self._stated_precision(row) or error[position]

    def read(self, position: int) -> None:
        """Read the point of one row, unless the row says that it is only that of its place."""
        if self._is_of_place(self._table.rows[position]):
            return
        shape = self._table.shapes[position] if self._table.shapes is not None else None
        if shape is not None:
            self._from_shape(position, shape)
        else:
            self._from_columns(position)

    def _is_of_place(self, row: Sequence[Cell]) -> bool:
        """Tell whether a row is known to its place or less, as our own exports say."""
        if "level" not in self._columns:
            return False
        said = word_synonyms("level").get(normal(text_of(row[self._columns["level"]])))
        return said not in {None, "point"}

    def _from_shape(self, position: int, shape: shapely.Geometry) -> None:
        if shape.is_empty or not np.isfinite(shape.bounds).all():
            self._complain(position, "", shape.geom_type, "shape_empty")
            return
        main = leading(shape)
        point = point_of(main)
        self.x[position], self.y[position] = point.x, point.y
        stated = self._stated_precision(self._table.rows[position])
        self.precision[position] = stated or FINEST_M
        if shape.geom_type == "Point":
            return
        kind = "shape_line" if _is_line(main) else "shape_not_point"
        self._complain(position, "", shape.geom_type, kind)
        if kind == "shape_not_point" and not stated:
            self.precision[position] = max(FINEST_M, _half_diagonal_m(main))

    def _from_columns(self, position: int) -> None:
        row = self._table.rows[position]
        try:
            name, cells = self._cells(row)
        except CellError as error:
            cell = row[self._columns["coordinates"]]
            self._complain(position, "coordinates", text_of(cell), error.code)
            return
        blank = [is_blank(cell) for cell in cells]
        if any(blank):
            if not all(blank):
                self._complain(position, name, _joined(cells), "half_a_point")
            return
        found = [self._coordinate(position, name, cell) for cell in cells]
        if None not in found:
            self._keep(position, [coordinate for coordinate in found if coordinate])

    def _keep(self, position: int, pair: Sequence[Coordinate]) -> None:
        self.x[position], self.y[position] = (coordinate.value for coordinate in pair)
        self.has_dms |= any(coordinate.is_dms for coordinate in pair)
        stated = self._stated_precision(self._table.rows[position])
        values, half_units = np.array([(c.value, c.half_unit) for c in pair]).T
        self.precision[position] = stated or _half_units_m(values, half_units).min()

    def _cells(self, row: Sequence[Cell]) -> tuple[str, Sequence[Cell]]:
        """Return the field to name in a finding, and both coordinates as the row has them."""
        if "lon" in self._columns and "lat" in self._columns:
            return "lon", (row[self._columns["lon"]], row[self._columns["lat"]])
        cell = row[self._columns["coordinates"]] if "coordinates" in self._columns else None
        return "coordinates", (None, None) if is_blank(cell) else split_pair(cell)

    def _coordinate(self, position: int, name: str, cell: Cell) -> Coordinate | None:
        try:
            return read_coordinate(cell)
        except CellError as error:
            self._complain(position, name, text_of(cell), error.code)
            return None

    def _stated_precision(self, row: Sequence[Cell]) -> float | None:
        if "precision_m" not in self._columns or is_blank(row[self._columns["precision_m"]]):
            return None
        try:
            return max(1.0, round(read_number(row[self._columns["precision_m"]])))
        except CellError:
            return None

    def _complain(self, position: int, name: str, value: str, code: str) -> None:
        header = self._table.headers[self._columns[name]] if name in self._columns else ""
        number = self._table.numbers[position]
        self.findings.append(Finding(number, header, shown(value), code))


def point_of(shape: shapely.Geometry) -> shapely.Point:
    """Return the point that stands for a shape: within a polygon, half way along a line."""
    if _is_line(shape):
        merged = shapely.line_merge(shape)
        longest = max(shapely.get_parts(merged), key=lambda part: part.length)
        return shapely.line_interpolate_point(longest, 0.5, normalized=True)
    if shape.geom_type == "Point":
        return shape
    whole = shape if shape.is_valid else shapely.make_valid(shape, method="structure")
    return shape.centroid if whole.is_empty else whole.representative_point()


def _is_line(shape: shapely.Geometry) -> bool:
    return bool(shape.geom_type in {"LineString", "LinearRing", "MultiLineString"} and shape.length)


def _half_diagonal_m(shape: shapely.Geometry) -> float:
    """Return about half of how far a shape reaches, in metres; its own unit may be degrees."""
    west, south, east, north = shape.bounds
    unit = DEGREE_M if abs(west) <= HALF_TURN and abs(south) <= HALF_TURN else 1
    return float(np.hypot(east - west, north - south) / 2 * unit)


def _joined(cells: Sequence[Cell]) -> str:
    return ", ".join(text_of(cell) for cell in cells)


def _half_units_m(values: Floats, half_units: Floats) -> Floats:
    """Return half a unit of what coordinates state last in metres, at least ``FINEST_M``.

    A trailing zero that a spreadsheet has dropped would make one of a pair seem coarse, so callers
    take the finer of both.
    """
    metres = np.where(np.abs(values) <= HALF_TURN, DEGREE_M, 1)
    return np.maximum(FINEST_M, np.round(half_units * metres))
