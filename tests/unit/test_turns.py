"""Turns: one draws at a time, who waits for something else lets others in, none waits for ever."""

import threading
from collections.abc import Callable

import pytest

from ui.serve import turns
from ui.serve.turns import turn_left, turn_taken

SECONDS = 30


def beside(work: Callable[[], object]) -> threading.Thread:
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    return thread


def test_one_draws_at_a_time() -> None:
    drawing, most = [], []

    def draw() -> None:
        for _ in range(200):
            with turn_taken():
                drawing.append(1)
                most.append(len(drawing))
                drawing.pop()

    threads = [beside(draw) for _ in range(8)]
    for thread in threads:
        thread.join(SECONDS)
    assert most == [1] * 1600


def test_who_waits_for_something_else_lets_others_draw() -> None:
    drawn = threading.Event()

    def draw() -> None:
        with turn_taken():
            drawn.set()

    with turn_taken():
        thread = beside(draw)
        assert not drawn.wait(0.1)
        with turn_left():
            assert drawn.wait(SECONDS)
        thread.join(SECONDS)
        beside(draw).join(0.1)
        assert turns._turn.locked()


def test_a_turn_is_given_away_where_drawing_fails() -> None:
    with pytest.raises(KeyError), turn_taken():
        raise KeyError
    assert not turns._turn.locked()


def test_who_has_waited_long_enough_draws_without_a_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "PATIENCE_SECONDS", 0.05)
    with turn_taken():
        thread = beside(draw_and_wait)
        thread.join(SECONDS)
        assert not thread.is_alive()
        assert turns._turn.locked()  # not given away by who did not have it
    assert not turns._turn.locked()


def draw_and_wait() -> None:
    with turn_taken(), turn_left():
        pass
