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
from geo.intake.replacing.recovery import recover
from geo.register.digest import files_of, folder_digest
from geo.register.load import Register, load_register
from geo.words.text import text_in

_LOG: Final = logging.getLogger("twozones.register")


class Served(Protocol):
    """What is made of a register to serve it."""

    register: Register

    def prepare(self) -> None:
        """Work out what the first reader would else wait for."""


class Source(Protocol):
    """Where a data folder has its register from, if it is a copy of one kept elsewhere."""

    def wait(self, seconds: float) -> None:
        """Wait until the register may have changed, at most so many seconds."""

    def refresh(self) -> bool:
        """Bring the folder up to date, and tell whether it has changed; raise TwoZonesError."""


ServedType = TypeVar("ServedType", bound=Served)
Stamp = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class Failure:
    """Why what is served may not be the newest, and since when that is known."""

    error: TwoZonesError
    moment: dt.datetime


class Versions(Generic[ServedType]):
    """What is served of a data folder: the current version, and older ones while they are used."""

    def __init__(
        self,
        folder: Callable[[], Path],
        make: Callable[[Register], ServedType],
        source: Callable[[], Source | None] = lambda: None,
    ) -> None:
        """Serve what ``make`` makes of the register in a folder.

        The folder and the ``source`` that it is a copy of, if any, are asked for late.
        """
        self._folder, self._make, self._source = folder, make, source
        self._lock = Lock()
        self._current: ServedType | None = None
        self._alive: WeakValueDictionary[str, ServedType] = WeakValueDictionary()
        self._served: Stamp = ()
        self._seen: Stamp = ()
        self.loaded_at = dt.datetime.now(tz=dt.UTC)
        self._refused: Failure | None = None
        self._lost: Failure | None = None

    @property
    def failure(self) -> Failure | None:
        """Why a changed folder is not served, or why its source cannot be read; else None."""
        return self._refused or self._lost

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
        """Look at the folder every so many seconds, in a thread; return what ends that.

        Where the folder's source tells that it has changed, the folder is looked at at once.
        """
        end, source = Event(), self._source()
        wait = source.wait if source else end.wait

        def look_on() -> None:
            while not end.is_set():
                wait(seconds)
                if not end.is_set():
                    self.follow()

        Thread(target=look_on, name="twozones-register", daemon=True).start()
        return end.set

    def follow(self) -> bool:
        """Bring the folder up to date with its source, if it has one, and look at it.

        Where the source is lost, the folder stays as it is.
        """
        source = self._source()
        if source is not None:
            self._refresh(source)
        return self.look()

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
            self._refused = self._told("failed", error)
        except Exception as error:  # noqa: BLE001 (whatever it is, the old one is served)
            _LOG.exception("register")
            failed = RegisterError(file=self._folder().name, problem=type(error).__name__)
            self._refused = self._told("failed", failed)
        return False

    def _refresh(self, source: Source) -> None:
        """Have the folder filled anew; say when the source is lost, and when it is back."""
        try:
            if source.refresh():
                self._seen = _stamp(self._folder())  # whole: nobody is copying into it
        except TwoZonesError as error:
            if self._lost is None:
                self._lost = self._told("lost", error)
            return
        if self._lost is not None:
            _LOG.warning(text_in("en")("updated.back"))
        self._lost = None

    def _move_on(self) -> bool:
        """Serve what the folder holds now, unless that is what is served."""
        self._refused = None
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

    def _told(self, what: str, error: TwoZonesError) -> Failure:
        """Return a failure of now, which the log is told too."""
        _LOG.error(text_in("en")(f"updated.{what}", problem=error.sentence("en")))
        return Failure(error, dt.datetime.now(tz=dt.UTC))

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
