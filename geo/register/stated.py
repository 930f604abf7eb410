"""Rows as our files state them, and the revision of one: a short digest of what it says."""

import hashlib
import json
from collections.abc import Mapping
from typing import Final

import pandas as pd

from geo.register.load import stated_projects

REVISION_DIGITS: Final = 12
REVISION_HEAD: Final = "twozones revision"
"""The head of the hidden column by which an export knows its rows again."""


def written(value: object) -> str:
    """Return a value of a frame as a cell of our files says it."""
    if isinstance(value, tuple):
        return ";".join(str(part) for part in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None or value != value:  # noqa: PLR0124 (NaN)
        return ""
    return f"{value:.10g}" if isinstance(value, float) else str(value)


def row_revision(row: Mapping[str, str]) -> str:
    """Return a short digest of a row as it is stated.

    Blank cells do not count, so that a column more in a table leaves its rows as they were.
    """
    stated = json.dumps({name: cell for name, cell in row.items() if cell}, sort_keys=True)
    return hashlib.sha256(stated.encode()).hexdigest()[:REVISION_DIGITS]


def stated_rows(joined: pd.DataFrame) -> list[dict[str, str]]:
    """Return joined projects as rows of ``data/projects.csv``, in their order."""
    stated = stated_projects(joined)
    names = [str(name) for name in stated.columns]
    return [
        dict(zip(names, map(written, row), strict=True))
        for row in stated.itertuples(index=False, name=None)
    ]


def project_revisions(joined: pd.DataFrame) -> list[str]:
    """Return the revision of each of some joined projects, in their order."""
    return [row_revision(row) for row in stated_rows(joined)]
