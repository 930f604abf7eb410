"""Waiting for a browser's first map: let go by its word, by nothing else, and never for ever."""

import threading

import pytest

from ui.serve import first_paint
from ui.serve.first_paint import PAINTED_URL, tell_paint, wait_for_paint


@pytest.fixture
def expected() -> str:
    """Return the token of a page that waits for its map."""
    first_paint._expected["token"] = threading.Event()
    return "token"


def test_the_maps_word_lets_the_page_go_on(expected: str) -> None:
    page = threading.Thread(target=wait_for_paint, args=(f"{PAINTED_URL}/{expected}",))
    page.start()
    assert tell_paint(expected)
    page.join(timeout=first_paint.LONGEST_SECONDS / 2)
    assert not page.is_alive()
    assert not tell_paint(expected)


def test_without_a_word_the_page_goes_on_by_itself(
    expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(first_paint, "LONGEST_SECONDS", 0.01)
    wait_for_paint(f"{PAINTED_URL}/{expected}")
    assert not tell_paint(expected)


def test_nobody_waits_under_a_guessed_token() -> None:
    assert not tell_paint("guessed")
