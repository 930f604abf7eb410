"""The numbers behind the charts: single projects counted and summed, aggregates left out.

An aggregate stands for several projects, some of which are records themselves; a bar that held both
would count them twice.
"""

import pandas as pd

from geo.ask.summary import SUM_DECIMALS
from geo.register.records import given
from geo.view.view import CHOICES
from geo.words.vocabulary import NO_CLUSTER, PROJECT_STATUSES, UNSTATED


def singles(projects: pd.DataFrame) -> pd.DataFrame:
    """Return the projects that are not aggregates."""
    return projects[~projects["aggregate"].astype(bool)]


def sector_by_cluster(projects: pd.DataFrame) -> pd.DataFrame:
    """Count single projects by sector and cluster.

    Returns
    -------
    A row a sector (``unstated`` last) and a column a cluster (``none``, outside them, last), zeros
    included.
    """
    counted = singles(projects)
    counts = pd.crosstab(
        counted["sector"].fillna(UNSTATED), counted["cluster"].fillna(NO_CLUSTER), dropna=False
    )
    return counts.reindex(index=CHOICES["sector"], columns=CHOICES["cluster"], fill_value=0)


def count_statuses(projects: pd.DataFrame) -> pd.Series:
    """Count single projects by status, in the order of the vocabulary, zeros included."""
    counts = singles(projects)["status"].value_counts()
    return counts.reindex(list(PROJECT_STATUSES), fill_value=0)


def investment_by_cluster(projects: pd.DataFrame) -> pd.DataFrame:
    """Sum the disclosed investment of single projects by cluster.

    Returns
    -------
    A row a cluster (``none``, outside them, last): ``investment`` in 亿元, and ``known``, how many
    projects state an amount.
    """
    counted = singles(projects)
    amounts = counted["investment_yi_cny"].groupby(counted["cluster"].fillna(NO_CLUSTER))
    sums = pd.DataFrame({"investment": amounts.sum().round(SUM_DECIMALS), "known": amounts.count()})
    return sums.reindex(CHOICES["cluster"]).fillna({"investment": 0.0, "known": 0})


def projects_per_year(projects: pd.DataFrame) -> pd.Series:
    """Count single projects by the year of their date, from the first to the last; undated none."""
    years = pd.Series([int(d[:4]) for d in singles(projects)["date"] if given(d)], dtype=int)
    counts = years.value_counts()
    span = range(years.min(), years.max() + 1) if len(years) else range(0)
    return counts.reindex(span, fill_value=0)
