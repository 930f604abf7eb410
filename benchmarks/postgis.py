"""A register of 100,000 projects from PostGIS, beside the same from a folder."""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.registers import write_register
from benchmarks.spread import Spread
from geo.database.copy import refresh
from geo.keep.reason import Reason
from geo.keep.transfer import put_register
from geo.register import copies
from geo.register.load import load_register
from geo.settings import Settings
from tests.postgis import cluster

PROJECTS, ROUNDS = 100_000, 3
GOAL = 1.5


def report() -> list[str]:
    """Time both, by turns; return Markdown lines."""
    with tempfile.TemporaryDirectory() as name, cluster() as running, running.database() as address:
        folder = Path(name)
        write_register(folder / "register", PROJECTS)
        published = _seconds(lambda: put_register(folder / "register", address, Reason("bench")))
        rounds = [
            _round(folder / f"round-{n}", folder / "register", address) for n in range(ROUNDS)
        ]
    ours, theirs = (Spread.of(seconds) for seconds in zip(*rounds, strict=True))
    return [
        f"## A register of {PROJECTS:,} projects from PostGIS, into an empty cache",
        "",
        "| from PostGIS | from the folder | ratio of medians | goal |",
        "|---|---|---|---|",
        (
            f"| {ours.text('s')} | {theirs.text('s')} "
            f"| **{ours.median / theirs.median:.2f}** | ≤ {GOAL} |"
        ),
        "",
        f"Published in {published:.1f} s.",
    ]


def _round(folder: Path, register: Path, address: str) -> tuple[float, float]:
    """Load from the database and from the folder, both without a copy of a large table."""
    copies.settings = lambda: Settings(cache=folder / "first")
    from_database = _seconds(lambda: _load(address, folder / "copy"))
    copies.settings = lambda: Settings(cache=folder / "second")
    return from_database, _seconds(lambda: load_register(register))


def _load(address: str, copy: Path) -> None:
    refresh(address, copy)
    load_register(copy)


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
