"""Shapes that threads share: what GEOS builds as it is asked has been built before."""

import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import shapely

from geo.ground.prepared import distances_to, is_inside
from geo.register.load import Register

ROOT = Path(__file__).parents[2]

# Four threads, let go together, ask about circles that nobody has asked about, one after another.
# A circle of so many corners takes milliseconds to index: time enough for several to begin.
RACE = """
import sys, threading
import geopandas as gpd
import numpy as np
import shapely
from geo.ground.join import PolygonIndex
from geo.ground.prepared import ready_for_points

circles = shapely.buffer(shapely.points(3 * np.arange(60), 0), 1, quad_segs=5_000)

def by_index():
    index = PolygonIndex.from_frame(gpd.GeoDataFrame({"id": range(60)}, geometry=circles))
    return lambda number, x, y: (index.locate(x, y) == number).tolist()

def by_shape():
    ready = ready_for_points(circles)
    return lambda number, x, y: shapely.intersects_xy(ready[number], x, y).tolist()

def ask(is_inside):
    for number in range(60):
        gate.wait()
        answers.append(is_inside(number, 3 * number + np.array([0, 0.9999, 1.0001]), np.zeros(3)))

answers, gate, is_inside = [], threading.Barrier(4, timeout=20), locals()[sys.argv[1]]()
threads = [threading.Thread(target=ask, args=[is_inside]) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
assert answers == [[True, True, False]] * 240
"""


@pytest.mark.parametrize("way", ["by_index", "by_shape"])
def test_threads_that_ask_at_once_do_not_end_the_process(way: str) -> None:
    command = [sys.executable, "-c", RACE, way]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)  # noqa: PLW1510
    assert (done.returncode, done.stderr) == (0, "")


def test_shapes_are_prepared_in_one_place_only() -> None:
    # each of these prepares a shape, or builds a tree at its first question, in place
    lazy = re.compile(r"shapely\.(prepare\b|prep|\w+_xy\b|STRtree)|\bsindex\b|\bsjoin|from shapely")
    found = {
        str(path.relative_to(ROOT))
        for package in ("geo", "layers", "briefing", "ui")
        for path in (ROOT / package).rglob("*.py")
        if lazy.search(path.read_text("utf-8"))
    }
    assert found == {"geo/ground/prepared.py", "geo/ground/join.py"}


def test_asking_leaves_the_register_s_own_shapes_unprepared(register: Register) -> None:
    x, y = np.array([116.5]), np.array([39.9])
    shape = register.districts.geometry.iloc[0]
    register.ground.districts.locate(x, y)
    is_inside(shape, x, y)
    distances_to(shape, x, y)
    for frame in (register.districts, register.districts_coarse, register.zones):
        assert not shapely.is_prepared(frame.geometry.to_numpy()).any()
