"""The bar at the top of every page: whose map it is, where one can go, and the language."""

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup
from streamlit.navigation.page import StreamlitPage

from geo.words.text import Text
from ui.parts.language import draw_language
from ui.store import Store

TITLE = Markup("<h1 class='title'>{}</h1><p class='subtitle'>{}</p>")


def draw_bar(store: Store, pages: Sequence[StreamlitPage], text: Text) -> None:
    """Draw the programme's name with the day of its data, a link to every page, the language."""
    as_of = text("app.data_as_of", date=text.date(store.data_as_of))
    st.html(TITLE.format(text("app.title"), as_of))
    with st.container(horizontal=True, gap=None, key="pages"):
        for page in pages:
            st.page_link(page)
    draw_language(text)
