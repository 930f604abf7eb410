"""From one file to its sums, and from the sums of several to those of all.

`partial_sums` depends on nothing but its arguments, the file and the register, so that any process
on any machine may work it out, twice too. `add` may add in any order: all sums are whole numbers.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from geo.cube.columns import Read, read_key, read_wan
from geo.cube.plan import MEASURES, PERIODS, PLACES, ROWS, STATED, WAN, CellGrid, Plan
from geo.errors import DamagedFileError, OtherRegisterError
from geo.ground.datums import parse_datum
from geo.ground.grid import NOT_FOUND
from geo.ground.join import PolygonIndex
from geo.ground.locate import Ground
from geo.intake.chunks.chunk import Chunk
from geo.intake.chunks.chunk_points import ChunkPoints, Floats
from geo.intake.chunks.chunks_apart import open_chunks
from geo.intake.findings.findings import shown
from geo.intake.positions.proposals import Reading
from geo.intake.values.cells import text_of
from geo.intake.values.headers import header_unit, match_headers
from geo.register.load import Register, load_register

LEFT_OUT: Final = pa.schema(
    [("file", pa.string()), ("row", pa.int64()), ("column", pa.string()), ("value", pa.string())]
)
"""A row that is not counted: where it stands, and the cell that is why.

The first line of a CSV is row 1. Of a row with more or fewer cells than the header it is all its
text, and no column.
"""

Mask = NDArray[np.bool_]

MONEY: Final = "investment"

_FOLDED: Final = 16
"""How many tables of sums are held before they are added up."""

_COLUMN_OF: Final = dict.fromkeys(PERIODS, "date")


@dataclass(frozen=True)
class Partial:
    """The sums of a file: of ``rows`` rows all but those ``left_out`` are counted.

    ``sums`` has the plan's keys and ``MEASURES``, ``left_out`` is as ``LEFT_OUT``. ``lacks`` are
    the dimensions and the measure that no column of the file holds.
    """

    sums: pa.Table
    left_out: pa.Table
    rows: int
    lacks: tuple[str, ...]


@cache
def register_of_process() -> Register:
    """Return the register, loaded once a process."""
    return load_register()


def partial_sums(path: str, plan: Plan) -> Partial:
    """Return the sums of the rows of one file.

    Raises
    ------
    OtherRegisterError
        This process has another register than the plan is for.
    TwoZonesError
        The file is not there, is damaged, has no coordinates, or lies elsewhere.
    """
    register = register_of_process()
    if register.digest != plan.digest:
        raise OtherRegisterError(folder=register.digest[:12], asked=plan.digest[:12])
    summer = _Summer(path, plan, register.ground)
    try:
        sums = fold(summer.chunks(), plan)
    except (pa.ArrowException, OSError) as error:
        raise DamagedFileError(file=Path(path).name, problem=type(error).__name__) from error
    left_out = pa.concat_tables([LEFT_OUT.empty_table(), *summer.left_out])
    return Partial(sums, left_out.sort_by("row"), summer.rows, summer.lacks)


def fold(tables: Iterable[pa.Table], plan: Plan) -> pa.Table:
    """Add tables of sums as they come, holding few of them."""
    held: list[pa.Table] = []
    for table in tables:
        held.append(table)
        if len(held) == _FOLDED:
            held = [add(held, plan)]
    return add(held, plan)


def add(tables: Sequence[pa.Table], plan: Plan) -> pa.Table:
    """Return the sums of tables of sums, a row a combination of keys, in the order of the keys."""
    whole = pa.concat_tables([plan.schema.empty_table(), *tables])
    summed = whole.group_by(list(plan.keys), use_threads=False).aggregate(
        [(name, "sum") for name in MEASURES]
    )
    named = summed.rename_columns([*plan.keys, *MEASURES]).cast(plan.schema)
    return named.sort_by([(name, "ascending") for name in plan.keys])


class _Summer:
    """Sums a file chunk after chunk, counting its rows and naming those that it leaves out."""

    def __init__(self, path: str, plan: Plan, ground: Ground) -> None:
        self._path, self._plan, self._ground = path, plan, ground
        self._grid = CellGrid.over_region(plan.cell_m) if plan.cell_m else None
        self._positions: dict[str, int | None] = {}
        self.rows = 0
        self.left_out: list[pa.Table] = []

    @property
    def lacks(self) -> tuple[str, ...]:
        """What is summed by, or summed, for which the file has no column."""
        return tuple(name for name, position in self._positions.items() if position is None)

    def chunks(self) -> Iterator[pa.Table]:
        """Yield the sums of each chunk."""
        chunks, declared = open_chunks(self._path, lambda _: None)
        file, districts = Path(self._path).name, self._ground.districts
        points = ChunkPoints(file, districts, _reading(self._plan), declared)
        for chunk in chunks:
            self._positions = self._positions or self._match(chunk.table.column_names)
            lon, lat = points.wgs84(chunk.table)
            self._name_broken(chunk)
            no_points = points.unread(chunk.table, lon, lat)
            yield self._summed(chunk, self._places(lon, lat), no_points)
            self.rows += chunk.rows

    def _match(self, headers: Sequence[str]) -> dict[str, int | None]:
        found = match_headers(headers)
        wanted = (name for name in (*self._plan.by, MONEY) if name not in PLACES)
        return {name: found.get(_COLUMN_OF.get(name, name)) for name in wanted}

    def _places(self, lon: Floats, lat: Floats) -> dict[str, pa.Array]:
        wanted = (name for name in PLACES if name in self._plan.by)
        found = {name: _fallen_in(getattr(self._ground, f"{name}s"), lon, lat) for name in wanted}
        return found | (self._grid.cells(lon, lat) if self._grid else {})

    def _name_broken(self, chunk: Chunk) -> None:
        """Name the rows that have more or fewer cells than the header: their text, no column."""
        texts = map(shown, chunk.broken.values())
        self._name([*chunk.broken], "", [*texts])

    def _summed(
        self, chunk: Chunk, places: dict[str, pa.Array], no_points: Mapping[int, Mask]
    ) -> pa.Table:
        table = chunk.table
        read = {name: self._read(table, name) for name in self._positions}
        amounts = read[MONEY].values
        measures = {
            ROWS: pa.array(np.ones(table.num_rows, dtype=np.int64)),
            STATED: amounts.is_valid().cast(pa.int64()),
            WAN: amounts.fill_null(0),
        }
        columns = places | {name: one.values for name, one in read.items()} | measures
        rows = pa.table({name: columns[name] for name in self._plan.schema.names})
        unread = {
            position: one.unread
            for name, one in read.items()
            if (position := self._positions[name]) is not None
        }
        named = self._name_unread(chunk, {**unread, **no_points})
        return add([rows.filter(pa.array(~named))], self._plan)

    def _read(self, table: pa.Table, name: str) -> Read:
        """Return what a column says, nothing where there is none."""
        position = self._positions[name]
        if position is None:
            kind = pa.int64() if name == MONEY else pa.string()
            return Read(pa.nulls(table.num_rows, kind), np.zeros(table.num_rows, dtype=bool))
        if name == MONEY:
            return read_wan(table.column(position), header_unit(table.column_names[position]))
        return read_key(table.column(position), name)

    def _name_unread(self, chunk: Chunk, unread: Mapping[int, Mask]) -> Mask:
        """Name the rows with a cell that cannot be read, by the first of these; tell which."""
        named = np.zeros(chunk.table.num_rows, dtype=bool)
        for position, cells in unread.items():
            new = pa.array(np.flatnonzero(cells & ~named))
            if len(new):
                values = chunk.table.column(position).take(new).to_pylist()
                numbers = chunk.numbers.take(new).to_pylist()
                header = chunk.table.column_names[position]
                self._name(numbers, header, [shown(text_of(value)) for value in values])
            named |= cells
        return named

    def _name(self, numbers: Sequence[int], header: str, values: Sequence[str]) -> None:
        columns = [[self._path] * len(numbers), numbers, [header] * len(numbers), values]
        self.left_out.append(pa.table(columns, schema=LEFT_OUT))


def _fallen_in(polygons: PolygonIndex, lon: Floats, lat: Floats) -> pa.Array:
    """Return the id of the polygon that each point falls in, or none."""
    found = polygons.locate(lon, lat)
    ids = pa.array(polygons.ids.tolist(), pa.string())
    return ids.take(pa.array(found, mask=found == NOT_FOUND))


def _reading(plan: Plan) -> Reading | None:
    if not plan.datum and not plan.is_swapped:
        return None
    return Reading(parse_datum(plan.datum or "wgs84"), is_swapped=plan.is_swapped)
