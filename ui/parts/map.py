"""The map on the page: built once a basemap, told by a small message what to show."""

import math
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

import numpy as np
import streamlit as st
from streamlit_folium import st_folium

from geo.ask.atlas import can_focus
from geo.ask.filters import Selection
from geo.ask.holding import Holding
from geo.ask.summary import Summary
from geo.ground.gcj02 import gcj02_to_wgs84, wgs84_to_gcj02
from geo.ground.membership import PROJECT_PREFIX
from geo.ground.places import CITY
from geo.ground.spot import Spot, make_spot
from geo.settings import settings
from geo.view.shapes import Shape, move_shape, read_shape
from geo.view.view import View
from geo.words.text import Text, text_in
from layers.assets import digest_of, static_digest
from layers.basemaps import Basemap, basemap_of
from layers.cells import cell_address, class_bounds
from layers.choropleth import district_classes
from layers.map import FocusPoint, LayerState, Rings, base_map, state_message
from layers.popups import place_popup
from layers.wire import encode_mask, filter_message
from ui.parts.theme import theme_of_page
from ui.state import ask_spot, open_tab, set_focus, set_shape
from ui.store import Store

HEIGHT_PX = 640
LINKED_HEIGHT_PX = 340
COORDINATE_DECIMALS = 6
CLICKED = "last_active_drawing"
POPUP_KINDS = ("district", "cluster")


def draw_map(  # noqa: PLR0913 (what is shown, and whom to tell)
    store: Store,
    view: View,
    selection: Selection,
    summary: Summary,
    holding: Holding,
    *,
    counts: Mapping[str, Sequence[int]],
    painted: str = "",
) -> None:
    """Draw the map of a view; ``summary`` and ``holding`` are the numbers of its focus.

    ``counts`` are written beside the filters' options; ``painted`` is an address that the map
    tells when it has painted (see ``ui.serve.first_paint``).
    """
    state = _state(store, view, selection, _popup(store, view, summary, holding))
    state = replace(state, counts=counts, painted=painted)
    key = _key_of(store, view)
    _mount(store, view, state, key, HEIGHT_PX, lambda: _follow_click(store, view, key))


def _key_of(store: Store, view: View) -> str:
    """Return the session's key of a view's map: another for other layers, tiles or scripts."""
    index = store.index[basemap_of(view.basemap).datum].url
    return f"map-{digest_of(repr((index, view.basemap, static_digest())).encode())}"


def _mount(  # noqa: PLR0913, PLR0917 (what is shown, and whom to tell)
    store: Store,
    view: View,
    state: LayerState,
    key: str,
    height: int,
    follow: Callable[[], None] | None = None,
) -> None:
    """Mount a map that shows a state; ``follow`` is called when something was done on it."""
    basemap = basemap_of(view.basemap)
    st_folium(
        base_map(store.index[basemap.datum].url, basemap),
        key=key,
        height=height,
        use_container_width=True,
        render=False,
        returned_objects=[CLICKED] if follow else [],
        feature_group_to_add=state_message(state),
        on_change=follow,
    )


def _told(key: str) -> Mapping[str, Any]:
    """Return what the map under a key told last."""
    clicked = (st.session_state.get(key) or {}).get(CLICKED) or {}
    told: Mapping[str, Any] = clicked.get("properties", {})
    return told


def _follow_click(store: Store, view: View, key: str) -> None:
    """Follow what was done on the map: a place, spot or answer pressed, or a shape drawn."""
    told = _told(key)
    focus, spot, shape = (told.get(name) for name in ("id", "spot", "shape"))
    if isinstance(focus, str) and can_focus(store, focus):
        set_focus(focus)
    elif isinstance(shape, str):
        with suppress(ValueError):  # only a tampered page sends what is no shape
            set_shape(_shape_in_wgs84(shape, basemap_of(view.basemap).datum))
    if spot:
        with suppress(ValueError):  # nothing is asked about a spot far from the region
            ask_spot(_pressed_spot(spot, basemap_of(view.basemap)))
    if told.get("ask"):
        open_tab("holds")


def _pressed_spot(pressed: Sequence[float], basemap: Basemap) -> Spot:
    """Return the spot of a press, given in the datum of the basemap."""
    lon, lat = pressed
    if basemap.datum == "gcj02":
        lon, lat = map(float, gcj02_to_wgs84(lon, lat))
    return make_spot(lon, lat)


def _shape_in_wgs84(text: str, datum: str) -> Shape | None:
    """Return the shape drawn on a map in a datum; an empty text stands for none."""
    if not text:
        return None
    drawn = read_shape(text)
    return move_shape(drawn, gcj02_to_wgs84) if datum == "gcj02" else drawn


def _rings(store: Store, view: View) -> Rings:
    """Return the rings of the view's shape in the datum of its basemap."""
    if view.shape is None:
        return ()
    rings = store.shapes.outline(view.shape)
    if basemap_of(view.basemap).datum == "gcj02":
        rings = [np.column_stack(wgs84_to_gcj02(*ring.T)) for ring in rings]
    return [np.round(ring[:, ::-1], COORDINATE_DECIMALS).tolist() for ring in rings]


def draw_linked_map(store: Store, view: View, selection: Selection, slot: int) -> None:
    """Draw a small map of the view's focus, one of several that move together."""
    state = replace(_state(store, view, selection, {}), linked=True)
    _mount(store, view, state, f"{_key_of(store, view)}-{slot}", LINKED_HEIGHT_PX)


def draw_point_map(
    store: Store, view: View, selection: Selection, point: Spot | None, take: Callable[[Spot], None]
) -> None:
    """Draw a small map of the view's focus, on which a point can be dragged or set by a press.

    ``take`` is called with the spot at which it was let go, or that was pressed.
    """
    basemap = basemap_of(view.basemap)
    key = f"{_key_of(store, view)}-{view.focus}"
    drag = () if point is None else _in_datum(point, basemap)
    state = replace(_state(store, view, selection, {}), linked=True, drag=drag)

    def follow() -> None:
        if spot := _told(key).get("spot"):
            with suppress(ValueError):  # a spot far from the region is none
                take(_pressed_spot(spot, basemap))

    _mount(store, view, state, key, LINKED_HEIGHT_PX, follow)


def _state(
    store: Store, view: View, selection: Selection, popup: Mapping[str, object]
) -> LayerState:
    colours = district_classes(store, view, selection.mask)
    row = _row(store, view.focus)
    return LayerState(
        filter=filter_message(view),
        rest=encode_mask(selection.rest),
        focus=view.focus,
        row=row,
        spot=_spot(store, view.focus, row, basemap_of(view.basemap)),
        lang=view.lang,
        theme=theme_of_page(),
        metric=view.metric,
        colour=view.colour,
        classes=colours.classes,
        bounds=class_bounds(colours, view.metric),
        cells=cell_address(view.metric),
        popup=popup,
        approval=settings().approval_number,
        point=_point(view),
        fit=_fit(store, view),
        shape=_rings(store, view),
    )


def _row(store: Store, focus: str) -> int | None:
    """Return the row of the project in focus."""
    if not focus.startswith(PROJECT_PREFIX):
        return None
    return store.membership.position(focus.removeprefix(PROJECT_PREFIX))


def _spot(store: Store, focus: str, row: int | None, basemap: Basemap) -> FocusPoint | None:
    """Return where the project or place in focus lies, or None where no point is known."""
    if row is not None:
        project = store.register.projects.iloc[row]
        lon, lat, radius = project["lon"], project["lat"], project["radius_m"]
    else:
        place = store.register.places[focus]
        if place.anchor is None or place.radius_m is None:
            return None
        (lon, lat), radius = place.anchor, place.radius_m
    if math.isnan(lon):
        return None
    if basemap.datum == "gcj02":
        lon, lat = wgs84_to_gcj02(lon, lat)
    return FocusPoint(float(lon), float(lat), float(radius))


def _point(view: View) -> tuple[float, float] | None:
    """Return the spot asked about, in the datum of the basemap."""
    return None if view.point is None else _in_datum(view.point, basemap_of(view.basemap))


def _in_datum(spot: Spot, basemap: Basemap) -> tuple[float, float]:
    if basemap.datum == "gcj02":
        lon, lat = map(float, wgs84_to_gcj02(spot.lon, spot.lat))
        return lon, lat
    return spot.lon, spot.lat


def _fit(store: Store, view: View) -> dict[str, dict[str, float]]:
    """Return rank and score of every cluster, where the map shows them."""
    return {
        fit.cluster: {"rank": fit.rank, "score": round(fit.score, 1)} for fit in store.ranking(view)
    }


def _popup(store: Store, view: View, summary: Summary, holding: Holding) -> Mapping[str, object]:
    if view.focus == CITY or view.focus.startswith(PROJECT_PREFIX):
        return {}
    place = store.register.places[view.focus]
    if place.kind not in POPUP_KINDS:
        return {"name": place.name(view.lang)}
    text: Text = text_in(view.lang)
    return place_popup(place, summary, holding, text, schematic=store.is_schematic(view.focus))
