"""Many rows to a cube: on each engine the same rows and cube, and ten times as many out of core."""

import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from distributed import LocalCluster

from benchmarks.command_cost import command_cost
from geo.cube.aggregate import aggregate
from geo.cube.engine import Engine, engine_at
from geo.cube.plan import Plan
from geo.register.load import load_register
from geo.words.vocabulary import SECTORS

PART_ROWS: Final = 500_000
FEW, MANY = 20, 200
"""Files of ten million rows, and of a hundred million."""

PROCESSES: Final = 2
GIGABYTES_GOAL: Final = 2


def report() -> list[str]:
    """Sum generated rows; return Markdown lines."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = write_parts(folder / "parts", MANY)
        lines, pool = engines(paths[:FEW], folder / "cube.arrow")
        return [*lines, "", *out_of_core(paths, folder / "many.arrow", pool)]


def engines(paths: Sequence[str], target: Path) -> tuple[list[str], float]:
    """Return what the same cube takes on each engine, and the seconds of a pool; all are equal."""
    plan = Plan(digest=load_register().digest)
    taken, cubes = {}, []
    with LocalCluster(n_workers=PROCESSES, threads_per_worker=1, dashboard_address=None) as dask:
        used = {
            "one process": Engine(_one_process, ()),
            f"a pool, {PROCESSES} processors": engine_at(""),
            f"Dask, {PROCESSES} workers": engine_at(dask.scheduler_address),
        }
        for name, engine in used.items():
            began = time.perf_counter()
            aggregate(paths, target, plan, engine)
            taken[name] = time.perf_counter() - began
            cubes.append(target.read_bytes())
    if len(set(cubes)) != 1:
        raise AssertionError
    one, pool, _ = taken.values()
    rows = f"{len(paths) * PART_ROWS:,} rows from {len(paths)} Parquet files"
    return [
        f"## {rows} to a cube of {len(cubes[0]):,} bytes, the same from each engine",
        "",
        "| | seconds | beside one process |",
        "|---|---|---|",
        *(f"| {name} | {took:.1f} | {took / one:.2f} |" for name, took in taken.items()),
    ], pool


def out_of_core(paths: Sequence[str], target: Path, pool_seconds: float) -> list[str]:
    """Return what the command takes for many files, beside a pool with few; and its memory."""
    began = time.perf_counter()
    gigabytes = _peak_gigabytes([*paths, "--out", str(target)])
    seconds = time.perf_counter() - began
    rows = len(paths) * PART_ROWS
    ratio = (seconds / len(paths)) / (pool_seconds / FEW)
    return [
        f"## {rows:,} rows from {len(paths)} Parquet files by `geo aggregate`, out of core",
        "",
        "| | | goal |",
        "|---|---|---|",
        f"| seconds | {seconds:.0f} | |",
        f"| a row, beside a row of the pool above | {ratio:.2f} | |",
        f"| the most memory of any of its processes | {gigabytes:.2f} GB | ≤ {GIGABYTES_GOAL} GB |",
    ]


def _peak_gigabytes(arguments: Sequence[str]) -> float:
    """Run the command; return the most that it, or a process that it started, has ever held."""
    return command_cost([sys.executable, "-m", "geo", "aggregate", *arguments]).gigabytes


@contextmanager
def _one_process(_parts: int) -> Iterator[ProcessPoolExecutor]:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        yield pool


def write_parts(folder: Path, parts: int) -> list[str]:
    """Write generated rows, even over the region's box, as Parquet files; return their paths."""
    folder.mkdir()
    for part in range(parts):
        random = np.random.default_rng(part)
        table = {
            "lon": random.uniform(115.5, 117.4, PART_ROWS).round(6),
            "lat": random.uniform(39.5, 41.0, PART_ROWS).round(6),
            "sector": random.choice(SECTORS, PART_ROWS),
            "date": np.datetime64("2020-09-01") + random.integers(0, 2_000, PART_ROWS),
            "投资额（万元）": random.uniform(1, 9_000, PART_ROWS).round(2),
        }
        pq.write_table(pa.table(table), folder / f"{part:04}.parquet")
    return sorted(map(str, folder.glob("*.parquet")))
