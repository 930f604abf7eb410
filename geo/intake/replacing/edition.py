"""What an edition of the data changed: the list that a data folder may carry with it."""

from pathlib import Path
from typing import Final

import pandas as pd

FILE: Final = "changes.csv"
COLUMNS: Final = ("table", "id", "change", "name_zh", "name_en", "columns")
CHANGES: Final = ("added", "changed", "removed")

NAMES: Final = {"projects": "name", "policies": "title"}
"""The tables that an edition is compared in, and what their records are called by."""


def edition_changes(folder: Path) -> pd.DataFrame | None:
    """Return what the edition in a data folder changed, or None where the folder does not say.

    Columns as ``COLUMNS``, all text: ``change`` is one of ``CHANGES``, ``columns`` are those that
    differ, separated by semicolons.
    """
    path = folder / FILE
    if not path.is_file():
        return None
    changes = pd.read_csv(path, dtype=str, keep_default_na=False)
    return changes[list(COLUMNS)]
