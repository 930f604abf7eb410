"""A server left running: readers come, filter, upload, have pictures drawn and leave, for long.

``python -m benchmarks.soak --readers 100 --minutes 30`` prints Markdown; it is no part of ``make
bench``, as it takes as long as it is told to. Memory must be flat: what grows by the hour ends a
server.
"""

import argparse
import random
import threading
import time
from dataclasses import dataclass, field
from typing import Final

import httpx2
import numpy as np

from benchmarks.processes import resident_mb
from benchmarks.readers import watched_server
from benchmarks.session import Session
from geo.words.vocabulary import SECTORS

THINKING_SECONDS: Final = 4.0
"""Between two presses on average; each time it is half as much at least, and half more at most."""

PRESSES: Final = (3, 8)
"""How many presses a visit has, at least and at most."""

DRAWING, UPLOADING = 0.3, 0.2
"""How many of all visits have a picture drawn, and upload a file."""

ROWS: Final = 20_000
"""Of the file, which then has about 0.6 MB."""

SESSION_MINUTES: Final = 0.5
"""Sessions are closed soon, so that what they leave behind shows within minutes."""

SAMPLE_SECONDS: Final = 5.0
WARM: Final = 0.4
"""The first part of the time is left out of the slope: caches fill."""


@dataclass
class Tally:
    """What happened to all readers, written by many threads."""

    filters: list[float] = field(default_factory=list)
    pictures: list[int] = field(default_factory=list)
    uploads: list[int] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    visits: int = 0


def main() -> None:
    """Let readers in for some minutes and print what it came to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--readers", type=int, default=100)
    parser.add_argument("--minutes", type=float, default=30.0)
    parser.add_argument("--thinking", type=float, default=THINKING_SECONDS)
    given = parser.parse_args()
    with watched_server(SESSION_MINUTES) as (address, pid):
        tally, memory = soak(address, pid, given.readers, given.minutes * 60, given.thinking)
    print("\n".join(report(tally, memory, given)))


def soak(
    address: str, pid: int, readers: int, seconds: float, thinking: float
) -> tuple[Tally, np.ndarray]:
    """Return what happened, and memory in MB by seconds since the start, of shape (n, 2)."""
    tally, began = Tally(), time.monotonic()
    threads = [
        threading.Thread(
            target=_come_and_go, args=(address, seed, began + seconds, thinking, tally)
        )
        for seed in range(readers)
    ]
    for thread in threads:
        thread.start()
    memory = []
    while any(thread.is_alive() for thread in threads):
        memory.append((time.monotonic() - began, resident_mb(pid)))
        time.sleep(SAMPLE_SECONDS)
    return tally, np.array(memory)


def _come_and_go(address: str, seed: int, until: float, thinking: float, tally: Tally) -> None:
    dice = random.Random(seed)  # noqa: S311
    while time.monotonic() < until:
        try:
            _visit(address, dice, until, thinking, tally)
        except Exception as error:  # noqa: BLE001 (counted: there must be none)
            tally.errors.append(repr(error)[:200])
        tally.visits += 1


def _visit(address: str, dice: random.Random, until: float, thinking: float, tally: Tally) -> None:
    """Open the page, press, perhaps upload and have a picture drawn, and leave."""
    with Session(address) as session, httpx2.Client(base_url=address, timeout=120) as http:
        for _ in range(dice.randint(*PRESSES)):
            time.sleep(dice.uniform(0.5 * thinking, 1.5 * thinking))
            if time.monotonic() > until:
                return
            sector = dice.randrange(len(SECTORS))
            tally.filters.append(session.choose("sector", [sector]).seconds)
        if dice.random() < UPLOADING:
            tally.uploads.append(_upload(http, session.name))
        if dice.random() < DRAWING:
            view = {"sector": dice.choice(SECTORS), "lang": dice.choice(("zh", "en"))}
            tally.pictures.append(http.get("/twozones/snapshot/shared", params=view).status_code)


def _upload(http: httpx2.Client, session: str) -> int:
    http.get("/_stcore/health")  # sets the token against forged requests
    rows = "".join(f"project {row},116.{row % 1000:03d},39.9\n" for row in range(ROWS))
    return http.put(
        f"/_stcore/upload_file/{session}/file",
        headers={"X-Xsrftoken": http.cookies["_streamlit_xsrf"]},
        files={"file": ("list.csv", f"name,lon,lat\n{rows}".encode())},
    ).status_code


def report(tally: Tally, memory: np.ndarray, given: argparse.Namespace) -> list[str]:
    """Return Markdown lines: how late answers are, what failed, how memory grows."""
    seconds, mb = memory[memory[:, 0] > WARM * memory[-1, 0]].T
    slope = float(np.polyfit(seconds / 3600, mb, 1)[0])
    late = float(np.quantile(tally.filters, 0.95))
    errors = "; ".join([f"errors {len(tally.errors)}", *tally.errors[:3]])
    return [
        f"## A soak of {given.readers} readers for {given.minutes:g} minutes",
        "",
        f"A press in {given.thinking:g} s each, uploads of {ROWS:,} rows.",
        f"{tally.visits} visits, {len(tally.filters)} filters, 95 of 100 within {late:.2f} s.",
        f"Pictures: {_counts(tally.pictures)}; uploads: {_counts(tally.uploads)}; {errors}.",
        f"Memory: {mb[0]:.0f} MB after {WARM:.0%} of the time, {mb[-1]:.0f} MB at the end,",
        f"{slope:+.0f} MB an hour.",
    ]


def _counts(statuses: list[int]) -> str:
    """Return how often each status was answered."""
    return ", ".join(f"{statuses.count(one)} x {one}" for one in sorted(set(statuses))) or "none"


if __name__ == "__main__":
    main()
