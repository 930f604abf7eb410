"""The join and the datum beside their alternatives."""

import time
from collections.abc import Callable

import geopandas as gpd
import numpy as np

from geo.datum import gcj02_to_wgs84
from geo.register import load_register

POINTS = 1_000_000
SJOIN_POINTS = 50_000


def report() -> list[str]:
    """Time the join a point against ``gpd.sjoin``, and the conversion of GCJ-02; Markdown lines."""
    register = load_register()
    random = np.random.default_rng(1)
    lon, lat = random.uniform(115.4, 117.5, POINTS), random.uniform(39.4, 41.1, POINTS)
    polygons = register.districts[["id", "geometry"]].reset_index(drop=True)
    frame = gpd.GeoDataFrame(
        geometry=gpd.points_from_xy(lon[:SJOIN_POINTS], lat[:SJOIN_POINTS]), crs=polygons.crs
    )
    ours = _seconds(lambda: register.ground.districts.locate(lon, lat)) / POINTS
    sjoin = _seconds(lambda: gpd.sjoin(frame, polygons, predicate="within")) / SJOIN_POINTS
    datum = _seconds(lambda: gcj02_to_wgs84(lon, lat))
    return [
        "### Join and datum, one core",
        "",
        "| | per million points |",
        "|---|---|",
        f"| `gpd.sjoin`, 16 districts (from {SJOIN_POINTS:,} points) | {sjoin * 1e6:.1f} s |",
        f"| `geo.join`, 16 districts | {ours * 1e6:.2f} s |",
        f"| **ratio sjoin/ours** | **{sjoin / ours:.0f}** |",
        f"| GCJ-02 to WGS-84, exact inverse | {datum:.2f} s |",
    ]


def _seconds(work: Callable[[], object]) -> float:
    work()
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
