"""What the ground costs: the first paint and a filter of the page with it and without, in turn."""

from benchmarks.first_paint import OURS_PAINTED, opened_in
from benchmarks.relay import relay
from benchmarks.spread import Spread
from benchmarks.watching import OURS, Watched, launch
from geo.register.load import load_register
from geo.settings import DATA
from geo.words.vocabulary import SECTORS
from tests.browser.server import serve

ROUNDS = 9
RATIO_GOAL = 1.05
WITH, WITHOUT = "/?basemap=ground", "/?basemap=none"


def report() -> list[str]:
    """Open and filter both in turn; return Markdown lines."""
    with serve() as address:
        opened = _first_paints(address)
        filtered = _filters(address)
    lines = [
        "## The ground: the same page with it and without",
        "",
        "| | with the ground | without | ratio of medians | goal |",
        "|---|---|---|---|---|",
    ]
    for label, (mine, other) in (("first paint", opened), ("filter to painted", filtered)):
        ratio = mine.median / other.median
        lines.append(
            f"| {label} | {mine.text('s')} | {other.text('s')} | **{ratio:.2f}** | ≤ {RATIO_GOAL} |"
        )
    return lines


def _first_paints(address: str) -> tuple[Spread, Spread]:
    """Open both in turn, the one first and then the other first; the first round warms up."""
    seconds: dict[str, list[float]] = {WITH: [], WITHOUT: []}
    with launch() as browser:
        for number in range(1 + ROUNDS):
            for query in (WITH, WITHOUT) if number % 2 else (WITHOUT, WITH):
                taken = opened_in(browser, f"{address}{query}", OURS_PAINTED)
                if number:
                    seconds[query].append(taken)
    return Spread.of(seconds[WITH]), Spread.of(seconds[WITHOUT])


def _filters(address: str) -> tuple[Spread, Spread]:
    """Press every sector and lift it on both pages in turn."""
    projects = load_register(DATA).projects
    pointed = projects[projects["level"] == "point"]
    counts = pointed["sector"].value_counts().to_dict()
    seconds: dict[str, list[float]] = {WITH: [], WITHOUT: []}
    with relay(address) as one, relay(address) as other, launch() as browser:
        pages = {
            query: Watched(browser, between, OURS, len(pointed), query)
            for query, between in ((WITH, one), (WITHOUT, other))
        }
        for number, sector in enumerate(SECTORS):
            for count in (counts[sector], len(pointed)):
                for query, page in pages.items():
                    seconds[query].append(page.press(number, count).seconds)
    return Spread.of(seconds[WITH]), Spread.of(seconds[WITHOUT])
