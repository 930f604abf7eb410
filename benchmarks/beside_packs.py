"""A filter on the server alone, and while two packs of the city are made there."""

import signal
import sys
import time

from benchmarks.processes import server_of
from benchmarks.session import Session
from benchmarks.spread import Spread
from geo.words.vocabulary import SECTORS
from tests.browser.server import running

ROUNDS = 10
GOAL = 1.5
BEGIN_SECONDS = 10.0
"""Until the processes have begun and the packs are under way."""

SERVER = (sys.executable, "-m", "benchmarks.packing_server", "serve", "--port")


def report() -> list[str]:
    """Filter to each sector, before and while packs are made; return Markdown lines."""
    with running(SERVER) as address, Session(address) as session:
        _filtered(session)
        alone = _filtered(session)
        server_of(address).send_signal(signal.SIGUSR1)
        time.sleep(BEGIN_SECONDS)
        beside = _filtered(session)
    before, during = Spread.of(alone), Spread.of(beside)
    ratio = f"{during.median / before.median:.2g}"
    return [
        "## A filter while two packs are made",
        "",
        "| alone | beside two packs | ratio | goal |",
        "|---|---|---|---|",
        f"| {before.text('ms')} | {during.text('ms')} | {ratio} | ≤ {GOAL:g} |",
    ]


def _filtered(session: Session) -> list[float]:
    """Return the milliseconds of each filter."""
    return [
        1000 * session.choose("sector", [position]).seconds
        for _ in range(ROUNDS)
        for position in range(len(SECTORS))
    ]
