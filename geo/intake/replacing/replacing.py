"""A data folder that another takes the place of: written beside it, loaded as a test, exchanged.

A register that would not load is never put in place. What is left where a process is killed is put
in order by `geo.intake.replacing.recovery`.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from geo.errors import (
    DiskFullError,
    ImportFailedError,
    InstalledDataError,
    RegisterError,
    TwoZonesError,
)
from geo.intake.replacing.backups import MARK as BACKUP
from geo.intake.replacing.backups import MOMENT
from geo.intake.replacing.exchange import NO_ROOM, copy_folder, exchange, keep_names, make_lasting
from geo.intake.replacing.recovery import NEW, UNFINISHED, discard, lock_folder
from geo.register.load import load_register
from geo.settings import INSTALLED_DATA


@contextmanager
def changing(folder: Path) -> Iterator[Path]:
    """Hold the lock of a data folder that is to be changed, and give its whole path.

    Raises
    ------
    InstalledDataError
        The folder is the one that came with the program.
    ImportRunningError
        Another is at work on it.
    DiskFullError, ImportFailedError
        What was done within could not be written, or would not load.
    """
    folder = folder.resolve()
    if folder == INSTALLED_DATA:
        raise InstalledDataError(folder=folder)
    try:
        with lock_folder(folder):
            yield folder
    except (OSError, RegisterError) as error:
        raise _failure(folder, error) from error


def replace_folder(folder: Path, write: Callable[[Path], None]) -> Path:
    """Copy a folder, change the copy, see that it loads, and have both change places.

    Parameters
    ----------
    folder
        The data folder, whose lock is held.
    write
        What changes the files of the copy, whose path it is given.

    Returns
    -------
    Where the old folder stands now: a backup.
    """
    moment = dt.datetime.now(tz=dt.UTC).astimezone().strftime(MOMENT)[:-3]
    staging, backup = (folder.with_name(folder.name + mark + moment) for mark in (NEW, BACKUP))
    staging.mkdir()
    try:
        (staging / UNFINISHED).touch()
        copy_folder(folder, staging)
        write(staging)
        load_register(staging)
        make_lasting(staging)
        exchange(folder, staging, backup)
    except BaseException:
        discard(staging)
        raise
    (folder / UNFINISHED).unlink()
    if staging.exists():
        staging.rename(backup)
    keep_names(folder.parent)
    return backup


def _failure(folder: Path, error: OSError | RegisterError) -> TwoZonesError:
    if isinstance(error, RegisterError):
        said = error.sentence("zh"), error.sentence("en")
        return ImportFailedError(folder=folder, problem=said)
    if error.errno in NO_ROOM:
        return DiskFullError(folder=folder.parent)
    return ImportFailedError(folder=folder, problem=error.strerror)
