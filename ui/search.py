"""The suggestions of the search box: choosing one opens the project, the place or the policy."""

import streamlit as st

from geo.atlas import can_focus
from geo.view import View
from ui.component import script_component
from ui.state import open_policy, set_focus
from ui.store import Store

KEY = "suggestions"
POLICY_PREFIX = "policy:"

_suggestions = script_component("suggestions", "suggestions", isolate_styles=False)


def draw_suggestions(store: Store, view: View) -> None:
    """Let the search box above suggest what matches while one types."""
    _suggestions(
        key=KEY,
        data={
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
