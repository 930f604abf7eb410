"""The cells of a record as a form: a box for each."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final

import streamlit as st

from geo.keep.change import LONGEST_TEXT
from geo.register.load import Register
from geo.say.stated_words import cell_words, column_label
from geo.words.text import Text
from ui.desk.boxes import Box
from ui.desk.draft import Opened, key_of, offer
from ui.parts.markup import plain
from ui.state import KEPT

_ACROSS: Final = 2


def draw_fields(
    register: Register, opened: Opened, boxes: Sequence[Box], text: Text
) -> dict[str, str]:
    """Draw boxes, filled in as the record is; return what they hold by column."""
    typed = {}
    for start in range(0, len(boxes), _ACROSS):
        slots = st.columns(_ACROSS)
        for box, slot in zip(boxes[start : start + _ACROSS], slots, strict=False):
            with slot:
                offer(opened.key, box.column, box.held(opened.base.get(box.column, "")))
                typed[box.column] = _draw_box(register, opened, box, text)
    return typed


def _draw_box(register: Register, opened: Opened, box: Box, text: Text) -> str:
    label = plain(column_label(opened.table, box.column, text))
    kept: dict[str, Any] = {"key": key_of(opened.key, box.column), "persist_state": KEPT}
    if box.is_several or box.options:
        said = partial(cell_words, register, opened.table, box.column, text=text)
        return _draw_choice(box, label, said, kept)
    if box.is_long:
        return st.text_area(label, height=80, max_chars=LONGEST_TEXT, **kept) or ""
    return st.text_input(label, max_chars=LONGEST_TEXT, **kept) or ""


def _draw_choice(box: Box, label: str, said: Callable[[str], str], kept: dict[str, Any]) -> str:
    """Draw a box to choose from; what it holds can be chosen too, whatever it is."""
    held = st.session_state[kept["key"]]
    options = list(dict.fromkeys([*box.options, *(held if box.is_several else [held])]))
    if box.is_several:
        return ";".join(st.multiselect(label, options, format_func=said, **kept))
    chosen: str = st.selectbox(label, options, format_func=said, **kept)
    return chosen
