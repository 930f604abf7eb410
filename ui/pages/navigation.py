"""The pages of the navigation, and what they share: style, session and language."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import streamlit as st
from markupsafe import Markup
from streamlit.navigation.page import StreamlitPage

from geo.words.text import Text, text_in
from layers.contract import theme_properties
from ui.own import is_own_lost, mark_link, own_register
from ui.pages.briefing_page import draw_briefing_page
from ui.pages.desk import draw_desk
from ui.pages.map_page import draw_map_page
from ui.pages.your_data import draw_your_data
from ui.parts.bar import draw_bar
from ui.parts.login import stop_unless_let_in
from ui.parts.lost import draw_lost
from ui.parts.markup import plain
from ui.parts.session import draw_session
from ui.parts.theme import theme_of_page
from ui.references import begin_run, end_run
from ui.serve.access import desk_role
from ui.serve.pages import BRIEFING, DESK, GO_TO, MAP, YOUR_DATA
from ui.serve.sessions import note_this_session
from ui.state import mend_choices, start_session
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
    PageEntry(DESK, "nav.desk", draw_desk),
)


def draw_app(store: Store) -> None:
    """Draw the page that the address names, under the navigation."""
    begin_run()
    start_session(store)
    mend_choices(store)
    text = text_in(st.session_state["lang"])
    note_this_session()
    st.set_page_config(page_title=text("app.title"), layout="wide")
    st.html(_style(theme_of_page()))
    stop_unless_let_in(text)
    bar = st.container(horizontal=True, vertical_alignment="center", key="bar")
    pages = [_page(entry, store, text) for entry in PAGES]
    page = st.navigation(pages, position="hidden")
    _go_on(pages)
    _draw_own_banner(text)
    if is_own_lost() and page.url_path != YOUR_DATA:
        draw_lost(text, next(page for page in pages if page.url_path == YOUR_DATA))
    else:
        page.run()
    with bar:  # last: the map goes first
        linked = [page for page in pages if page.url_path != DESK or desk_role() is not None]
        draw_bar(store, linked, text)
    draw_session(text)
    end_run()


def _go_on(pages: Sequence[StreamlitPage]) -> None:
    """Go to the page that a press has asked for, where one has."""
    path = st.session_state.pop(GO_TO, None)
    if path is not None:
        st.switch_page(next(page for page in pages if page.url_path == path))


def _style(theme: str) -> Markup:
    """Return the colours of a theme, which the page's style sheet uses."""
    colours = " ".join(theme_properties(theme))
    return Markup("<style>body {{ {} }}</style>").format(colours)


def _page(entry: PageEntry, store: Store, text: Text) -> StreamlitPage:
    return st.Page(
        partial(entry.draw, store),
        title=text(entry.word),
        url_path=entry.path,
        default=not entry.path,
    )


def _draw_own_banner(text: Text) -> None:
    """Say that the session shows what it has loaded, where it does."""
    own = own_register()
    if own is not None:
        mark_link()
        said = text("own.shown", files=", ".join(own.files))
        with st.container(key="own-banner"):
            st.info(plain(said), icon=":material/lock:")
