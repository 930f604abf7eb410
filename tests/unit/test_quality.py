"""The checks of the data, against what the CSV files hold; and their rows as a file again."""

import datetime as dt
from pathlib import Path

import pytest

from geo.ask.quality import QUALITY, as_filed, find_records
from geo.register.load import TABLES, Register
from geo.register.news import FINAL, NEWS_MONTHS
from geo.register.records import Place
from geo.register.tables import read_table
from geo.say.spreadsheet import write_csv
from geo.view.view import period_end, period_start
from geo.words.text import text_in
from geo.words.vocabulary import CHECKS
from tests.unit.tables import parts, table


def found(register: Register, name: str) -> set[str]:
    records = find_records(register, name)
    return set(records.get("id", records.index))


def ids(name: str, wanted: object) -> set[str]:
    return {row["id"] for row in table(name) if wanted(row)}  # type: ignore[operator]


def test_what_the_tables_lack(register: Register) -> None:
    linked = ids("sources", lambda row: row["url"])
    for name in ("projects", "policies"):
        unlinked = ids(name, lambda row: not linked & set(parts(row["sources"])))
        suffix = "" if name == "projects" else "_policies"
        assert found(register, f"unlinked{suffix}") == unlinked
        assert found(register, f"undated{suffix}") == ids(name, lambda row: not row["date"])
    assert found(register, "undated_sources") == ids("sources", lambda row: not row["date"])
    assert found(register, "unclassified") == ids("projects", lambda row: not row["sector"])
    assert found(register, "uncertain") == ids("projects", lambda row: row["confidence"] == "low")


def test_unlocated_projects_are_those_without_own_point_or_placed_place(register: Register) -> None:
    placed = ids("places", lambda row: row["lon_wgs84"])
    assert found(register, "unlocated") == ids(
        "projects", lambda row: not row["lon_wgs84"] and row["place"] not in placed
    )


def test_the_six_conflicts_that_the_dictionary_names(register: Register) -> None:
    six = {"PP009", "PP010", "PP011", "PP012", "PP013", "PP017"}
    assert six <= found(register, "conflicting")


def test_stale_records_follow_the_rule(register: Register) -> None:
    last = max(
        period_start(date)
        for name, column in (("projects", "date"), ("policies", "date"), ("indicators", "as_of"))
        for row in table(name)
        if (date := row[column])
    )
    assert register.day == last
    limit = dt.date(last.year - NEWS_MONTHS // 12, last.month, last.day)

    def is_stale(row: dict[str, str]) -> bool:
        return row["status"] not in FINAL and bool(row["date"]) and period_end(row["date"]) < limit

    assert found(register, "stale") == ids("projects", is_stale)
    assert found(register, "stale_policies") == ids("policies", is_stale)
    assert found(register, "stale")


def test_uncited_sources(register: Register) -> None:
    cited = {
        s for name in ("projects", "policies") for r in table(name) for s in parts(r["sources"])
    }
    single = ("history", "indicators", "clauses", "conditions")
    cited |= {row["source"] for name in single for row in table(name)}
    cited |= {row["end_source"] for row in table("policies") if row["end_source"]}
    cited |= set(register.zones["source"])
    cited |= {s for row in table("bounds") for s in parts(row["sources"])}
    assert found(register, "uncited_sources") == ids("sources", lambda row: row["id"] not in cited)


@pytest.mark.parametrize("name", CHECKS)
def test_a_download_is_exactly_the_rows_and_reads_again(
    register: Register, name: str, tmp_path: Path
) -> None:
    check, records = QUALITY[name], find_records(register, name)
    if records.empty:
        return
    path = tmp_path / "rows.csv"
    write_csv(path, as_filed(records, check.table))
    model = {**TABLES, "places.csv": Place}[f"{check.table}.csv"]
    whole = {r.id: r for r in read_table(Path("data") / f"{check.table}.csv", model)}  # type: ignore[attr-defined]
    again = read_table(path, model)
    assert {record.id for record in again} == found(register, name)  # type: ignore[attr-defined]
    for record in again:
        assert record == whole[record.id]  # type: ignore[attr-defined]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_check_has_its_words_and_mends_columns_that_exist(
    register: Register, lang: str
) -> None:
    names = text_in(lang).names()
    for name, check in QUALITY.items():
        assert {f"quality.{name}", f"quality.{name}_rule"} <= names
        filed = as_filed(find_records(register, name), check.table)
        assert set(check.columns) <= set(filed.columns)
