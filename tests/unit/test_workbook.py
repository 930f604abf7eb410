"""The workbook of a briefing as Excel opens it: what adds up, dates, tables, links and codes."""

import csv
import datetime as dt
import io
from functools import cache

import openpyxl
import pandas as pd
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from briefing.content import Briefing, make_briefing
from briefing.files.project_table import code_head, other_language_head
from briefing.files.workbook import csv_file, xlsx_file
from geo.ask.atlas import Atlas
from geo.register.fields import FIELD
from geo.register.load import load_register
from geo.say.project_words import head_of
from geo.view.view import View
from tests.unit.tables import by_id, table

LANGS = ("zh", "en")
REGISTER = load_register()
FORMATS = {"day": "yyyy-mm-dd", "month": "yyyy-mm", "year": "yyyy"}


@cache
def briefing(lang: str) -> Briefing:
    return make_briefing(Atlas(REGISTER), View(lang=lang, focus="cluster:etown"))


@cache
def book(lang: str) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(xlsx_file(briefing(lang))))


def frame_of(sheet: Worksheet) -> pd.DataFrame:
    head, *rows = sheet.iter_rows(values_only=True)
    return pd.DataFrame(rows, columns=list(head), dtype=object)


def sheet(lang: str, name: str) -> pd.DataFrame:
    return frame_of(book(lang)[briefing(lang).text(name)])


def filed(lang: str) -> dict[str, dict[str, str]]:
    """Return the rows of the file of projects that the briefing is about, by id."""
    return {id_: by_id("projects")[id_] for id_ in (p.id for p in briefing(lang).focus.projects)}


def head(name: str, lang: str) -> str:
    return head_of(FIELD[name], briefing(lang).text)


@pytest.mark.parametrize("lang", LANGS)
def test_the_column_of_investment_adds_up_to_what_every_sheet_says(lang: str) -> None:
    said, summary = briefing(lang), briefing(lang).focus.summary
    projects, unit = sheet(lang, "table.tab"), {"zh": 1, "en": 10}[lang]
    sums = [r for r in filed(lang).values() if r["aggregate"] == "yes" and r["investment_yi_cny"]]
    in_all = sum(float(row["investment_yi_cny"]) for row in sums)
    assert in_all > 0
    assert projects[head("investment", lang)].sum() == pytest.approx(summary.investment / unit)
    aggregates = projects[head("aggregate_investment", lang)]
    assert aggregates.sum() == pytest.approx(in_all / unit)
    assert not (projects[head("investment", lang)].notna() & aggregates.notna()).any()
    shown = {row.name: row.values[0] for row in said.focus.table.rows}  # noqa: PD011 (no frame)
    written = float(shown[said.text("briefing.row_investment")].replace(",", ""))
    assert written == pytest.approx(summary.investment / unit, abs=0.005)


@pytest.mark.parametrize("lang", LANGS)
def test_what_is_said_of_an_amount_stands_beside_it(lang: str) -> None:
    notes = sheet(lang, "table.tab").set_index(head("id", lang))[head("investment_note", lang)]
    said = {id_: row[f"investment_note_{lang}"] for id_, row in filed(lang).items()}
    assert notes.fillna("").to_dict() == said
    assert any(said.values())


@pytest.mark.parametrize("lang", LANGS)
def test_dates_are_dates_that_show_what_is_known(lang: str) -> None:
    cells = book(lang)[briefing(lang).text("table.tab")]
    heads = [cell.value for cell in cells[1]]
    at = {name: heads.index(head(name, lang)) for name in ("id", "date", "date_precision")}
    rows = filed(lang)
    for row in cells.iter_rows(min_row=2):
        known = rows[row[at["id"]].value]
        precision = known["date_precision"]
        word = briefing(lang).text(f"date_precision.{precision}")
        assert row[at["date_precision"]].value == word
        if precision == "none":
            assert row[at["date"]].value is None
        else:
            first = f"{known['date']}-01-01"[:10]
            assert row[at["date"]].value == dt.datetime.fromisoformat(first)
            assert row[at["date"]].number_format == FORMATS[precision]


@pytest.mark.parametrize("lang", LANGS)
def test_every_sheet_is_a_table_that_filters_and_prints(lang: str) -> None:
    for page in book(lang).worksheets:
        (made,) = page.tables.values()
        assert made.ref == page.dimensions
        assert made.autoFilter.ref == page.dimensions
        assert [column.name for column in made.tableColumns] == [c.value for c in page[1]]
        assert page.freeze_panes == "A2"
        assert page.print_title_rows == "$1:$1"
        assert page.page_setup.orientation == "landscape"
        assert page.sheet_properties.pageSetUpPr.fitToPage


@pytest.mark.parametrize("lang", LANGS)
def test_addresses_are_links_and_amounts_have_a_format(lang: str) -> None:
    text = briefing(lang).text
    for name in ("table.tab", "briefing.sheet_sources"):
        page = book(lang)[text(name)]
        column = [cell.value for cell in page[1]].index(text("sources.link"))
        for row in page.iter_rows(min_row=2):
            link = row[column].hyperlink
            assert (link.target if link else None) == row[column].value
    page = book(lang)[text("table.tab")]
    column = [cell.value for cell in page[1]].index(head("investment", lang))
    formats = {row[column].number_format for row in page.iter_rows(min_row=2) if row[column].value}
    assert formats == {"#,##0.00##"}


@pytest.mark.parametrize("lang", LANGS)
def test_words_have_their_code_beside_and_texts_their_other_language(lang: str) -> None:
    projects, text = sheet(lang, "table.tab").fillna(""), briefing(lang).text
    codes = sheet(lang, "columns.sheet_codes")
    said = {
        (field, code): name
        for field, code, *names in codes.itertuples(index=False)
        for name in [names[LANGS.index(lang)]]
    }
    rows = filed(lang)
    other = LANGS[1 - LANGS.index(lang)]
    for _, row in projects.iterrows():
        known = rows[row[head("id", lang)]]
        assert row[other_language_head("name", text)] == known[f"name_{other}"]
        assert row[code_head("status", text)] == known["status"]
        for name in ("status", "sector", "district", "place", "kind"):
            code = row[code_head(name, text)]
            if code:
                assert said[text(f"field.{name}"), code] == row[head(name, lang)]


@pytest.mark.parametrize("lang", LANGS)
def test_the_long_table_adds_up_to_the_view(lang: str) -> None:
    groups, text = sheet(lang, "columns.sheet_long"), briefing(lang).text
    summary, unit = briefing(lang).focus.summary, {"zh": 1, "en": 10}[lang]
    assert groups[text("columns.count")].sum() == summary.projects
    assert groups[text("columns.with_amount")].sum() == summary.investment_known
    assert groups[text("columns.aggregates")].sum() == summary.aggregates
    assert groups[head("investment", lang)].sum() == pytest.approx(summary.investment / unit)


@pytest.mark.parametrize("lang", LANGS)
def test_every_column_of_the_projects_is_explained(lang: str) -> None:
    explained = sheet(lang, "columns.sheet_columns")
    assert set(sheet(lang, "table.tab").columns) <= set(explained.iloc[:, 0])
    assert all(explained.iloc[:, 1])


@pytest.mark.parametrize("lang", LANGS)
def test_measures_and_conditions_of_the_policies_are_all_there(lang: str) -> None:
    text = briefing(lang).text
    clauses, known = sheet(lang, "columns.sheet_clauses"), by_id("clauses")
    listed = set(sheet(lang, "policies.tab")[text("sources.id")])
    assert set(clauses[text("columns.clause")]) == {
        id_ for id_, row in known.items() if row["policy"] in listed
    }
    for _, row in clauses.iterrows():
        clause = known[row[text("columns.clause")]]
        wan, divisor = float(clause["amount_wan_cny"] or "nan"), {"zh": 1, "en": 100}[lang]
        amount = (
            float("nan") if row[text("columns.amount")] is None else row[text("columns.amount")]
        )
        assert amount == pytest.approx(wan / divisor, nan_ok=True)
        assert row[text("columns.measure")] == clause[f"clause_{lang}"]
    conditions = sheet(lang, "columns.sheet_conditions")
    assert set(conditions[text("columns.policy")]) <= listed
    owners = (row["policy"] or known[row["clause"]]["policy"] for row in table("conditions"))
    assert len(conditions) == sum(owner in listed for owner in owners)


def test_excel_does_not_turn_the_dates_of_csv() -> None:
    rows = list(csv.DictReader(io.StringIO(csv_file(briefing("zh")).decode("utf-8-sig"))))
    for row in rows:
        date = filed("zh")[row["编号"]]["date"]
        assert row["日期"] == (f"'{date}" if len(date) > 4 else date)
