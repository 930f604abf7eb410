"""A second region, and the data folder of it that a test may serve."""

import shutil
from pathlib import Path

TIANJIN = Path(__file__).with_name("tianjin")


def tianjin_folder(parent: Path) -> Path:
    """Return a data folder of Tianjin, whose coarse outlines are its fine ones too."""
    folder = Path(shutil.copytree(TIANJIN, parent / "tianjin"))
    shutil.copy(folder / "districts_coarse.geojson", folder / "districts.geojson")
    return folder
