"""What a change makes of its rows, field by field, as a table to read."""

from collections.abc import Iterable, Mapping, Sequence

import streamlit as st
from markupsafe import Markup

from geo.keep.change import PROJECTS, Change, Row, RowChange
from geo.register.load import Register
from geo.say.stated_words import cell_words, column_label
from geo.words.text import Text
from ui.desk.draft import Opened

_ROW = Markup('<tr><th scope="row">{}</th>{}</tr>')
_CELL = Markup("<td>{}</td>")
_TABLE = Markup('<table class="plain differences"><thead><tr>{}</tr></thead>{}</table>')
_HEAD = Markup('<th scope="col">{}</th>')


def draw_change(register: Register, change: Change, text: Text) -> None:
    """Draw every cell that a change touches, before and after."""
    lines = [
        (_label(row, name, text), _words(register, row, name, (row.before[name], after), text))
        for row in change.rows
        for name, after in row.after.items()
        if row.before[name] != after
    ]
    _draw((text("desk.field"), text("desk.before"), text("desk.after")), lines)


def draw_cells(register: Register, table: str, before: Row, after: Row, text: Text) -> None:
    """Draw the cells of a row that are to be others."""
    lines = [
        (
            column_label(table, name, text),
            [cell_words(register, table, name, cell, text) for cell in (before.get(name, ""), new)],
        )
        for name, new in after.items()
    ]
    _draw((text("desk.field"), text("desk.before"), text("desk.after")), lines)


def draw_conflict(
    register: Register, opened: Opened, change: Mapping[str, str], now: Row, text: Text
) -> None:
    """Draw what stood, what stands now and what is wanted, of each cell that differs.

    ``change`` are the cells that are wanted of a record.
    """
    table, base = opened.table, opened.base
    names = [
        name
        for name in now
        if now[name] != base.get(name, "") or change.get(name, now[name]) != now[name]
    ]
    lines = [
        (
            column_label(table, name, text),
            [
                cell_words(register, table, name, cell, text)
                for cell in (base.get(name, ""), now[name], change.get(name, base.get(name, "")))
            ],
        )
        for name in names
    ]
    heads = (text("desk.field"), text("desk.seen"), text("desk.now"), text("desk.yours"))
    _draw(heads, lines)


def _label(row: RowChange, name: str, text: Text) -> str:
    label = column_label(row.table, name, text)
    if row.table == PROJECTS:
        return label
    return text("desk.of_table", table=text(f"desk.table_{row.table}"), column=label)


def _words(
    register: Register, row: RowChange, name: str, cells: Iterable[str], text: Text
) -> list[str]:
    return [cell_words(register, row.table, name, cell, text) for cell in cells]


def _draw(heads: Sequence[str], lines: Iterable[tuple[str, Sequence[str]]]) -> None:
    body = Markup("").join(
        _ROW.format(label, Markup("").join(map(_CELL.format, cells))) for label, cells in lines
    )
    st.html(_TABLE.format(Markup("").join(map(_HEAD.format, heads)), body))
