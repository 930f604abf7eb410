"""Briefing packs made in the background: few at once, and nobody waits for a whole pack."""

import logging
import secrets
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final
from weakref import WeakSet

from briefing.content import Briefing
from briefing.formats import files_of, pack_name, pack_of
from briefing.paper.sheet import Size
from geo.errors import PackError, TooManyPacksError, TwoZonesError
from ui.serve.log import Event
from ui.serve.settings import serving

WORKERS: Final = 1
"""How many files are written at once on this server, whoever asked for them.

Two threads would take turns at the one interpreter: no pack would be sooner, every filter later.
"""

POOL: Final = ThreadPoolExecutor(WORKERS, thread_name_prefix="briefing")
PATIENCE_SECONDS: Final = 120.0
"""For how long a pack is made on that nobody looks at, once its session has gone."""

MOST_KEPT, KEPT_SECONDS = 8, 600.0
"""How many packs are kept to be found again by a page that was loaded again, and how long."""

_log = logging.getLogger(__name__)


_unfinished: Final[WeakSet["Pack"]] = WeakSet()


class Pack:
    """A pack of one session, written a format at a time.

    A pack has at most one format in the queue: the next one queues behind what others asked for in
    the meantime. A format that fails leaves its error in ``problems``, and the others go on.
    """

    def __init__(
        self,
        prepare: Callable[[], Briefing],
        formats: Sequence[str],
        size: Size,
        is_wanted: Callable[[], bool] = lambda: True,
    ) -> None:
        """Take what makes the briefing, the names of the formats, and the size of sheets.

        No further format is written once the pack ``is_wanted`` no longer and nobody has looked at
        it for a while. The zip of all has a ``name`` and ``content`` once it is finished.
        """
        self.formats = tuple(formats)
        self.files: list[tuple[str, bytes]] = []
        self.problems: list[TwoZonesError] = []
        self.name, self.content = "", b""
        self.seen = time.monotonic()
        self._prepare, self._size, self._is_wanted = prepare, size, is_wanted
        self._briefing: Briefing | None = None
        self._told: Event | None = None
        self._left = deque(self.formats)
        self._finished, self._unwanted = threading.Event(), threading.Event()

    def start(self, told: Event | None = None) -> None:
        """Queue the first format; what is ``told`` is logged once all is written.

        Raises
        ------
        TooManyPacksError
            As many packs as may be are being made already.
        """
        if len(_unfinished) >= serving().max_packs:
            raise TooManyPacksError
        _unfinished.add(self)
        self._told = told
        POOL.submit(self._step)

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
    def current(self) -> str:
        """The format being written or next in the queue; the last one when all is written."""
        return self.formats[min(self.tried, len(self.formats) - 1)]

    @property
    def tried(self) -> int:
        """How many formats have been written or have failed."""
        return len(self.files) + len(self.problems)

    def _step(self) -> None:
        name = self._left.popleft()
        try:
            self._briefing = self._briefing or self._prepare()
            self.files += files_of(self._briefing, [name], self._size)
        except TwoZonesError as error:
            self.problems.append(error)
        except Exception:  # noqa: BLE001 (one format must not lose the others; the log has it)
            _log.exception("The format %s could not be written", name)
            self.problems.append(PackError(format=name))
        if self._left and self._goes_on():
            POOL.submit(self._step)
            return
        self._finish()

    def _goes_on(self) -> bool:
        looked_at = time.monotonic() - self.seen < PATIENCE_SECONDS
        return not self.is_cancelled and (looked_at or self._is_wanted())

    def _finish(self) -> None:
        self.content = pack_of(self.files)
        self.name = pack_name(self._briefing) if self._briefing else ""
        _unfinished.discard(self)
        self._finished.set()
        if self._told is not None:
            rows = int(self._briefing.focus.mask.sum()) if self._briefing else None
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
