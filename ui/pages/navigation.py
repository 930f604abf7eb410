"""The pages of the navigation, and what they share: style, session and language."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import streamlit as st
from markupsafe import Markup

from geo.words.text import text_in
from layers.assets import relative_address, static_url
from ui.own import is_own_lost, mark_link, own_register
from ui.pages.briefing_page import draw_briefing_page
from ui.pages.map_page import draw_map_page
from ui.pages.report import GO_TO_MAP
from ui.pages.your_data import draw_your_data
from ui.parts.connection import draw_connection
from ui.parts.login import stop_unless_let_in
from ui.parts.lost import draw_lost
from ui.parts.markup import plain
from ui.serve.pages import BRIEFING, MAP, YOUR_DATA
from ui.serve.sessions import note_this_session
from ui.state import start_session
from ui.store import Store


@dataclass(frozen=True)
class PageEntry:
    """A page: its name in the address (empty for the first), its title's word, what draws it."""

    path: str
    word: str
    draw: Callable[[Store], None]


PAGES = (
    PageEntry(MAP, "nav.map", draw_map_page),
    PageEntry(BRIEFING, "nav.briefing", draw_briefing_page),
    PageEntry(YOUR_DATA, "nav.your_data", draw_your_data),
)


def draw_app(store: Store) -> None:
    """Draw the page that the address names, under the navigation."""
    start_session(store)
    text = text_in(st.session_state["lang"])
    note_this_session()
    st.set_page_config(page_title=text("app.title"), layout="wide")
    style = relative_address(static_url("page.css"))
    st.html(Markup("<style>@import url('{}');</style>").format(style))
    stop_unless_let_in(text)
    pages = [
        st.Page(
            partial(page.draw, store),
            title=text(page.word),
            url_path=page.path,
            default=not page.path,
        )
        for page in PAGES
    ]
    page = st.navigation(pages, position="top")
    if st.session_state.pop(GO_TO_MAP, False):
        st.switch_page(pages[0])
    own = own_register()
    if own is not None:
        mark_link()
        with st.container(key="own-banner"):
            said = text("own.shown", files=", ".join(own.files))
            st.info(plain(said), icon=":material/lock:")
    if is_own_lost() and page.url_path != YOUR_DATA:
        draw_lost(text, pages[-1])
    else:
        page.run()
    draw_connection()
