"""Points files of any length joined to the ground, a chunk at a time, in little memory."""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv
import pyarrow.parquet as pq
from numpy.typing import NDArray

from geo.errors import (
    DamagedFileError,
    NoCoordinateColumnsError,
    OutputError,
    PlacementError,
    UnknownDatumsError,
)
from geo.ground.datums import Datum, parse_datum
from geo.ground.known_datums import likeliest_belt
from geo.ground.places import Hierarchy
from geo.intake.angles import read_coordinate
from geo.intake.cells import CellError, text_of
from geo.intake.chunks_apart import Progress, open_chunks, sample_of, texts_of
from geo.intake.columns import match_columns
from geo.intake.findings import shown
from geo.intake.pairs import split_pair
from geo.intake.points import datum_called, declared_datum
from geo.intake.proposals import Evidence, Reading, judge, propose
from geo.intake.tables import RawTable
from geo.register.load import Register

Floats = NDArray[np.float64]

HARDLY_ANY: Final = 100
"""A datum is doubted where fewer than one point in so many falls in the region."""

_FEW: Final = 5
WRITTEN: Final = ".csv, .parquet"


@dataclass
class Totals:
    """What a join has gone through: rows, those with a point, and those found in a district."""

    rows: int = 0
    points: int = 0
    found: int = 0


def join_file(
    source: str,
    target: Path,
    register: Register,
    reading: Reading | None = None,
    progress: Progress | None = None,
) -> Totals:
    """Append the places that points fall in to every row of a file.

    Parameters
    ----------
    source
        The path of a CSV or Parquet file of any length, or of any other file that is read.
    target
        The path to write, ``.csv`` (UTF-8) or ``.parquet``; it appears only once it is whole.
    register
        Whose districts and zones the points are joined to.
    reading
        How coordinates are read; by default as the file declares, else WGS-84 if they fit so.
    progress
        Called with the number of bytes (CSV) or rows that were read since the last call.

    Raises
    ------
    PlacementError
        The first chunk does not fall in the region; the sentence proposes what would.
    TwoZonesError
        The file is refused, has no coordinates, or the output cannot be written.
    """
    if target.suffix.lower() not in WRITTEN.split(", "):
        raise OutputError(file=target.name, problem=target.suffix or "—", formats=WRITTEN)
    chunks, declared = open_chunks(source, progress or (lambda _: None))
    joiner = _Joiner(Path(source).name, register, reading, declared)
    unfinished = target.with_name(target.name + ".part")
    try:
        with ExitStack() as stack:
            writer: Any = None
            for chunk in chunks:
                joined = joiner.join(chunk)
                writer = writer or stack.enter_context(_writer(unfinished, target, joined.schema))
                writer.write_table(joined)
        unfinished.replace(target)
    except pa.ArrowException as error:  # such as lists where numbers should be
        raise DamagedFileError(file=Path(source).name, problem=type(error).__name__) from error
    except OSError as error:
        problem = error.strerror or type(error).__name__
        raise OutputError(file=target.name, problem=problem, formats=WRITTEN) from error
    finally:
        unfinished.unlink(missing_ok=True)
    return joiner.totals


def _writer(path: Path, target: Path, schema: pa.Schema) -> Any:  # noqa: ANN401 (pyarrow's)
    if target.suffix.lower() == ".parquet":
        return pq.ParquetWriter(path, schema)
    return pacsv.CSVWriter(path, schema, write_options=pacsv.WriteOptions(quoting_style="needed"))


class _Joiner:
    """Joins chunk after chunk; how coordinates are read is settled on the first."""

    def __init__(
        self, file: str, register: Register, reading: Reading | None, declared: Datum | None
    ) -> None:
        self._file, self._register = file, register
        self._reading, self._declared, self._said = reading, declared, reading is not None
        self._columns: dict[str, int] | None = None
        places = register.places
        self._above = _above_clusters(places, register.ground.clusters.ids)
        self.totals = Totals()

    def join(self, chunk: pa.Table) -> pa.Table:
        """Return a chunk with its places appended; a name that it has already gets ``_joined``."""
        x, y = self._coordinates(chunk)
        lon, lat = self._to_wgs84(chunk, x, y)
        for name, array in self._answers(lon, lat).items():
            taken = name in chunk.column_names
            chunk = chunk.append_column(f"{name}_joined" if taken else name, array)
        return chunk

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

    def _answers(self, lon: Floats, lat: Floats) -> dict[str, pa.Array]:
        ground, places = self._register.ground, self._register.places
        district, cluster, site = (
            _coded(index.ids, index.locate(lon, lat))
            for index in (ground.districts, ground.clusters, ground.sites)
        )
        given = np.isfinite(lon) & np.isfinite(lat)
        self.totals.rows += len(lon)
        self.totals.points += int(given.sum())
        self.totals.found += len(district) - district.null_count
        found_by = pa.array(np.where(given, "point", "none"))
        return {
            "district_id": district.dictionary_decode(),
            "district": _renamed(district, "district", places),
            "area_id": _translated(cluster, self._above),
            "cluster_id": cluster.dictionary_decode(),
            "cluster": _renamed(cluster, "cluster", places),
            "site_id": site.dictionary_decode(),
            "found_by": found_by,
        }

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
        evidence = Evidence(x, y, nothing_stated, self._register.ground.districts).sample()
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


def _coded(ids: NDArray[np.str_], positions: NDArray[np.int64]) -> pa.DictionaryArray:
    codes = pa.array(positions, mask=positions < 0)
    return pa.DictionaryArray.from_arrays(codes, pa.array(ids.tolist(), pa.string()))


def _renamed(coded: pa.DictionaryArray, kind: str, places: Hierarchy) -> pa.Array:
    names = {id_: places[f"{kind}:{id_}"].name_zh for id_ in coded.dictionary.to_pylist()}
    return _translated(coded, names)


def _translated(coded: pa.DictionaryArray, names: Mapping[str, str | None]) -> pa.Array:
    words = pa.array([names[id_] for id_ in coded.dictionary.to_pylist()], pa.string())
    return pa.DictionaryArray.from_arrays(coded.indices, words).dictionary_decode()


def _above_clusters(places: Hierarchy, clusters: NDArray[np.str_]) -> dict[str, str | None]:
    """Return the area above each cluster."""
    return {
        id_: next(
            (places[k].id for k in places.ancestors(f"cluster:{id_}") if places[k].kind == "area"),
            None,
        )
        for id_ in clusters.tolist()
    }
