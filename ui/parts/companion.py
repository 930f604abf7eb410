"""What stands around the map page: the count read aloud, suggestions, the drawers, the tour."""

import streamlit as st

from geo.ask.atlas import can_focus
from geo.ask.summary import Summary
from geo.view.view import View
from geo.words.text import Text
from ui.parts.component import script_component
from ui.state import OPENED, open_policy, set_focus
from ui.store import Store

KEY = "companion"
POLICY_PREFIX = "policy:"

_companion = script_component("companion", "companion", isolate_styles=False)


def draw_companion(store: Store, view: View, shown: Summary, text: Text) -> None:
    """Draw the companion of a page that shows these projects.

    It suggests what matches while one types in the search box; choosing a suggestion opens the
    project, the place or the policy.
    """
    facts = {"shown": shown.projects, "total": len(store.register.projects)}
    word = "live.count" if shown.projects else "live.none"
    _companion(
        key=KEY,
        data={
            "index": store.index["wgs84"].url,
            "lang": view.lang,
            "q": view.q,
            "count": text(word, **facts, points=shown.levels["point"]),
            "opened": st.session_state.get(OPENED, 0),
        },
        on_chosen_change=lambda: _open_chosen(store),
    )


def _open_chosen(store: Store) -> None:
    key = st.session_state[KEY].get("chosen")
    if not isinstance(key, str):
        return
    if key.startswith(POLICY_PREFIX):
        open_policy(store, key.removeprefix(POLICY_PREFIX))
    elif can_focus(store, key):
        set_focus(key)
