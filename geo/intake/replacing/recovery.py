"""What an import that was killed left behind, put in order at the next start.

An import writes a whole new folder, ``<data>.new-<moment>``, with a hidden mark in it; has it and
the data folder change places; takes the mark away; and renames the old one to
``<data>.backup-<moment>``. So whatever instant it was killed at, the names and the mark say how
far it had come.
"""

import glob
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from geo.errors import ImportRunningError
from geo.intake.files.tables import Note
from geo.intake.replacing.backups import MARK as BACKUP
from geo.intake.replacing.backups import backups_of
from geo.intake.replacing.exchange import keep_names

NEW: Final = ".new-"
UNFINISHED: Final = ".unfinished"
"""The mark of a folder that an import has put together and not yet settled in."""

PATIENCE_SECONDS: Final = 2


def discard(folder: Path) -> None:
    """Remove an unfinished folder, its mark last: what is left of it is unfinished too."""
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path.name != UNFINISHED:
            path.unlink()
    (folder / UNFINISHED).unlink(missing_ok=True)
    folder.rmdir()


def prune_backups(folder: Path, kept: int) -> None:
    """Remove all but the newest backups of a folder; one that cannot be removed stays."""
    backups = backups_of(folder)
    for moment in sorted(backups, reverse=True)[kept:]:
        drop_backup(backups[moment])


def drop_backup(backup: Path) -> None:
    """Remove a backup; one that cannot be removed stays."""
    with suppress(OSError):
        (backup / UNFINISHED).touch()
        discard(backup.rename(backup.with_name(backup.name.replace(BACKUP, NEW))))


@contextmanager
def lock_folder(folder: Path) -> Iterator[None]:
    """Hold the lock of a data folder; it goes with the process, however that ends.

    Raises
    ------
    ImportRunningError
        Another import holds it.
    OSError
        The lock beside the folder cannot be written.
    """
    try:
        with FileLock(folder.with_name(f".{folder.name}.lock"), timeout=PATIENCE_SECONDS):
            yield
    except Timeout as error:
        raise ImportRunningError(folder=folder) from error


def recover(folder: Path) -> list[Note]:
    """Put in order what a killed import has left, and return what was done, in order.

    Nothing is done while an import runs, or where the folder beside cannot be written.
    """
    folder = folder.resolve()
    if not _is_left(folder):
        return []
    try:
        with lock_folder(folder):
            return [*_restored(folder), *_settled(folder), *_cleared(folder)]
    except (ImportRunningError, OSError):
        return []


def _is_left(folder: Path) -> bool:
    is_missing = not folder.exists() and bool(backups_of(folder))
    return is_missing or bool(_new_folders(folder)) or (folder / UNFINISHED).exists()


def _new_folders(folder: Path) -> list[Path]:
    return sorted(folder.parent.glob(f"{glob.escape(folder.name)}{NEW}*"))


def _restored(folder: Path) -> list[Note]:
    """Put the newest backup in the place of a folder that is gone."""
    backups = backups_of(folder)
    if folder.exists() or not backups:
        return []
    backup = backups[max(backups)]
    backup.rename(folder)
    return [Note("restored", {"folder": str(folder), "backup": backup.name})]


def _settled(folder: Path) -> list[Note]:
    """End an import whose folder is in its place already."""
    if not (folder / UNFINISHED).exists():
        return []
    (folder / UNFINISHED).unlink()
    return [Note("settled", {"folder": str(folder)})]


def _cleared(folder: Path) -> list[Note]:
    """Remove new folders that never came into their place; one without the mark is the old one."""
    notes = []
    for path in _new_folders(folder):
        if (path / UNFINISHED).exists() or not any(path.iterdir()):
            discard(path)
            notes.append(Note("cleared", {"folder": path.name}))
        else:
            moment = path.name.partition(NEW)[2]
            path.rename(folder.with_name(f"{folder.name}{BACKUP}{moment}"))
            notes.append(Note("kept_old", {"folder": path.name}))
    keep_names(folder.parent)
    return notes
