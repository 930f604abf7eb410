"""The numbers of a selection: counts, sums, and what the sums leave out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.ask.codes import code_column
from geo.words.vocabulary import LEVELS, PROJECT_STATUSES, SECTORS, UNSTATED

SUM_DECIMALS: Final = 8
"""Decimals of a sum in 亿元: to the yuan, without what adding binary numbers leaves behind."""

_COUNTED = {
    "level": LEVELS,
    "sector": (*SECTORS, UNSTATED),
    "status": PROJECT_STATUSES,
}


@dataclass(frozen=True)
class Summary:
    """Numbers of the projects selected.

    ``investment`` is in 亿元 (100 million CNY) over the ``investment_known`` single projects that
    state an amount; the ``aggregates`` (sums of several projects) are counted, never added.
    ``silent`` are not final and were not heard of for two years.
    """

    projects: int
    levels: Mapping[str, int]
    sectors: Mapping[str, int]
    statuses: Mapping[str, int]
    investment: float
    investment_known: int
    aggregates: int
    silent: int

    @property
    def disclosed(self) -> float | None:
        """The investment in 亿元, or None where no project states an amount."""
        return self.investment if self.investment_known else None


class ProjectNumbers:
    """The register's projects, coded once so that their numbers cost a few array operations."""

    def __init__(self, projects: pd.DataFrame) -> None:
        """Code the counted columns of joined projects and keep single projects' money apart."""
        self._codes = {
            name: code_column(projects[name].fillna(UNSTATED), options)
            for name, options in _COUNTED.items()
        }
        self.aggregate = projects["aggregate"].to_numpy(bool)
        self._silent = (projects["news"] == "silent").to_numpy(bool)
        money = projects["investment_yi_cny"].to_numpy(float)
        self._money = np.where(self.aggregate, np.nan, money)
        self._districts = sorted(projects["district"].dropna().unique())
        self._district = code_column(projects["district"], self._districts)

    def summarise(self, mask: NDArray[np.bool_]) -> Summary:
        """Return the numbers of the projects that a mask of shape (n,) selects."""
        money = self._money[mask]
        return Summary(
            projects=int(mask.sum()),
            levels=self._counts("level", mask),
            sectors=self._counts("sector", mask),
            statuses=self._counts("status", mask),
            investment=round(float(np.nansum(money)), SUM_DECIMALS),
            investment_known=int((~np.isnan(money)).sum()),
            aggregates=int(self.aggregate[mask].sum()),
            silent=int(self._silent[mask].sum()),
        )

    def per_district(self, mask: NDArray[np.bool_], metric: str) -> dict[str, float]:
        """Return a number by adcode over the projects that a mask of shape (n,) selects.

        ``metric`` is ``projects`` (how many) or ``investment`` (亿元, aggregates left out).
        """
        placed = mask & (self._district >= 0)
        weights = np.nan_to_num(self._money[placed]) if metric == "investment" else None
        size = len(self._districts)
        totals = np.bincount(self._district[placed], weights=weights, minlength=size)
        return dict(zip(self._districts, totals.round(SUM_DECIMALS).tolist(), strict=True))

    def _counts(self, name: str, mask: NDArray[np.bool_]) -> dict[str, int]:
        options = _COUNTED[name]
        codes = self._codes[name][mask]
        counts = np.bincount(codes[codes >= 0], minlength=len(options))
        return dict(zip(options, counts.tolist(), strict=True))
