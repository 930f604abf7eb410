"""What stands around the map page: the count read aloud, the phone's drawers, the tour."""

import streamlit as st

from geo.summary import Summary
from geo.text import Text
from ui.component import script_component
from ui.state import OPENED
from ui.store import Store

_companion = script_component("companion", "companion", isolate_styles=False)


def draw_companion(store: Store, shown: Summary, text: Text) -> None:
    """Draw the companion of a page that shows these projects."""
    facts = {"shown": shown.projects, "total": len(store.register.projects)}
    word = "live.count" if shown.projects else "live.none"
    _companion(
        key="companion",
        data={
            "index": store.index["wgs84"].url,
            "lang": text.lang,
            "count": text(word, **facts, points=shown.levels["point"]),
            "opened": st.session_state.get(OPENED, 0),
        },
    )
