"""The server's register as it is now, and as it was for those who still read it.

A data folder that has changed is loaded beside what is served, and takes its place once it is
whole. One that would not load changes nothing; why is kept, for the log and for whoever asks.
"""

import datetime as dt
import gc
import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Lock, Thread
from typing import Final, Generic, Protocol, TypeVar
from weakref import WeakValueDictionary

from geo.errors import RegisterError, TwoZonesError
from geo.intake.recovery import recover
from geo.register.digest import files_of, folder_digest
from geo.register.load import Register, load_register
from geo.words.text import text_in

_LOG: Final = logging.getLogger("twozones.register")


class Served(Protocol):
    """What is made of a register to serve it."""

    register: Register

    def prepare(self) -> None:
        """Work out what the first reader would else wait for."""


ServedType = TypeVar("ServedType", bound=Served)
Stamp = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class Failure:
    """Why a changed data folder is not served, and since when that is known."""

    error: TwoZonesError
    moment: dt.datetime


class Versions(Generic[ServedType]):
    """What is served of a data folder: the current version, and older ones while they are used."""

    def __init__(self, folder: Callable[[], Path], make: Callable[[Register], ServedType]) -> None:
        """Serve what ``make`` makes of the register in a folder, which is asked for late."""
        self._folder, self._make = folder, make
        self._lock = Lock()
        self._current: ServedType | None = None
        self._alive: WeakValueDictionary[str, ServedType] = WeakValueDictionary()
        self._served: Stamp = ()
        self._seen: Stamp = ()
        self.loaded_at = dt.datetime.now(tz=dt.UTC)
        self.failure: Failure | None = None

    def current(self) -> ServedType:
        """Return the current version; the first call loads it.

        Raises
        ------
        RegisterError
            There is none yet, and the folder cannot be loaded.
        """
        if self._current is None:
            with self._lock:
                if self._current is None:
                    self._recover()
                    self._served = self._seen = _stamp(self._folder())
                    self._take(self._make(load_register(self._folder())))
        if self._current is None:
            raise AssertionError
        return self._current

    def alive(self) -> list[ServedType]:
        """Return the current version and the older ones that someone still uses."""
        return [self.current(), *self._alive.values()]

    def named(self, digest: str) -> ServedType | None:
        """Return the version that is alive whose digest begins so, or None."""
        found = (v for v in self.alive() if v.register.digest.startswith(digest))
        return next(found, None) if digest else None

    def watch(self, seconds: float) -> Callable[[], None]:
        """Look at the folder every so many seconds, in a thread; return what ends that."""
        end = Event()

        def look_on() -> None:
            while not end.wait(seconds):
                self.look()

        Thread(target=look_on, name="twozones-register", daemon=True).start()
        return end.set

    def look(self) -> bool:
        """Look at the folder; tell whether a new version is served.

        A change counts once the folder has been the same twice: someone may be copying into it.
        """
        self._recover()
        stamp = _stamp(self._folder())
        is_settled, self._seen = stamp == self._seen, stamp
        if stamp == self._served or not is_settled:
            return False
        self._served = stamp
        try:
            return self._move_on()
        except TwoZonesError as error:
            self._fail(error)
        except Exception as error:  # noqa: BLE001 (whatever it is, the old one is served)
            _LOG.exception("register")
            self._fail(RegisterError(file=self._folder().name, problem=type(error).__name__))
        return False

    def _move_on(self) -> bool:
        """Serve what the folder holds now, unless that is what is served."""
        self.failure = None
        if folder_digest(self._folder()) == self.current().register.digest:
            return False
        new = self._make(load_register(self._folder()))
        new.prepare()
        gc.unfreeze()  # what is served so far may go once nobody uses it
        self._take(new)
        _LOG.warning(text_in("en")("updated.log", digest=new.register.digest[:12]))
        return True

    def _take(self, new: ServedType) -> None:
        self._current = self._alive[new.register.digest] = new
        self.loaded_at = dt.datetime.now(tz=dt.UTC)

    def _fail(self, error: TwoZonesError) -> None:
        self.failure = Failure(error, dt.datetime.now(tz=dt.UTC))
        _LOG.error(text_in("en")("updated.failed", problem=error.sentence("en")))

    def _recover(self) -> None:
        for note in recover(self._folder()):
            _LOG.warning(text_in("en")(f"recovery.{note.code}", **note.facts))


def _stamp(folder: Path) -> Stamp:
    """Return what tells that a folder may have changed: names, sizes and times of its files."""
    try:
        return tuple(
            (str(path), (found := path.stat()).st_size, found.st_mtime_ns)
            for path in files_of(folder)
        )
    except OSError:  # changing under our eyes
        return ()
