"""The switch between Chinese and English."""

from typing import Final

import streamlit as st

from geo.words.text import Text
from geo.words.vocabulary import LANGUAGE_NAMES, LANGUAGES
from ui.state import KEPT, redraw_choices, set_language

BESIDE: Final = "lang-beside"


def draw_language(text: Text) -> None:
    """Draw the switch of the map page, which holds the language of the session."""
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


def draw_language_beside(text: Text) -> None:
    """Draw the switch of any other page; a second widget under its key would lose its value."""
    st.session_state[BESIDE] = st.session_state["lang"]
    st.segmented_control(
        text("app.language"),
        LANGUAGES,
        key=BESIDE,
        required=True,
        on_change=_follow,
        format_func=LANGUAGE_NAMES.__getitem__,
        label_visibility="collapsed",
    )


def _follow() -> None:
    set_language(st.session_state[BESIDE] or st.session_state["lang"])
