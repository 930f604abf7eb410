"""The button that opens a project at the desk, for whoever may change records."""

from typing import Final

import streamlit as st

from geo.ground.membership import PROJECT_PREFIX
from geo.keep.change import PROJECTS
from geo.words.text import Text
from ui.own import own_register
from ui.serve.access import desk_role
from ui.serve.pages import DESK, GO_TO

TABLE: Final = "edit-table"
"""The session's key of the table of which a record is open at the desk."""

RECORD: Final = "edit-record"
"""The session's key of the project that is open at the desk."""


def draw_edit_button(focus: str, text: Text) -> None:
    """Draw the button, where a project of the register that all share is in focus."""
    if not focus.startswith(PROJECT_PREFIX) or own_register() is not None or desk_role() is None:
        return
    record = focus.removeprefix(PROJECT_PREFIX)
    st.button(
        text("desk.edit"), key="edit-open", icon=":material/edit:", on_click=_open, args=(record,)
    )


def _open(record: str) -> None:
    st.session_state[TABLE] = PROJECTS
    st.session_state[RECORD] = record
    st.session_state[GO_TO] = DESK
