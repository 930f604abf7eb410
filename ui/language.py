"""The switch between Chinese and English."""

from typing import Final

import streamlit as st

from geo.text import Text
from geo.vocabulary import LANGUAGES
from ui.state import KEPT, redraw_choices

LANGUAGE_NAMES: Final = {"zh": "中文", "en": "English"}


def draw_language(text: Text) -> None:
    """Draw the switch; a page draws it once."""
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
