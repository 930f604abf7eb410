"""Cubes of cells on the page: what they weigh, and how long a filter takes to be painted."""

import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.random import Generator
from numpy.typing import NDArray

from benchmarks.relay import relay
from benchmarks.spread import Spread
from benchmarks.watching import OURS, Watched, launch
from geo.cube.aggregate import aggregate
from geo.cube.engine import engine_at
from geo.cube.plan import Plan
from geo.cube.read import read_cube
from geo.register.load import load_register
from geo.words.vocabulary import SECTORS
from layers.cells import CellLayer
from tests.browser.server import serve

CENTRES = ((116.31, 39.98), (116.45, 39.92), (116.66, 39.91), (116.33, 39.73), (116.65, 40.13))
SPREAD_DEGREES = 0.08
MEGABYTES_GOAL, SECONDS_GOAL = 7, 0.3
CELLS = OURS.replace("dataset.visible", "dataset.cells")
NEAR = "&extent=116.37,39.87,116.51,39.95"
"""So near that the smallest cells are drawn."""


@dataclass(frozen=True)
class Kind:
    """Rows that make a cube of nearly a million: hardly two have all that it is summed by alike."""

    name: str
    rows: int
    plan: Plan
    points: Callable[[Generator, int], NDArray[np.float64]]
    views: Mapping[str, str]


def report() -> list[str]:
    """Sum generated rows to cubes and filter them by sectors; return Markdown lines."""
    digest = load_register().digest
    city = {"the city": ""}
    by_month = Plan(cell_m=500, datum="wgs84", digest=digest)
    by_cell = Plan(by=("sector",), cell_m=100, datum="wgs84", digest=digest)
    kinds = (
        Kind(
            "some thousand cells, by sector, place and month",
            1_040_000,
            by_month,
            _about_centres,
            city,
        ),
        Kind("a million cells, by sector", 1_000_000, by_cell, _anywhere, {**city, "near": NEAR}),
    )
    rows = [row for kind in kinds for row in _measured(kind)]
    return [
        "## A cube of a million rows on the map, a sector pressed",
        "",
        "| | rows of the cube | over the wire, once | click to painted |",
        "|---|---|---|---|",
        *rows,
        f"| goal | | ≤ {MEGABYTES_GOAL} MB | ≤ {SECONDS_GOAL} s |",
    ]


def _measured(kind: Kind) -> Iterator[str]:
    """Yield a row of the table for each view of a cube."""
    with tempfile.TemporaryDirectory() as name:
        path, counts = _cube(Path(name), kind)
        layer = CellLayer(read_cube(path))
        with (
            serve(env={"TWOZONES_CUBE": str(path)}) as address,
            relay(address) as between,
            launch() as browser,
        ):
            for view, link in kind.views.items():
                watched = Watched(browser, between, CELLS, kind.rows, f"?metric=density{link}")
                seconds = Spread.of([*_pressed(watched, counts, kind.rows)]).text("s")
                size = f"{len(layer.cube.rows):,} | {len(layer.asset.packed) / 1e6:.1f} MB"
                yield f"| {kind.name}: {view} | {size} | {seconds} |"
                watched.page.context.close()


def _pressed(watched: Watched, counts: Mapping[str, int], rows: int) -> Iterator[float]:
    """Press each sector and press it again; yield the seconds of each."""
    for number, sector in enumerate(SECTORS):
        yield watched.press(number, counts[sector]).seconds
        yield watched.press(number, rows).seconds


def _about_centres(random: Generator, size: int) -> NDArray[np.float64]:
    around = np.array(CENTRES)[random.integers(0, len(CENTRES), size)]
    return around + random.normal(0, SPREAD_DEGREES, (size, 2))


def _anywhere(random: Generator, size: int) -> NDArray[np.float64]:
    return random.uniform((115.4, 39.4), (117.5, 41.1), (size, 2))


def _cube(folder: Path, kind: Kind) -> tuple[Path, dict[str, int]]:
    """Sum generated rows to a cube; return it and how many each sector has."""
    random = np.random.default_rng(1)
    lon, lat = kind.points(random, kind.rows).T
    sectors = random.choice(SECTORS, kind.rows)
    days = np.datetime64("2016-01-01") + random.integers(0, 3_285, kind.rows)
    amounts = np.round(np.exp(random.normal(5, 1.5, kind.rows)))
    table = {"lon": lon, "lat": lat, "sector": sectors, "date": days, "投资额（万元）": amounts}
    pq.write_table(pa.table(table), folder / "rows.parquet")
    aggregate([str(folder / "rows.parquet")], folder / "cube.arrow", kind.plan, engine_at(""))
    names, counts = np.unique(sectors, return_counts=True)
    return folder / "cube.arrow", dict(zip(names.tolist(), counts.tolist(), strict=True))
