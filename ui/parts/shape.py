"""Select by shape: typed here, drawn on the map; the way of the keyboard and of exact values."""

import re

import streamlit as st

from geo.ask.filters import Selection
from geo.errors import ShapeError
from geo.ground.membership import PROJECT_PREFIX
from geo.region import REGION
from geo.view.shapes import KM_LIMIT, Near, read_shape
from geo.view.view import View
from geo.words.text import Text
from ui.state import set_shape
from ui.store import Store

KINDS = ("near", "circle", "rectangle", "polygon")
OFFERED = ("cluster", "district", "functional_area", "site", "place")
DEFAULT_KM = 3.0
PROBLEM = "shape_problem"
KIND, PLACE, KM = "shape_kind", "shape_place", "shape_km"
CENTRE, SOUTH_WEST, NORTH_EAST, CORNERS = (
    "shape_centre",
    "shape_south_west",
    "shape_north_east",
    "shape_corners",
)


def _beside(east: float, north: float) -> str:
    """Return what is typed for a corner, so many degrees from the region's example."""
    lon, lat = REGION.examples.spot
    return f"{lon + east:.2f}, {lat + north:.2f}"


_COORDINATES = {
    "circle": ((CENTRE, _beside(0, 0)),),
    "rectangle": ((SOUTH_WEST, _beside(-0.15, -0.1)), (NORTH_EAST, _beside(0.15, 0.1))),
}


def draw_shape_filter(store: Store, view: View, text: Text) -> None:
    """Draw the form in which a shape is typed, while it is open: nothing else needs it."""
    popover = st.popover(text("shape.select"), width="stretch", key="shape-form", on_change="rerun")
    if not popover.open:
        return
    with popover:
        st.caption(text("shape.hint"))
        kind = st.segmented_control(
            text("shape.kind"),
            KINDS,
            key=KIND,
            default=KINDS[0],
            required=True,
            format_func=lambda kind: text(f"shape.{kind}"),
        )
        with st.form("shape_form", border=False):
            _draw_fields(store, view, kind, text)
            st.form_submit_button(text("shape.apply"), type="primary", on_click=_apply)
        problem = st.session_state.get(PROBLEM)
        if problem:
            st.error(problem.sentence(text.lang))


def _draw_fields(store: Store, view: View, kind: str, text: Text) -> None:
    if kind == "near":
        names = _measurable(store, view, text)
        first = list(names).index(view.focus) if view.focus in names else 0
        st.selectbox(
            text("shape.place"), list(names), index=first, key=PLACE, format_func=names.__getitem__
        )
    elif kind == "polygon":
        hint = "\n".join((_beside(-0.15, -0.1), _beside(0.15, -0.1), _beside(0, 0.1)))
        st.text_area(text("shape.corners"), key=CORNERS, placeholder=hint)
    for key, hint in _COORDINATES.get(kind, ()):
        st.text_input(text(f"shape.{key.removeprefix('shape_')}"), key=key, placeholder=hint)
    if kind in {"near", "circle"}:
        label = text("shape.km")
        st.number_input(label, 0.1, KM_LIMIT, DEFAULT_KM, step=0.5, format="%g", key=KM)


def _measurable(store: Store, view: View, text: Text) -> dict[str, str]:
    """Return the places with an outline or a point, and the project in focus, by key."""
    places = store.register.places
    offered = [place for kind in OFFERED for place in places.of_kind(kind)]
    names = {
        place.key: place.name(text.lang)
        for place in offered
        if store.shapes.knows(Near(place.key, 1))
    }
    if view.focus.startswith(PROJECT_PREFIX) and store.shapes.knows(Near(view.focus, 1)):
        names[view.focus] = store.name_of(view.focus, text.lang)
    return names


def _apply() -> None:
    """Take the shape that was typed, or keep what is wrong with it."""
    state = st.session_state
    typed = {
        "near": lambda: f"{state[PLACE]},{state[KM]}",
        "circle": lambda: f"{state[CENTRE]},{state[KM]}",
        "rectangle": lambda: f"{state[SOUTH_WEST]},{state[NORTH_EAST]}",
        "polygon": lambda: ",".join(state[CORNERS].split("\n")),
    }[state[KIND]]()
    try:
        set_shape(read_shape(f"{state[KIND]}:{_tidied(typed)}"))
        state[PROBLEM] = None
    except ValueError:
        state[PROBLEM] = ShapeError(value=typed[:60])


def _tidied(typed: str) -> str:
    """Return typed coordinates with one plain comma between numbers, however they were parted."""
    return re.sub(r"[\s,;，、；]+", ",", typed.strip()).strip(",")


def draw_shape_notes(view: View, selection: Selection, text: Text) -> None:
    """Say which projects a shape can say nothing about, and where it may be wrong."""
    if view.shape is None:
        return
    notes = {
        "shape.unplaced": selection.unplaced,
        "shape.unsure_in": selection.unsure_in,
        "shape.unsure_out": selection.unsure_out,
    }
    st.caption(" · ".join(text(word, count=count) for word, count in notes.items() if count))
