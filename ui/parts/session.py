"""What every page tells the browser of its session: its language, and that it has begun."""

from secrets import token_hex

import streamlit as st

from geo.words.text import Text, text_in
from ui.parts.component import script_component

KEY = "session"
BEGUN = "begun"

_session = script_component("session", "session")


def draw_session(text: Text) -> None:
    """Draw what says the page's language and watches its connection; it shows nothing.

    It is told what the session has been known by since it began: another word after the
    connection was lost tells the browser that a press counts again.
    """
    st.session_state.setdefault(BEGUN, token_hex(8))
    data = {"begun": st.session_state[BEGUN], "lang": text.lang, "stock": _stock_words(text)}
    _session(key=KEY, data=data, on_back_change=_begin_again)


def _stock_words(text: Text) -> dict[str, str]:
    """Return Streamlit's own words by themselves, which are English, in the page's language."""
    ours, stock = (words.section("stock") for words in (text, text_in("en")))
    return {} if ours is stock else {stock[name]: ours[name] for name in stock}


def _begin_again() -> None:
    """Say that a session which the server still knew was come back to."""
    st.session_state[BEGUN] = token_hex(8)
