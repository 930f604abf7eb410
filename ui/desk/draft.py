"""What is filled in for a record: kept in the session until it is proposed or left."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import streamlit as st

from geo.keep.change import PROJECTS, Row


@dataclass(frozen=True)
class Opened:
    """A record that is open at the desk, as it was when it was opened."""

    table: str
    record: str
    base: Row

    @property
    def key(self) -> str:
        """What its draft is kept under: other tables may have a record of the same id."""
        return draft_key(self.table, self.record)


def draft_key(table: str, record: str) -> str:
    """Return what the draft of a record is kept under."""
    return record if table == PROJECTS else f"{table}-{record}"


BASES: Final = "edit-bases"
PREFIX: Final = "edit-cell-"


def key_of(record: str, column: str) -> str:
    """Return the session's key of the widget of a cell."""
    return PREFIX + _cell(record, column)


def _cell(record: str, column: str) -> str:
    return f"{record}-{column}"


def offer(record: str, column: str, value: object) -> None:
    """Fill in a cell that nobody has filled in."""
    st.session_state.setdefault(PREFIX + _cell(record, column), value)


def fill_in(record: str, column: str, value: object) -> None:
    """Fill in a cell, whatever it holds."""
    st.session_state[PREFIX + _cell(record, column)] = value


def base_of(record: str, now: Row) -> Row:
    """Return a record as it was when the form was opened; it is opened now where it was not."""
    bases: dict[str, Row] = st.session_state.setdefault(BASES, {})
    return bases.setdefault(record, now)


def forget(record: str) -> None:
    """Leave what was filled in; the form then shows the record as it is."""
    st.session_state.get(BASES, {}).pop(record, None)
    keys = [str(key) for key in st.session_state if str(key).startswith(key_of(record, ""))]
    for cell in [key.removeprefix(PREFIX) for key in keys]:
        del st.session_state[PREFIX + cell]


def move_to(record: str, now: Row, shown: Mapping[str, Any], showing: Mapping[str, Any]) -> None:
    """Go on with a record as it is now; what was filled in stays.

    ``shown`` is what the widgets held before anybody filled in, by column, ``showing`` what they
    shall hold of the record as it is now: a widget that nobody touched follows.
    """
    st.session_state[BASES][record] = now
    for column, old in shown.items():
        if st.session_state.get(key_of(record, column), old) == old:
            fill_in(record, column, showing[column])
