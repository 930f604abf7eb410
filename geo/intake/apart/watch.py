"""Watches over a process that reads a file, and ends it where it takes more than it may."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from threading import Event, Thread
from types import TracebackType
from typing import BinaryIO, Final, Self

import psutil

from geo.errors import ReadingTooLargeError, ReadingTooSlowError, TwoZonesError
from geo.intake.files.files import MB
from geo.settings import Limits, settings

Process = subprocess.Popen[bytes]

_ROOT: Final = Path(__file__).resolve().parents[3]
_PLAIN: Final = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "ARROW_DEFAULT_MEMORY_POOL": "system",  # the others reserve address space by the gigabyte
}
LOOK_SECONDS: Final = 0.05
"""How often a process that reads is looked at."""


def start_reader(
    module: str, arguments: Sequence[str] = (), stdin: int | BinaryIO = subprocess.PIPE
) -> Process:
    """Start a module of ours as a process that reads from ``stdin`` and answers on its output."""
    return subprocess.Popen(  # noqa: S603 (a command of ours; the file goes in as bytes)
        (sys.executable, "-m", module, *arguments),
        stdin=stdin,
        stdout=subprocess.PIPE,
        cwd=_ROOT,
        env={**os.environ, **_PLAIN, "TWOZONES_DATA": str(settings().data)},
        start_new_session=True,  # Ctrl+C is for us; it ends as soon as we are gone
    )


class Watch:
    """Looks at a process while it works, and ends it once it has taken more than it may.

    Leaving the context ends the watch; what it ended the process for is raised by `check`.
    """

    def __init__(self, process: Process, name: str, allowed: Limits) -> None:
        """Take a process that reads the file called ``name``."""
        self._process, self._name, self._allowed = process, name, allowed
        self._refusal: TwoZonesError | None = None
        self._is_over = Event()
        self._thread = Thread(target=self._run, daemon=True)
        self._end, self._before = 0.0, 0.0
        self.restart()

    def __enter__(self) -> Self:
        """Begin to look."""
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Look no more."""
        self._is_over.set()
        self._thread.join()

    def restart(self) -> None:
        """Count time anew, as for the next part of a long file."""
        self._end = time.monotonic() + self._allowed.wall_seconds
        self._before = self._processor_seconds()

    def check(self) -> None:
        """Raise what the process was ended for, if it was.

        Raises
        ------
        ReadingTooSlowError, ReadingTooLargeError
            It took too long or too much memory.
        """
        if self._refusal is not None:
            raise self._refusal

    def _run(self) -> None:
        try:
            seen = psutil.Process(self._process.pid)
            while self._refusal is None and not self._is_over.wait(LOOK_SECONDS):
                self._refusal = self._look(seen)
        except psutil.NoSuchProcess:
            return
        if self._refusal is not None:
            self._process.kill()

    def _look(self, seen: psutil.Process) -> TwoZonesError | None:
        name, allowed = self._name, self._allowed
        if seen.memory_info().rss > allowed.memory_mb * MB:
            return ReadingTooLargeError(file=name, limit=allowed.memory_mb)
        if self._processor_seconds() - self._before > allowed.cpu_seconds:
            return ReadingTooSlowError(file=name, limit=allowed.cpu_seconds)
        if time.monotonic() > self._end:
            return ReadingTooSlowError(file=name, limit=allowed.wall_seconds)
        return None

    def _processor_seconds(self) -> float:
        try:
            times = psutil.Process(self._process.pid).cpu_times()
        except psutil.NoSuchProcess:
            return 0.0
        return float(times.user + times.system)
