"""The table twin of the map: the same projects, the same selection, open to the keyboard."""

import streamlit as st

from geo.filters import Mask
from geo.view import View
from layers.assets import STATIC, static_url
from layers.mask import encode_mask
from ui.state import can_focus, set_focus
from ui.store import Store

KEY = "table"

_component = st.components.v2.component(
    "projects_table",
    html='<div class="projects-table"></div>',
    css=f'@charset "utf-8";\n@import url("{static_url("table.css")}");',
    js=(STATIC / "loader.js").read_text(encoding="utf-8"),
)


def draw_table(store: Store, view: View, shown: Mask) -> None:
    """Draw the table of the projects that a mask shows; pressing a name opens the project."""
    _component(
        key=KEY,
        data={
            "script": static_url("table.js"),
            "projects": store.projects["wgs84"].url,
            "words": store.words.url,
            "mask": encode_mask(shown),
            "lang": view.lang,
            "focus": view.focus,
        },
        on_chosen_change=lambda: _open_chosen(store),
    )


def _open_chosen(store: Store) -> None:
    focus = st.session_state[KEY].get("chosen")
    if isinstance(focus, str) and can_focus(store, focus):
        set_focus(focus)
