"""A sheet beside folium's own ``_to_png``, slides, and a pack of all formats: seconds, memory.

folium photographs its map in a browser. It asks selenium for Firefox; here the same method gets the
installed Chromium, driven by Playwright through the few calls that it makes. folium waits three
seconds before the picture, whatever the map needs; the last row is without that wait. Its picture
is the map alone: no title, table, legend, scale, north arrow, inset or source.
"""

import multiprocessing
import os
import time
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from pathlib import Path
from typing import Any

import folium
from playwright.sync_api import Locator, sync_playwright

from benchmarks.spread import Spread
from briefing.apart import Order
from briefing.content import Options, make_briefing
from briefing.crew import WORKERS
from briefing.formats import FORMATS, files_of, pack_of
from briefing.paper.sheet import SIZES
from geo.ask.atlas import Atlas
from geo.register.load import load_register
from geo.view.view import View
from layers.assets import VENDOR
from tools.install_chromium import find_chromium
from ui.serve.packs import CREW, Pack, writing
from ui.store import shared_store

ROUNDS = 5
PACK_ROUNDS = 1
PACK_SECONDS = 300.0
SIZE = SIZES["16:9"]
PIXELS = (1920, 1080)
SECONDS_GOAL = 2.5
DECK_SECONDS_GOAL = 8.0
PACK_GOAL = "≤ 25 s, ≤ 450 MB"
SAMPLE_SECONDS = 0.05
LEAFLET = (VENDOR / "leaflet/dist").as_uri()


class LocalMap(folium.Map):
    """A plain folium map whose scripts are files of this machine, so that it opens offline."""

    default_js = [("leaflet", f"{LEAFLET}/leaflet.js")]  # noqa: RUF012
    default_css = [("leaflet", f"{LEAFLET}/leaflet.css")]  # noqa: RUF012


class Shot:
    """What folium takes for an element of selenium."""

    def __init__(self, found: Locator) -> None:
        """Take an element of Playwright."""
        self._found = found

    @property
    def screenshot_as_png(self) -> bytes:
        """A picture of the element."""
        return self._found.screenshot()


class Driver:
    """What folium takes for a driver of selenium: Chromium, driven by Playwright."""

    def __init__(self) -> None:
        """Start the browser."""
        self._playwright = sync_playwright().start()
        self._browser = self._playwright.chromium.launch(executable_path=find_chromium())
        self._page = self._browser.new_page()

    def execute_script(self, _script: str, *size: int) -> list[int]:
        """Return the window's size for a page of ``size``: a headless window has no edges."""
        return list(size)

    def set_window_size(self, width: int, height: int) -> None:
        """Make the page of a size in pixels."""
        self._page.set_viewport_size({"width": width, "height": height})

    def get(self, address: str) -> None:
        """Open a page."""
        self._page.goto(address)

    def find_element(self, _by: str, name: str) -> Shot:
        """Find the first element of a class."""
        return Shot(self._page.locator(f".{name}").first)

    def quit(self) -> None:
        """Close the browser."""
        self._browser.close()
        self._playwright.stop()


def report() -> list[str]:
    """Measure and return the lines of a table."""
    context = multiprocessing.get_context("spawn")
    lines = [
        "## Briefings: a sheet as PNG, slides, a pack",
        "",
        f"The whole register, {ROUNDS} rounds each after a first one, of the pack {PACK_ROUNDS}.",
        "Memory is the most that all processes held together, the browser's included.",
        "",
        "| | seconds | peak memory | goal |",
        "|---|---|---|---|",
    ]
    for name, measure, goal in (
        ("map sheet, 4000 × 2250, with table, legend, sources", _sheets, f"≤ {SECONDS_GOAL:g} s"),
        ("folium `_to_png`, 1920 × 1080, map alone", _photographs, ""),
        ("the same without its wait of 3 s", _hasty_photographs, ""),
        ("slides, with the largest clusters", _decks, f"≤ {DECK_SECONDS_GOAL:g} s"),
        ("a pack of the city in all formats, in one process", _packs, PACK_GOAL),
        (f"the same on the page, in {WORKERS} processes beside its own", _page_packs, PACK_GOAL),
    ):
        with ProcessPoolExecutor(1, mp_context=context) as pool:
            watched = pool.submit(measure)
            peak = _peak_megabytes(watched)
            spread = Spread.of(watched.result())
        lines.append(f"| {name} | {spread.text('s')} | {peak:.0f} MB | {goal} |")
    return lines


def _sheets() -> list[float]:
    atlas = Atlas(load_register())
    return _timed(lambda: FORMATS["png"].write(make_briefing(atlas, View(lang="en")), SIZE))


def _decks() -> list[float]:
    atlas = Atlas(load_register())
    return _timed(lambda: FORMATS["pptx"].write(make_briefing(atlas, View(lang="en")), SIZE))


def _packs() -> list[float]:
    atlas = Atlas(load_register())
    view = View(lang="en")
    return _timed(
        lambda: pack_of(files_of(make_briefing(atlas, view), tuple(FORMATS), SIZE)), PACK_ROUNDS
    )


def _page_packs() -> list[float]:
    order = Order(View(lang="en"), Options(), SIZE)

    def make() -> bytes:
        pack = Pack(writing(shared_store(), order), tuple(FORMATS))
        pack.start()
        pack.wait(PACK_SECONDS)
        return pack.content

    seconds = _timed(make, PACK_ROUNDS)
    CREW.close()
    return seconds


def _photographs(delay: float = 3) -> list[float]:
    register = load_register()
    return _timed(lambda: _photograph(register.districts_coarse, register.projects, delay))


def _hasty_photographs() -> list[float]:
    return _photographs(delay=0)


def _photograph(districts: Any, projects: Any, delay: float) -> bytes:  # noqa: ANN401 (frames)
    map_ = LocalMap(location=(39.95, 116.45), zoom_start=10, tiles=None)
    folium.GeoJson(districts[["id", "geometry"]]).add_to(map_)
    for project in projects[projects["lon"].notna()].itertuples():
        folium.CircleMarker((project.lat, project.lon), radius=6).add_to(map_)
    picture: bytes = map_._to_png(delay, driver=Driver(), size=PIXELS)  # noqa: SLF001
    return picture


def _timed(draw: Callable[[], bytes], rounds: int = ROUNDS) -> list[float]:
    """Return the seconds of each round, after one that only warms up."""
    draw()
    seconds = []
    for _ in range(rounds):
        began = time.perf_counter()
        draw()
        seconds.append(time.perf_counter() - began)
    return seconds


def _peak_megabytes(watched: Future[list[float]]) -> float:
    """Return the most memory that our descendants held together while a task ran."""
    peak = 0
    while not watched.done():
        peak = max(peak, _held_by_descendants())
        time.sleep(SAMPLE_SECONDS)
    return peak / 2**20


def _held_by_descendants() -> int:
    """Return the bytes of all processes below this one; what they share counts once (PSS)."""
    children: dict[int, list[int]] = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        children.setdefault(int(fields[1]), []).append(int(status.parent.name))
    found, waiting = [], [os.getpid()]
    while waiting:
        below = children.get(waiting.pop(), [])
        found += below
        waiting += below
    return sum(_proportional_bytes(process) for process in found)


def _proportional_bytes(process: int) -> int:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((1024 * int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
