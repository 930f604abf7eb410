"""Columns as integer codes: what makes filtering, counting and sending them cheap."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Codes = NDArray[np.int64]


def code_column(column: pd.Series, options: Sequence[str]) -> Codes:
    """Return the position of each value among the options, -1 for gaps and others; shape (n,)."""
    return pd.Index(options).get_indexer(pd.Index(column)).astype(np.int64)
