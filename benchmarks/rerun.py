"""The server's part of a filter: from the press to the end of the reply, without a browser."""

import tempfile
from pathlib import Path

from benchmarks.registers import write_register
from benchmarks.session import Answer, Session
from benchmarks.spread import Spread
from geo.words.vocabulary import SECTORS
from tests.browser.server import serve

GENERATED = 100_000
ROUNDS = 3
GOALS_MS = {"the real register": 25, f"{GENERATED:,} generated projects": 60}


def report() -> list[str]:
    """Filter to each sector on both registers; return Markdown lines."""
    with tempfile.TemporaryDirectory() as folder:
        write_register(Path(folder), GENERATED)
        registers: list[dict[str, str]] = [{}, {"TWOZONES_DATA": folder}]
        answers = [_answers(env) for env in registers]
    lines = [
        "## A filter on the server: from the press to the end of the reply",
        "",
        "| | time | bytes of the reply | goal |",
        "|---|---|---|---|",
    ]
    for (label, goal), found in zip(GOALS_MS.items(), answers, strict=True):
        milliseconds = Spread.of([1000 * one.seconds for one in found])
        size = Spread.of([one.size / 1000 for one in found])
        lines.append(f"| {label} | {milliseconds.text('ms')} | {size.text('KB')} | ≤ {goal} ms |")
    return lines


def _answers(env: dict[str, str]) -> list[Answer]:
    """Return the answers to each sector, after a round that is not counted."""
    with serve(env=env) as address, Session(address) as session:
        found = [
            session.choose("sector", [position])
            for _ in range(1 + ROUNDS)
            for position in range(len(SECTORS))
        ]
    return found[len(SECTORS) :]
