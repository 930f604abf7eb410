"""A register loaded for the first time, and from its own copies: by the clock, and in memory."""

import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Final

import pandas as pd

from benchmarks.processes import peak_gigabytes
from benchmarks.registers import write_register
from geo.register import copies
from geo.register.load import TABLES, load_register
from geo.register.records import Record
from geo.register.tables import read_frame, read_table
from geo.settings import Settings

SIZES: Final = (100_000, 1_000_000)
SECONDS_GOALS: Final = {100_000: 3, 1_000_000: 30}
GIGABYTES_GOAL: Final = 2.5
PROJECTS: Final = "projects.csv"
HEAD: Final = "| | seconds by the clock | of the processor | peak memory | beside the first start |"


@dataclass(frozen=True)
class Cost:
    """What work took in a process of its own: seconds, and the most memory that it held, in GB."""

    seconds: float
    processor: float
    gigabytes: float

    def row(self, label: str, first: "Cost") -> str:
        """Return a row of the table, beside what the first start took."""
        ratio = self.seconds / first.seconds
        memory = f"{self.gigabytes:.2f} GB"
        return f"| {label} | {self.seconds:.1f} | {self.processor:.1f} | {memory} | {ratio:.2f} |"


def report() -> list[str]:
    """Load generated registers; return Markdown lines."""
    return [line for size in SIZES for line in _report(size)]


def _report(size: int) -> list[str]:
    with tempfile.TemporaryDirectory() as name:
        folder, cache = Path(name) / "register", Path(name) / "cache"
        write_register(folder, size)
        first, again = (_apart(load_register, folder, cache) for _ in range(2))
        columns = _apart(_by_columns, folder, Path(name) / "another cache")
        records = _apart(_by_records, folder, cache) if size == SIZES[0] else None
    goal = f"≤ {SECONDS_GOALS[size]} s, ≤ {GIGABYTES_GOAL} GB"
    lines = [
        f"## A register of {size:,} projects, each loaded in a process of its own",
        "",
        HEAD,
        "|---|---|---|---|---|",
        first.row(f"the first start, copies written (goal {goal})", first),
        again.row("a start of the unchanged folder, from its copies", first),
        columns.row(f"`{PROJECTS}` alone, judged by columns", first),
    ]
    if records:
        lines.append(records.row("the same, judged record by record", first))
    return [*lines, ""]


def _apart(work: Callable[[Path], object], folder: Path, cache: Path) -> Cost:
    """Return what work on a folder costs in a process that has done nothing before."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_cost, work, folder, cache).result()


def _cost(work: Callable[[Path], object], folder: Path, cache: Path) -> Cost:
    copies.settings = lambda: Settings(cache=cache)
    began, processor = time.perf_counter(), time.process_time()
    work(folder)
    seconds, processor = time.perf_counter() - began, time.process_time() - processor
    return Cost(seconds, processor, peak_gigabytes())


def _by_columns(folder: Path) -> pd.DataFrame:
    return read_frame(folder / PROJECTS, TABLES[PROJECTS])


def _by_records(folder: Path) -> pd.DataFrame:
    model: type[Record] = TABLES[PROJECTS]
    return pd.DataFrame([one.model_dump() for one in read_table(folder / PROJECTS, model)])
