"""The switch between Chinese and English."""

import streamlit as st

from geo.words.text import Text
from geo.words.vocabulary import LANGUAGE_NAMES, LANGUAGES
from ui.state import KEPT, redraw_choices


def draw_language(text: Text) -> None:
    """Draw the switch, which holds the language of the session on every page."""
    st.segmented_control(
        text("app.language"),
        LANGUAGES,
        key="lang",
        persist_state=KEPT,
        required=True,
        on_change=redraw_choices,
        format_func=LANGUAGE_NAMES.__getitem__,
        label_visibility="collapsed",
    )
