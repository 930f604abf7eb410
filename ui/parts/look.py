"""Layers and legend, one card: what colours the map and its bubbles, and what the colours mean."""

from collections.abc import Sequence

import streamlit as st

from geo.region import REGION
from geo.settings import settings
from geo.view.view import View
from geo.words.text import Text
from geo.words.vocabulary import COLOURS
from layers.basemaps import available_basemaps
from layers.cells import available_metrics, class_bounds
from layers.choropleth import district_scale
from ui.parts.component import script_component
from ui.parts.theme import theme_of_page
from ui.state import KEPT
from ui.store import Store

_legend = script_component("legend_card", "legend-card", styled=True)


def draw_look(store: Store, view: View, text: Text) -> None:
    """Draw what colours the map, the basemap, and the legend of both."""
    _draw_choice("metric", tuple(dict.fromkeys((*available_metrics(), view.metric))), text)
    _draw_choice("colour", COLOURS, text)
    _draw_choice("basemap", available_basemaps(), text)
    _legend(
        key="legend",
        data={
            "index": store.index["wgs84"].url,
            "lang": view.lang,
            "theme": theme_of_page(),
            "metric": view.metric,
            "colour": view.colour,
            "areas": [store.name_of(f"area:{area}", view.lang) for area in REGION.areas],
            "bounds": class_bounds(district_scale(store, view.metric), view.metric),
            "approval": settings().approval_number,
        },
    )


def _draw_choice(name: str, options: Sequence[str], text: Text) -> None:
    st.selectbox(
        text(f"{name}.label"),
        options,
        key=name,
        persist_state=KEPT,
        format_func=lambda option: text(f"{name}.{option}"),
    )
