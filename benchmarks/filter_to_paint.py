"""From the click on a sector to the painted map: our page beside a plain one, in one run.

Both pages show the same generated projects in the same browser; the clicks alternate. The plain
page has painted when its frame holds exactly the markers of the sector.
"""

import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.registers import write_register
from geo.register import load_register
from tests.browser.conftest import FLAGS
from tests.browser.server import serve
from tools.install_chromium import find_chromium

SIZE = 800
ROUNDS = 6
SECTOR = 2
SLOW_MS = 60_000
SECTOR_ID = "finance"
ANY_MAP = "[...document.querySelectorAll('iframe')].some(({contentDocument: map}) => PAINTED)"


@dataclass
class Timings:
    """Seconds and socket bytes of each filter on a page."""

    seconds: list[float] = field(default_factory=list)
    socket_bytes: list[int] = field(default_factory=list)


class Watched:
    """A page whose socket traffic is counted."""

    def __init__(self, browser: Browser, address: str) -> None:
        """Open the page and count what its socket carries both ways."""
        self.page: Page = browser.new_context(viewport={"width": 1440, "height": 1000}).new_page()
        self.traffic = 0
        self.page.on("websocket", self._watch)
        self.page.goto(address)
        self.timings = Timings()

    def _watch(self, socket: object) -> None:
        socket.on("framereceived", self._add)  # type: ignore[attr-defined]
        socket.on("framesent", self._add)  # type: ignore[attr-defined]

    def _add(self, payload: bytes | str) -> None:
        self.traffic += len(payload)

    def time_filter(self, painted: str) -> None:
        """Press the sector and wait until a JavaScript condition on the map's document holds."""
        self.page.wait_for_timeout(800)
        self.traffic = 0
        pill = self.page.locator(".st-key-sector button").nth(SECTOR)
        began = time.perf_counter()
        pill.dispatch_event("click")
        self.page.wait_for_function(
            ANY_MAP.replace("PAINTED", painted), polling=10, timeout=SLOW_MS
        )
        self.timings.seconds.append(time.perf_counter() - began)
        self.page.wait_for_timeout(800)
        self.timings.socket_bytes.append(self.traffic)


def measure(rounds: int = ROUNDS) -> dict[str, Timings]:
    """Return the timings of both pages over the same 800 generated projects."""
    with tempfile.TemporaryDirectory() as folder:
        write_register(Path(folder), SIZE)
        projects = load_register(Path(folder)).projects
        shown = {False: SIZE, True: int((projects["sector"] == SECTOR_ID).sum())}
        env = {"TWOZONES_DATA": folder}
        with (
            serve(env=env) as ours,
            serve("benchmarks/plain_app.py", env=env | {"PYTHONPATH": "."}) as plain,
            sync_playwright() as playwright,
        ):
            browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
            return _alternate(Watched(browser, ours), Watched(browser, plain), shown, rounds)


def _alternate(
    ours: Watched, plain: Watched, shown: dict[bool, int], rounds: int
) -> dict[str, Timings]:
    ours.page.frame_locator("iframe").locator("body[data-view]").wait_for(timeout=60_000)
    plain.page.frame_locator("iframe").locator(".leaflet-marker-icon").first.wait_for(
        timeout=SLOW_MS
    )
    for number in range(rounds):
        filtered = number % 2 == 0
        ours.time_filter(f"map.body.dataset.visible === '{shown[filtered]}'")
        plain.time_filter(
            f"map.querySelectorAll('.leaflet-marker-icon').length === {shown[filtered]}"
        )
    return {"ours": ours.timings, "plain": plain.timings}


def report() -> list[str]:
    """Measure and return the lines of a Markdown table; every second filter is to one sector."""
    measured = measure()
    ours, plain = measured["ours"], measured["plain"]
    lines = [
        f"### Filter to painted, {SIZE} projects, real browser",
        "",
        "| | to one sector | back to all | socket, largest |",
        "|---|---|---|---|",
    ]
    for name, timings in measured.items():
        largest = max(timings.socket_bytes)
        lines.append(
            f"| {name} | {_span(timings.seconds[::2])} | {_span(timings.seconds[1::2])} "
            f"| {largest / 1000:.1f} KB |"
        )
    ratios = [median(ours.seconds[part::2]) / median(plain.seconds[part::2]) for part in (0, 1)]
    lines.append(f"| **ratio ours/plain** | **{ratios[0]:.2f}** | **{ratios[1]:.2f}** | |")
    return lines


def _span(seconds: list[float]) -> str:
    return f"{median(seconds):.2f} s ({min(seconds):.2f}–{max(seconds):.2f})"
