"""Points files of any length joined to the ground, a chunk at a time, in little memory."""

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.csv as pacsv
import pyarrow.parquet as pq
from numpy.typing import NDArray

from geo.errors import DamagedFileError, OutputError
from geo.ground.datums import Datum
from geo.ground.places import Hierarchy
from geo.intake.chunks.chunk import Chunk
from geo.intake.chunks.chunk_points import ChunkPoints
from geo.intake.chunks.chunks_apart import Progress, open_chunks
from geo.intake.positions.proposals import Reading
from geo.register.load import Register

Floats = NDArray[np.float64]

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
                joined = joiner.join(_whole(source, chunk))
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


def _whole(source: str, chunk: Chunk) -> pa.Table:
    """Return the rows of a chunk; raise where cells of a row would be lost or have no column."""
    if chunk.broken:
        raise DamagedFileError(
            file=Path(source).name, problem=f"{min(chunk.broken)}: cells ≠ header"
        )
    return chunk.table


def _writer(path: Path, target: Path, schema: pa.Schema) -> Any:  # noqa: ANN401 (pyarrow's)
    if target.suffix.lower() == ".parquet":
        return pq.ParquetWriter(path, schema)
    return pacsv.CSVWriter(path, schema, write_options=pacsv.WriteOptions(quoting_style="needed"))


class _Joiner:
    """Joins chunk after chunk."""

    def __init__(
        self, file: str, register: Register, reading: Reading | None, declared: Datum | None
    ) -> None:
        self._points = ChunkPoints(file, register.ground.districts, reading, declared)
        self._register = register
        places = register.places
        self._above = _above_clusters(places, register.ground.clusters.ids)
        self.totals = Totals()

    def join(self, chunk: pa.Table) -> pa.Table:
        """Return a chunk with its places appended; a name that it has already gets ``_joined``."""
        lon, lat = self._points.wgs84(chunk)
        for name, array in self._answers(lon, lat).items():
            taken = name in chunk.column_names
            chunk = chunk.append_column(f"{name}_joined" if taken else name, array)
        return chunk

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
