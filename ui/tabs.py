"""The tabs below the map, in order; only the open one is drawn."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from geo.filters import Mask, Selection
from geo.text import Text
from geo.view import View
from ui.export import draw_export
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
    Tab("policies.tab", lambda shown: draw_policy_table(shown.store, shown.view, shown.text)),
    Tab("indicators.tab", lambda shown: draw_indicators(shown.store, shown.text)),
    Tab("sources.tab", lambda shown: draw_sources(shown.store, shown.text)),
)


def draw_tabs(shown: Shown) -> None:
    """Draw the tabs and the content of the open one."""
    drawn = st.tabs([shown.text(tab.word) for tab in TABS], key="tab", on_change="rerun")
    for tab, container in zip(TABS, drawn, strict=True):
        if container.open:
            with container:
                tab.draw(shown)
