"""Many readers at once: how many may filter before an answer is late, and what each one costs."""

import random
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import numpy as np

from benchmarks.processes import resident_mb, server_of
from benchmarks.session import Session
from benchmarks.spread import Spread
from geo.region import REGION
from geo.words.vocabulary import SECTORS
from tests.browser.server import serve

STEPS = (1, 5, 10, 20, 40, 60)
"""How many readers are tried, one after another, until an answer is late."""

ROUNDS = 5
THINKING_SECONDS = (2.0, 6.0)
"""A reader looks this long at an answer before the next press."""

LATE_SECONDS = 1.0
MEMORY_GOAL_MB = 3.0
SESSION_MINUTES = 2.0
"""How long the server keeps a session after its reader has left, in case of a return."""

SETTLING_SECONDS = 150.0


def report() -> list[str]:
    """Let more and more readers in; return Markdown lines."""
    lines = [
        "## Many readers: a filter or a place every 2 to 6 seconds each, the real register",
        "",
        "| readers | an answer, median | 95 of 100 answers within | memory of the server |",
        "|---|---|---|---|",
    ]
    with watched_server(SESSION_MINUTES) as (address, pid):
        with Session(address) as first:
            first.choose("sector", [0])
        empty = resident_mb(pid)
        most, busy = 0, empty
        for readers in STEPS:
            seconds, busy = _read(address, pid, readers)
            late = float(np.quantile(seconds, 0.95))
            answered = Spread.of(seconds).text("s")
            lines.append(f"| {readers} | {answered} | {late:.2f} s | {busy:.0f} MB |")
            if late > LATE_SECONDS:
                break
            most, cost = readers, (busy - empty) / readers
        time.sleep(SETTLING_SECONDS)
        left = resident_mb(pid)
        again = _read(address, pid, most)[1]
    return [
        *lines,
        "",
        (
            f"Within {LATE_SECONDS:g} s for up to **{most} readers**. Each costs {cost:.1f} MB "
            f"(goal {MEMORY_GOAL_MB:g}). The server held {empty:.0f} MB before the readers, "
            f"{left:.0f} MB when all had left, {again:.0f} MB with {most} readers once more."
        ),
    ]


@contextmanager
def watched_server(session_minutes: float) -> Iterator[tuple[str, int]]:
    """Yield the address of a server and its process's number."""
    with serve({"TWOZONES_SESSION_MINUTES": str(session_minutes)}) as address:
        yield address, server_of(address).pid


def _read(address: str, pid: int, readers: int) -> tuple[list[float], float]:
    """Return the seconds of all answers to a number of readers, and the memory they took in MB."""
    seconds: list[float] = []
    with ExitStack() as stack:
        sessions = [stack.enter_context(Session(address)) for _ in range(readers)]
        threads = [
            threading.Thread(target=_wander, args=(session, seed, seconds))
            for seed, session in enumerate(sessions)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return seconds, resident_mb(pid)


def _wander(session: Session, seed: int, seconds: list[float]) -> None:
    """Filter and drill as a reader does."""
    dice = random.Random(seed)  # noqa: S311
    for _ in range(ROUNDS):
        time.sleep(dice.uniform(*THINKING_SECONDS))
        seconds.append(session.choose("sector", [dice.randrange(len(SECTORS))]).seconds)
        time.sleep(dice.uniform(*THINKING_SECONDS))
        seconds.append(session.go_to(1 + dice.randrange(len(REGION.clusters))).seconds)
