"""Streamlit's uploader in our words: it has none but English."""

import streamlit as st

from geo.words.text import Text
from ui.streamlit_dom import keyed_style


def word_uploader(key: str, limit_mb: int, text: Text) -> None:
    """Word the uploader that is drawn in the container of a key ending in ``-upload``."""
    words = {"browse": text("data.browse"), "drop": text("data.drop", limit=limit_mb)}
    rules = " ".join(f"--twozones-{name}: '{word}';" for name, word in words.items())
    st.html(keyed_style(key, rules))
