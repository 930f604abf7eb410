"""The tabs below the map, in order; only the open one is drawn."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from geo.filters import Mask, Selection
from geo.text import Text, text_in
from geo.view import View
from geo.vocabulary import LANGUAGES
from layers.assets import STATIC
from ui.export import draw_export
from ui.fit import draw_fit
from ui.holds import draw_holds
from ui.shortlist import draw_shortlist
from ui.state import OPEN_TAB, OPENED
from ui.store import Store
from ui.table import draw_table
from ui.tables import draw_indicators, draw_policy_table, draw_sources


@dataclass(frozen=True)
class Shown:
    """What a tab draws from: ``listed`` is the mask of the selection's projects in the focus."""

    store: Store
    view: View
    selection: Selection
    listed: Mask
    text: Text


@dataclass(frozen=True)
class Tab:
    """A tab: its label's word, and what draws it."""

    word: str
    draw: Callable[[Shown], None]


def _draw_projects(shown: Shown) -> None:
    draw_table(shown.store, shown.view, shown.selection)
    draw_export(shown.store, shown.listed, shown.text)


TABS = (
    Tab("table.tab", _draw_projects),
    Tab(
        "holds.tab",
        lambda shown: draw_holds(shown.store, shown.view, shown.selection, shown.text),
    ),
    Tab("fit.tab", lambda shown: draw_fit(shown.store, shown.view, shown.text)),
    Tab(
        "shortlist.tab",
        lambda shown: draw_shortlist(shown.store, shown.view, shown.selection, shown.text),
    ),
    Tab("policies.tab", lambda shown: draw_policy_table(shown.store, shown.view, shown.text)),
    Tab("indicators.tab", lambda shown: draw_indicators(shown.store, shown.text)),
    Tab("sources.tab", lambda shown: draw_sources(shown.store, shown.text)),
)


_reveal = st.components.v2.component(
    "reveal_tabs", js=(STATIC / "reveal.js").read_text(encoding="utf-8")
)


def draw_tabs(shown: Shown) -> None:
    """Draw the tabs and the content of the open one."""
    _translate_open_tab(shown.text)
    drawn = st.tabs([shown.text(tab.word) for tab in TABS], key=OPEN_TAB, on_change="rerun")
    for tab, container in zip(TABS, drawn, strict=True):
        if container.open:
            with container:
                tab.draw(shown)
    _reveal(key="reveal", data={"times": st.session_state.get(OPENED, 0)})


def _translate_open_tab(text: Text) -> None:
    """Keep the same tab open when the language changes: Streamlit knows tabs by their label."""
    opened = st.session_state.get(OPEN_TAB)
    words = [tab.word for tab in TABS if opened in {text_in(lang)(tab.word) for lang in LANGUAGES}]
    if words:
        st.session_state[OPEN_TAB] = text(words[0])
