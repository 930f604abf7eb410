"""The button that marks a place or project for the shortlist."""

import streamlit as st

from geo.view.shortlist import MARKS_LIMIT, Shortlist
from geo.words.text import Text
from ui.state import set_shortlist


def draw_mark(shortlist: Shortlist, key: str, text: Text, where: str = "panel") -> None:
    """Draw the button that marks a place or project, or takes the mark off; once a ``where``."""
    marked = key in shortlist.keys
    full = shortlist.is_full and not marked
    st.button(
        text("shortlist.remove" if marked else "shortlist.add"),
        key=f"mark-{where}",
        icon=":material/bookmark_check:" if marked else ":material/bookmark:",
        disabled=full,
        help=text("shortlist.full", count=MARKS_LIMIT) if full else None,
        on_click=toggle_mark,
        args=(key,),
    )


def toggle_mark(key: str) -> None:
    """Mark a place or project, or take the mark off; a widget's callback."""
    set_shortlist(st.session_state["shortlist"].toggled(key))
