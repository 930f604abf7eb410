"""Cubes: every row is counted once or named, to the last unit, on whatever engine."""

import csv
import json
import pickle
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager, nullcontext
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pyproj
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.__main__ import main
from geo.commands import aggregate as command
from geo.cube import engine
from geo.cube.aggregate import aggregate
from geo.cube.columns import read_wan
from geo.cube.engine import Engine, engine_at, run
from geo.cube.plan import DIMENSIONS, ROWS, STATED, WAN, CellGrid, Plan
from geo.cube.sums import partial_sums, register_of_process
from geo.errors import EngineLostError, EngineMissingError, EngineUnreachableError, PlacementError
from geo.register.load import Register
from tests.unit.cube_work import die, die_once
from tests.unit.cubes import HERE, Serial

ROOT = Path(__file__).resolve().parents[2]
SECTORS = {
    "金融": "finance",
    "Technology": "technology",
    "教育": "education",
    "C制造业": None,
    "": None,
}
STATUSES = {"在建": "under_construction", "已签约": "signed", "": None}
DATES = {"2021-02-03": "2021-02", "2022年5月": "2022-05", "2020": "2020", "": None}
AMOUNTS = {"12.5": 12, "7": 7, "0.4": 0, "": None, "0": None, "3亿元": 30_000, "约20万元": 20}
UNREADABLE = {
    "行业": "捕鱼",
    "状态": "随便",
    "日期": "2021-13-45",
    "投资额（万元）": "很多",
    "经度": "东边",
    "纬度": "北边",
}
HEADER = ["经度", "纬度", "行业", "状态", "日期", "投资额（万元）"]


def read_cube(path: Path) -> pa.Table:
    with pa.ipc.open_file(path) as file:
        return file.read_all()


@pytest.fixture
def plan(register: Register) -> Plan:
    return Plan(by=DIMENSIONS, digest=register.digest)


def write_rows(path: Path, rows: list[list[str]]) -> str:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADER, *rows])
    return str(path)


def write_parts(folder: Path, count: int, rows: int = 2_000) -> list[str]:
    """Write Parquet files of made-up rows, half of them in the city, and return their paths."""
    for number in range(count):
        random = np.random.default_rng(number)
        days = np.datetime64("2021-01-01") + random.integers(0, 900, rows)
        table = {
            "lon": random.uniform(115.5, 117.4, rows),
            "lat": random.uniform(39.5, 41.0, rows),
            "sector": random.choice([*SECTORS], rows),
            "date": days,
            "投资额（万元）": random.uniform(0.1, 9_000, rows),
        }
        pq.write_table(pa.table(table), folder / f"{number}.parquet")
    return sorted(map(str, folder.glob("*.parquet")))


ROW = st.tuples(
    st.floats(115.5, 117.4).map(lambda x: f"{x:.6f}"),
    st.floats(39.5, 41.0).map(lambda y: f"{y:.6f}"),
    *(st.sampled_from([*words]) for words in (SECTORS, STATUSES, DATES, AMOUNTS)),
)
HARM = st.none() | st.sampled_from([*UNREADABLE])


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("rows") / "a.csv"


@settings(max_examples=8)  # each is read by a process of its own
@given(rows=st.lists(st.tuples(ROW, HARM), min_size=1, max_size=12))
def test_each_row_is_counted_once_or_named(
    rows: list[tuple[tuple[str, ...], str | None]], path: Path
) -> None:
    register = register_of_process()
    plan = Plan(by=DIMENSIONS, datum="wgs84", digest=register.digest)
    written, expected, named = [], Counter[tuple[object, ...]](), []
    for number, (row, harm) in enumerate(rows, start=2):
        cells = dict(zip(HEADER, row, strict=True))
        if harm:
            cells[harm] = UNREADABLE[harm]
            named.append((number, harm, UNREADABLE[harm]))
        else:
            expected[_key(row, register)] += 1
        written.append([*cells.values()])
    found = partial_sums(write_rows(path, written), plan)
    keys = [tuple(r[name] for name in plan.keys) for r in found.sums.to_pylist()]
    assert dict(zip(keys, found.sums[ROWS].to_pylist(), strict=True)) == dict(expected)
    wan = [AMOUNTS[row[5]] for row, harm in rows if not harm]
    assert sum(found.sums[WAN].to_pylist()) == sum(filter(None, wan))
    assert sum(found.sums[STATED].to_pylist()) == sum(amount is not None for amount in wan)
    left_out = found.left_out.select(["row", "column", "value"]).to_pylist()
    assert sorted(tuple(one.values()) for one in left_out) == named
    assert found.rows == sum(found.sums[ROWS].to_pylist()) + len(named)


def test_a_row_of_another_length_is_named_and_a_blank_one_is_none(
    plan: Plan, tmp_path: Path
) -> None:
    row = ["116.46", "39.91", "金融", "在建", "2021", "5"]
    path = write_rows(tmp_path / "a.csv", [row, row[:3], [""] * 6, [], [*row, "多"], row])
    found = partial_sums(path, plan)
    assert found.sums[ROWS].to_pylist() == [2]
    named = [(one["row"], one["column"], one["value"]) for one in found.left_out.to_pylist()]
    assert named == [(3, "", "116.46,39.91,金融"), (6, "", ",".join([*row, "多"]))]
    assert found.rows == 4


def _key(row: tuple[str, ...], register: Register) -> tuple[object, ...]:
    """Return the keys of a row, its places by the exact test of the join."""
    lon, lat = (np.array([float(cell)]) for cell in row[:2])
    ground = register.ground
    indexes = (ground.districts, ground.clusters, ground.sites)
    places = [index.names(index.locate(lon, lat))[0] for index in indexes]
    date = DATES[row[4]]
    return (*places, SECTORS[row[2]], STATUSES[row[3]], date, date and date[:4])


def test_an_amount_means_the_same_whatever_stands_in_the_other_rows() -> None:
    cells = ["0.4", "12.5", "0", "0.00", "", "-0.2", "-3", "1e12", "2147483648"]
    plain, mixed = (
        read_wan(pa.chunked_array([column]), "万元") for column in (cells, [*cells, "3亿"])
    )
    assert plain.values.to_pylist() == [0, 12, *[None] * 7]
    assert plain.values.to_pylist() == mixed.values.to_pylist()[:-1]
    assert plain.unread.tolist() == mixed.unread.tolist()[:-1] == [False] * 5 + [True] * 4


def test_cells_hold_the_points_and_all_of_them(register: Register, tmp_path: Path) -> None:
    (path,) = write_parts(tmp_path, 1)
    plan = Plan(by=(), cell_m=500, digest=register.digest)
    sums = partial_sums(path, plan).sums.to_pandas()
    assert sums[ROWS].sum() == 2_000
    grid = CellGrid.over_region(500)
    points = pq.read_table(path).to_pandas()
    east, north = (
        ((points[name] - start) / size) // 1
        for name, start, size in (("lon", grid.west, grid.width), ("lat", grid.south, grid.height))
    )
    assert len(sums) == len(set(zip(east, north, strict=True)))
    assert set(zip(sums.cell_east, sums.cell_north, strict=True)) == set(
        zip(east, north, strict=True)
    )


def test_a_point_beyond_the_region_has_no_cell() -> None:
    grid = CellGrid.over_region(1_000)
    lon = np.array([116.4, 200.0, np.nan, grid.west - 1e-9])
    east = grid.cells(lon, np.full(4, 39.9))["cell_east"]
    assert [value is None for value in east.to_pylist()] == [False, True, True, True]


def test_a_cell_has_its_side_in_the_middle_of_the_region() -> None:
    grid = CellGrid.over_region(500)
    lat = grid.south + grid.rows / 2 * grid.height
    geod = pyproj.Geod(ellps="WGS84")
    assert geod.inv(116, lat, 116 + grid.width, lat)[2] == pytest.approx(500, rel=1e-3)
    assert geod.inv(116, lat, 116, lat + grid.height)[2] == pytest.approx(500, rel=1e-3)


def test_a_pool_and_one_process_agree_to_the_last_unit(plan: Plan, tmp_path: Path) -> None:
    paths = write_parts(tmp_path, 3)
    cubes = []
    for name, used in (("one", HERE), ("pool", engine_at(""))):
        aggregate(paths, tmp_path / f"{name}.arrow", plan, used)
        cubes.append(read_cube(tmp_path / f"{name}.arrow"))
    assert cubes[0].equals(cubes[1], check_metadata=True)
    assert sum(cubes[0][ROWS].to_pylist()) == 6_000


@contextmanager
def cluster(folder: Path, workers: int) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """Start a scheduler and workers, each a process of its own; yield its address and them."""
    where = folder / "scheduler.json"
    command = [sys.executable, "-m", "dask"]
    shared = {"cwd": ROOT, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    known = ["--scheduler-file", str(where)]
    scheduler = [*command, "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
    worker = [*command, "worker", "--no-nanny", "--no-dashboard", "--nthreads", "1"]
    started = [subprocess.Popen([*scheduler, *known], **shared)]  # type: ignore[call-overload]
    try:
        started += [subprocess.Popen([*worker, *known], **shared) for _ in range(workers)]  # type: ignore[call-overload]
        yield _address(where), started[1:]
    finally:
        for process in started:
            process.kill()
            process.wait()


def _address(where: Path) -> str:
    for _ in range(300):
        if where.exists() and where.read_text():
            return str(json.loads(where.read_text())["address"])
        time.sleep(0.1)
    raise TimeoutError


@pytest.mark.filterwarnings("ignore::DeprecationWarning:distributed")
def test_a_cluster_that_loses_a_worker_agrees_with_one_process(plan: Plan, tmp_path: Path) -> None:
    paths = write_parts(tmp_path, 8, rows=500)
    aggregate(paths, tmp_path / "one.arrow", plan, HERE)
    with cluster(tmp_path, 2) as (address, workers):
        seen: list[str] = []

        def lose_one(path: str) -> None:
            seen.append(path)
            if len(seen) == 2:
                workers[0].send_signal(signal.SIGKILL)

        made = aggregate(paths, tmp_path / "dask.arrow", plan, engine_at(address), lose_one)
    assert made.unread == {}
    assert len(seen) == 8
    one, dask = read_cube(tmp_path / "one.arrow"), read_cube(tmp_path / "dask.arrow")
    assert dask.equals(one, check_metadata=True)


def test_a_cluster_that_does_not_answer_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "CONNECT_SECONDS", 0.5)
    with (
        pytest.raises(EngineUnreachableError, match=r"127\.0\.0\.1:9"),
        engine_at("tcp://127.0.0.1:9").open(1),
    ):
        pass


def test_a_cluster_without_its_package_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(EngineMissingError, match=r"\[engine\]"):
        engine_at("tcp://127.0.0.1:9")


def test_a_part_whose_process_was_lost_is_asked_for_again(tmp_path: Path) -> None:
    parts = [str(tmp_path / name) for name in ("a", "b")]
    assert dict(run(engine_at(""), die_once, parts)) == {part: Path(part).name for part in parts}


def test_a_part_that_is_lost_again_and_again_ends_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(EngineLostError) as raised:
        list(run(engine_at(""), die, [str(tmp_path / "large.csv")]))
    for lang in ("zh", "en"):
        assert "large.csv" in raised.value.sentence(lang)


def test_a_bad_file_is_said_and_only_it_is_read_again(plan: Plan, tmp_path: Path) -> None:
    paths = write_parts(tmp_path, 3)
    good = Path(paths[1]).read_bytes()
    Path(paths[1]).write_bytes(good[:500])
    target = tmp_path / "cube.arrow"
    made = aggregate(paths, target, plan, HERE)
    assert [*made.unread] == [paths[1]]
    assert made.rows == made.counted == 4_000
    assert not target.exists()
    Path(paths[1]).write_bytes(good)
    read: list[str] = []
    watched = Engine(lambda _: nullcontext(_Watched(read)), ())
    again = aggregate(paths, target, plan, watched)
    assert read == [paths[1]]
    assert again.rows == again.counted == 6_000
    aggregate(paths, tmp_path / "anew.arrow", plan, HERE)
    assert read_cube(target).equals(read_cube(tmp_path / "anew.arrow"), check_metadata=True)
    assert {path.suffix for path in tmp_path.iterdir()} == {".parquet", ".arrow"}


class _Watched(Serial):
    def __init__(self, read: list[str]) -> None:
        self._read = read

    def submit(self, fn: Callable, /, *args: object, **kwargs: object) -> Future:  # type: ignore[override, type-arg]
        self._read.append(str(args[0]))
        return super().submit(fn, *args, **kwargs)


def test_another_plan_reads_all_again(plan: Plan, tmp_path: Path) -> None:
    paths = write_parts(tmp_path, 2, rows=50)
    missing = str(tmp_path / "missing.csv")
    assert [*aggregate([*paths, missing], tmp_path / "c.arrow", plan, HERE).unread] == [missing]
    read: list[str] = []
    watched = Engine(lambda _: nullcontext(_Watched(read)), ())
    other = Plan(by=("district",), digest=plan.digest)
    aggregate(paths, tmp_path / "c.arrow", other, watched)
    assert read == paths


def test_an_error_passes_between_processes_with_its_facts() -> None:
    error = PlacementError(file="a.csv", datum="wgs84", option="--datum gcj02")
    again = pickle.loads(pickle.dumps(error))  # noqa: S301
    assert type(again) is PlacementError
    assert again.sentence("zh") == error.sentence("zh")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_command_says_what_became_of_the_rows(
    lang: str,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(command, "engine_at", lambda _: HERE)
    rows = [["116.46", "39.91", "金融", "在建", "2021", "5"]] * 3
    path = write_rows(tmp_path / "a.csv", [*rows, [*rows[0][:5], "=cmd"]])
    out = tmp_path / "cube.arrow"
    code = main(["aggregate", path, "--out", str(out), "--by", "district,site", "--lang", lang])
    said = capfd.readouterr().out
    assert code == 1
    assert "4" in said
    assert "cube.arrow.left_out.csv" in said
    assert "'=cmd" in (tmp_path / "cube.arrow.left_out.csv").read_text("utf-8-sig")
    assert read_cube(out).to_pylist() == [
        {"district": "110105", "site": "cbd", "rows": 3, "amounts": 3, "investment_wan_cny": 15}
    ]


@pytest.mark.parametrize(
    "asked",
    ["--by colour", "--by=", "--cell=-5", "--datum pluto", "--out a.csv", "--out no/a.arrow"],
)
def test_what_cannot_be_asked_for_is_said(
    asked: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = write_rows(tmp_path / "a.csv", [["116.46", "39.91", "", "", "", ""]])
    assert main(["aggregate", path, "--out", str(tmp_path / "c.arrow"), *asked.split()]) == 2
    assert len(capfd.readouterr().err.strip().splitlines()[-1]) > 10
    assert not (tmp_path / "c.arrow").exists()


def test_a_worker_with_other_data_is_refused(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "a.csv", [["116.46", "39.91", "", "", "", ""]])
    made = aggregate([path], tmp_path / "c.arrow", Plan(digest="0" * 64), HERE)
    (error,) = made.unread.values()
    assert "0" * 12 in error.sentence("en")
    assert "TWOZONES_DATA" in error.sentence("zh")
