"""The shelf at an address."""

from pathlib import Path

from geo.keep.folder import FolderShelf
from geo.keep.shelf import Shelf


def open_shelf(address: str | Path) -> Shelf:
    """Return what keeps the register at an address, the path of a data folder."""
    return FolderShelf(Path(address))
