"""The numbers of a selection: counts, sums, and what the sums leave out."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.vocabulary import LEVELS, PROJECT_STATUSES, SECTORS, UNSTATED


@dataclass(frozen=True)
class Summary:
    """Numbers of the projects selected.

    ``investment`` is in 亿元 (100 million CNY) over the ``investment_known`` single projects that
    state an amount; the ``aggregates`` (sums of several projects) are counted, never added.
    """

    projects: int
    levels: Mapping[str, int]
    sectors: Mapping[str, int]
    statuses: Mapping[str, int]
    investment: float
    investment_known: int
    aggregates: int

    @property
    def mapped(self) -> int:
        """How many have a point."""
        return self.levels["point"]


def summarise(projects: pd.DataFrame, mask: NDArray[np.bool_]) -> Summary:
    """Return the numbers of the joined projects that a mask of shape (n,) selects."""
    chosen = projects[mask]
    money = chosen["investment_yi_cny"].where(~chosen["aggregate"])
    return Summary(
        projects=len(chosen),
        levels=_counts(chosen["level"], LEVELS),
        sectors=_counts(chosen["sector"].fillna(UNSTATED), (*SECTORS, UNSTATED)),
        statuses=_counts(chosen["status"], PROJECT_STATUSES),
        investment=float(money.sum()),
        investment_known=int(money.notna().sum()),
        aggregates=int(chosen["aggregate"].sum()),
    )


def _counts(column: pd.Series, options: tuple[str, ...]) -> dict[str, int]:
    counts = column.value_counts()
    return {option: int(counts.get(option, 0)) for option in options}


def per_district(projects: pd.DataFrame, mask: NDArray[np.bool_], metric: str) -> dict[str, float]:
    """Return a number a district over the projects that a mask selects.

    ``metric`` is ``projects`` (how many) or ``investment`` (亿元, aggregates left out). Districts
    without any are absent.
    """
    chosen = projects[mask]
    if metric == "investment":
        chosen = chosen[~chosen["aggregate"] & chosen["investment_yi_cny"].notna()]
        totals = chosen.groupby("district")["investment_yi_cny"].sum()
    else:
        totals = chosen["district"].value_counts()
    return {str(district): float(total) for district, total in totals.items()}
