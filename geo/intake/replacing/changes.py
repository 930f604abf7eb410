"""What a newly loaded register adds, removes and changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from geo.register.fields import columns_of, fields_with

COMPARED: Final = columns_of(fields_with("compared"))
"""The columns of joined projects in which a change counts."""


@dataclass(frozen=True)
class Changes:
    """Ids added, removed and changed (with the columns that differ), and how much is mapped.

    ``mapped_before`` and ``mapped_after`` are the shares (0 to 1) of projects with a point.
    """

    added: Sequence[str]
    removed: Sequence[str]
    changed: Mapping[str, Sequence[str]]
    mapped_before: float
    mapped_after: float


def changes_between(before: pd.DataFrame, after: pd.DataFrame) -> Changes:
    """Compare joined projects by id.

    Parameters
    ----------
    before, after
        Joined projects (`geo.register.load.join_projects`); ids are unique in each.
    """
    old, new = before.set_index("id"), after.set_index("id")
    known, left = set(old.index), set(new.index)
    both = [id_ for id_ in new.index if id_ in known]
    differs = _differences(old.loc[both], new.loc[both])
    changed = {
        id_: [name for name, is_other in zip(COMPARED, row, strict=True) if is_other]
        for id_, row in zip(both, differs.to_numpy(), strict=True)
        if row.any()
    }
    return Changes(
        added=[id_ for id_ in new.index if id_ not in known],
        removed=[id_ for id_ in old.index if id_ not in left],
        changed=changed,
        mapped_before=_mapped(before),
        mapped_after=_mapped(after),
    )


def _differences(old: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """Return where columns differ; gaps are alike, numbers are compared to 7 digits."""
    differs = {}
    for name in COMPARED:
        if pd.api.types.is_float_dtype(old[name]) and pd.api.types.is_float_dtype(new[name]):
            one, other = old[name].to_numpy(float), new[name].to_numpy(float)
            differs[name] = ~np.isclose(one, other, rtol=1e-7, atol=1e-9, equal_nan=True)
        else:
            one, other = (frame[name].astype(object).to_numpy() for frame in (old, new))
            gaps = pd.isna(one) & pd.isna(other)
            differs[name] = np.asarray(one != other, dtype=bool) & ~gaps
    return pd.DataFrame(differs, index=new.index)


def _mapped(projects: pd.DataFrame) -> float:
    return float((projects["level"] == "point").mean()) if len(projects) else 0.0
