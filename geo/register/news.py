"""How fresh the news of a project is, against the day that the register is of."""

import datetime as dt
from typing import Final

import pandas as pd

NEWS_MONTHS: Final = 24
"""How many months news is fresh."""

FINAL: Final = ("landed", "operating")
"""The statuses after which no news need come: a project in one of them has landed."""


def latest_day(*dates: pd.Series) -> dt.date:
    """Return the day that records are of: the latest first day that one of their dates may mean.

    Parameters
    ----------
    dates
        Columns of dates as records write them, ``2021``, ``2021-02`` or ``2021-02-03``; empty
        cells are skipped.
    """
    written = {date for column in dates for date in column.unique() if date}
    return max((pd.Period(date).start_time.date() for date in written), default=dt.date.min)


def news_of(projects: pd.DataFrame, day: dt.date) -> pd.Series:
    """Return how fresh the news of each project is.

    Parameters
    ----------
    projects
        Columns ``status`` and ``date`` as in ``data/projects.csv``.
    day
        The day that the register is of.

    Returns
    -------
    On the same index one of `geo.words.vocabulary.NEWS`, or None where a project that is not final
    has no date.
    """
    limit = (pd.Timestamp(day) - pd.DateOffset(months=NEWS_MONTHS)).date()
    ends = {date: pd.Period(date).end_time.date() for date in projects["date"].unique() if date}
    recent = [date for date, end in ends.items() if end >= limit]
    kinds = pd.Series(None, index=projects.index, dtype="str", name="news")
    kinds[projects["date"].isin(list(ends))] = "silent"
    kinds[projects["status"].isin(FINAL)] = "settled"
    kinds[projects["date"].isin(recent)] = "recent"
    return kinds
