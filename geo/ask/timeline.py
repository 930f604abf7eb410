"""The months that the register spans, and how many projects each of them adds."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.ask.filters import Mask, periods_of

Months = NDArray[np.datetime64]


def months_of(*dates: pd.Series) -> Months:
    """Return every month from the earliest to the latest date; shape (m,), empty for no dates.

    A date counts as the first day that it may mean.
    """
    days = np.concatenate([periods_of(column)[0] for column in dates])
    days = days[~np.isnat(days)].astype("datetime64[M]")
    return np.arange(days.min(), days.max() + 1) if len(days) else days


class Timeline:
    """Projects by the month of their date, coded once."""

    def __init__(self, projects: pd.DataFrame) -> None:
        """Code the first month that each date may mean."""
        self.months = months_of(projects["date"])
        starts = periods_of(projects["date"])[0].astype("datetime64[M]")
        self._dated = ~np.isnat(starts)
        self._month = np.searchsorted(self.months, starts[self._dated])

    def count(self, mask: Mask) -> NDArray[np.int64]:
        """Return how many of the projects that a mask of shape (n,) selects each month adds."""
        return np.bincount(self._month[mask[self._dated]], minlength=len(self.months))

    def undated(self, mask: Mask) -> int:
        """Return how many of the projects that a mask of shape (n,) selects have no date."""
        return int((mask & ~self._dated).sum())
