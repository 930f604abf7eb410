"""The queue of pictures: bounded, once for a view, nothing for whom nobody waits."""

import asyncio
import gc
import threading
import weakref
from collections.abc import Callable

import pytest

from geo.errors import TooManyDrawingsError
from geo.view.view import View
from ui.serve import drawing
from ui.serve.drawing import Drawings


class Picture:
    """Stands for a store: what is drawn is of it."""


class Slow:
    """Draws when it is let, and remembers what it drew."""

    def __init__(self) -> None:
        self.drawn: list[View] = []
        self.may = threading.Event()
        self.begun = threading.Event()

    def __call__(self, _: object, view: View) -> str:
        """Draw a view."""
        self.begun.set()
        assert self.may.wait(10)
        self.drawn.append(view)
        return view.q


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Slow:
    monkeypatch.setattr(drawing, "PATIENCE_SECONDS", 0.2)
    return Slow()


def queue(draw: Callable, most: int = 3) -> Drawings[View, str]:
    return Drawings(draw, workers=1, most=most, kept=2)


def test_the_same_view_is_drawn_once(slow: Slow) -> None:
    async def ask() -> list[str]:
        asked, store = queue(slow), Picture()
        tasks = [asyncio.create_task(asked.drawn(store, View(q="a"))) for _ in range(5)]
        await asyncio.sleep(0.05)
        slow.may.set()
        answers = await asyncio.gather(*tasks)
        return [*answers, await asked.drawn(store, View(q="a"))]

    assert asyncio.run(ask()) == ["a"] * 6
    assert slow.drawn == [View(q="a")]


def test_over_the_bound_nobody_waits(slow: Slow) -> None:
    async def ask() -> None:
        asked, store = queue(slow), Picture()
        tasks = [asyncio.create_task(asked.drawn(store, View(q=name))) for name in "abc"]
        await asyncio.sleep(0.05)
        with pytest.raises(TooManyDrawingsError):
            await asked.drawn(store, View(q="d"))
        slow.may.set()
        assert await asyncio.gather(*tasks) == ["a", "b", "c"]
        assert await asked.drawn(store, View(q="d")) == "d"

    asyncio.run(ask())


def test_what_nobody_waits_for_is_not_drawn(slow: Slow) -> None:
    async def ask() -> None:
        asked, store = queue(slow), Picture()
        tasks = [asyncio.create_task(asked.drawn(store, View(q=name))) for name in "abc"]
        await asyncio.to_thread(slow.begun.wait)
        for task in tasks:
            task.cancel()
        honest = asyncio.create_task(asked.drawn(store, View(q="d")))
        await asyncio.sleep(0.05)
        slow.may.set()
        assert await honest == "d"

    asyncio.run(ask())
    assert slow.drawn == [View(q="a"), View(q="d")]  # a was being drawn


def test_one_reader_who_leaves_takes_nothing_from_another(slow: Slow) -> None:
    async def ask() -> str:
        asked, store = queue(slow), Picture()
        await asyncio.sleep(0)
        first, second = (asyncio.create_task(asked.drawn(store, View(q="a"))) for _ in range(2))
        await asyncio.sleep(0.05)
        first.cancel()
        slow.may.set()
        return await second

    assert asyncio.run(ask()) == "a"


def test_pictures_go_with_their_store(slow: Slow) -> None:
    async def ask() -> weakref.ref[Picture]:
        asked, store = queue(slow), Picture()
        slow.may.set()
        await asked.drawn(store, View())
        return weakref.ref(store)

    found = asyncio.run(ask())
    gc.collect()
    assert found() is None
