"""Files are read in a process of their own, which may take only so much, crash, or hang.

Whatever a reader does costs the one who brought the file a sentence, and the server nothing.
"""

import atexit
import json
from functools import cache
from threading import BoundedSemaphore, Lock
from typing import Final

from geo.errors import ReadingBusyError, ReadingStoppedError
from geo.intake.apart.handover import unpack
from geo.intake.apart.watch import Process, Watch, start_reader
from geo.intake.files.files import SourceFile
from geo.intake.files.tables import RawTable
from geo.settings import Limits, limits


def read_apart(
    file: SourceFile, allowed: Limits | None = None, part: str | None = None
) -> RawTable:
    """Return the rows of a file, read in another process within bounds.

    Parameters
    ----------
    file, allowed, part
        As of `geo.intake.formats.readers.read_table`.

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
    return start_reader("geo.intake.apart.child")


@cache
def _places() -> BoundedSemaphore:
    return BoundedSemaphore(limits().readers)


class _Reading:
    """A file handed to a process, which is watched until it answers or has to be ended."""

    def __init__(self, process: Process, file: SourceFile, allowed: Limits) -> None:
        self._process, self._file, self._allowed = process, file, allowed

    def table(self, part: str | None) -> RawTable:
        """Return what the process answers; raise where it does not."""
        request = {"name": self._file.name, "part": part, "limits": self._allowed.model_dump()}
        message = json.dumps(request).encode() + b"\n" + self._file.content
        watch = Watch(self._process, self._file.name, self._allowed)
        with self._process as process, watch:
            answer, _ = process.communicate(message)
        watch.check()
        try:
            return unpack(answer)
        except ValueError as error:
            problem = f"exit {self._process.returncode}"
            raise ReadingStoppedError(file=self._file.name, problem=problem) from error
