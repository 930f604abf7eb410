"""Files of briefings, written in a process of its own: what serves readers goes on meanwhile.

Python runs one thread at a time: what is drawn in a thread of the server takes its time from every
reader's filter.
"""

import logging
import os
import pickle
from collections import OrderedDict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import count
from logging.handlers import QueueHandler
from queue import SimpleQueue
from threading import Lock, Thread
from typing import Final
from weakref import WeakKeyDictionary

import psutil
from loky import ProcessPoolExecutor
from loky.process_executor import BrokenProcessPool, ShutdownExecutorError

from briefing.changes import Changes
from briefing.content import Briefing, Options, make_briefing
from briefing.formats import files_of, pack_name
from briefing.paper.sheet import Size
from geo.ask.atlas import Atlas
from geo.errors import WritingStoppedError
from geo.view.view import View

IDLE_SECONDS: Final = 300.0
"""After so long without work the process ends, and gives back all that it holds."""

NICENESS: Final = 10
"""Readers come first where both want the processor; not on Windows, which has no such word."""

KEPT: Final = 2
"""How many registers the process keeps, and briefings of each: two packs take turns."""

TRIES: Final = 2
"""How often a process is begun for one file: the first may have been ended for want of memory."""


_ENDED: Final = (BrokenProcessPool, ShutdownExecutorError)
"""What is raised where the process is gone: by itself, or as it was closed."""


@dataclass(frozen=True)
class Order:
    """What is to be written: a view, what its maker set, the size of sheets, and what changed."""

    view: View
    options: Options
    size: Size
    changes: Changes | None = field(default=None, hash=False)


@dataclass(frozen=True)
class Written:
    """Files by their names, what a zip of them is called, and how many projects they are about."""

    files: Sequence[tuple[str, bytes]]
    pack: str
    rows: int


_Answer = tuple[Written, Sequence[logging.LogRecord]]
"""What is written, and what is to be in the log of the process that asked."""


class Workshop:
    """A process that writes files one after the other; it begins with the first."""

    def __init__(self) -> None:
        """Begin nothing yet."""
        self._executor: ProcessPoolExecutor | None = None
        self._lock, self._is_closed = Lock(), False
        self._numbers: WeakKeyDictionary[Atlas, int] = WeakKeyDictionary()
        self._numbered = count()

    def begin(self) -> None:
        """Begin the process, if it is not there: loading the libraries takes it seconds."""
        if self._is_closed or not self._lock.acquire(blocking=False):
            return  # it ends, or is writing
        try:
            self._running().submit(os.getpid)
        except _ENDED:
            self._executor = None
        finally:
            self._lock.release()

    def write(self, atlas: Atlas, order: Order, formats: Sequence[str]) -> Written:
        """Return the files of an order in some formats.

        Raises
        ------
        WritingStoppedError
            The process was ended by the system, and so was the one after it; or it was closed.
        TwoZonesError
            A format cannot be written; the sentence says why.
        """
        with self._lock:
            for _ in range(TRIES):
                if self._is_closed:
                    break
                try:
                    return self._written(atlas, order, formats)
                except _ENDED:
                    self._executor = None
            raise WritingStoppedError

    def close(self) -> None:
        """End the process, whatever it is writing, and begin none any more."""
        self._is_closed = True
        if self._executor is not None:
            self._executor.shutdown(kill_workers=True)

    def _written(self, atlas: Atlas, order: Order, formats: Sequence[str]) -> Written:
        """Ask the process; send the register along where it does not have it."""
        executor = self._running()
        if atlas not in self._numbers:
            self._numbers[atlas] = next(self._numbered)
        asked = (self._numbers[atlas], order, tuple(formats))
        answer: _Answer | None = executor.submit(_write, *asked).result()
        while answer is None:
            register = pickle.dumps(replace(atlas.register))  # without what it has worked out
            answer = executor.submit(_write, *asked, register).result()
        written, noted = answer
        for record in noted:
            logging.getLogger(record.name).handle(record)
        return written

    def _running(self) -> ProcessPoolExecutor:
        if self._executor is None:
            self._executor = ProcessPoolExecutor(
                1, timeout=IDLE_SECONDS, initializer=_serve, initargs=(os.getpid(),)
            )
        return self._executor


@dataclass
class _Desk:
    """What the process has of one register."""

    atlas: Atlas
    briefings: OrderedDict[Order, Briefing] = field(default_factory=OrderedDict)

    def briefing(self, order: Order) -> Briefing:
        """Return the briefing of an order, made once for its formats."""
        made = self.briefings.pop(order, None)
        self.briefings[order] = made or self._made(order)
        while len(self.briefings) > KEPT:
            self.briefings.popitem(last=False)
        return self.briefings[order]

    def _made(self, order: Order) -> Briefing:
        briefing = make_briefing(self.atlas, order.view, order.options)
        return replace(briefing, changes=order.changes)


_desks: Final[OrderedDict[int, _Desk]] = OrderedDict()
_noted: Final[SimpleQueue[logging.LogRecord]] = SimpleQueue()


def _serve(server: int) -> None:
    """Let others have the processor first, note what is logged, and end with the server."""
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    logging.getLogger().addHandler(QueueHandler(_noted))
    Thread(target=_end_with, args=(server,), daemon=True).start()


def _end_with(server: int) -> None:
    with suppress(psutil.NoSuchProcess):
        psutil.Process(server).wait()
    os._exit(0)  # nobody waits for what is being written


def _write(
    number: int, order: Order, formats: Sequence[str], register: bytes = b""
) -> _Answer | None:
    """Write files in this process; None where it does not know the register of that number."""
    desk = _desks.pop(number, None)
    if desk is None and not register:
        return None
    _desks[number] = desk = desk or _Desk(Atlas(pickle.loads(register)))  # noqa: S301 (our own)
    while len(_desks) > KEPT:
        _desks.popitem(last=False)
    briefing = desk.briefing(order)
    files = tuple(files_of(briefing, formats, order.size))
    written = Written(files, pack_name(briefing), int(briefing.focus.mask.sum()))
    return written, [_noted.get() for _ in range(_noted.qsize())]
