"""The order of every list of projects, in files and on paper as on the page."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.ask.filters import periods_of

_EPOCH = np.datetime64("1970-01-01", "D")


def what_matters_first(projects: pd.DataFrame) -> NDArray[np.intp]:
    """Return the positions of joined projects, shape (n,), in the order in which they are listed.

    The newest status comes first, of one day the largest amount. Of a month or a year its first
    day counts. What has no date comes last, and of a day what states no amount; equal ones keep
    the order of the register. On the page ``engine/listing.js`` gives the same order.
    """
    first, _ = periods_of(projects["date"])
    amounts = projects["investment_yi_cny"].to_numpy(float)
    return np.lexsort((-amounts, _EPOCH - first))
