"""The register before the last import: an import keeps it beside the data folder."""

import datetime as dt
import glob
from dataclasses import dataclass
from pathlib import Path

from geo.errors import RegisterError
from geo.intake.replacing.changes import Changes, changes_between
from geo.register.load import Register, load_register

MARK = ".backup-"
MOMENT = "%Y%m%d-%H%M%S-%f"


@dataclass(frozen=True)
class LastImport:
    """When the last import was, what it changed, and the register before it."""

    moment: dt.datetime
    changes: Changes
    before: Register


def last_import(register: Register, folder: Path) -> LastImport | None:
    """Compare a register with the one that the last import replaced.

    Parameters
    ----------
    register
        What the data folder holds now.
    folder
        The data folder; the register before stands beside it, as ``<folder>.backup-<moment>``.

    Returns
    -------
    The changes, or None where there was no import, or where what it replaced cannot be read.
    """
    backups = backups_of(folder.resolve())
    if not backups:
        return None
    moment = max(backups)
    try:
        before = load_register(backups[moment])
    except RegisterError:
        return None
    return LastImport(moment, changes_between(before.projects, register.projects), before)


def backups_of(folder: Path) -> dict[dt.datetime, Path]:
    """Return the backups of a folder by their moment; other folders are left alone."""
    found = {}
    for path in folder.parent.glob(f"{glob.escape(folder.name)}{MARK}*"):
        written = path.name.partition(MARK)[2]
        try:
            found[dt.datetime.strptime(written, MOMENT).astimezone()] = path
        except ValueError:
            continue
    return found
