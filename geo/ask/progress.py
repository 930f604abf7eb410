"""Progress: how many projects and policies stood where, month by month, from dated records.

A date counts from the first day that it may mean, as in the period filter: a record of ``2021``
counts from January 2021. Records without a date are counted beside, never guessed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.ask.codes import code_column
from geo.ask.filters import Mask, periods_of
from geo.ask.timeline import Months
from geo.ground.places import CITY
from geo.region import REGION
from geo.register.news import FINAL
from geo.words.vocabulary import PROJECT_STATUSES


@dataclass(frozen=True, eq=False)
class Course:
    """Counts over time.

    ``counts`` has a row a month (``datetime64[M]``) and a column a status; ``undated`` counts the
    records that no month counts.
    """

    counts: pd.DataFrame
    undated: int


@dataclass(frozen=True)
class Landing:
    """How many of a group's records have landed, and how many not yet."""

    landed: int
    not_yet: int


def project_course(history: pd.DataFrame, ids: pd.Series, months: Months) -> Course:
    """Count projects by the status that they had reached at the end of each month.

    Parameters
    ----------
    history
        Steps as in ``data/history.csv``, those of a project oldest first.
    ids
        The projects counted.
    months
        Consecutive months, shape (m,).
    """
    steps = history[history["project"].isin(ids) & (history["date"] != "")]
    steps = steps.assign(start=periods_of(steps["date"])[0].astype("datetime64[M]"))
    # a step dated only by its year follows the one before it, whatever month that was in
    steps = steps.assign(start=steps.groupby("project")["start"].cummax())
    steps = steps.sort_values("project", kind="stable")
    begins = _positions(steps["start"], months)
    ends = np.append(begins[1:], len(months))
    last = steps["project"].ne(steps["project"].shift(-1)).to_numpy(bool)
    ends[last] = len(months)
    status = code_column(steps["status"], PROJECT_STATUSES)
    changes = np.zeros((len(months) + 1, len(PROJECT_STATUSES)), dtype=np.int64)
    np.add.at(changes, (begins, status), 1)
    np.add.at(changes, (ends, status), -1)
    counts = pd.DataFrame(
        changes.cumsum(axis=0)[:-1], index=pd.Index(months), columns=list(PROJECT_STATUSES)
    )
    return Course(counts, len(ids) - steps["project"].nunique())


def policy_course(policies: pd.DataFrame, months: Months) -> Course:
    """Count the policies that had landed, and those announced but not landed since, by month.

    A policy has one date: a column ``landed`` counts from when it landed, ``in_progress`` from when
    one that has not landed was announced. ``undated`` counts those of either kind.
    """
    dated = policies[policies["date"] != ""]
    columns = {}
    for status in ("landed", "in_progress"):
        starts = periods_of(dated.loc[dated["status"] == status, "date"])[0]
        begins = _positions(pd.Series(starts.astype("datetime64[M]")), months)
        columns[status] = np.bincount(begins, minlength=len(months) + 1).cumsum()[:-1]
    counts = pd.DataFrame(columns, index=pd.Index(months))
    return Course(counts, len(policies) - len(dated))


def _positions(starts: pd.Series, months: Months) -> NDArray[np.int64]:
    """Return which month each start falls in: the first for an earlier one, none for a later."""
    return np.searchsorted(months, starts.to_numpy("datetime64[M]")).astype(np.int64)


def figures_over_time(indicators: pd.DataFrame) -> pd.DataFrame:
    """Return the city's figures that are given as of more than one date, oldest first.

    Columns as in ``data/indicators.csv``, and ``day``, the first day that ``as_of`` may mean.
    """
    city = indicators[indicators["scope"] == CITY]
    dates = city.groupby(["name_zh", "unit_zh"])["as_of"].transform("nunique")
    several = city[dates > 1]
    return several.assign(day=periods_of(several["as_of"])[0]).sort_values(["name_zh", "day"])


def checklist_over_time(indicators: pd.DataFrame) -> pd.DataFrame:
    """Return those of `figures_over_time` that say how much of the checklist has landed."""
    figures = figures_over_time(indicators)
    return figures[_is_of_checklist(figures, indicators)]


def others_over_time(indicators: pd.DataFrame) -> pd.DataFrame:
    """Return those of `figures_over_time` that say anything else."""
    figures = figures_over_time(indicators)
    return figures[~_is_of_checklist(figures, indicators)]


def _is_of_checklist(figures: pd.DataFrame, indicators: pd.DataFrame) -> pd.Series:
    name = indicators.loc[REGION.checklist.landed, "name_zh"] if REGION.checklist else None
    return figures["name_zh"] == name


def checklist_total(indicators: pd.DataFrame) -> float | None:
    """Return how many policies the programme's checklist has, or None without a checklist."""
    if REGION.checklist is None:
        return None
    return float(indicators["value"].loc[REGION.checklist.total])


def landing_of(groups: Mapping[str, Mask], landed: Mask) -> dict[str, Landing]:
    """Count landed records in each group, a mask of shape (n,); a record may be in several."""
    return {name: landing(group, landed) for name, group in groups.items()}


def landing(group: Mask, landed: Mask) -> Landing:
    """Count the landed and the other records of a group; masks of shape (n,)."""
    return Landing(int((group & landed).sum()), int((group & ~landed).sum()))


def has_landed(records: pd.DataFrame) -> Mask:
    """Return which projects or policies have landed; an operating project has."""
    return records["status"].isin(FINAL).to_numpy(bool)


def groups_of(values: pd.Series, options: Sequence[str]) -> dict[str, Mask]:
    """Return for each option which records have it; a value may be a tuple of several."""
    held = [set(value) if isinstance(value, tuple) else {value} for value in values]
    return {option: np.array([option in own for own in held], dtype=bool) for option in options}
