"""The table of fields and what is made of it: words, headers, files, the data dictionary."""

from dataclasses import fields as attributes

import pandas as pd
import pytest

from briefing.files.frames import SHORT_NAMES
from geo.intake.judging.rows import WORDS
from geo.intake.report import note_sentence
from geo.intake.values.headers import COLUMNS, column_label, column_of
from geo.register.field import Field
from geo.register.fields import FIELD, FIELDS, FILTERS, STATED, columns_of, fields_with
from geo.register.load import Register
from geo.say.project_words import ProjectWords
from geo.view.view import View, view_from_query
from geo.words.synonyms import synonyms
from geo.words.text import text_in
from geo.words.vocabulary import LANGUAGES
from tests.unit.intake.files import csv_of, taken
from tests.unit.tables import table
from tools.data_dictionary import PAGE, with_fields

DBF_NAME_BYTES = 10


def test_the_file_of_projects_has_the_columns_of_the_table() -> None:
    assert set(table("projects")[0]) == set(columns_of(STATED))


def test_the_register_has_a_column_for_every_field(register: Register) -> None:
    assert set(columns_of(FIELDS)) <= set(register.projects.columns)


def test_the_data_dictionary_is_that_of_the_table() -> None:
    page = PAGE.read_text("utf-8")
    assert with_fields(page) == page, "run python -m tools.data_dictionary"
    assert all(f"`{column}`" in page for column in columns_of(FIELDS))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_fields_and_columns_of_a_file_have_names_apart(lang: str) -> None:
    text = text_in(lang)
    names = [text(f"field.{field.name}") for field in fields_with("exported")]
    labels = [column_label(column, text) for column in COLUMNS]
    assert len(set(names)) == len(names)
    assert len(set(labels)) == len(labels)


def test_every_filter_is_part_of_a_view_and_of_its_link() -> None:
    defaults = {attribute.name: attribute.default for attribute in attributes(View)}
    for field in FILTERS:
        assert defaults[field.name] == ()
        view, problems = view_from_query({field.name: field.options[0]})
        assert (getattr(view, field.name), problems) == (field.options[:1], [])


def test_names_in_a_shapefile_are_short_and_stand_once() -> None:
    names = [SHORT_NAMES.get(column, column) for column in columns_of(fields_with("gis"))]
    assert len(set(names)) == len(names)
    assert max(len(name.encode()) for name in names) <= DBF_NAME_BYTES


# what a file is read for


def test_synonyms_are_of_columns_that_there_are() -> None:
    assert set(synonyms("column").values()) <= {*COLUMNS, "ignored"}


@pytest.mark.parametrize("column", COLUMNS)
def test_a_column_is_known_by_its_own_name_and_by_what_we_call_it(column: str) -> None:
    called = [column, *(column_label(column, text_in(lang)) for lang in LANGUAGES)]
    assert [column_of(header) for header in called] == [column] * 3


@pytest.mark.parametrize("field", WORDS, ids=lambda field: field.name)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_our_own_words_are_read_as_what_they_say(
    register: Register, lang: str, field: Field
) -> None:
    text = text_in(lang)
    words = [*field.vocabulary, *([field.unstated] if field.unstated else [])]
    heads = [text("field.name"), text(f"field.{field.name}")]
    rows = [[word, text(f"{field.name}.{word}")] for word in words]
    intake = taken(register, "own.csv", csv_of(heads, *rows))
    read = intake.projects[field.name].astype(object)
    said = read.where(read.notna(), field.unstated)
    assert said.tolist() == words
    assert {finding.code for finding in intake.findings} <= {"twin_place"}


def test_a_word_that_a_table_of_policies_knows_is_none_of_a_project(register: Register) -> None:
    intake = taken(register, "own.csv", csv_of(["名称", "进展"], ["甲", "推进中"]))
    assert intake.projects["status"].tolist() == [FIELD["status"].assumed]
    assert [finding.code for finding in intake.findings] == ["word_unknown"]


def test_a_file_without_a_column_says_what_its_rows_are_taken_for(register: Register) -> None:
    intake = taken(register, "own.csv", csv_of(["Name", "Status"], ["A", "Signed"]))
    said = [note_sentence(note, text_in("en")) for note in intake.notes]
    assert [sentence for sentence in said if "counts as" in sentence] == [
        "There is no “Kind”; every row counts as “Project”.",
        "There is no “Programme”; every row counts as “Two Zones”.",
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_exported_table_is_read_in_as_it_was_meant(register: Register, lang: str) -> None:
    exported = ProjectWords(register, text_in(lang)).table(register.projects)
    rows = exported.astype(object).where(exported.notna(), "").to_numpy().tolist()
    intake = taken(register, "own.csv", csv_of(list(exported.columns), *rows))
    assert intake.rejected == []
    assert {finding.code for finding in intake.findings} <= {"in_no_district", "place_from_words"}
    kept = ["id", f"name_{lang}", "date", "date_precision", "aggregate"]
    for column in (*kept, *(field.name for field in WORDS)):
        before, after = (
            frame[column].astype(object).where(frame[column].notna(), "").tolist()
            for frame in (register.projects, intake.projects)
        )
        assert after == before, column
    money = "investment_yi_cny"
    pd.testing.assert_series_equal(
        intake.projects[money].astype(float), register.projects[money].astype(float)
    )
