"""Cells of the register's tables in words, as they are stated."""

from collections.abc import Mapping
from typing import Final

from geo.register.columns import DATES, columns_of_table, precision_of
from geo.register.field import Field
from geo.register.fields import STATED
from geo.register.load import Register
from geo.say.project_words import kind_of
from geo.words.text import NO_AMOUNT, Text
from geo.words.vocabulary import LANGUAGES

SCOPE: Final = "scope"
"""The column of the keys of places at which a record holds."""

SEVERAL: Final = "; "
_FIELDS: Final = {column: field for field in STATED for column in field.columns}
_PROJECTS: Final = frozenset({"projects", "history"})
"""The tables whose columns are fields of projects."""

_NAMES: Final = {"projects": "name", "policies": "title", "clauses": "clause"} | {
    "indicators": "name",
    "sources": "title",
}
"""The columns that name a record, in each language."""

_WORDS: Final = {
    "kind": "policy_kind",
    "programme": "policy_programme",
    "sectors": "sector",
    "factors": "factor",
    "class": "source_class",
} | dict.fromkeys(map(precision_of, DATES), "date_precision")
"""The sections of words for columns of other tables, where these have other names."""


def record_name(table: str, row: Mapping[str, str], text: Text) -> str:
    """Return what a record of a table is called, its id where it has no name."""
    return row.get(f"{_NAMES.get(table, '')}_{text.lang}") or row.get("id", "")


def column_label(table: str, column: str, text: Text) -> str:
    """Return what a column of a table is called, with its language where it has one."""
    field = _field(table, column)
    if field is None:
        if column == "programme":  # of a policy it is another thing than of a project
            return text("columns.policy_programme")
        return text.section("gis_column").get(column) or _label_as_of_projects(column, text)
    name = text(f"field.{field.name}")
    if field.unit == "money":  # a cell is in 亿元, whatever the language
        return text("fact.heading", name=name, unit=text("desk.yi"))
    return _in_language(name, column, text) if field.bilingual else name


def _label_as_of_projects(column: str, text: Text) -> str:
    """Return what a column of another table is called that projects have too."""
    stem, _, lang = column.rpartition("_")
    if lang in LANGUAGES:
        return _in_language(text(f"field.{stem}"), column, text)
    return text.section("field").get(column, column)


def _in_language(name: str, column: str, text: Text) -> str:
    lang = column.rpartition("_")[2]
    return text("fact.heading", name=name, unit=text(f"desk.in_{lang}"))


def cell_words(register: Register, table: str, column: str, cell: str, text: Text) -> str:
    """Return a cell as it is read: words for codes, names for ids, a dash for nothing."""
    if not cell:
        return NO_AMOUNT
    field = _field(table, column)
    if field is not None:
        return _said(register, field, cell, text)
    if column == SCOPE:
        return SEVERAL.join(_place(register, key, text) for key in cell.split(";"))
    if column in DATES and table != "sources":
        return text.date(cell)
    if not any(known.words for known in columns_of_table(table) if known.name == column):
        return cell
    words = text.section(_WORDS.get(column, column))
    return SEVERAL.join(words.get(part, part) for part in cell.split(";"))


def _place(register: Register, key: str, text: Text) -> str:
    places = register.places
    return places[key].name(text.lang) if key in places.places else key


def _said(register: Register, field: Field, cell: str, text: Text) -> str:
    """Return the word or the name that a cell stands for, or the cell where it is itself read."""
    match kind_of(field):
        case "word" | "status" if cell in field.vocabulary:
            return text(f"{field.name}.{cell}")
        case "flag" if cell in {"yes", "no"}:
            return text(f"desk.{cell}")
        case "date":
            return text.date(cell)
        case "place":
            return _place(register, f"{field.name}:{cell}", text).removeprefix(f"{field.name}:")
    return cell


def _field(table: str, column: str) -> Field | None:
    return _FIELDS.get(column) if table in _PROJECTS else None
