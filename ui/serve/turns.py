"""Taking turns: pages are drawn one after the other, not a slice of each in turn.

Python runs one thread at a time. Ten presses that are drawn at once are all answered when the last
is; drawn one after the other, all but the last are answered sooner, and none later.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

PATIENCE_SECONDS: Final = 0.5
"""Who has waited so long draws without a turn: whoever has it may be waiting for a database."""

_turn: Final = threading.Lock()
_here: Final = threading.local()


@contextmanager
def turn_taken() -> Iterator[None]:
    """Wait for one's turn, have it, and give it away."""
    _take()
    try:
        yield
    finally:
        _give_away()


@contextmanager
def turn_left() -> Iterator[None]:
    """Give one's turn away while one waits for something else, then wait for it again."""
    _give_away()
    try:
        yield
    finally:
        _take()


def _take() -> None:
    _here.has_turn = _turn.acquire(timeout=PATIENCE_SECONDS)


def _give_away() -> None:
    if _here.has_turn:
        _here.has_turn = False
        _turn.release()
