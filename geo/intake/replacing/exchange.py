"""Two folders that change places in one step, and files that a power cut does not take."""

import ctypes
import errno
import os
import shutil
from pathlib import Path
from typing import Final

from geo.register.digest import files_of

_HERE: Final = -100
"""AT_FDCWD of Linux: paths count from the working folder."""

_EXCHANGE: Final = 2
"""RENAME_EXCHANGE of renameat2(2)."""

NO_ROOM: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""How a system says that a disk, or what one may use of it, is full."""

_IS_POSIX: Final = os.name == "posix"
_CANNOT: Final = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EPERM})


def exchange(one: Path, other: Path, spare: Path) -> None:
    """Have two folders change places: in one step where the system can.

    Where it cannot, ``one`` is renamed to ``spare`` and ``other`` to ``one``; between the two there
    is for an instant no folder ``one``. What was ``one`` stands at ``other`` or ``spare`` after.

    Raises
    ------
    OSError
        They have not changed places.
    """
    if _exchanged(one, other):
        return
    one.rename(spare)
    try:
        other.rename(one)
    except OSError:
        spare.rename(one)
        raise


def _exchanged(one: Path, other: Path) -> bool:
    """Exchange by Linux's own call; return False where there is none for these folders."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None) if _IS_POSIX else None
    if rename is None:
        return False
    if rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0:
        return True
    problem = ctypes.get_errno()
    if problem in _CANNOT:
        return False
    raise OSError(problem, os.strerror(problem), str(one))


def copy_folder(source: Path, target: Path) -> None:
    """Copy the files of a folder into one that is there; the first that fails raises OSError."""
    for path in files_of(source):
        copy = target / path.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)


def make_lasting(folder: Path) -> None:
    """Wait until the files of a folder, and their names in it, are on the disk."""
    folders = {folder}
    for path in files_of(folder):
        _sync(path)
        folders.add(path.parent)
    for inner in folders:
        keep_names(inner)


def keep_names(folder: Path) -> None:
    """Wait until the names in a folder are on the disk; Windows does that by itself."""
    if _IS_POSIX:
        _sync(folder)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY if path.is_dir() or _IS_POSIX else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
