"""The map page: filters at the side, figures above, the map with its panel, tabs below."""

import streamlit as st
from markupsafe import Markup

from geo.ground.places import CITY
from geo.view.view import View
from geo.words.text import Text, text_in
from geo.words.vocabulary import COLOURS, METRICS
from layers.basemaps import available_basemaps
from ui.parts.companion import draw_companion
from ui.parts.figures import draw_figures
from ui.parts.filters import draw_chips, draw_empty, draw_filters, option_counts
from ui.parts.language import draw_language
from ui.parts.map import draw_map
from ui.parts.markup import plain
from ui.parts.panel import draw_panel
from ui.parts.shape import draw_shape_notes
from ui.parts.timeline import draw_timeline
from ui.serve.first_paint import expect_paint, wait_for_paint
from ui.state import (
    KEPT,
    leave_spot,
    notices,
    read_view,
    write_link,
)
from ui.store import Store
from ui.tabs.tabs import Shown, draw_tabs

OFFERED_KINDS = ("city", "cluster", "district")


def draw_map_page(store: Store) -> None:
    """Draw the map page of the session's view."""
    view = read_view()
    text = text_in(view.lang)
    selection = store.filter.select(view)
    write_link(view)
    here = selection.mask & store.membership.mask(view.focus)
    holding = store.holding(view)
    shown = store.numbers.summarise(selection.mask)
    summary = shown if view.focus == CITY else store.numbers.summarise(here)
    # These containers stay, whatever comes and goes in them: a map that moves loads again.
    header = st.container(horizontal=True, vertical_alignment="bottom", key="header")
    figures = st.container(horizontal=True, gap="small", key="figures")
    with st.container(key="active"):
        for notice in notices(view):
            st.warning(plain(notice.sentence(view.lang)))
        draw_chips(store, view, text)
        draw_shape_notes(view, selection, text)
        if not selection.mask.any():
            draw_empty(view, text)
    middle = st.container(horizontal=True, key="middle")
    with st.sidebar:
        _draw_title(store, text)
    painted = expect_paint()
    with middle, st.container(key="map"):
        counts = option_counts(store, view, selection)
        draw_map(store, view, selection, summary, holding, counts=counts, painted=painted)
        wait_for_paint(painted)
        draw_timeline(store, view, selection)
    with st.sidebar:
        draw_filters(store, view, selection, text)
    with figures:
        draw_figures(store, shown, text)
    with header:
        _draw_header(store, view, text)
    with middle, st.container(key="panel"):
        draw_panel(store, view, selection, summary, holding)
    listed = store.within_focus(selection.mask, view.focus)
    draw_tabs(Shown(store, view, selection, listed, text))
    draw_companion(store, view, shown, text)


def _draw_title(store: Store, text: Text) -> None:
    """Draw the programme's name and the day of its data."""
    title = Markup("<h1 class='title'>{}</h1><p class='subtitle'>{}<br>{}</p>")
    as_of = text("app.data_as_of", date=text.date(store.data_as_of))
    st.html(title.format(text("app.title"), text("app.subtitle"), as_of))


def _draw_header(store: Store, view: View, text: Text) -> None:
    """Draw where to go, what colours the map, the basemap and the language."""
    names = _focus_names(store, view, text)
    st.selectbox(
        text("panel.focus"),
        list(names),
        key="focus",
        persist_state=KEPT,
        on_change=leave_spot,
        format_func=lambda key: names.get(key, key),
    )
    st.selectbox(
        text("metric.label"),
        METRICS,
        key="metric",
        persist_state=KEPT,
        format_func=lambda m: text(f"metric.{m}"),
        help=text("metric.help"),
    )
    st.selectbox(
        text("colour.label"),
        COLOURS,
        key="colour",
        persist_state=KEPT,
        format_func=lambda c: text(f"colour.{c}"),
    )
    st.selectbox(
        text("basemap.label"),
        available_basemaps(),
        key="basemap",
        persist_state=KEPT,
        format_func=lambda b: text(f"basemap.{b}"),
        help=text("basemap.help"),
    )
    draw_language(text)


def _focus_names(store: Store, view: View, text: Text) -> dict[str, str]:
    """Return what the focus can be set to, by key; a site or project only while it is the focus."""
    places = store.register.places
    offered = [place for kind in OFFERED_KINDS for place in places.of_kind(kind)]
    names = {place.key: place.name(text.lang) for place in offered}
    names[view.focus] = store.name_of(view.focus, text.lang)
    return names
