"""Files of rows become one cube, a part at a time; what is done is kept until all is."""

import json
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from errno import ENOENT
from functools import partial
from pathlib import Path
from typing import Final

import pyarrow as pa

from geo.cube.engine import Engine, run
from geo.cube.kept import ABOUT, KeptSums
from geo.cube.plan import MEASURES, ROWS, CellGrid, Plan
from geo.cube.sums import Partial, fold, partial_sums
from geo.errors import OutputError, TwoZonesError
from geo.say.spreadsheet import write_csv

WRITTEN: Final = ".arrow"


@dataclass(frozen=True)
class Aggregated:
    """What became of files: rows read = ``counted`` + ``left_out``, and files not read at all.

    ``lacks`` are the dimensions and the measure that a file has no column for, by its path.
    """

    rows: int
    counted: int
    left_out: int
    cells: int
    lacks: dict[str, tuple[str, ...]]
    unread: dict[str, TwoZonesError]


def aggregate(
    paths: Sequence[str],
    target: Path,
    plan: Plan,
    engine: Engine,
    progress: Callable[[str], None] = lambda _: None,
) -> Aggregated:
    """Sum files to a cube and write it, with the rows that are left out beside it.

    Nothing is written where a file cannot be read; the sums of the others are kept, so that the
    same command has only to read what is left once the file is mended.

    Parameters
    ----------
    paths
        CSV or Parquet files of any number and length, or any other files that are read.
    target
        The ``.arrow`` file to write; left out rows go to ``<target>.left_out.csv``, and what is
        done to ``<target>.parts/`` until all is.
    plan, engine
        What is summed, and where.
    progress
        Called with the path of each file that is done.

    Raises
    ------
    OutputError
        The cube cannot be written.
    EngineLostError
        The processes that did the work were lost again and again.
    """
    if target.suffix.lower() != WRITTEN:
        raise OutputError(file=target.name, problem=target.suffix or "—", formats=WRITTEN)
    if not target.parent.is_dir():
        raise OutputError(file=target.name, problem=os.strerror(ENOENT), formats=WRITTEN)
    kept = KeptSums(target.with_name(f"{target.name}.parts"), plan)
    done: dict[str, Partial] = {}
    unread: dict[str, TwoZonesError] = {}
    for path, result in _results(list(dict.fromkeys(paths)), kept, plan, engine):
        if isinstance(result, Partial):
            done[path] = result
        else:
            unread[path] = result
        progress(path)
    cube = fold((done[path].sums for path in sorted(done)), plan)
    if not unread:
        _write(target, cube, done, plan)
        kept.remove()
    return _totals(done, unread, cube)


def _results(
    paths: Sequence[str], kept: KeptSums, plan: Plan, engine: Engine
) -> Iterator[tuple[str, Partial | TwoZonesError]]:
    """Yield the files of which the sums were kept, then the others as they are done."""
    left = []
    for path in paths:
        found = kept.get(path)
        if found is None:
            left.append(path)
        else:
            yield path, found
    if left:
        for path, result in run(engine, partial(partial_sums, plan=plan), left):
            if isinstance(result, Partial):
                kept.put(path, result)
            yield path, result


def _totals(
    done: dict[str, Partial], unread: dict[str, TwoZonesError], cube: pa.Table
) -> Aggregated:
    return Aggregated(
        rows=sum(one.rows for one in done.values()),
        counted=sum(cube[ROWS].to_pylist()),
        left_out=sum(one.left_out.num_rows for one in done.values()),
        cells=cube.num_rows,
        lacks={path: one.lacks for path, one in sorted(done.items()) if one.lacks},
        unread=unread,
    )


def _write(target: Path, cube: pa.Table, done: dict[str, Partial], plan: Plan) -> None:
    """Write the cube, and the rows that are left out, where there are any."""
    unfinished = target.with_name(f"{target.name}.part")
    beside = target.with_name(f"{target.name}.left_out.csv")
    try:
        beside.unlink(missing_ok=True)
        left_out = pa.concat_tables([done[path].left_out for path in sorted(done)])
        if left_out.num_rows:
            write_csv(beside, left_out.to_pandas())
        about = cube.replace_schema_metadata({ABOUT: json.dumps(_about(done, plan))})
        with pa.ipc.new_file(unfinished, about.schema) as writer:
            writer.write_table(about)
        unfinished.replace(target)
    except OSError as error:
        problem = error.strerror or type(error).__name__
        raise OutputError(file=target.name, problem=problem, formats=WRITTEN) from error
    finally:
        unfinished.unlink(missing_ok=True)


def _about(done: dict[str, Partial], plan: Plan) -> dict[str, object]:
    """Return what a cube says of itself: what it is of, by what it is summed, and what it lacks."""
    return {
        "files": [Path(path).name for path in sorted(done)],
        "rows": sum(one.rows for one in done.values()),
        "left_out": sum(one.left_out.num_rows for one in done.values()),
        "keys": plan.keys,
        "measures": MEASURES,
        "cell_m": plan.cell_m,
        "grid": asdict(CellGrid.over_region(plan.cell_m)) if plan.cell_m else None,
        "register": plan.digest,
    }
