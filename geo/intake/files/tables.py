"""A file's rows as they stand, whatever its format was, before anything is made of them."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd
import pyproj
import shapely

from geo.errors import EmptyFileError, TooManyColumnsError, TooManyRowsError, TooManyVerticesError
from geo.intake.files.files import SourceFile
from geo.settings import Limits

Cell = Any
"""A value as the file holds it: text, number, date, bool or None."""


@dataclass(frozen=True)
class Note:
    """Something to know of a whole file: a name under ``note`` in the catalogues, and its facts."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class RawTable:
    """Headers and rows of a file.

    ``numbers`` are those that a user sees beside the rows: the header of a CSV is row 1, of a
    spreadsheet its own row; features count from 1. ``shapes`` are in ``crs``, which is None where
    the file does not say; None for a table without geometry. ``broken`` says by row number what of
    a row could not be read at all. ``money_unit`` is the unit that stands above the header.
    ``parts`` are the sheets or layers of the file, ``part`` the one that was read.
    """

    file: str
    kind: str
    headers: tuple[str, ...]
    rows: Sequence[Sequence[Cell]]
    numbers: Sequence[int]
    shapes: Sequence[shapely.Geometry | None] | None = None
    crs: pyproj.CRS | None = None
    broken: Mapping[int, str] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    money_unit: str = ""
    part: str = ""
    parts: tuple[str, ...] = ()

    def without(self, numbers: Collection[int]) -> "RawTable":
        """Return the table without the rows of some numbers."""
        if not numbers:
            return self
        left = [p for p, number in enumerate(self.numbers) if number not in numbers]
        shapes = None if self.shapes is None else [self.shapes[p] for p in left]
        return replace(
            self,
            rows=[self.rows[p] for p in left],
            numbers=[self.numbers[p] for p in left],
            shapes=shapes,
        )

    def with_shapes(
        self, change: Callable[[shapely.Geometry | None], shapely.Geometry | None]
    ) -> "RawTable":
        """Return the table with each shape as ``change`` makes it."""
        shapes = None if self.shapes is None else [change(shape) for shape in self.shapes]
        return replace(self, shapes=shapes)

    @property
    def has_polygons(self) -> bool:
        """Tell whether all shapes that there are are polygons."""
        types = {shape.geom_type for shape in self.shapes or () if shape is not None}
        return bool(types) and types <= {"Polygon", "MultiPolygon"}


def within_limits(table: RawTable, allowed: Limits) -> RawTable:
    """Return the table; raise where it has no rows, too many, or too much in them.

    Raises
    ------
    EmptyFileError, TooManyRowsError, TooManyColumnsError, TooManyVerticesError
        As their names say.
    """
    if not table.rows:
        raise EmptyFileError(file=table.file)
    if len(table.rows) > allowed.rows:
        raise TooManyRowsError(file=table.file, limit=allowed.rows)
    if len(table.headers) > allowed.columns:
        raise TooManyColumnsError(file=table.file, limit=allowed.columns)
    if table.shapes is not None:
        shapes = [shape for shape in table.shapes if shape is not None]
        if int(shapely.get_num_coordinates(shapes).sum()) > allowed.vertices:
            raise TooManyVerticesError(file=table.file, limit=allowed.vertices)
    return table


def unique_headers(headers: Sequence[object]) -> tuple[str, ...]:
    """Return headers as text; an empty one gets its column's number, a repeated one a number."""
    seen: dict[str, int] = {}
    names = []
    for position, header in enumerate(headers, start=1):
        name = " ".join(str(header).split()) if header not in (None, "") else f"#{position}"
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return tuple(names)


def table_of(
    file: SourceFile, frame: pd.DataFrame, crs: pyproj.CRS | None, notes: tuple[Note, ...]
) -> RawTable:
    """Return a frame, whose shapes stand in ``geometry``, as a table."""
    shapes: Sequence[shapely.Geometry | None] | None = None
    if "geometry" in frame:
        shapes = list(frame.pop("geometry"))
    rows = list(frame.itertuples(index=False, name=None))
    numbers = range(1, len(rows) + 1)
    headers = unique_headers(list(frame.columns))
    return RawTable(file.name, file.kind, headers, rows, numbers, shapes, crs, {}, notes)
