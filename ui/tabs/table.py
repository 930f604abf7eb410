"""The table twin of the map: the same projects, the same selection, open to the keyboard."""

import streamlit as st

from geo.ask.atlas import can_focus
from geo.ask.filters import Selection
from geo.ground.membership import PROJECT_PREFIX
from geo.ground.places import CITY
from geo.view.view import View
from layers.wire import encode_mask, filter_message
from ui.parts.listing import draw_table
from ui.state import set_focus
from ui.store import Store

KEY = "table"


def draw_projects(store: Store, view: View, selection: Selection) -> None:
    """Draw the table of the selection's projects in the focus; pressing a name opens one.

    With a project in focus the table keeps listing the whole selection.
    """
    draw_table(
        key=KEY,
        data={
            "index": store.index["wgs84"].url,
            "filter": filter_message(view),
            "rest": encode_mask(selection.rest),
            "within": CITY if view.focus.startswith(PROJECT_PREFIX) else view.focus,
            "lang": view.lang,
            "selected": view.focus,
        },
        on_chosen_change=lambda: _open_chosen(store),
    )


def _open_chosen(store: Store) -> None:
    focus = st.session_state[KEY].get("chosen")
    if isinstance(focus, str) and can_focus(store, focus):
        set_focus(focus)
