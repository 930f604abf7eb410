"""The fields of a project as a form: a box for each, made from the table of fields."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import streamlit as st

from geo.keep.change import LONGEST_TEXT, Row
from geo.keep.form import FORM
from geo.register.field import Field
from geo.register.load import Register
from geo.say.project_words import kind_of
from geo.say.stated_words import cell_words, column_label
from geo.words.text import Text
from ui.desk.draft import key_of, offer
from ui.parts.markup import plain
from ui.state import KEPT

TABLE: Final = "projects"
ASKED: Final = tuple(field for field in FORM if field.name != "date_precision")
"""The fields with boxes; how precise a date is follows from how it is written."""

_LONG: Final = frozenset({"note", "investment_note"})
_ACROSS: Final = 2


def draw_fields(register: Register, record: str, base: Row, text: Text) -> dict[str, str]:
    """Draw a box for each field, filled in as the record is; return what they hold by column."""
    typed = {}
    boxes = list(_boxes())
    for start in range(0, len(boxes), _ACROSS):
        slots = st.columns(_ACROSS)
        for (field, column), slot in zip(boxes[start : start + _ACROSS], slots, strict=False):
            with slot:
                offer(record, column, base.get(column, ""))
                key = key_of(record, column)
                typed[column] = _draw_box(register, key, field, column, text)
    return typed


def _boxes() -> Iterator[tuple[Field, str]]:
    """Yield each field with its columns: those in two languages first, side by side."""
    for field in sorted(ASKED, key=lambda field: not field.bilingual):
        for column in field.columns:
            yield field, column


def _draw_box(register: Register, key: str, field: Field, column: str, text: Text) -> str:
    label = plain(column_label(TABLE, column, text))
    options = _options(register, field)
    if options:
        options = list(dict.fromkeys([*options, st.session_state[key]]))
        chosen: str = st.selectbox(
            label,
            options,
            key=key,
            persist_state=KEPT,
            format_func=lambda cell: cell_words(register, TABLE, column, cell, text),
        )
        return chosen
    kept: dict[str, Any] = {"key": key, "max_chars": LONGEST_TEXT, "persist_state": KEPT}
    if field.name in _LONG:
        return st.text_area(label, height=80, **kept) or ""
    return st.text_input(label, **kept) or ""


def _options(register: Register, field: Field) -> Sequence[str]:
    """Return the cells that can be chosen, or none where anything may be written."""
    kind = kind_of(field)
    if kind == "flag":
        return ["no", "yes"]
    may_be_empty = [] if field.assumed is not None else [""]
    if field.vocabulary:
        return [*may_be_empty, *field.vocabulary]
    if kind == "place":
        return ["", *map(str, register.named.index)]
    if field.name == "part_of":
        projects = register.projects
        return ["", *projects.loc[projects["aggregate"], "id"]]
    return []


def shown_cells(base: Row) -> Mapping[str, str]:
    """Return what the boxes hold of a record before anybody has filled in."""
    return {column: base.get(column, "") for _, column in _boxes()}
