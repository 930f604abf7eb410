"""The months that the register spans, and how many projects each of them adds."""

from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.ask.filters import Mask, periods_of

Months = NDArray[np.datetime64]

EARLY_SHARE: Final = 0.02
"""The oldest projects, one in so many, lie years apart: the first month of a timeline has them."""


def months_of(*dates: pd.Series) -> Months:
    """Return every month from the earliest to the latest date; shape (m,), empty for no dates.

    A date counts as the first day that it may mean.
    """
    days = np.concatenate([periods_of(column)[0] for column in dates])
    days = days[~np.isnat(days)].astype("datetime64[M]")
    return np.arange(days.min(), days.max() + 1) if len(days) else days


class Timeline:
    """Projects by the months that their date may mean, coded once; the first holds all before."""

    def __init__(self, projects: pd.DataFrame) -> None:
        """Code the first and the last month of each date."""
        months = months_of(projects["date"])
        first, last = (days.astype("datetime64[M]") for days in periods_of(projects["date"]))
        self._dated = ~np.isnat(first)
        oldest_first = np.sort(first[self._dated])
        early = int(len(oldest_first) * EARLY_SHARE)
        self.months = months[months >= oldest_first[early]] if len(months) else months
        self._first = np.searchsorted(self.months, first[self._dated])
        self._last = np.searchsorted(self.months, last[self._dated])

    def count(self, mask: Mask) -> NDArray[np.int64]:
        """Return how many of the projects that a mask of shape (n,) selects each month adds."""
        return self._count(self._first, mask)

    def count_ended(self, mask: Mask) -> NDArray[np.int64]:
        """Return for how many of them each month is the last that their date may mean.

        A date of only a year may mean months after the last one: it ends in none.
        """
        return self._count(self._last, mask)

    def _count(self, months: NDArray[np.int64], mask: Mask) -> NDArray[np.int64]:
        counts = np.bincount(months[mask[self._dated]], minlength=len(self.months))
        return counts[: len(self.months)]

    def undated(self, mask: Mask) -> int:
        """Return how many of the projects that a mask of shape (n,) selects have no date."""
        return int((mask & ~self._dated).sum())
