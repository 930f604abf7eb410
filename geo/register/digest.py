"""What a data folder holds, in one word: the same files give the same, any change another."""

import hashlib
from pathlib import Path


def folder_digest(folder: Path) -> str:
    """Return the SHA-256, in hexadecimal, of the names and contents of a folder's files.

    Hidden files do not count.

    Raises
    ------
    OSError
        The folder or a file of it cannot be read.
    """
    digest = hashlib.sha256()
    for path in files_of(folder):
        content = path.read_bytes()
        name = path.relative_to(folder).as_posix()
        digest.update(f"{name}\x00{len(content)}\x00".encode())
        digest.update(content)
    return digest.hexdigest()


def files_of(folder: Path) -> list[Path]:
    """Return the files of a folder that are not hidden, those of folders in it too, in order."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    return sorted(
        path
        for path in paths
        if not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )
