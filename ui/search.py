"""The suggestions of the search box: choosing one opens the project, the place or the policy."""

import streamlit as st

from geo.view import View
from layers.assets import STATIC, static_url
from ui.state import can_focus, open_policy, set_focus
from ui.store import Store

KEY = "suggestions"
POLICY_PREFIX = "policy:"

_component = st.components.v2.component(
    "search_suggestions",
    html='<div class="suggestions"></div>',
    js=(STATIC / "loader.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def draw_suggestions(store: Store, view: View) -> None:
    """Let the search box above suggest what matches while one types."""
    _component(
        key=KEY,
        data={
            "script": static_url("suggestions.js"),
            "index": store.index["wgs84"].url,
            "lang": view.lang,
            "q": view.q,
        },
        on_chosen_change=lambda: _open(store),
    )


def _open(store: Store) -> None:
    key = st.session_state[KEY].get("chosen")
    if not isinstance(key, str):
        return
    if key.startswith(POLICY_PREFIX):
        open_policy(store, key.removeprefix(POLICY_PREFIX))
    elif can_focus(store, key):
        set_focus(key)
