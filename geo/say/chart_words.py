"""The charts of a view in words: what sheets and slides draw, from the numbers behind the page's.

Here every filter counts, so that a chart adds up to the projects of its sheet; on the page a chart
does without its own, to show what else could be pressed.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from geo.ask.charts import (
    count_statuses,
    investment_by_cluster,
    projects_per_year,
    sector_by_cluster,
    singles,
)
from geo.ground.places import Hierarchy
from geo.register.records import Row
from geo.say.filter_words import option_labels
from geo.words.text import Text


@dataclass(frozen=True)
class BarOfChart:
    """A bar: what it stands for, its value, and the value in words."""

    label: str
    value: float
    said: str


@dataclass(frozen=True)
class BarChart:
    """Bars under a title; ``note`` says what is not in them, ``decimals`` of their values."""

    title: str
    note: str
    bars: tuple[BarOfChart, ...]
    decimals: int = 0

    @property
    def most(self) -> float:
        """The value of the longest bar; 0 where there is none."""
        return max((bar.value for bar in self.bars), default=0)


@dataclass(frozen=True)
class CountTable:
    """Counts by row and column, under a title; ``counts`` has a tuple a row."""

    title: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]

    @property
    def most(self) -> int:
        """The largest count."""
        return max(max(row) for row in self.counts)


@dataclass(frozen=True)
class Charts:
    """The charts of some projects; ``rule`` says which of them are counted."""

    rule: str
    table: CountTable
    bars: tuple[BarChart, ...]


def charts_of(projects: pd.DataFrame, places: Hierarchy, text: Text) -> Charts:
    """Return the charts of projects: sectors by cluster, statuses, investment, years."""
    count = len(singles(projects))
    return Charts(
        rule=text("charts.rule", singles=count, aggregates=len(projects) - count),
        table=_table(projects, places, text),
        bars=(
            _statuses(projects, text),
            _investment(projects, places, text),
            _years(projects, text),
        ),
    )


def _table(projects: pd.DataFrame, places: Hierarchy, text: Text) -> CountTable:
    counts = sector_by_cluster(projects)
    rows = map(option_labels("sector", places, text), counts.index)
    columns = map(option_labels("cluster", places, text), counts.columns)
    numbers = tuple(tuple(row) for row in counts.to_numpy().tolist())
    return CountTable(text("charts.heat"), tuple(rows), tuple(columns), numbers)


def _statuses(projects: pd.DataFrame, text: Text) -> BarChart:
    counts = count_statuses(projects)
    bars = (BarOfChart(text(f"status.{name}"), n, str(n)) for name, n in counts.items())
    return BarChart(text("charts.status"), "", tuple(bars))


def _investment(projects: pd.DataFrame, places: Hierarchy, text: Text) -> BarChart:
    label = option_labels("cluster", places, text)
    rows: Iterable[Row] = investment_by_cluster(projects).itertuples()
    bars = (
        BarOfChart(
            text("charts.known", label=label(row.Index), known=int(row.known)),
            text.amount(row.investment),
            text.investment(row.investment if row.known else None),
        )
        for row in rows
    )
    unit = text("unit.money")
    title = text("fact.heading", name=text("charts.investment"), unit=unit)
    return BarChart(title, text("charts.amount_note"), tuple(bars), decimals=2)


def _years(projects: pd.DataFrame, text: Text) -> BarChart:
    counts = projects_per_year(projects)
    bars = tuple(BarOfChart(str(year), n, str(n)) for year, n in counts.items())
    undated = text("charts.undated", undated=len(singles(projects)) - int(counts.sum()))
    return BarChart(text("charts.years"), undated, bars)
