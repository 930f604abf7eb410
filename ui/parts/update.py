"""The notice that the server has newer data than the page shows, and the way to it."""

import streamlit as st

from geo.words.text import Text
from ui.own import is_outdated, move_on
from ui.parts.markup import plain
from ui.store import shared_store


def draw_update(text: Text) -> None:
    """Draw the notice, where there is newer data."""
    if not is_outdated():
        return
    with st.container(horizontal=True, vertical_alignment="center", key="updated"):
        date = text.date(shared_store().data_as_of)
        st.info(plain(text("updated.said", date=date)), icon=":material/update:")
        st.button(text("updated.move_on"), key="move-on", type="primary", on_click=move_on)
