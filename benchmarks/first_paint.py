"""From opening the address to the painted map, beside an empty page with an empty map."""

import time

from playwright.sync_api import Browser

from benchmarks.spread import Spread
from benchmarks.watching import STOPWATCH, launch
from tests.browser.server import serve, serve_script

ROUNDS = 7
RATIO_GOAL = 1.15
OURS_PAINTED = "map.body.dataset.view"
EMPTY_PAINTED = "map.querySelector('#map_div.leaflet-container')"


def report() -> list[str]:
    """Open both pages in turn, each in a browser profile of its own; return Markdown lines."""
    script = "benchmarks/empty_app.py"
    with serve() as ours, serve_script(script, {"PYTHONPATH": "."}) as empty:
        seconds: dict[str, list[float]] = {ours: [], empty: []}
        with launch() as browser:
            for _ in range(1 + ROUNDS):
                seconds[ours].append(opened_in(browser, ours, OURS_PAINTED))
                seconds[empty].append(opened_in(browser, empty, EMPTY_PAINTED))
    mine, other = (Spread.of(seconds[address][1:]) for address in (ours, empty))
    return [
        "## First paint: from `goto` to the painted map, nothing cached",
        "",
        "| ours | an empty page with an empty `st_folium` | ratio of medians | goal |",
        "|---|---|---|---|",
        (
            f"| {mine.text('s')} | {other.text('s')} | **{mine.median / other.median:.2f}** "
            f"| ≤ {RATIO_GOAL} |"
        ),
    ]


def opened_in(browser: Browser, address: str, painted: str) -> float:
    """Return the seconds until the frame is painted in which the map's document says so.

    Nothing is cached: each opening has a browser profile of its own.
    """
    context = browser.new_context(viewport={"width": 1440, "height": 1000})
    page = context.new_page()
    began = time.perf_counter()
    page.goto(address)
    page.evaluate(STOPWATCH % painted, arg=False)
    page.evaluate("window.painted")
    taken = time.perf_counter() - began
    context.close()
    return taken
