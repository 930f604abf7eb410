"""Files of briefings, written by several processes at once: a pack of many is ready sooner."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from queue import Queue
from typing import Final

from loky import cpu_count

from briefing.apart import Order, Workshop, Written
from briefing.formats import FORMATS
from geo.ask.atlas import Atlas

WORKERS: Final = 2
"""How many processes write at once: each takes 0.4 GB."""


class Crew(AbstractContextManager["Crew"]):
    """Workshops of which the first that is idle writes what is asked for; none begins before."""

    def __init__(self, workers: int) -> None:
        """Take how many there are."""
        self.workshops = [Workshop() for _ in range(workers)]
        self._idle: Queue[Workshop] = Queue()
        for workshop in self.workshops:
            self._idle.put(workshop)

    def begin(self) -> None:
        """Begin the processes: somebody is about to ask."""
        for workshop in self.workshops:
            workshop.begin()

    def write(self, atlas: Atlas, order: Order, name: str) -> Written:
        """Return the files of an order in a format, as soon as a workshop is idle.

        Raises
        ------
        WritingStoppedError
            The process was ended by the system, and so was the one after it; or it was closed.
        TwoZonesError
            The format cannot be written; the sentence says why.
        """
        workshop = self._idle.get()
        try:
            return workshop.write(atlas, order, [name])
        finally:
            self._idle.put(workshop)

    @contextmanager
    def files(
        self, atlas: Atlas, order: Order, formats: Sequence[str]
    ) -> Iterator[Iterator[tuple[str, bytes]]]:
        """Let several formats be written at once; give each file by its name, in their order.

        Those that take long are begun first. Whoever leaves before the last has come leaves the
        others unwritten.
        """
        pool = ThreadPoolExecutor(len(self.workshops))
        longest_first = sorted(formats, key=lambda name: not FORMATS[name].takes_long)
        asked = {name: pool.submit(self.write, atlas, order, name) for name in longest_first}
        try:
            yield (file for name in formats for file in asked[name].result().files)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)

    def close(self) -> None:
        """End the processes, whatever they are writing, and begin none any more."""
        for workshop in self.workshops:
            workshop.close()

    def __exit__(self, *_: object) -> None:
        """End the processes."""
        self.close()


def crew_for_this_machine() -> Crew:
    """Return a crew of as many as the machine can run beside each other, and not more."""
    return Crew(min(WORKERS, cpu_count()))
