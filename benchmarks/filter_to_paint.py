"""From the click on a sector to the painted map: our page beside a plain one, in one run.

Both pages show the same generated projects in the same browser, and the clicks alternate between
them. The clock runs in the browser: from the click event until the frame in which the map shows the
answer is painted. Ours says so by ``data-view`` on its body; the plain one by holding exactly the
markers of the filter.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, WebSocket, sync_playwright

from benchmarks.registers import write_register
from benchmarks.spread import Spread
from geo.register import load_register
from geo.vocabulary import SECTORS
from tests.browser.conftest import FLAGS
from tests.browser.server import serve
from tools.install_chromium import find_chromium

SIZE = 800
QUIET_MS = 1000
TIMEOUT_MS = 120_000
RATIO_GOAL = 0.1
KILOBYTES_GOAL = 15.0

STOPWATCH = """(press) => {
  const shows = (map) => map?.body && (%s);
  const maps = () => [...document.querySelectorAll("iframe")].map((frame) => frame.contentDocument);
  window.painted = new Promise((resolve) => {
    const start = () => {
      const began = performance.now();
      const look = () => {
        if (!maps().some(shows)) return requestAnimationFrame(look);
        // a task queued in a frame's callback runs when that frame has been painted
        setTimeout(() => resolve((performance.now() - began) / 1000));
      };
      requestAnimationFrame(look);
    };
    if (press) addEventListener("click", start, { capture: true, once: true });
    else start();
  });
}"""
OURS = "map.body.dataset.visible === '{count}' && map.body.dataset.view !== '{before}'"
PLAIN = "map.querySelectorAll('.leaflet-marker-icon').length === {count}"


@dataclass(frozen=True)
class Filtering:
    """One filter: seconds from click to paint, bytes over the socket both ways."""

    seconds: float
    traffic: int


class Watched:
    """A page with a stopwatch and its socket's traffic counted."""

    def __init__(self, browser: Browser, address: str, condition: str) -> None:
        """Open the page; ``condition`` is the JavaScript that holds once ``map`` has painted."""
        self._condition = condition
        self._traffic = 0
        self._page: Page = browser.new_context(viewport={"width": 1440, "height": 1000}).new_page()
        self._page.on("websocket", self._watch)
        self._page.goto(address)
        self._wind("", SIZE, press=False)
        self._page.evaluate("window.painted")
        self._settle()

    def _watch(self, socket: WebSocket) -> None:
        socket.on("framereceived", self._add)
        socket.on("framesent", self._add)

    def _add(self, payload: bytes | str) -> None:
        self._traffic += len(payload)

    def press(self, sector: int, count: int) -> Filtering:
        """Press the pill of a sector, after which ``count`` projects are to be on the map."""
        self._page.bring_to_front()
        frame = self._page.frame_locator("iframe").locator("body")
        self._wind(frame.get_attribute("data-view") or "", count, press=True)
        self._traffic = 0
        self._page.locator(".st-key-sector button").nth(sector).click()
        seconds = self._page.evaluate("window.painted")
        self._settle()
        return Filtering(seconds, self._traffic)

    def _wind(self, before: str, count: int, *, press: bool) -> None:
        """Set the stopwatch to start now or with the next press."""
        condition = self._condition.format(count=count, before=before)
        self._page.evaluate(STOPWATCH % condition, press)

    def _settle(self) -> None:
        """Wait until the socket has been silent for a while."""
        heard = -1
        while heard != self._traffic:
            heard = self._traffic
            self._page.wait_for_timeout(QUIET_MS)


@contextmanager
def open_both() -> Iterator[tuple[Watched, Watched, dict[str, int]]]:
    """Yield our page, the plain page and how many projects they show by sector."""
    with tempfile.TemporaryDirectory() as folder:
        write_register(Path(folder), SIZE)
        counts = load_register(Path(folder)).projects["sector"].value_counts().to_dict()
        env = {"TWOZONES_DATA": folder}
        with (
            serve(env=env) as ours,
            serve("benchmarks/plain_app.py", env=env | {"PYTHONPATH": "."}) as plain,
            sync_playwright() as playwright,
        ):
            browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
            yield Watched(browser, ours, OURS), Watched(browser, plain, PLAIN), counts
            browser.close()


def chromium_version() -> str:
    """Return the version of the browser that is measured."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        version: str = browser.version
        browser.close()
    return version


def report() -> list[str]:
    """Filter to each sector and back to all on both pages; return Markdown lines."""
    found: dict[str, list[Filtering]] = {"to": [], "plain to": [], "back": [], "plain back": []}
    with open_both() as (ours, plain, counts):
        for number, sector in enumerate(SECTORS):
            for way, count in (("to", counts[sector]), ("back", SIZE)):
                found[way].append(ours.press(number, count))
                found[f"plain {way}"].append(plain.press(number, count))
    seconds = {way: Spread.of([one.seconds for one in all_]) for way, all_ in found.items()}
    traffic = {way: Spread.of([one.traffic / 1000 for one in all_]) for way, all_ in found.items()}
    lines = [
        f"## Filter to painted: {SIZE} projects, a sector pressed, headless Chromium",
        "",
        "| | ours | plain `folium.Marker` + `st_folium` | ratio of medians | goal |",
        "|---|---|---|---|---|",
    ]
    for way, label in (("to", "to one sector"), ("back", "back to all")):
        for spread, what, unit, goal in (
            (seconds, "click to painted", "s", f"ratio ≤ {RATIO_GOAL}"),
            (traffic, "over the socket", "KB", f"ours ≤ {KILOBYTES_GOAL:.0f} KB"),
        ):
            mine, other = spread[way], spread[f"plain {way}"]
            lines.append(
                f"| {label}, {what} | {mine.text(unit)} | {other.text(unit)} "
                f"| **{mine.median / other.median:.3f}** | {goal} |"
            )
    return lines
