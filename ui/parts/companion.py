"""What stands around the map page: the count read aloud, suggestions, the drawers, the tour."""

from contextlib import suppress
from urllib.parse import parse_qsl

import streamlit as st

from geo.ask.atlas import can_focus
from geo.ask.summary import Summary
from geo.ground.places import CITY
from geo.ground.spot import make_spot, read_spot
from geo.view.shapes import Circle, Near, Shape, read_shape
from geo.view.view import TEXT_LIMIT, View
from geo.words.text import Text
from layers.found import CONDITIONS_PREFIX, SPOT_PREFIX, TEXT_PREFIX
from ui.parts.component import script_component
from ui.parts.qr_code import qr_code
from ui.state import (
    OPENED,
    RETURNED,
    ask_spot,
    open_policy,
    return_to,
    search_for,
    set_focus,
    set_shape,
    take_conditions,
)
from ui.store import Store

KEY = "companion"
POLICY_PREFIX = "policy:"
LINK = "shared_link"

_companion = script_component("companion", "companion", isolate_styles=False)


def draw_companion(store: Store, view: View, shown: Summary, text: Text) -> None:
    """Draw the companion of a page that shows these projects.

    It suggests what matches while one types in the search box; choosing a suggestion opens the
    project, the place or the policy, goes to a spot that the server found, or searches.
    """
    facts = {"shown": shown.projects, "total": len(store.register.projects)}
    word = "live.count" if shown.projects else "live.none"
    _companion(
        key=KEY,
        data={
            "index": store.index["wgs84"].url,
            "lang": view.lang,
            "q": view.q,
            "count": text(word, **facts, points=shown.levels["point"]),
            "opened": st.session_state.get(OPENED, 0),
            "returned": st.session_state.get(RETURNED, 0),
            "code": _code(),
        },
        on_chosen_change=lambda: _open_chosen(store),
        on_returned_change=lambda: _return(store),
        on_shared_change=_share,
    )


def _open_chosen(store: Store) -> None:
    key = st.session_state[KEY].get("chosen")
    if not isinstance(key, str):
        return
    if key.startswith(POLICY_PREFIX):
        open_policy(store, key.removeprefix(POLICY_PREFIX))
    elif key.startswith(CONDITIONS_PREFIX):
        take_conditions(store, key.removeprefix(CONDITIONS_PREFIX)[:TEXT_LIMIT])
    elif key.startswith(TEXT_PREFIX):
        search_for(key.removeprefix(TEXT_PREFIX)[:TEXT_LIMIT])
    elif can_focus(store, key):
        set_focus(key)
    else:
        with suppress(ValueError):  # only a tampered page sends what is no spot and no shape
            _go_to(store, key)


def _go_to(store: Store, key: str) -> None:
    """Ask about a spot that was found, or show what lies around it or around a place."""
    if key.startswith(SPOT_PREFIX):
        ask_spot(read_spot(key.removeprefix(SPOT_PREFIX)))
        return
    match read_shape(key):
        case Circle(lon, lat) as circle:
            _look_around(circle, (lon, lat))
        case Near(place) as near if store.shapes.knows(near):
            _look_around(near, store.register.places[place].anchor)


def _look_around(shape: Shape, centre: tuple[float, float] | None) -> None:
    """Show all that lies in a shape, whatever place was in focus, and go to its centre."""
    set_focus(CITY)
    set_shape(shape)
    ask_spot(make_spot(*centre) if centre else None)


def _share() -> None:
    """Keep the link whose code is asked for."""
    link = st.session_state[KEY].get("shared")
    st.session_state[LINK] = link if isinstance(link, str) else ""


def _code() -> dict[str, str] | None:
    """Return the link whose code was asked for last, and the code; None where none was."""
    link = st.session_state.get(LINK)
    return {"link": link, "picture": qr_code(link)} if link else None


def _return(store: Store) -> None:
    """Show the view of the step of the browser's history that was come back to."""
    query = st.session_state[KEY].get("returned")
    if isinstance(query, str):
        return_to(store, dict(parse_qsl(query.removeprefix("?"))))
