"""The numbers of a selection, recomputed from the CSV with nothing but the csv module."""

from collections import Counter, defaultdict
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.ask.summary import ProjectNumbers
from geo.register.load import Register
from geo.words.vocabulary import LEVELS, PROJECT_STATUSES, SECTORS, UNSTATED
from tests.unit.tables import Table, table

SIZE = len(table("projects"))
rows_chosen = st.sets(st.integers(0, SIZE - 1)) | st.just(set(range(SIZE)))


@pytest.fixture(scope="module")
def numbers(register: Register) -> ProjectNumbers:
    return ProjectNumbers(register.projects)


def mask_of(rows: set[int]) -> np.ndarray:
    """Return the mask of some row numbers."""
    return np.isin(np.arange(SIZE), list(rows))


def amounts(rows: Table) -> list[Decimal]:
    """Return the amounts of single projects, in 亿元, aggregates left out."""
    return [
        Decimal(row["investment_yi_cny"])
        for row in rows
        if row["investment_yi_cny"] and row["aggregate"] == "no"
    ]


def test_the_whole_register(numbers: ProjectNumbers) -> None:
    summary = numbers.summarise(np.ones(SIZE, dtype=bool))
    assert summary.projects == SIZE
    assert summary.investment == pytest.approx(float(sum(amounts(table("projects")))))
    assert summary.aggregates == sum(row["aggregate"] == "yes" for row in table("projects"))
    assert summary.aggregates > 0
    assert sum(summary.levels.values()) == SIZE


def test_the_4000_of_etowns_signings_are_in_no_sum(numbers: ProjectNumbers) -> None:
    [row] = [n for n, row in enumerate(table("projects")) if row["id"] == "PS010"]
    assert float(table("projects")[row]["investment_yi_cny"]) == 4000
    summary = numbers.summarise(mask_of({row}))
    assert (summary.projects, summary.aggregates) == (1, 1)
    assert (summary.investment, summary.investment_known) == (0, 0)
    assert summary.disclosed is None


@given(rows_chosen)
def test_any_selection(numbers: ProjectNumbers, rows: set[int]) -> None:
    chosen = [table("projects")[n] for n in sorted(rows)]
    known = amounts(chosen)
    summary = numbers.summarise(mask_of(rows))
    assert summary.projects == len(chosen)
    assert summary.investment == float(sum(known))
    assert summary.investment_known == len(known)
    assert summary.disclosed == (summary.investment if known else None)
    assert summary.aggregates == sum(row["aggregate"] == "yes" for row in chosen)
    sectors = Counter(row["sector"] or UNSTATED for row in chosen)
    statuses = Counter(row["status"] for row in chosen)
    assert summary.sectors == {name: sectors[name] for name in (*SECTORS, UNSTATED)}
    assert summary.statuses == {name: statuses[name] for name in PROJECT_STATUSES}
    assert list(summary.levels) == list(LEVELS)
    assert sum(summary.levels.values()) == summary.projects


@given(rows_chosen)
def test_numbers_by_district(register: Register, numbers: ProjectNumbers, rows: set[int]) -> None:
    counts: Counter[str] = Counter()
    money: defaultdict[str, list[Decimal]] = defaultdict(list)
    for n in rows:
        district = register.projects.at[n, "district"]
        if isinstance(district, str):
            counts[district] += 1
            money[district] += amounts([table("projects")[n]])
    found = numbers.per_district(mask_of(rows), "projects")
    assert {district: count for district, count in found.items() if count} == counts
    totals = {district: float(sum(known)) for district, known in money.items()}
    invested = numbers.per_district(mask_of(rows), "investment")
    assert set(invested) == set(found)
    for district, total in invested.items():
        assert total == totals.get(district, 0)


def test_districts_and_the_unplaced_make_the_total(
    register: Register, numbers: ProjectNumbers
) -> None:
    everything = np.ones(SIZE, dtype=bool)
    unplaced = int(register.projects["district"].isna().sum())
    assert sum(numbers.per_district(everything, "projects").values()) + unplaced == SIZE


def test_an_empty_selection(numbers: ProjectNumbers) -> None:
    summary = numbers.summarise(np.zeros(SIZE, dtype=bool))
    assert (
        summary.projects == summary.investment == summary.aggregates == summary.levels["point"] == 0
    )
    assert summary.disclosed is None
    assert not any(numbers.per_district(np.zeros(SIZE, dtype=bool), "investment").values())
