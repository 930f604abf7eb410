"""Pages of OGC API Features over a kept connection: a register of 100,000 and the real one."""

import json
import tempfile
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from benchmarks.registers import write_register
from benchmarks.spread import Spread
from tests.browser.server import serve

PROJECTS: Final = 100_000
ROUNDS: Final = 100
GOAL_MS: Final = 5
ITEMS: Final = "/ogc/collections/projects/items?limit=100"
ASKED: Final = {
    "the first page": "",
    "one in the middle": "&offset={middle}",
    "of a sector and status": "&sector=finance&status=landed",
    "of a box": "&bbox=116.3,39.8,116.5,40.0",
    "of a period": "&datetime=2021-03-01/2021-12-31",
}


@dataclass
class Reader:
    """A program that reads a server's pages; ``taken`` are the milliseconds of each kind."""

    address: str
    taken: dict[str, list[float]] = field(default_factory=lambda: {name: [] for name in ASKED})

    def __post_init__(self) -> None:
        """Connect, and ask for what all pages use to be built."""
        self._connection = HTTPConnection(urlsplit(self.address).netloc)
        self._middle = json.loads(self._get(ITEMS))["numberMatched"] // 2
        self.read()
        self.taken = {name: [] for name in ASKED}

    def read(self) -> None:
        """Ask for a page of each kind."""
        for name, more in ASKED.items():
            began = time.perf_counter()
            self._get(ITEMS + more.format(middle=self._middle))
            self.taken[name].append((time.perf_counter() - began) * 1000)

    def _get(self, path: str) -> bytes:
        self._connection.request("GET", path)
        return self._connection.getresponse().read()


def report() -> list[str]:
    """Ask a server of each register for pages, in turn; return Markdown lines."""
    with tempfile.TemporaryDirectory() as folder:
        write_register(Path(folder), PROJECTS)
        with serve() as one, serve(env={"TWOZONES_DATA": folder}) as other:
            real, large = Reader(one), Reader(other)
            for _ in range(ROUNDS):
                real.read()
                large.read()
    return [
        f"## A page of 100 of `/ogc`, {PROJECTS:,} projects: from the request to its last byte",
        "",
        f"| | {PROJECTS:,} projects | the real register | ratio of medians | goal |",
        "|---|---|---|---|---|",
        *(_row(name, large.taken[name], real.taken[name]) for name in ASKED),
    ]


def _row(name: str, large: list[float], real: list[float]) -> str:
    ours, beside = Spread.of(large), Spread.of(real)
    ratio, goal = ours.median / beside.median, f"≤ {GOAL_MS} ms"
    return f"| {name} | {ours.text('ms')} | {beside.text('ms')} | **{ratio:.2f}** | {goal} |"
