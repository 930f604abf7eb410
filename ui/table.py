"""The table twin of the map: the same projects, the same selection, open to the keyboard."""

import streamlit as st

from geo.filters import Selection
from geo.membership import PROJECT_PREFIX
from geo.places import CITY
from geo.view import View
from layers.assets import STATIC, static_url
from layers.wire import encode_mask, filter_message
from ui.state import can_focus, set_focus
from ui.store import Store

KEY = "table"

_component = st.components.v2.component(
    "projects_table",
    html='<div class="projects-table"></div>',
    css=f'@charset "utf-8";\n@import url("{static_url("table.css")}");',
    js=(STATIC / "loader.js").read_text(encoding="utf-8"),
)


def draw_table(store: Store, view: View, selection: Selection) -> None:
    """Draw the table of the selection's projects in the focus; pressing a name opens one.

    With a project in focus the table keeps listing the whole selection.
    """
    _component(
        key=KEY,
        data={
            "script": static_url("table.js"),
            "index": store.index["wgs84"].url,
            "filter": filter_message(view),
            "rest": encode_mask(selection.rest),
            "within": CITY if view.focus.startswith(PROJECT_PREFIX) else view.focus,
            "lang": view.lang,
            "focus": view.focus,
        },
        on_chosen_change=lambda: _open_chosen(store),
    )


def _open_chosen(store: Store) -> None:
    focus = st.session_state[KEY].get("chosen")
    if isinstance(focus, str) and can_focus(store, focus):
        set_focus(focus)
