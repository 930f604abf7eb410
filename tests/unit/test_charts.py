"""The numbers behind the charts, counted again row by row."""

from collections import Counter
from decimal import Decimal

import pytest

from geo.ask.charts import (
    count_statuses,
    investment_by_cluster,
    projects_per_year,
    sector_by_cluster,
    singles,
)
from geo.register.load import Register
from tests.unit.tables import by_id, table


def single_rows() -> list[dict[str, str]]:
    return [row for row in table("projects") if row["aggregate"] == "no"]


def test_no_aggregate_is_among_the_singles(register: Register) -> None:
    assert list(singles(register.projects)["id"]) == [row["id"] for row in single_rows()]


def test_statuses_and_years(register: Register) -> None:
    assert dict(count_statuses(register.projects)) == Counter(r["status"] for r in single_rows())
    years = Counter(int(row["date"][:4]) for row in single_rows() if row["date"])
    counts = projects_per_year(register.projects)
    assert {year: count for year, count in counts.items() if count} == years
    assert list(counts.index) == list(range(min(years), max(years) + 1))


def test_sectors_and_clusters_part_the_singles(register: Register) -> None:
    counts = sector_by_cluster(register.projects)
    cluster = dict(zip(register.projects["id"], register.projects["cluster"], strict=True))
    cells = Counter(
        (row["sector"] or "unstated", cluster[row["id"]] or "none")
        if isinstance(cluster[row["id"]], str)
        else (row["sector"] or "unstated", "none")
        for row in single_rows()
    )
    assert int(counts.to_numpy().sum()) == len(single_rows())
    for (sector, name), count in cells.items():
        assert counts.loc[sector, name] == count


def test_investment_is_that_of_singles(register: Register) -> None:
    sums = investment_by_cluster(register.projects)
    rows = [row for row in single_rows() if row["investment_yi_cny"]]
    total = sum(Decimal(row["investment_yi_cny"]) for row in rows)
    assert sums["investment"].sum() == pytest.approx(float(total))
    assert sums["known"].sum() == len(rows)
    signings = float(by_id("projects")["PS010"]["investment_yi_cny"])
    assert sums.loc["etown", "investment"] < signings


def test_nothing_at_all(register: Register) -> None:
    none = register.projects.iloc[:0]
    assert sector_by_cluster(none).to_numpy().sum() == 0
    assert count_statuses(none).sum() == 0
    assert projects_per_year(none).empty
    assert investment_by_cluster(none)["investment"].sum() == 0
