"""A register put to another place: from a folder into a database, or back."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from geo.address import is_database
from geo.errors import ImportFailedError
from geo.errors.keeping import FolderTakenError
from geo.intake.replacing.exchange import copy_folder, make_lasting
from geo.keep.past import folder_as_of
from geo.keep.reason import Reason
from geo.keep.transfer import put_register, write_register
from geo.register.load import Register, load_register


def publish(source: str, target: str, reason: Reason, *, day: str = "") -> Register:
    """Put a register to another place, once it has been found to load.

    Parameters
    ----------
    source, target
        A folder or the address of a database. A folder as the target must be new or empty; in a
        database the rows that differ are changed, and their history goes on.
    reason
        Of the change of a database.
    day
        At the end of which the register stood as it is to be published; none is now.

    Returns
    -------
    The register.

    Raises
    ------
    RegisterError
        The register does not load; nothing has been written.
    DatabaseError
        A database cannot be reached, read or written; nothing has been written.
    FolderTakenError
        The target is a folder that holds something.
    """
    with folder_as_of(source, day) if day else folder_at(source) as folder:
        register = load_register(folder)
        if is_database(target):
            put_register(folder, target, reason)
        else:
            _put_into_folder(folder, Path(target))
    return register


@contextmanager
def folder_at(address: str) -> Iterator[Path]:
    """Yield the folder at an address; of a database, one with what it holds now, for a while."""
    if not is_database(address):
        yield Path(address)
        return
    with TemporaryDirectory(prefix="twozones-") as name:
        write_register(address, Path(name))
        yield Path(name)


def _put_into_folder(source: Path, target: Path) -> None:
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise FolderTakenError(folder=target)
    try:
        with TemporaryDirectory(dir=target.parent, prefix=f".{target.name}.") as name:
            staging = Path(name) / target.name
            staging.mkdir()
            copy_folder(source, staging)
            make_lasting(staging)
            staging.replace(target)
    except OSError as error:
        raise ImportFailedError(folder=target, problem=error.strerror) from error
