"""Cubes made of made-up rows as ``geo aggregate`` makes them, and the same rows to count again."""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from contextlib import nullcontext
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from geo.cube.aggregate import aggregate
from geo.cube.engine import Engine
from geo.cube.plan import Plan
from geo.cube.sums import register_of_process
from geo.errors import TwoZonesError
from geo.words.vocabulary import SECTORS

CELL_M = 500


class Serial(Executor):
    """An executor that works in this process, at once."""

    def submit(  # noqa: D102
        self, fn: Callable, /, *args: object, **kwargs: object
    ) -> Future:  # type: ignore[override, type-arg]
        future: Future = Future()  # type: ignore[type-arg]
        try:
            future.set_result(fn(*args, **kwargs))
        except TwoZonesError as error:
            future.set_exception(error)
        return future


HERE = Engine(lambda _: nullcontext(Serial()), ())


def made_up_rows(count: int = 1500) -> pd.DataFrame:
    """Return rows about the middle of the city; some lack a point, a sector, a date or an amount.

    Dates are whole months, or years.
    """
    random = np.random.default_rng(4)
    months = pd.Series(random.integers(0, 30, count)).map(
        lambda n: f"{2020 + n // 12}-{n % 12 + 1:02d}"
    )
    rows = pd.DataFrame({"lon": random.normal(116.42, 0.12, count).round(5)})
    rows["lat"] = random.normal(39.93, 0.09, count).round(5)
    rows["sector"] = random.choice([*SECTORS, None], count)
    rows["date"] = months.where(random.random(count) < 0.9, months.str[:4])
    rows["date"] = rows["date"].where(random.random(count) < 0.95)
    rows["wan"] = pd.Series(random.integers(1, 90_000, count)).where(random.random(count) < 0.6)
    rows.loc[random.random(count) < 0.03, ["lon", "lat"]] = np.nan
    return rows


def write_cube(
    target: Path,
    rows: pd.DataFrame,
    by: tuple[str, ...] = ("district", "cluster", "sector", "month"),
    cell_m: int = CELL_M,
) -> Path:
    """Sum rows to a cube and return its path."""
    source = target.with_suffix(".csv")
    rows.rename(columns={"wan": "投资额（万元）"}).to_csv(source, index=False)
    plan = Plan(by, cell_m, datum="wgs84", digest=register_of_process().digest)
    done = aggregate([str(source)], target, plan, HERE)
    assert done.counted == len(rows)
    return target


def rewrite(path: Path, change: Callable[[pa.Table], pa.Table]) -> None:
    """Put a changed table in place of a cube's, with what the cube says of itself."""
    with pa.ipc.open_file(path.read_bytes()) as file:
        table = file.read_all()
    changed = change(table)
    with pa.ipc.new_file(path, changed.schema) as writer:
        writer.write_table(changed)
