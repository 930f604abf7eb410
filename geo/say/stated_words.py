"""Cells of the register's tables in words, as they are stated."""

from typing import Final

from geo.register.field import Field
from geo.register.fields import STATED
from geo.register.load import Register
from geo.say.project_words import kind_of
from geo.words.text import NO_AMOUNT, Text

_FIELDS: Final = {column: field for field in STATED for column in field.columns}
_PROJECTS: Final = frozenset({"projects", "history"})
"""The tables whose columns are fields of projects."""


def column_label(table: str, column: str, text: Text) -> str:
    """Return what a column of a table is called, with its language where it has one."""
    field = _field(table, column)
    if field is None:
        return column
    name = text(f"field.{field.name}")
    if field.unit == "money":  # a cell is in 亿元, whatever the language
        return text("fact.heading", name=name, unit=text("desk.yi"))
    if field.bilingual:
        lang = column.rpartition("_")[2]
        return text("fact.heading", name=name, unit=text(f"desk.in_{lang}"))
    return name


def cell_words(register: Register, table: str, column: str, cell: str, text: Text) -> str:
    """Return a cell as it is read: words for codes, names for ids, a dash for nothing."""
    field = _field(table, column)
    if not cell:
        return NO_AMOUNT
    return cell if field is None else _said(register, field, cell, text)


def _said(register: Register, field: Field, cell: str, text: Text) -> str:
    """Return the word or the name that a cell stands for, or the cell where it is itself read."""
    match kind_of(field):
        case "word" | "status" if cell in field.vocabulary:
            return text(f"{field.name}.{cell}")
        case "flag" if cell in {"yes", "no"}:
            return text(f"desk.{cell}")
        case "date":
            return text.date(cell)
        case "place" if f"{field.name}:{cell}" in register.places.places:
            return register.places[f"{field.name}:{cell}"].name(text.lang)
    return cell


def _field(table: str, column: str) -> Field | None:
    return _FIELDS.get(column) if table in _PROJECTS else None
