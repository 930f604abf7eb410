"""Files are read in a process of their own, which may take only so much, crash, or hang.

Whatever a reader does costs the one who brought the file a sentence, and the server nothing.
"""

import atexit
import json
import os
import subprocess
import sys
import time
from functools import cache
from pathlib import Path
from threading import BoundedSemaphore, Event, Lock, Thread
from typing import Final

import psutil

from geo.errors import (
    ReadingBusyError,
    ReadingStoppedError,
    ReadingTooLargeError,
    ReadingTooSlowError,
    TwoZonesError,
)
from geo.intake.files import MB, SourceFile
from geo.intake.handover import unpack
from geo.intake.tables import RawTable
from geo.settings import Limits, limits

Process = subprocess.Popen[bytes]

_ROOT: Final = Path(__file__).resolve().parents[2]
_COMMAND: Final = (sys.executable, "-m", "geo.intake.child")
_PLAIN: Final = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "ARROW_DEFAULT_MEMORY_POOL": "system",  # the others reserve address space by the gigabyte
}
LOOK_SECONDS: Final = 0.05
"""How often a process that reads is looked at."""


def read_apart(
    file: SourceFile, allowed: Limits | None = None, part: str | None = None
) -> RawTable:
    """Return the rows of a file, read in another process within bounds.

    Parameters
    ----------
    file, allowed, part
        As of `geo.intake.readers.read_table`.

    Raises
    ------
    ReadingTooSlowError, ReadingTooLargeError, ReadingStoppedError
        The reader took too long or too much memory, or it crashed.
    ReadingBusyError
        As many files as are read at once were being read all the time.
    TwoZonesError
        The file is refused; the sentence says why and what to do.
    """
    allowed = allowed or limits()
    if not _places().acquire(timeout=allowed.wall_seconds):
        raise ReadingBusyError(file=file.name)
    try:
        return _Reading(_READY.take(), file, allowed).table(part)
    finally:
        _places().release()


def get_ready() -> None:
    """Start the process that the next file is read in: loading the libraries takes a second."""
    _READY.fill()


class _Ready:
    """The one process that has loaded the readers and waits for a file."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._waiting: Process | None = None
        atexit.register(self.dismiss)

    def fill(self) -> None:
        """Start a process, if none waits."""
        with self._lock:
            if self._waiting is None or self._waiting.poll() is not None:
                self._waiting = _start()

    def take(self) -> Process:
        """Return the process that waits, or a new one."""
        self.fill()
        with self._lock:
            process, self._waiting = self._waiting, None
        return process or _start()

    def dismiss(self) -> None:
        """End the process that waits."""
        with self._lock:
            if self._waiting is not None:
                self._waiting.kill()
                self._waiting.communicate()
            self._waiting = None


_READY: Final = _Ready()


def _start() -> Process:
    return subprocess.Popen(  # noqa: S603 (a command of ours; the file goes in as bytes)
        _COMMAND,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=_ROOT,
        env={**os.environ, **_PLAIN},
        start_new_session=True,  # Ctrl+C is for us; it ends as soon as we are gone
    )


@cache
def _places() -> BoundedSemaphore:
    return BoundedSemaphore(limits().readers)


class _Reading:
    """A file handed to a process, which is watched until it answers or has to be ended."""

    def __init__(self, process: Process, file: SourceFile, allowed: Limits) -> None:
        self._process, self._file, self._allowed = process, file, allowed
        self._refusal: TwoZonesError | None = None
        self._is_over = Event()

    def table(self, part: str | None) -> RawTable:
        """Return what the process answers; raise where it does not."""
        request = {"name": self._file.name, "part": part, "limits": self._allowed.model_dump()}
        message = json.dumps(request).encode() + b"\n" + self._file.content
        watch = Thread(target=self._watch, daemon=True)
        with self._process as process:
            watch.start()
            answer, _ = process.communicate(message)
        self._is_over.set()
        watch.join()
        if self._refusal is not None:
            raise self._refusal
        try:
            return unpack(answer)
        except ValueError as error:
            problem = f"exit {self._process.returncode}"
            raise ReadingStoppedError(file=self._file.name, problem=problem) from error

    def _watch(self) -> None:
        """End the process once it has taken more than it may."""
        end = time.monotonic() + self._allowed.wall_seconds
        try:
            seen = psutil.Process(self._process.pid)
            before = _processor_seconds(seen)
            while self._refusal is None and not self._is_over.wait(LOOK_SECONDS):
                self._refusal = self._look(seen, before, end)
        except psutil.NoSuchProcess:
            return
        self._process.kill()

    def _look(self, seen: psutil.Process, before: float, end: float) -> TwoZonesError | None:
        name, allowed = self._file.name, self._allowed
        if seen.memory_info().rss > allowed.memory_mb * MB:
            return ReadingTooLargeError(file=name, limit=allowed.memory_mb)
        if _processor_seconds(seen) - before > allowed.cpu_seconds:
            return ReadingTooSlowError(file=name, limit=allowed.cpu_seconds)
        if time.monotonic() > end:
            return ReadingTooSlowError(file=name, limit=allowed.wall_seconds)
        return None


def _processor_seconds(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)
