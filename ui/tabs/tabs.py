"""The tabs of the sheet, in order; only the open one is drawn."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from geo.ask.filters import Mask, Selection
from geo.view.view import View
from geo.words.text import Text
from ui.state import KEPT
from ui.store import Store
from ui.tabs.charts import draw_charts
from ui.tabs.compare import draw_compare
from ui.tabs.fit import draw_fit
from ui.tabs.holds import draw_holds
from ui.tabs.progress import draw_progress
from ui.tabs.quality import draw_quality
from ui.tabs.shortlist import draw_shortlist
from ui.tabs.table import draw_projects
from ui.tabs.tables import draw_indicators, draw_policy_table, draw_sources


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
    """A tab: its name in the link, under which its label's word stands too; what draws it."""

    name: str
    draw: Callable[[Shown], None]


TABS = (
    Tab("table", lambda shown: draw_projects(shown.store, shown.view, shown.selection)),
    Tab("holds", lambda shown: draw_holds(shown.store, shown.view, shown.selection, shown.text)),
    Tab("fit", lambda shown: draw_fit(shown.store, shown.view, shown.text)),
    Tab(
        "shortlist",
        lambda shown: draw_shortlist(shown.store, shown.view, shown.selection, shown.text),
    ),
    Tab(
        "progress",
        lambda shown: draw_progress(shown.store, shown.view, shown.listed, shown.text),
    ),
    Tab("charts", lambda shown: draw_charts(shown.store, shown.view, shown.listed, shown.text)),
    Tab(
        "compare",
        lambda shown: draw_compare(shown.store, shown.view, shown.selection, shown.text),
    ),
    Tab("policies", lambda shown: draw_policy_table(shown.store, shown.view, shown.text)),
    Tab("indicators", lambda shown: draw_indicators(shown.store, shown.view, shown.text)),
    Tab("quality", lambda shown: draw_quality(shown.store, shown.view, shown.text)),
    Tab("sources", lambda shown: draw_sources(shown.store, shown.text)),
)


def draw_tabs(shown: Shown) -> None:
    """Draw the choice of a tab, which the view names, and the content of the chosen one."""
    text = shown.text
    st.segmented_control(
        text("tabs.label"),
        [tab.name for tab in TABS],
        key="tab",
        persist_state=KEPT,
        required=True,
        format_func=lambda name: text(f"{name}.tab"),
        label_visibility="collapsed",
    )
    next(tab for tab in TABS if tab.name == shown.view.tab).draw(shown)
