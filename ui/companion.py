"""What stands around the map page: the count read aloud, the phone's drawers, the tour."""

import streamlit as st

from geo.summary import Summary
from geo.text import Text
from layers.assets import STATIC, static_url
from ui.store import Store

_component = st.components.v2.component(
    "companion",
    html='<div class="companion"></div>',
    js=(STATIC / "loader.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def draw_companion(store: Store, shown: Summary, text: Text) -> None:
    """Draw the companion of a page that shows these projects."""
    facts = {"shown": shown.projects, "total": len(store.register.projects)}
    word = "live.count" if shown.projects else "live.none"
    _component(
        key="companion",
        data={
            "script": static_url("companion.js"),
            "index": store.index["wgs84"].url,
            "lang": text.lang,
            "count": text(word, **facts, points=shown.levels["point"]),
        },
    )
