"""A reader may crash, hang or eat: who brought the file gets a sentence, and the server goes on."""

import datetime as dt
import io
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pandas as pd
import pytest
import shapely

from geo import errors
from geo.intake.apart import apart
from geo.intake.apart.apart import get_ready, read_apart
from geo.intake.apart.handover import pack_table, unpack
from geo.intake.files.files import source_file
from geo.intake.files.tables import Note, RawTable
from geo.settings import Limits
from tests.unit.intake.files import (
    csv_bytes,
    driver_bytes,
    frame_in,
    geo_frame,
    shapefile_bytes,
    table_of,
    xlsx_bytes,
)

BOUNDS = Limits(cpu_seconds=1, wall_seconds=3, memory_mb=300)
MOMENT = dt.datetime(2021, 2, 3, 4, 5)  # noqa: DTZ001 (spreadsheets know no zones)
NAMES = source_file("甲.csv", "name\n甲\n".encode())

FILES = {
    "a.csv": lambda: csv_bytes(frame_in("zh", "wgs84")),
    "a.xlsx": lambda: xlsx_bytes(frame_in("zh", "wgs84").assign(日=MOMENT)),
    "a.geojson": lambda: driver_bytes(geo_frame("en", "wgs84"), "a.geojson"),
    "a.gpkg": lambda: driver_bytes(geo_frame("zh", "cgcs2000"), "a.gpkg"),
    "a.parquet": lambda: driver_bytes(geo_frame("zh", "EPSG:4548"), "a.parquet"),
    "a.zip": lambda: shapefile_bytes(geo_frame("zh", "wgs84"), "GB18030"),
}

READERS = {
    "turns": ("while True: pass", errors.ReadingTooSlowError),
    "sleeps": ("import time; time.sleep(60)", errors.ReadingTooSlowError),
    "eats": ("x = bytearray(400_000_000); x[::4096] = x[::4096]; input()\nwhile True: pass",
             errors.ReadingTooLargeError),
    "crashes": ("import os; os.abort()", errors.ReadingStoppedError),
    "says nothing": ("import sys; sys.stdin.read()", errors.ReadingStoppedError),
    "raves": ("print('{')", errors.ReadingStoppedError),
    "lies": ("""print('{"table": {"file": 1}}')""", errors.ReadingStoppedError),
    "names another": ("""print('{"error": "text_in", "facts": {}}')""", errors.ReadingStoppedError),
}  # fmt: skip


@pytest.fixture(autouse=True, scope="module")
def nobody_waits_after() -> Iterator[None]:
    yield
    apart._READY.dismiss()


def _cells(table: RawTable) -> list[list[object]]:
    """Return the cells of a table; NaN, which equals nothing, as None."""
    return [[None if cell != cell else cell for cell in row] for row in table.rows]  # noqa: PLR0124


@pytest.mark.parametrize("name", FILES)
def test_what_is_read_apart_is_what_is_read_here(name: str) -> None:
    content = FILES[name]()
    here, there = table_of(name, content), read_apart(source_file(name, content))
    assert there.headers == here.headers
    assert _cells(there) == _cells(here)
    assert list(there.numbers) == list(here.numbers)
    assert (there.crs, there.broken, there.notes) == (here.crs, here.broken, here.notes)
    if here.shapes is None:
        assert there.shapes is None
    else:
        assert shapely.equals_exact(there.shapes, here.shapes).all()


def test_a_refusal_comes_back_in_both_languages() -> None:
    with pytest.raises(errors.EmptyFileError) as caught:
        read_apart(source_file("空.csv", b"name\n"))
    assert "空.csv" in caught.value.sentence("zh")
    stream = io.BytesIO()
    pd.DataFrame({"name": ["a"] * 9}).to_csv(stream, index=False)
    with pytest.raises(errors.TooManyRowsError) as caught:
        read_apart(source_file("a.csv", stream.getvalue()), Limits(rows=3))
    assert caught.value.facts == {"file": "a.csv", "limit": 3}


@pytest.mark.parametrize("name", READERS)
def test_a_reader_gone_wrong_costs_a_sentence(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    script, refusal = READERS[name]
    apart._READY.dismiss()
    command, pipe = (sys.executable, "-c", script), subprocess.PIPE
    started = partial(subprocess.Popen, command, stdin=pipe, stdout=pipe, start_new_session=True)
    monkeypatch.setattr(apart, "start_reader", lambda _: started())
    with pytest.raises(refusal) as caught:
        read_apart(NAMES, BOUNDS)
    for lang in ("zh", "en"):
        assert "甲.csv" in caught.value.sentence(lang)
    monkeypatch.undo()
    assert read_apart(NAMES).rows == [["甲"]]


def test_memory_is_bound_where_the_system_does_not(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """As on Windows: there the process is only looked at."""
    # psutil, which we look with, needs the module on Linux
    hidden = 'import sys\nimport psutil\nsys.modules["resource"] = None\n'
    (tmp_path / "sitecustomize.py").write_text(hidden)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    apart._READY.dismiss()
    wide = csv_bytes(pd.DataFrame({f"n{n}": range(10_000) for n in range(250)}))
    with pytest.raises(errors.ReadingTooLargeError):
        read_apart(source_file("a.csv", wide), Limits(memory_mb=250))


def test_a_file_waits_its_turn_only_so_long() -> None:
    places = apart._places()
    held = [places.acquire() for _ in range(places._initial_value)]
    try:
        with pytest.raises(errors.ReadingBusyError):
            read_apart(NAMES, Limits(wall_seconds=1))
    finally:
        for _ in held:
            places.release()


def test_the_next_process_is_ready_before_it_is_needed() -> None:
    get_ready()
    waiting = apart._READY._waiting
    get_ready()
    assert waiting is not None
    assert apart._READY._waiting is waiting
    assert read_apart(NAMES).rows == [["甲"]]
    assert apart._READY._waiting is None


def test_moments_and_notes_come_through() -> None:
    row = [dt.date(2021, 2, 3), MOMENT, dt.time(6), 1.5, True, None, "甲"]
    notes = (Note("encoding", {"encoding": "GB18030"}),)
    table = RawTable("a.xlsx", "xlsx", tuple("abcdefg"), [row], [7], broken={7: "x"}, notes=notes)
    found = unpack(pack_table(table))
    assert (found.rows, found.broken, found.notes) == ([row], {7: "x"}, notes)
