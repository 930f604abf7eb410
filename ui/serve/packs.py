"""Briefing packs made in the background: few at once, and nobody waits for a whole pack."""

import logging
import threading
from collections import deque
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

WORKERS: Final = 2
"""How many files are written at once on this server, whoever asked for them."""

POOL: Final = ThreadPoolExecutor(WORKERS, thread_name_prefix="briefing")
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

        No further format is written once the pack ``is_wanted`` no longer. The zip of all has a
        ``name`` and ``content`` once it is finished.
        """
        self.formats = tuple(formats)
        self.files: list[tuple[str, bytes]] = []
        self.problems: list[TwoZonesError] = []
        self.name, self.content = "", b""
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
        if self._left and self._is_wanted() and not self._unwanted.is_set():
            POOL.submit(self._step)
            return
        self._finish()

    def _finish(self) -> None:
        self.content = pack_of(self.files)
        self.name = pack_name(self._briefing) if self._briefing else ""
        _unfinished.discard(self)
        self._finished.set()
        if self._told is not None:
            rows = int(self._briefing.focus.mask.sum()) if self._briefing else None
            problems = [problem.name() for problem in self.problems]
            self._told.log(rows, ",".join(problems) or "done")
