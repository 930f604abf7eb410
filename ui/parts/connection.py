"""What begins the page anew once it is connected to the server again."""

from secrets import token_hex

import streamlit as st

from ui.parts.component import script_component

KEY = "connection"
BEGUN = "begun"

_connection = script_component("connection", "connection")


def draw_connection() -> None:
    """Draw what watches the connection; it shows nothing.

    It is told what the session has been known by since it began: another word after the
    connection was lost tells the browser that a press counts again.
    """
    st.session_state.setdefault(BEGUN, token_hex(8))
    _connection(key=KEY, data={"begun": st.session_state[BEGUN]}, on_back_change=_begin_again)


def _begin_again() -> None:
    """Say that a session which the server still knew was come back to."""
    st.session_state[BEGUN] = token_hex(8)
