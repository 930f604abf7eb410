"""The queue of pictures: few are drawn at once, few wait, none for a reader who has gone.

Whoever asks for a view that is being drawn, or was drawn a short while ago, gets that picture.
"""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Final, Generic, TypeVar
from weakref import WeakKeyDictionary

from geo.errors import TooManyDrawingsError
from ui.store import Store

Asked = TypeVar("Asked", bound=Hashable)
Made = TypeVar("Made")

PATIENCE_SECONDS: Final = 1.0
"""How long a request waits for a place in the queue before it is asked to come again."""


class Drawings(Generic[Asked, Made]):
    """Draws views of stores; all but the drawing itself happens in the thread of the event loop."""

    def __init__(
        self, draw: Callable[[Store, Asked], Made], *, workers: int, most: int, kept: int
    ) -> None:
        """Take what draws, how many at once, how many may be asked for, and how many are kept.

        What is kept of a store goes with it.
        """
        self._draw, self._most, self._kept = draw, most, kept
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="drawing")
        self._asked: dict[tuple[int, Asked], Future[Made]] = {}
        self._readers: dict[Future[Made], int] = {}
        self._drawn: WeakKeyDictionary[Store, OrderedDict[Asked, Made]] = WeakKeyDictionary()

    async def drawn(self, store: Store, view: Asked) -> Made:
        """Return a view drawn; who waits no longer is cancelled, and so is what nobody waits for.

        Raises
        ------
        TooManyDrawingsError
            As many as may be are asked for already.
        """
        if view in self._drawn.get(store, ()):
            return self._drawn[store][view]
        await self._wait_for_place(store, view)
        future = self._asked.get((id(store), view)) or self._ask(store, view)
        self._readers[future] = self._readers.get(future, 0) + 1
        try:
            made = await asyncio.shield(asyncio.wrap_future(future))
        finally:
            self._leave(future)
        self._keep(store, view, made)
        return made

    async def _wait_for_place(self, store: Store, view: Asked) -> None:
        """Wait a moment where the queue is full: who has just hung up leaves their place."""
        until = time.monotonic() + PATIENCE_SECONDS
        while (id(store), view) not in self._asked and len(self._asked) >= self._most:
            if time.monotonic() > until:
                raise TooManyDrawingsError
            await asyncio.sleep(PATIENCE_SECONDS / 10)

    def _ask(self, store: Store, view: Asked) -> Future[Made]:
        future = self._pool.submit(self._draw, store, view)
        key, loop = (id(store), view), asyncio.get_running_loop()
        self._asked[key] = future
        future.add_done_callback(lambda _: loop.call_soon_threadsafe(self._asked.pop, key, None))
        return future

    def _leave(self, future: Future[Made]) -> None:
        """Count a reader less; what nobody waits for is not begun."""
        self._readers[future] -= 1
        if not self._readers[future]:
            del self._readers[future]
            future.cancel()

    def _keep(self, store: Store, view: Asked, made: Made) -> None:
        kept = self._drawn.setdefault(store, OrderedDict())
        kept[view] = made
        while len(kept) > self._kept:
            kept.popitem(last=False)
