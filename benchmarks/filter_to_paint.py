"""From the press of a sector to the painted map: our page beside others, in one run.

Both pages show the same generated projects in the same browser, and the presses alternate between
them. The clock runs in the browser: from the click event until the frame in which the map shows the
answer is painted. Ours says so by ``data-view`` on its body; a plain folium page by holding exactly
the markers of the filter; a pydeck chart by having drawn exactly its points.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.registers import write_register
from benchmarks.relay import relay
from benchmarks.spread import Spread
from benchmarks.watching import OURS, SOFTWARE_GL, Filtering, Watched, launch
from geo.register.load import load_register
from geo.words.vocabulary import SECTORS
from tests.browser.server import serve, serve_script


@dataclass(frozen=True)
class Rival:
    """Another page: its script, what holds once it has painted, and the browser's flags."""

    name: str
    script: str
    condition: str
    flags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Contest:
    """A rival at a number of projects, and the goals: ratios of seconds, kilobytes of ours."""

    rival: Rival
    size: int
    to_one: float
    back: float
    kilobytes: float
    rounds: int = len(SECTORS)


FOLIUM = Rival(
    "plain `folium.Marker` + `st_folium`",
    "benchmarks/plain_app.py",
    "map.querySelectorAll('.leaflet-marker-icon').length === {count}",
)
PYDECK = Rival(
    "`st.pydeck_chart`",
    "benchmarks/deck_page.py",
    "map.defaultView?.drawn === {count}",
    tuple(SOFTWARE_GL),
)
CONTESTS = (
    Contest(FOLIUM, 800, to_one=0.1, back=0.1, kilobytes=15),
    Contest(PYDECK, 800, to_one=0.3, back=0.3, kilobytes=8),
    Contest(PYDECK, 100_000, to_one=0.09, back=0.05, kilobytes=25, rounds=4),
)


@contextmanager
def open_both(rival: Rival, size: int) -> Iterator[tuple[Watched, Watched, dict[str, int]]]:
    """Yield our page, the rival's and how many projects they show by sector."""
    with tempfile.TemporaryDirectory() as folder:
        write_register(Path(folder), size)
        counts = load_register(Path(folder)).projects["sector"].value_counts().to_dict()
        env = {"TWOZONES_DATA": folder}
        with (
            serve(env) as ours,
            serve_script(rival.script, env | {"PYTHONPATH": "."}) as other,
            relay(ours) as to_ours,
            relay(other) as to_other,
            launch(*rival.flags) as browser,
        ):
            watched = Watched(browser, to_ours, OURS, size)
            yield watched, Watched(browser, to_other, rival.condition, size), counts


def report() -> list[str]:
    """Run every contest; return Markdown lines."""
    return [line for contest in CONTESTS for line in [*_report(contest), ""]]


def _report(contest: Contest) -> list[str]:
    """Filter to sectors and back to all on both pages."""
    found: dict[str, list[Filtering]] = {"to": [], "other to": [], "back": [], "other back": []}
    with open_both(contest.rival, contest.size) as (ours, other, counts):
        for number, sector in enumerate(SECTORS[: contest.rounds]):
            for way, count in (("to", counts[sector]), ("back", contest.size)):
                found[way].append(ours.press(number, count))
                found[f"other {way}"].append(other.press(number, count))
    lines = [
        f"## Filter to painted: {contest.size:,} projects, a sector pressed",
        "",
        f"| | ours | {contest.rival.name} | ratio of medians | goal |",
        "|---|---|---|---|---|",
    ]
    for way, label, goal in (
        ("to", "to one sector", contest.to_one),
        ("back", "back to all", contest.back),
    ):
        lines += _rows(label, found[way], found[f"other {way}"], goal, contest.kilobytes)
    return lines


def _rows(
    label: str, ours: list[Filtering], other: list[Filtering], goal: float, kilobytes: float
) -> list[str]:
    seconds = [Spread.of([one.seconds for one in each]) for each in (ours, other)]
    messages = [Spread.of([one.messages / 1000 for one in each]) for each in (ours, other)]
    socket = [Spread.of([one.socket / 1000 for one in each]) for each in (ours, other)]
    rows = (
        ("click to painted", seconds, "s", f"ratio ≤ {goal}"),
        ("over the socket", socket, "KB", f"ours ≤ {kilobytes:.0f} KB"),
        ("messages before compression", messages, "KB", ""),
    )
    return [
        f"| {label}, {what} | {mine.text(unit)} | {rival.text(unit)} "
        f"| **{mine.median / rival.median:.3f}** | {wanted} |"
        for what, (mine, rival), unit, wanted in rows
    ]
