"""The join and the datum beside their alternatives: seconds a million points, in one run."""

import time
from collections.abc import Callable

import duckdb
import geopandas as gpd
import numpy as np
import pyarrow as pa
from coord_convert.transform import gcj2wgs
from duckdb_extensions import import_extension
from numpy.testing import assert_array_equal

from benchmarks.spread import Spread
from geo.ground.gcj02 import gcj02_to_wgs84
from geo.ground.grid import NOT_FOUND
from geo.ground.join import locate_exactly
from geo.register.load import load_register
from geo.settings import DATA

POINTS = 1_000_000
TIMES = 10
TWICE = 2
FEWER = 100_000
"""How many points the slow alternatives are timed with."""

ROUNDS = 5
FEWER_ROUNDS = 3


def report() -> list[str]:
    """Time the join against ``gpd.sjoin`` and the datum against a loop; Markdown lines."""
    random = np.random.default_rng(1)
    lon, lat = random.uniform(115.4, 117.5, POINTS), random.uniform(39.4, 41.1, POINTS)
    return [
        f"## Seconds a million points (ours with {POINTS:,}, alternatives with {FEWER:,})",
        "",
        "| | ours | alternative | ratio of medians |",
        "|---|---|---|---|",
        *_join(lon, lat),
        *_datum(lon, lat),
    ]


def _join(lon: np.ndarray, lat: np.ndarray) -> list[str]:
    """Return rows of ``PolygonIndex`` against both predicates of ``gpd.sjoin``, answers equal."""
    index = load_register().ground.districts
    ours = _time(lambda: index.locate(lon, lat), POINTS, ROUNDS)
    found = index.locate(lon[:FEWER], lat[:FEWER])
    polygons = gpd.read_file(DATA / "districts.geojson")[["geometry"]]  # not prepared, as a user's
    points = gpd.GeoDataFrame(
        geometry=gpd.points_from_xy(lon[:FEWER], lat[:FEWER]), crs=polygons.crs
    )

    def sjoin(predicate: str) -> np.ndarray:
        joined = gpd.sjoin(points, polygons, how="left", predicate=predicate)
        return joined["index_right"].fillna(NOT_FOUND).to_numpy(int)

    rows = _exact(lon, lat) + _duckdb(lon, lat, ours) + _tenfold(lon, lat)
    for predicate, name in (("intersects", "`gpd.sjoin`"), ("within", "`gpd.sjoin`, `within`")):
        assert_array_equal(sjoin(predicate), found)
        other = _time(lambda p=predicate: sjoin(p), FEWER, FEWER_ROUNDS)
        rows.append(_row(f"join to 16 districts; {name}", ours, other))
    return rows


def _exact(lon: np.ndarray, lat: np.ndarray) -> list[str]:
    """Return a row of the grid against prepared polygons alone, in processor time."""
    index = load_register().ground.districts
    lon, lat = np.tile(lon, TWICE), np.tile(lat, TWICE)

    def exact() -> np.ndarray:
        return locate_exactly(index.polygons, index.bounds, lon, lat)

    assert_array_equal(index.locate(lon, lat), exact())
    ours = _time(lambda: index.locate(lon, lat), lon.size, ROUNDS, time.process_time)
    other = _time(exact, lon.size, ROUNDS, time.process_time)
    return [_row(f"join of {lon.size:,}, processor time; prepared polygons, no grid", ours, other)]


def _duckdb(lon: np.ndarray, lat: np.ndarray, ours: Spread) -> list[str]:
    """Return a row of the join against DuckDB's spatial extension, answers equal row by row."""
    import_extension("spatial")
    database = duckdb.connect()
    database.load_extension("spatial")
    database.execute(
        "CREATE TABLE districts AS SELECT row_number() OVER () - 1 AS position, geom "
        "FROM ST_Read(?)",
        [str(DATA / "districts.geojson")],
    )
    lon, lat = lon[:FEWER], lat[:FEWER]
    database.register("points", pa.table({"row": np.arange(FEWER), "lon": lon, "lat": lat}))
    query = (
        "SELECT row, min(position) AS position FROM points JOIN districts "
        "ON ST_Intersects(geom, ST_Point(lon, lat)) GROUP BY row"
    )

    def join() -> np.ndarray:
        answer = database.execute(query).fetchnumpy()
        found = np.full(FEWER, NOT_FOUND)
        found[answer["row"]] = answer["position"]
        return found

    assert_array_equal(join(), load_register().ground.districts.locate(lon, lat))
    other = _time(join, FEWER, FEWER_ROUNDS)
    return [_row(f"join to 16 districts; DuckDB {duckdb.__version__} spatial", ours, other)]


def _tenfold(lon: np.ndarray, lat: np.ndarray) -> list[str]:
    """Return a row of ten times the points against as many, to show that the cost is linear."""
    index = load_register().ground.districts
    more = (np.tile(lon, TIMES), np.tile(lat, TIMES))
    ten = _time(lambda: index.locate(*more), POINTS * TIMES, FEWER_ROUNDS)
    one = _time(lambda: index.locate(lon, lat), POINTS, ROUNDS)
    return [_row(f"join of {POINTS * TIMES:,} points; the same of {POINTS:,}", ten, one)]


def _datum(lon: np.ndarray, lat: np.ndarray) -> list[str]:
    """Return a row of our exact GCJ-02 inverse against a common one-step one."""
    pairs = list(zip(lon[:FEWER].tolist(), lat[:FEWER].tolist(), strict=True))
    ours = _time(lambda: gcj02_to_wgs84(lon, lat), POINTS, ROUNDS)
    other = _time(lambda: [gcj2wgs(*pair) for pair in pairs], FEWER, FEWER_ROUNDS)
    return [_row("GCJ-02 to WGS-84; a loop of `coord_convert`", ours, other)]


def _time(
    work: Callable[[], object],
    points: int,
    rounds: int,
    clock: Callable[[], float] = time.perf_counter,
) -> Spread:
    """Return how long the work takes, in seconds a million points."""
    taken = []
    for _ in range(rounds):
        began = clock()
        work()
        taken.append((clock() - began) * 1_000_000 / points)
    return Spread.of(taken)


def _row(label: str, ours: Spread, other: Spread) -> str:
    ratio = ours.median / other.median
    return f"| {label} | {ours.text('s')} | {other.text('s')} | **{ratio:.3f}** |"
