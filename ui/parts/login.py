"""The end of a login, seen in every run: nothing is drawn for whom the server knows no longer."""

import streamlit as st
from markupsafe import Markup

from geo.words.text import Text
from ui.parts.markup import plain
from ui.serve.access import session_identity

LINK = Markup("<a class='again' href='' target='_self'>{}</a>")
"""To the page itself, where the guard asks to log in."""


def stop_unless_let_in(text: Text) -> None:
    """Say that the login has ended, and draw nothing more, where it has."""
    if session_identity() is not None:
        return
    st.warning(plain(text("login.ended")))
    st.html(LINK.format(text("login.again")))
    st.stop()
