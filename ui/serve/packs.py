"""Briefing packs made in the background: few at once, and nobody waits for a whole pack."""

import logging
import secrets
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Final
from weakref import WeakSet

from briefing.apart import Order, Written
from briefing.crew import WORKERS, Crew
from briefing.formats import pack_of
from geo.errors import PackError, TooManyPacksError, TwoZonesError
from ui.serve.log import Event
from ui.serve.settings import serving
from ui.store import Store

PATIENCE_SECONDS: Final = 120.0
"""For how long a pack is made on that nobody looks at, once its session has gone."""

MOST_KEPT, KEPT_SECONDS = 8, 600.0
"""How many packs are kept to be found again by a page that was loaded again, and how long."""

_log = logging.getLogger(__name__)

POOL: Final = ThreadPoolExecutor(WORKERS, thread_name_prefix="briefing")
CREW: Final = Crew(WORKERS)
"""The processes that write on this server, whoever asked."""

_unfinished: Final[WeakSet["Pack"]] = WeakSet()


def writing(store: Store, order: Order) -> Callable[[str], Written]:
    """Return what writes a format of an order, in the first process that is idle."""
    return partial(CREW.write, store, order)


class Pack:
    """A pack of one session, some formats of it written at a time.

    A pack has at most as many formats in the queue as are written at once: the next ones queue
    behind what others asked for in the meantime. A format that fails leaves its error in
    ``problems``, and the others go on.
    """

    def __init__(
        self,
        write: Callable[[str], Written],
        formats: Sequence[str],
        is_wanted: Callable[[], bool] = lambda: True,
    ) -> None:
        """Take what writes a format, and the names of the formats.

        No further format is written once the pack ``is_wanted`` no longer and nobody has looked at
        it for a while. The zip of all has a ``name`` and ``content`` once it is finished.
        """
        self.formats = tuple(formats)
        self.name, self.content = "", b""
        self.seen = time.monotonic()
        self._write, self._is_wanted = write, is_wanted
        self._results: dict[str, Written | TwoZonesError] = {}
        self._told: Event | None = None
        self._left, self._under_way = deque(self.formats), 0
        self._taking_turns = threading.Lock()
        self._finished, self._unwanted = threading.Event(), threading.Event()

    def start(self, told: Event | None = None) -> None:
        """Queue the first formats; what is ``told`` is logged once all is written.

        Raises
        ------
        TooManyPacksError
            As many packs as may be are being made already.
        """
        if len(_unfinished) >= serving().max_packs:
            raise TooManyPacksError
        _unfinished.add(self)
        self._told = told
        with self._taking_turns:
            while self._left and self._under_way < WORKERS:
                self._queue_next()

    def cancel(self) -> None:
        """Write no further format."""
        self._unwanted.set()

    @property
    def is_cancelled(self) -> bool:
        """Tell whether no further format is to be written."""
        return self._unwanted.is_set()

    def look(self) -> None:
        """Note that somebody looks at it."""
        self.seen = time.monotonic()

    def wait(self, seconds: float) -> bool:
        """Wait until all is written, at most some seconds; tell whether it is."""
        return self._finished.wait(seconds)

    @property
    def is_finished(self) -> bool:
        """Tell whether every format has been tried."""
        return self._finished.is_set()

    @property
    def files(self) -> Sequence[tuple[str, bytes]]:
        """The names and contents of what has been written, in the order of the formats."""
        return [file for written in self._written for file in written.files]

    @property
    def problems(self) -> Sequence[TwoZonesError]:
        """Why some formats could not be written, in the order of the formats."""
        return [result for result in self._in_order if isinstance(result, TwoZonesError)]

    @property
    def current(self) -> str:
        """The first format that is not written yet; the last one when all are."""
        return next((name for name in self.formats if name not in self._results), self.formats[-1])

    @property
    def tried(self) -> int:
        """How many formats have been written or have failed."""
        return len(self._results)

    @property
    def _in_order(self) -> Sequence[Written | TwoZonesError]:
        return [self._results[name] for name in self.formats if name in self._results]

    @property
    def _written(self) -> Sequence[Written]:
        return [result for result in self._in_order if isinstance(result, Written)]

    def _queue_next(self) -> None:
        self._under_way += 1
        POOL.submit(self._step, self._left.popleft())

    def _step(self, name: str) -> None:
        self._results[name] = self._result(name)
        with self._taking_turns:
            self._under_way -= 1
            if self._left and self._goes_on():
                self._queue_next()
            is_last = not self._under_way
        if is_last:
            self._finish()

    def _result(self, name: str) -> Written | TwoZonesError:
        """Write a format; return what came of it."""
        try:
            return self._write(name)
        except TwoZonesError as error:
            return error
        except Exception:  # noqa: BLE001 (one format must not lose the others; the log has it)
            _log.exception("The format %s could not be written", name)
            return PackError(format=name)

    def _goes_on(self) -> bool:
        looked_at = time.monotonic() - self.seen < PATIENCE_SECONDS
        return not self.is_cancelled and (looked_at or self._is_wanted())

    def _finish(self) -> None:
        written = self._written
        self.content = pack_of(self.files)
        self.name = written[0].pack if written else ""
        _unfinished.discard(self)
        self._finished.set()
        if self._told is not None:
            rows = written[0].rows if written else None
            problems = [problem.name() for problem in self.problems]
            self._told.log(rows, ",".join(problems) or "done")


_kept: Final[OrderedDict[str, Pack]] = OrderedDict()
_keeping: Final = threading.Lock()


def keep(pack: Pack) -> str:
    """Keep a pack for whoever has its key, which nobody can guess; return the key.

    The oldest goes where there are too many, and each some minutes after it was last looked at.
    """
    key = secrets.token_urlsafe(16)
    with _keeping:
        _kept[key] = pack
        _forget()
    return key


def find_kept(key: str) -> Pack | None:
    """Return the pack of a key, or None where there is none any more."""
    with _keeping:
        _forget()
        return _kept.get(key)


def _forget() -> None:
    oldest = time.monotonic() - KEPT_SECONDS
    for key in [key for key, pack in _kept.items() if pack.is_finished and pack.seen < oldest]:
        del _kept[key]
    while len(_kept) > MOST_KEPT:
        _kept.popitem(last=False)
