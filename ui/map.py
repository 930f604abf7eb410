"""The map on the page: built once a basemap, told by a small message what to show."""

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st
from streamlit_folium import st_folium

from geo.filters import Selection
from geo.membership import PROJECT_PREFIX
from geo.places import CITY
from geo.settings import settings
from geo.summary import Summary
from geo.text import Text, text_in
from geo.view import View
from geo.vocabulary import LANGUAGES
from layers.assets import digest_of, static_digest
from layers.basemaps import basemap_of
from layers.choropleth import Choropleth, classify
from layers.map import LayerState, base_map, state_group
from layers.mask import encode_mask
from layers.popups import PolicyCount, place_popup
from ui.state import can_focus
from ui.store import Store

HEIGHT_PX = 640
CLICKED = "last_active_drawing"
POPUP_KINDS = ("district", "cluster")


def draw_map(
    store: Store, view: View, selection: Selection, summary: Summary, policies: PolicyCount
) -> None:
    """Draw the map of a view; ``summary`` and ``policies`` are the numbers of its focus."""
    basemap = basemap_of(view.basemap)
    config = {
        "projects": store.projects[basemap.datum].url,
        "ground": store.ground[basemap.datum].url,
        "words": store.words.url,
        "failed": " ".join(text_in(lang)("map.failed") for lang in LANGUAGES),
    }
    key = f"map-{digest_of(repr((config, view.basemap, static_digest())).encode())}"
    st_folium(
        base_map(config, basemap),
        key=key,
        height=HEIGHT_PX,
        use_container_width=True,
        returned_objects=[CLICKED],
        feature_group_to_add=state_group(_state(store, view, selection, summary, policies)),
        on_change=lambda: _follow_click(store, key),
    )


def _follow_click(store: Store, key: str) -> None:
    """Move the focus to what was clicked on the map."""
    clicked = (st.session_state.get(key) or {}).get(CLICKED) or {}
    focus = clicked.get("properties", {}).get("id")
    if isinstance(focus, str) and can_focus(store, focus):
        st.session_state["focus"] = focus


def _state(
    store: Store, view: View, selection: Selection, summary: Summary, policies: PolicyCount
) -> LayerState:
    mask = encode_mask(selection.mask)
    colours = _choropleth(store, view, selection)
    return LayerState(
        mask=mask,
        view=_filter_digest(view, mask),
        focus=view.focus,
        lang=view.lang,
        theme=st.context.theme.type or "light",
        metric=view.metric,
        classes=colours.classes,
        bounds=colours.bounds,
        popup=_popup(store, view, summary, policies),
        approval=settings().approval_number,
    )


def _filter_digest(view: View, mask: str) -> str:
    """Return a digest that changes with the filter: its words, and what it lets through."""
    filters = replace(view, lang="zh", metric="projects", basemap="none", focus=CITY)
    return digest_of(repr((filters, mask)).encode())


def _choropleth(store: Store, view: View, selection: Selection) -> Choropleth:
    if view.metric == "none":
        return Choropleth({}, ())
    if view.metric == "policies":
        return classify(store.policies_per_district(view.sector, view.factor))
    return classify(store.numbers.per_district(selection.mask, view.metric))


def _popup(
    store: Store, view: View, summary: Summary, policies: PolicyCount
) -> Mapping[str, object]:
    if view.focus.startswith(PROJECT_PREFIX):
        return {}
    place = store.register.places[view.focus]
    if place.kind not in POPUP_KINDS:
        return {}
    text: Text = text_in(view.lang)
    return place_popup(place, summary, policies, text, schematic=store.is_schematic(view.focus))
