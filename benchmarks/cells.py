"""A cube of cells on the page: what it weighs, and how long a filter of it takes to be painted."""

import tempfile
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

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

ROWS = 1_040_000
"""So many make a cube of nearly a million: hardly two are of one cell, sector and month."""

CENTRES = ((116.31, 39.98), (116.45, 39.92), (116.66, 39.91), (116.33, 39.73), (116.65, 40.13))
SPREAD_DEGREES = 0.08
MEGABYTES_GOAL, SECONDS_GOAL = 7, 0.3
CELLS = OURS.replace("dataset.visible", "dataset.cells")


def report() -> list[str]:
    """Sum generated rows to a cube and filter it by its sectors; return Markdown lines."""
    with tempfile.TemporaryDirectory() as name:
        path, counts = _cube(Path(name))
        layer = CellLayer(read_cube(path))
        with (
            serve(env={"TWOZONES_CUBE": str(path)}) as address,
            relay(address) as between,
            launch() as browser,
        ):
            watched = Watched(browser, between, CELLS, ROWS, "?metric=density")
            pressed = []
            for number, sector in enumerate(SECTORS):
                pressed += [watched.press(number, counts[sector]), watched.press(number, ROWS)]
    seconds = Spread.of([one.seconds for one in pressed])
    megabytes = len(layer.asset.packed) / 1e6
    return [
        f"## A cube of {len(layer.cube.rows):,} rows on the map, a sector pressed",
        "",
        "| | ours | goal |",
        "|---|---|---|",
        f"| the cube over the wire, once | {megabytes:.1f} MB | ≤ {MEGABYTES_GOAL} MB |",
        f"| click to painted | {seconds.text('s')} | ≤ {SECONDS_GOAL} s |",
    ]


def _cube(folder: Path) -> tuple[Path, dict[str, int]]:
    """Sum generated rows about some centres; return the cube and how many each sector has."""
    random = np.random.default_rng(1)
    around = np.array(CENTRES)[random.integers(0, len(CENTRES), ROWS)]
    lon, lat = (around + random.normal(0, SPREAD_DEGREES, (ROWS, 2))).T
    sectors = random.choice(SECTORS, ROWS)
    days = np.datetime64("2016-01-01") + random.integers(0, 3_285, ROWS)
    amounts = np.round(np.exp(random.normal(5, 1.5, ROWS)))
    table = {"lon": lon, "lat": lat, "sector": sectors, "date": days, "投资额（万元）": amounts}
    pq.write_table(pa.table(table), folder / "rows.parquet")
    plan = Plan(cell_m=500, datum="wgs84", digest=load_register().digest)
    aggregate([str(folder / "rows.parquet")], folder / "cube.arrow", plan, engine_at(""))
    names, counts = np.unique(sectors, return_counts=True)
    return folder / "cube.arrow", dict(zip(names.tolist(), counts.tolist(), strict=True))
