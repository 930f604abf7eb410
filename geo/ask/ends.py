"""Which policies are over: those whose time has run out or whose place another has taken."""

import datetime as dt

import numpy as np
import pandas as pd

from geo.ask.filters import Mask, periods_of


def today() -> dt.date:
    """Return the day it is here."""
    return dt.datetime.now().astimezone().date()


def are_over(policies: pd.DataFrame, day: dt.date) -> Mask:
    """Return which policies are over on a day, shape (n,).

    One is over after the last day, month or year in which it held; one that was replaced without
    such a date is over on any day.
    """
    _, last = periods_of(policies["until"])
    replaced = policies["replaced_by"].notna().to_numpy(bool)
    return np.where(np.isnat(last), replaced, last < np.datetime64(day))
