"""The map page: the map fills the window, and all else lies beside or on it.

Where each part stands, and how it folds, is said by the style sheet (`shell.css`): every part is a
container under a key of its own, which stays whatever comes and goes in it. A map whose place in
the page moves would load again.

What follows the view is a fragment: a press in it draws it alone. Bar and layer card lie around it,
and are drawn with all of the page, when what they are drawn from has changed.
"""

from dataclasses import dataclass
from typing import Self

import streamlit as st

from geo.ask.filters import Selection
from geo.ground.places import CITY
from geo.view.view import View
from geo.words.text import Text, text_in
from ui.own import session_store
from ui.parts.companion import draw_companion
from ui.parts.empty import draw_empty
from ui.parts.figures import draw_figures
from ui.parts.filters import (
    draw_chips,
    draw_filters,
    draw_not_understood,
    draw_search,
    option_counts,
)
from ui.parts.look import draw_look
from ui.parts.map import draw_map
from ui.parts.markup import plain
from ui.parts.panel import draw_panel
from ui.parts.shape import draw_shape_notes
from ui.parts.theme import theme_of_page
from ui.parts.timeline import draw_timeline
from ui.parts.update import draw_update
from ui.references import begin_part, end_run
from ui.serve.access import Identity, session_identity
from ui.serve.first_paint import expect_paint, wait_for_paint
from ui.serve.pages import GO_TO
from ui.serve.turns import turn_left, turn_taken
from ui.state import mend_choices, notices, read_view, write_link
from ui.store import Store
from ui.tabs.tabs import Shown, draw_tabs


@dataclass(frozen=True)
class Surroundings:
    """What all is drawn from that lies around the view."""

    store: Store
    identity: Identity | None
    lang: str
    theme: str
    metric: str
    colour: str
    basemap: str
    asked: str | None
    """The page that a press has asked for."""

    @classmethod
    def of(cls, view: View) -> Self:
        """Return those of a view, as the session is by now."""
        return cls(
            session_store(),
            session_identity(),
            view.lang,
            theme_of_page(),
            view.metric,
            view.colour,
            view.basemap,
            st.session_state.get(GO_TO),
        )


def draw_map_page(store: Store) -> None:
    """Draw the map page of the session's view, and the layer card beside it."""
    view = read_view()
    _draw_view(Surroundings.of(view))
    with st.container(key="look"):
        draw_look(store, view, text_in(view.lang))


@st.fragment
def _draw_view(around: Surroundings) -> None:
    """Draw what follows the view; the whole page, where its surroundings are others by now."""
    mend_choices(around.store)
    view = read_view()
    if Surroundings.of(view) != around:
        st.rerun()
    begin_part()
    with turn_taken():
        _draw_parts(around.store, view)
    end_run()


def _draw_parts(store: Store, view: View) -> None:
    """Draw all that lies on the map and beside it."""
    text = text_in(view.lang)
    selection = store.filter.select(view)
    write_link(view)
    here = selection.mask & store.membership.mask(view.focus)
    holding = store.holding(view)
    shown = store.numbers.summarise(selection.mask)
    summary = shown if view.focus == CITY else store.numbers.summarise(here)
    painted = expect_paint()
    searching = st.container()  # before the map for the keyboard
    with st.container(key="map"):
        counts = option_counts(store, view, selection)
        draw_map(store, view, selection, summary, holding, counts=counts, painted=painted)
        if painted:
            with turn_left():
                wait_for_paint(painted)
    with searching:
        draw_search(store, text)
    with st.container(key="filters"):
        draw_filters(store, view, selection, text)
    with st.container(key="figures", horizontal=True, vertical_alignment="center"):
        draw_figures(store, view, summary, text)
    with st.container(key="active"):
        _draw_active(store, view, selection, text)
    with st.container(key="panel"):
        draw_panel(store, view, selection, summary, holding)
    with st.container(key="tabs"):
        draw_timeline(store, view, selection)
        listed = store.within_focus(selection.mask, view.focus)
        draw_tabs(Shown(store, view, selection, listed, text))
    draw_companion(store, view, shown, text)


def _draw_active(store: Store, view: View, selection: Selection, text: Text) -> None:
    """Draw what is new, what was wrong with the link, the filters on, what a shape leaves open."""
    draw_update(text)
    for notice in notices(view):
        st.warning(plain(notice.sentence(view.lang)))
    draw_chips(store, view, text)
    draw_not_understood(view, text)
    draw_shape_notes(view, selection, text)
    if not selection.mask.any():
        draw_empty(store, view, selection, text)
