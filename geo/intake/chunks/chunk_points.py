"""The points of a file that is read a chunk at a time."""

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from geo.errors import NoCoordinateColumnsError, PlacementError, UnknownDatumsError
from geo.ground.datums import Datum, parse_datum
from geo.ground.join import PolygonIndex
from geo.ground.known_datums import likeliest_belt
from geo.intake.chunks.chunks_apart import sample_of, texts_of
from geo.intake.columns.columns import match_columns
from geo.intake.files.tables import RawTable
from geo.intake.findings.findings import shown
from geo.intake.positions.angles import read_coordinate
from geo.intake.positions.pairs import split_pair
from geo.intake.positions.points import datum_called, declared_datum
from geo.intake.positions.proposals import Evidence, Reading, judge, propose
from geo.intake.values.cells import CellError, is_blank, text_of

Floats = NDArray[np.float64]

HARDLY_ANY: Final = 100
"""A datum is doubted where fewer than one point in so many falls in the region."""

_FEW: Final = 5
"""How many unknown words are named."""


class ChunkPoints:
    """Reads the points of chunk after chunk; how they are read is settled on the first."""

    def __init__(
        self,
        file: str,
        districts: PolygonIndex,
        reading: Reading | None = None,
        declared: Datum | None = None,
    ) -> None:
        """Read as ``reading`` says, else in the datum that the file declares, else in WGS-84."""
        self._file, self._districts = file, districts
        self._reading, self._declared, self._said = reading, declared, reading is not None
        self._columns: dict[str, int] | None = None

    def wgs84(self, chunk: pa.Table) -> tuple[Floats, Floats]:
        """Return longitudes and latitudes of n rows in degrees, each (n,); NaN without a point.

        Raises
        ------
        PlacementError
            The first chunk does not fall in the region; the sentence proposes what would.
        NoCoordinateColumnsError
            No column holds coordinates.
        UnknownDatumsError
            A row names a datum that is not known.
        """
        x, y = self._coordinates(chunk)
        return self._to_wgs84(chunk, x, y)

    def unread(self, chunk: pa.Table, lon: Floats, lat: Floats) -> dict[int, NDArray[np.bool_]]:
        """Return by column which cells hold a coordinate that is not blank and cannot be read.

        ``lon`` and ``lat`` are what `wgs84` has made of the chunk.
        """
        without = np.flatnonzero(~(np.isfinite(lon) & np.isfinite(lat)))
        return {
            position: _unread(chunk.column(position), without, read)
            for name, read in _READERS.items()
            if (position := (self._columns or {}).get(name)) is not None
        }

    def _to_wgs84(self, chunk: pa.Table, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """Return WGS-84 degrees: rows that name a datum are read in it, all others alike."""
        own = [] if self._said else self._own_datums(chunk)
        is_open = np.asarray([datum is None for datum in own] or [True] * len(x), dtype=bool)
        if self._reading is None and np.isfinite(x[is_open]).any():
            self._reading = self._settle(chunk, x[is_open], y[is_open])
        shared = self._reading or Reading(Datum("wgs84"))
        lon, lat = (np.array(axis) for axis in shared.to_wgs84(x, y))
        for datum in {datum for datum in own if datum is not None}:
            rows = np.asarray([named == datum for named in own], dtype=bool)
            reading = Reading(datum, is_swapped=shared.is_swapped)
            lon[rows], lat[rows] = reading.to_wgs84(x[rows], y[rows])
        return lon, lat

    def _own_datums(self, chunk: pa.Table) -> list[Datum | None]:
        """Return what each row names as its datum; empty where the file has no such column."""
        position = (self._columns or {}).get("datum")
        if position is None:
            return []
        words = [text_of(word) for word in texts_of(chunk.column(position))]
        known = {word: datum_called(word) for word in dict.fromkeys(words)}
        unknown = [shown(word) for word, datum in known.items() if word and datum is None]
        if unknown:
            raise UnknownDatumsError(file=self._file, words="、".join(unknown[:_FEW]))
        return [known[word] for word in words]

    def _coordinates(self, chunk: pa.Table) -> tuple[Floats, Floats]:
        if self._columns is None:
            self._columns = match_columns(sample_of(self._file, chunk))
        columns = self._columns
        if {"lon", "lat"} <= set(columns):
            x, y = (_numbers(chunk.column(columns[name])) for name in ("lon", "lat"))
            return x, y
        if "coordinates" in columns:
            return _pairs(texts_of(chunk.column(columns["coordinates"])))
        headers = "、".join(chunk.column_names[:20])
        raise NoCoordinateColumnsError(file=self._file, headers=headers)

    def _settle(self, chunk: pa.Table, x: Floats, y: Floats) -> Reading:
        """Return how coordinates are read: as a header declares, or as WGS-84 if that fits best."""
        headers = tuple(chunk.column_names)
        table = RawTable(self._file, "csv", headers, [], [])
        columns = {k: v for k, v in (self._columns or {}).items() if k != "datum"}
        datum = self._declared or declared_datum(table, columns)
        nothing_stated = np.full(len(x), None, dtype=object)
        evidence = Evidence(x, y, nothing_stated, self._districts).sample()
        reading = Reading(datum or Datum("wgs84"))
        tried = judge(reading, evidence)
        if tried.inside * HARDLY_ANY >= tried.points:
            return reading
        proposals = propose(evidence)
        best = proposals[0].reading if proposals else Reading(parse_datum(likeliest_belt().code))
        option = f"--datum {best.datum.name}" + (" --swapped" if best.is_swapped else "")
        raise PlacementError(file=self._file, datum=reading.datum.name, option=option)


def _numbers(column: pa.ChunkedArray) -> Floats:
    """Return a column as numbers, NaN where there is none; fast where all are plain."""
    if not pa.types.is_string(column.type) and not pa.types.is_large_string(column.type):
        return np.asarray(column.cast(pa.float64()).to_numpy(), dtype=float)
    trimmed = pc.utf8_trim_whitespace(column)
    empty = pc.equal(trimmed, "")
    try:
        values = pc.cast(pc.if_else(empty, pa.scalar(None, pa.string()), trimmed), pa.float64())
        return np.asarray(values.to_numpy(), dtype=float)
    except pa.ArrowInvalid:
        return np.asarray([_number(text) for text in column.to_pylist()], dtype=float)


def _number(text: str | None) -> float:
    try:
        return read_coordinate(text).value
    except CellError:
        return float("nan")


def _pairs(cells: Sequence[str | None]) -> tuple[Floats, Floats]:
    points = np.full((len(cells), 2), np.nan)
    for position, cell in enumerate(cells):
        try:
            points[position] = [_number(half) for half in split_pair(cell)]
        except CellError:
            continue
    return points[:, 0], points[:, 1]


_READERS: Final[dict[str, Callable[[str], object]]] = {
    "lon": read_coordinate,
    "lat": read_coordinate,
    "coordinates": lambda text: [read_coordinate(half) for half in split_pair(text)],
}
"""By column what reads its cells, or raises CellError."""


def _unread(
    column: pa.ChunkedArray, rows: NDArray[np.intp], read: Callable[[str], object]
) -> NDArray[np.bool_]:
    """Return which of a column's cells, of those of some rows, hold a text that is not read."""
    unread = np.zeros(len(column), dtype=bool)
    if len(rows) and (pa.types.is_string(column.type) or pa.types.is_large_string(column.type)):
        coded = column.take(pa.array(rows)).combine_chunks().dictionary_encode()
        fails = [_fails(text, read) for text in coded.dictionary.to_pylist()]
        codes = coded.indices.fill_null(len(fails)).to_numpy(zero_copy_only=False)
        unread[rows] = np.array([*fails, False])[codes]
    return unread


def _fails(text: str, read: Callable[[str], object]) -> bool:
    if is_blank(text):
        return False
    try:
        read(text)
    except CellError:
        return True
    return False
