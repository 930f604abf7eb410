"""The theme of the page that the browser shows."""

import streamlit as st


def theme_of_page() -> str:
    """Return ``light`` or ``dark``."""
    return st.context.theme.type or "light"
