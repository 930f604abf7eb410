"""Many rows: a register read by columns, by records and from its copy; a cube on each engine."""

import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from distributed import LocalCluster

from benchmarks.registers import write_register
from geo.cube.aggregate import aggregate
from geo.cube.engine import Engine, engine_at
from geo.cube.plan import Plan
from geo.register import copies
from geo.register.load import TABLES, load_register
from geo.register.records import Record
from geo.register.tables import read_frame, read_table
from geo.settings import Settings
from geo.words.vocabulary import SECTORS

PROJECTS = 100_000
ROWS, PARTS = 10_000_000, 20
PROCESSES = 2
LOAD_GOAL = 3


def report() -> list[str]:
    """Time loading and aggregating; return Markdown lines."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        return [*_loading(folder), "", *_aggregating(folder)]


def _loading(folder: Path) -> list[str]:
    register, table = folder / "register", folder / "register" / "projects.csv"
    write_register(register, PROJECTS)
    copies.settings = lambda: Settings(cache=folder / "cache")
    model = TABLES["projects.csv"]
    by_column = _seconds(lambda: read_frame(table, model))
    by_record = _seconds(lambda: _frame_of_records(table, model))
    from_copy = _seconds(lambda: read_frame(table, model))
    whole = _seconds(lambda: load_register(register))
    again = _seconds(lambda: load_register(register))
    return [
        f"## A register of {PROJECTS:,} projects, seconds of processor time",
        "",
        "| | seconds | beside by columns |",
        "|---|---|---|",
        f"| `projects.csv` by columns, its copy written | {by_column:.2f} | 1.0 |",
        f"| the same as records | {by_record:.2f} | {by_record / by_column:.1f} |",
        f"| the same from its copy | {from_copy:.2f} | {from_copy / by_column:.2f} |",
        f"| the whole register, ≤ {LOAD_GOAL} s (history not yet copied) | {whole:.2f} | |",
        f"| the whole register again | {again:.2f} | |",
    ]


def _frame_of_records(table: Path, model: type[Record]) -> pd.DataFrame:
    return pd.DataFrame([record.model_dump() for record in read_table(table, model)])


def _seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def _aggregating(folder: Path) -> list[str]:
    """Return what the same cube takes on each engine; all give the same."""
    paths = write_parts(folder / "parts", ROWS, PARTS)
    plan = Plan(digest=load_register().digest)
    lines, cubes, one = [], [], 0.0
    with LocalCluster(n_workers=PROCESSES, threads_per_worker=1, dashboard_address=None) as dask:
        engines = {
            "one process": Engine(_one_process, ()),
            f"a pool, {PROCESSES} processors": engine_at(""),
            f"Dask, {PROCESSES} workers": engine_at(dask.scheduler_address),
        }
        for name, engine in engines.items():
            began = time.perf_counter()
            aggregate(paths, folder / "cube.arrow", plan, engine)
            seconds = time.perf_counter() - began
            one = one or seconds
            lines.append(f"| {name} | {seconds:.1f} | {seconds / one:.2f} |")
            cubes.append((folder / "cube.arrow").read_bytes())
    if len(set(cubes)) != 1:
        raise AssertionError
    title = f"## {ROWS:,} rows from {PARTS} Parquet files to a cube of {len(cubes[0]):,} bytes"
    return [title, "", "| | seconds | beside one process |", "|---|---|---|", *lines]


@contextmanager
def _one_process(_parts: int) -> Iterator[ProcessPoolExecutor]:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        yield pool


def write_parts(folder: Path, rows: int, parts: int) -> list[str]:
    """Write generated rows, even over the region's box, as Parquet files; return their paths."""
    folder.mkdir()
    for part in range(parts):
        random, size = np.random.default_rng(part), rows // parts
        table = {
            "lon": random.uniform(115.5, 117.4, size).round(6),
            "lat": random.uniform(39.5, 41.0, size).round(6),
            "sector": random.choice(SECTORS, size),
            "date": np.datetime64("2020-09-01") + random.integers(0, 2_000, size),
            "投资额（万元）": random.uniform(1, 9_000, size).round(2),
        }
        pq.write_table(pa.table(table), folder / f"{part:04}.parquet")
    return sorted(map(str, folder.glob("*.parquet")))
