"""The register of an earlier day, written to a folder from what a shelf remembers.

A database keeps the history of every row. On a folder, tables that are changed row by row go back
by their history, and what an import replaced by its backup.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from geo.address import is_database
from geo.errors import OptionValueError
from geo.errors.keeping import NotYetKeptError, PostgresMissingError
from geo.intake.replacing.backups import backups_of
from geo.intake.replacing.exchange import copy_folder
from geo.keep.as_of import steps_back
from geo.keep.recent import with_moments
from geo.keep.shelves import open_shelf
from geo.keep.stated import find_row, read_rows, write_changes
from geo.register.load import Register, load_register
from geo.settings import settings

DAY: Final = "2026-10-15"
"""What a day looks like that is asked for."""


def load_as_of(day: str) -> Register:
    """Return the settings' register as it stood at the end of a day; without one, as it is.

    Raises
    ------
    OptionValueError, NotYetKeptError
        The day is none, or lies before what is remembered.
    """
    if not day:
        return load_register()
    with folder_as_of(settings().database or str(settings().data), day) as folder:
        return load_register(folder)


@contextmanager
def folder_as_of(address: str, day: str) -> Iterator[Path]:
    """Yield a folder with the register at an address as it stood at the end of a day, for a while.

    Raises
    ------
    OptionValueError, NotYetKeptError
        As of `load_as_of`.
    """
    end = _end_of(day)
    with TemporaryDirectory(prefix="twozones-") as name:
        folder = Path(name)
        if is_database(address):
            _write_database(address, end, folder)
        else:
            _write_folder(Path(address).resolve(), end, folder)
        yield folder


def _write_folder(source: Path, end: dt.datetime, folder: Path) -> None:
    """Write the register of a folder as it stood at an instant to another."""
    until = _write_base(source, end, folder)
    changes = [
        row
        for change, moment in with_moments(open_shelf(source))
        if end <= moment and (until is None or moment < until)
        for row in change.rows
    ]
    rows = cache(partial(read_rows, folder))
    write_changes(
        folder, steps_back(lambda table, record: find_row(rows(table), table, record), changes)
    )


def _end_of(day: str) -> dt.datetime:
    """Return the instant at which a day is over, where the program runs."""
    try:
        after = dt.date.fromisoformat(day) + dt.timedelta(days=1)
    except (ValueError, OverflowError):
        raise OptionValueError(option="as-of", value=day, allowed=DAY) from None
    return dt.datetime.combine(after, dt.time()).astimezone()


def _write_base(source: Path, end: dt.datetime, folder: Path) -> dt.datetime | None:
    """Write the oldest register that is known whole from an instant on; return until when it stood.

    None is until now.
    """
    backups = backups_of(source)
    later = [moment for moment in backups if moment >= end]
    if later and len(later) >= settings().backups:  # an older one may have been removed
        raise NotYetKeptError(day=_day_before(end), first=f"{min(later):%Y-%m-%d}")
    copy_folder(backups[min(later)] if later else source, folder)
    return min(later, default=None)


def _write_database(address: str, end: dt.datetime, folder: Path) -> None:
    try:
        from geo.keep.transfer import write_register  # noqa: PLC0415 (psycopg is an extra)
    except ImportError:
        raise PostgresMissingError from None
    since = write_register(address, folder, end).astimezone()
    if end <= since:
        raise NotYetKeptError(day=_day_before(end), first=f"{since:%Y-%m-%d}")


def _day_before(end: dt.datetime) -> str:
    return f"{end - dt.timedelta(days=1):%Y-%m-%d}"
