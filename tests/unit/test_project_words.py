"""Projects in words against the file that they come from, and the browser against Python."""

import math

import pandas as pd
import pytest

from geo.ground.places import CITY
from geo.register.fields import FIELD
from geo.register.load import Register
from geo.say.project_words import EXPORTED, ProjectWords, head_of, kind_of, shown_in
from geo.words.text import text_in
from layers.catalogue import browser_catalogue
from layers.details import detail_columns, plain_column
from tests.unit.node import ask_module
from tests.unit.tables import by_id, parts, table

SAY_FACTS = """
const { catalogue, lang, where, records } = request;
const voice = module.voiceIn(catalogue, lang);
return records.map((record) => module.factsOf(record, where, voice));
"""


@pytest.fixture(params=["zh", "en"])
def words(register: Register, request: pytest.FixtureRequest) -> ProjectWords:
    return ProjectWords(register, text_in(request.param))


def cell_of(line: pd.Series, field: str, words: ProjectWords) -> object:
    return line[head_of(FIELD[field], words.text)]


def test_every_project_is_a_row_with_what_its_file_says(
    register: Register, words: ProjectWords
) -> None:
    text = words.text
    written = words.table(register.projects)
    rows = by_id("projects")
    assert written.columns.is_unique
    assert written[text("field.id")].tolist() == list(rows)
    unit = {"zh": 1, "en": 10}[text.lang]
    for (_, line), row in zip(written.iterrows(), rows.values(), strict=True):
        for field in ("name", "industry", "location", "note", "investment_note"):
            assert cell_of(line, field, words) == row[f"{field}_{text.lang}"]
        for field in ("kind", "programme", "status", "confidence"):
            assert cell_of(line, field, words) == text(f"{field}.{row[field]}")
        for field in ("sector", "origin"):
            assert cell_of(line, field, words) == text(f"{field}.{row[field] or 'unstated'}")
        assert cell_of(line, "date", words) == row["date"]
        is_sum = row["aggregate"] == "yes"
        assert (cell_of(line, "aggregate", words) != "") == is_sum
        amount = float(row["investment_yi_cny"] or "nan") / unit
        told, other = ("aggregate_investment", "investment")[:: 1 if is_sum else -1]
        assert cell_of(line, told, words) == pytest.approx(amount, nan_ok=True)
        assert math.isnan(cell_of(line, other, words))
        for source in parts(row["sources"]):
            assert by_id("sources")[source]["title"] in str(cell_of(line, "sources", words))


def test_the_order_of_the_projects_is_kept(register: Register, words: ProjectWords) -> None:
    chosen = register.projects.iloc[[5, 2, 9]]
    assert words.table(chosen)[words.text("field.id")].tolist() == chosen["id"].tolist()
    assert [line.id for line in words.lines(chosen)] == chosen["id"].tolist()


def test_no_projects_are_a_table_with_every_head(register: Register, words: ProjectWords) -> None:
    assert words.table(register.projects.iloc[:0]).shape == (0, len(EXPORTED))


def test_a_fact_that_is_not_known_is_left_out(register: Register, words: ProjectWords) -> None:
    rows = by_id("projects")
    for project in register.projects.itertuples():
        said = {fact.field for fact in words.facts(project, shown_in("panel"))}
        row = rows[project.id]
        assert ("note" in said) == bool(row[f"note_{words.text.lang}"])
        known = bool(row["investment_yi_cny"]) or row["aggregate"] == "yes"
        assert ("investment" in said) == known


def test_the_finest_place_known_stands_for_where_a_project_is(
    register: Register, words: ProjectWords
) -> None:
    lang = words.text.lang
    for id_, place in (("cluster", "etown"), ("city", "")):
        found = register.projects[register.projects["place"].isna()]
        if id_ == "city":
            found = found[found["district"].isna() & found["cluster"].isna()]
        else:
            found = found[found["cluster"] == place]
        name = register.places[f"{id_}:{place}" if place else CITY].name(lang)
        assert {words.finest_place(row) for row in found.itertuples()} == {name}


def test_an_amount_and_its_mark(register: Register, words: ProjectWords) -> None:
    amounts = {row["id"]: row for row in table("projects") if row["investment_yi_cny"]}
    found = register.projects[register.projects["id"].isin(amounts)]
    for project in found.itertuples():
        row = amounts[project.id]
        said = words.say(FIELD["investment"], project)
        assert words.text.money(float(row["investment_yi_cny"])) in said
        assert said.endswith(words.text("fact.aggregate")) == (row["aggregate"] == "yes")


def test_every_field_shown_or_exported_has_a_name(words: ProjectWords) -> None:
    heads = [head_of(field, words.text) for field in EXPORTED]
    assert len(set(heads)) == len(heads)
    for field in shown_in("popup", "table", "panel"):
        assert kind_of(field) not in {"sources", "degrees"}, "the browser has no words for these"


@pytest.mark.parametrize("where", ["popup", "panel"])
def test_the_browser_says_of_every_project_what_python_says(
    register: Register, words: ProjectWords, where: str
) -> None:
    lang = words.text.lang
    fields = [field for field in shown_in(where) if field.name != "name"]
    expected = [
        [[fact.label, fact.value] for fact in words.facts(project, fields)]
        for project in register.projects.itertuples()
    ]
    told = {
        "catalogue": browser_catalogue(),
        "lang": lang,
        "where": where,
        "records": browser_records(register),
    }
    assert ask_module("common/facts.js", SAY_FACTS, told) == expected


def browser_records(register: Register) -> list[dict[str, object]]:
    """Return the projects as the browser's engine describes them."""
    projects, places = register.projects, register.places
    columns = {name: plain_column(projects[name]) for name in detail_columns(*("popup", "panel"))}
    for name in ("sector", "origin", "news"):
        columns[name] = projects[name].fillna("unstated").tolist()
    for name in ("status", "kind", "programme", "level"):
        columns[name] = projects[name].tolist()

    def names(key: str) -> dict[str, str]:
        return {lang: places[key].name(lang) for lang in ("zh", "en")}

    def where(row: pd.Series) -> dict[str, dict[str, str] | None]:
        known = {
            kind: names(f"{kind}:{row[kind]}") if isinstance(row[kind], str) else None
            for kind in ("place", "cluster", "district")
        }
        finest = next((name for name in known.values() if name), names(CITY))
        return known | {"place": finest}

    wheres = [where(row) for _, row in projects.iterrows()]
    return [
        {**{name: column[at] for name, column in columns.items()}, "where": wheres[at]}
        for at in range(len(projects))
    ]
