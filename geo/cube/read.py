"""A cube of cells as a map shows it: read from its file once, checked, its words as codes."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from geo.ask.codes import Codes
from geo.ask.filters import FILTER_OPTIONS, code_filter_column, periods_of
from geo.cube.kept import ABOUT
from geo.cube.plan import CELLS, DIMENSIONS, MEASURES, PERIODS, CellGrid, Plan
from geo.errors import CubeCellsError, CubeFileError, CubeSizeError, MissingFileError
from geo.words.numerals import number

MOST_ROWS: Final = 1_000_000
"""The most rows of a cube: what a browser filters between two frames."""

NOWHERE: Final = -1
"""Stands for the cell of rows that have none, and for the period of those without a date."""


@dataclass(frozen=True, eq=False)
class Cube:
    """The sums of rows by cell and by what filters them, in the order of their cells.

    Attributes
    ----------
    file, written_on
        The file's name and the day when it was written.
    about
        What the file says of itself, as `geo.cube.aggregate` writes it.
    grid
        The cells, WGS-84.
    codes
        By filter the positions among its options, shape (n,); only what the cube is summed by.
    periods, period
        The months or years that there are, in order, and the position of each row's, shape (n,);
        neither where the cube is summed by neither.
    east, north
        The steps of each row's cell from the grid's south-west corner, ``NOWHERE`` for none.
    rows, stated, wan
        How many rows there are, how many of them state an amount, and these in whole 万元.
    """

    file: str
    written_on: dt.date
    about: Mapping[str, object]
    grid: CellGrid
    codes: Mapping[str, Codes]
    periods: tuple[str, ...]
    period: Codes | None
    east: NDArray[np.int32]
    north: NDArray[np.int32]
    rows: NDArray[np.int64]
    stated: NDArray[np.int64]
    wan: NDArray[np.int64]

    @property
    def cell_m(self) -> int:
        """The side of a cell in metres."""
        return int(str(self.about["cell_m"]))

    @property
    def as_of(self) -> str:
        """The last month or year that rows are of; empty where none is known."""
        return self.periods[-1] if self.periods else ""

    @cached_property
    def bounds(self) -> tuple[NDArray[np.datetime64], NDArray[np.datetime64]]:
        """The first and the last day of each of ``periods``."""
        return periods_of(pd.Series(self.periods, dtype=object))


def read_cube(path: Path) -> Cube:
    """Read a file that ``geo aggregate --cell`` has written.

    Raises
    ------
    MissingFileError
        It is not there.
    CubeFileError
        It is no Arrow file, is damaged, or is of another kind.
    CubeCellsError
        It has no cells, or those or the places of another region.
    CubeSizeError
        It has more than ``MOST_ROWS`` rows.
    """
    if not path.is_file():
        raise MissingFileError(file=path.name)
    try:
        return _cube(path, *_opened(path))
    except (pa.ArrowException, OSError, ValueError, KeyError, TypeError) as error:
        raise CubeFileError(file=path.name) from error


def _opened(path: Path) -> tuple[pa.Table, dict[str, object]]:
    """Return a cube's table in the order of its cells, and what it says of itself."""
    with pa.memory_map(str(path)) as source, pa.ipc.open_file(source) as file:
        about = json.loads(file.schema.metadata[ABOUT])
        rows = sum(file.get_batch(at).num_rows for at in range(file.num_record_batches))
        if rows > MOST_ROWS:
            raise CubeSizeError(file=path.name, rows=number(rows), most=number(MOST_ROWS))
        table = file.read_all()
    table.validate(full=True)
    if not about["cell_m"]:
        raise CubeCellsError(file=path.name)
    by = tuple(name for name in about["keys"] if name in DIMENSIONS)
    if not table.schema.equals(Plan(by, about["cell_m"]).schema):
        raise ValueError(about["keys"])
    return table.sort_by([(name, "ascending") for name in reversed(CELLS)]), about


def _cube(path: Path, table: pa.Table, about: Mapping[str, object]) -> Cube:
    """Return a table as a cube, once all that it says is known."""
    east, north = (table[name].fill_null(NOWHERE).to_numpy() for name in CELLS)
    rows, stated, wan = (table[name].to_numpy() for name in MEASURES)
    periods, period = _periods(table)
    cube = Cube(
        file=path.name,
        written_on=dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC).date(),
        about=about,
        grid=CellGrid.over_region(int(str(about["cell_m"]))),
        codes=_codes(table),
        periods=periods,
        period=period,
        east=east,
        north=north,
        rows=rows,
        stated=stated,
        wan=wan,
    )
    if not (_is_of(cube.grid, about) and _is_within(cube) and _is_known(table, cube.codes)):
        raise CubeCellsError(file=path.name)
    if any((sums < 0).any() for sums in (rows, stated, wan)):
        raise ValueError(MEASURES)
    _ = cube.bounds  # of what is no period there are none
    return cube


def _codes(table: pa.Table) -> dict[str, Codes]:
    return {
        name: code_filter_column(table[name].to_pandas(), name)
        for name in FILTER_OPTIONS
        if name in table.column_names
    }


def _is_of(grid: CellGrid, about: Mapping[str, object]) -> bool:
    """Tell whether a cube was summed by the cells of a grid, to the last decimals of doubles."""
    said = about["grid"]
    return isinstance(said, dict) and np.allclose(
        [said[name] for name in asdict(grid)], list(asdict(grid).values()), rtol=1e-9
    )


def _is_within(cube: Cube) -> bool:
    """Tell whether every cell is one of the grid, or none."""
    steps = ((cube.east, cube.grid.columns), (cube.north, cube.grid.rows))
    inside = all(((at >= NOWHERE) & (at < most)).all() for at, most in steps)
    return inside and bool(((cube.east < 0) == (cube.north < 0)).all())


def _is_known(table: pa.Table, codes: Mapping[str, Codes]) -> bool:
    """Tell whether every word is one of ours."""
    return all(
        (table[name].is_null().to_numpy() | (code >= 0)).all() for name, code in codes.items()
    )


def _periods(table: pa.Table) -> tuple[tuple[str, ...], Codes | None]:
    """Return the periods that there are in order, and the position of each row's."""
    name = next((name for name in PERIODS if name in table.column_names), None)
    if name is None:
        return (), None
    codes, periods = pd.factorize(table[name].to_pandas(), sort=True)
    return tuple(map(str, periods)), codes.astype(np.int64)
