"""The session's view: read from the link once, kept in the widgets, written back to the link.

No other module writes what a view is made of: each change of it is a function here, to be called
before the widgets are drawn, as a widget's callback does.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

import streamlit as st

from geo.ask.atlas import can_focus
from geo.errors import TwoZonesError
from geo.ground.places import CITY
from geo.ground.spot import Spot
from geo.say.typed_conditions import PLACE_FILTERS, read_conditions
from geo.view.profile import Profile
from geo.view.shapes import Shape
from geo.view.shortlist import Shortlist
from geo.view.view import CHOICES, COMPARABLE, SINGLE_CHOICES, View
from geo.view.weights import Weights
from geo.words.vocabulary import NO_CLUSTER
from layers.links import view_of_link
from ui.store import Store

LOADED = "view_loaded"
NOTICES = "notices"
OPENED: Final = "tab_opened"
RETURNED: Final = "returned"
NOT_UNDERSTOOD: Final = "not_understood"
WRITTEN: Final = "link_written"
HELD: Final = "held"
KEPT: Final = "session"
"""A view's widgets keep their values while another page is open."""

OWN_IN_LINK: Final = "own"
"""In a link to data of the session's own: whoever opens it without them must be told."""

EXTENT: Final = "extent"

BESIDE_VIEW: Final = (EXTENT, OWN_IN_LINK)
"""What a link keeps whatever the page writes into it."""

SINGLE = ("metric", "colour", "basemap", "focus", "check", "tab")
VALUES = ("point", "weights", "profile", "shortlist")
"""Fields of a view that no single widget holds; their state is the value itself."""


def start_session(store: Store) -> None:
    """Fill the widgets from the link on the first run of a session; keep what was wrong with it."""
    if LOADED not in st.session_state:
        load_link(store, st.query_params.to_dict())


def mend_choices(store: Store) -> None:
    """Put back what a box of one choice held, where the browser sent a name instead.

    Streamlit knows an option by its words. A press that the browser made before it had heard of
    others comes with those of before, and is handed on as it came where no option is called so.
    """
    state = st.session_state
    held = state.get(HELD, {})
    for name in SINGLE:
        if not _is_choice(store, name, state[name]):
            known = (held.get(name), getattr(View(), name))
            state[name] = next(choice for choice in known if _is_choice(store, name, choice))
    state[HELD] = {name: state[name] for name in SINGLE}


def _is_choice(store: Store, name: str, choice: object) -> bool:
    if name == "focus":
        return isinstance(choice, str) and can_focus(store, choice)
    return choice in SINGLE_CHOICES[name]


def load_link(store: Store, query: Mapping[str, str]) -> None:
    """Fill the widgets from the query of a link; keep what was wrong with it."""
    view, problems = view_of_link(store, query, browser_language())
    write_view(view)
    st.session_state[LOADED] = replace(view, extent=None)
    st.session_state[NOTICES] = problems


def return_to(store: Store, query: Mapping[str, str]) -> None:
    """Show the view of a step of the browser's history, and count that it was come back to."""
    load_link(store, query)
    st.session_state[RETURNED] = st.session_state.get(RETURNED, 0) + 1


def browser_language() -> str:
    """Return the language that the browser asks for: Chinese, or English for all others."""
    locale = st.context.locale or "zh"
    return "zh" if locale.lower().startswith("zh") else "en"


def write_view(view: View) -> None:
    """Put a view into the widgets; call it before they are drawn."""
    state = st.session_state
    state["lang"], state["q"] = view.lang, view.q
    state["from"], state["to"] = view.start, view.end
    state["shape"], state["policy"] = view.shape, view.policy
    for name in (*CHOICES, "compare"):
        state[name] = list(getattr(view, name))
    for name in (*SINGLE, *VALUES):
        state[name] = getattr(view, name)


def read_view() -> View:
    """Return the view that the widgets hold."""
    state = st.session_state
    chosen: dict[str, Any] = {name: _in_order(name, state[name]) for name in CHOICES}
    chosen |= {name: state[name] for name in (*SINGLE, *VALUES)}
    compared = state["compare"]
    start, end = _ordered(state["from"], state["to"])
    return View(
        lang=state["lang"],
        q=state["q"].strip(),
        start=start,
        end=end,
        shape=state["shape"],
        policy=state["policy"],
        compare=tuple(key for key in COMPARABLE if key in compared),
        **chosen,
    )


def _in_order(name: str, chosen: list[str]) -> tuple[str, ...]:
    return tuple(option for option in CHOICES[name] if option in chosen)


def _ordered(start: dt.date | None, end: dt.date | None) -> tuple[dt.date | None, dt.date | None]:
    """Return the period, the other way round where it was entered backwards."""
    return (end, start) if start and end and start > end else (start, end)


def write_link(view: View, beside: Mapping[str, str] | None = None) -> None:
    """Put the view into the address bar, so that the link can be shared, and what is ``beside`` it.

    Where the map stands is the browser's to say (`address.js`): what it says is kept. What was
    written last counts too, as a press can be made before the browser has heard of it.
    """
    query = view.to_query() | dict(beside or {})
    if browser_language() != "zh":
        query["lang"] = view.lang
    stands = {name: value for name, value in st.query_params.items() if name in BESIDE_VIEW}
    known = st.query_params.to_dict()
    if known != query | stands or query != st.session_state.get(WRITTEN, query):
        st.query_params.from_dict(query | stands)
    st.session_state[WRITTEN] = query


def notices(view: View) -> list[TwoZonesError]:
    """Return what was wrong with the link, until the user changes something."""
    return st.session_state[NOTICES] if view == st.session_state[LOADED] else []


def redraw_choices() -> None:
    """Show single choices in the new language: the browser keeps their old words otherwise."""
    for name in SINGLE:
        st.session_state[name] = st.session_state[name]


def set_language(lang: str) -> None:
    """Show the page in a language."""
    st.session_state["lang"] = lang


def set_focus(focus: str) -> None:
    """Move to a place or project."""
    st.session_state["focus"] = focus
    leave_spot()


def leave_spot() -> None:
    """Forget the spot that was asked about: it belongs to where one was."""
    ask_spot(None)


def ask_spot(spot: Spot | None) -> None:
    """Ask what holds at a spot, or at no spot."""
    st.session_state["point"] = spot


def set_metric(metric: str) -> None:
    """Colour the map by a metric."""
    st.session_state["metric"] = metric


def set_weights(weights: Weights) -> None:
    """Rank the clusters by weights."""
    st.session_state["weights"] = weights


def set_profile(profile: Profile) -> None:
    """Hold policies against answers."""
    st.session_state["profile"] = profile


def set_shortlist(shortlist: Shortlist) -> None:
    """Keep a shortlist."""
    st.session_state["shortlist"] = shortlist


def set_compared(places: Sequence[str]) -> None:
    """Put places side by side."""
    st.session_state["compare"] = list(places)


def add_compared(place: str) -> None:
    """Put a place beside those compared, and show them."""
    compared = st.session_state["compare"]
    set_compared(list(dict.fromkeys([*compared, place])))
    open_tab("compare")


def follow_options(name: str) -> None:
    """Go to the one place that a filter by places has chosen; back to the city for any other."""
    chosen, focus = st.session_state[name], st.session_state["focus"]
    if len(chosen) == 1 and chosen[0] != NO_CLUSTER:
        set_focus(f"{name}:{chosen[0]}")
    else:  # said even where it stays: the browser may only now hear where the press before led
        set_focus(CITY if focus.startswith(f"{name}:") else focus)


def open_tab(name: str) -> None:
    """Open a tab below the map by its name, and show it."""
    st.session_state["tab"] = name
    st.session_state[OPENED] = st.session_state.get(OPENED, 0) + 1


def open_policy(store: Store, policy: str) -> None:
    """Open a policy, and move to the first place of its scope that can be shown."""
    if policy not in store.register.rows["policies"]:
        return
    st.session_state["policy"] = policy
    scope: tuple[str, ...] = store.register.rows["policies"][policy].scope
    set_focus(next((key for key in scope if can_focus(store, key)), CITY))


def close_policy() -> None:
    """Close the open policy."""
    st.session_state["policy"] = ""


def set_options(name: str, options: Sequence[str]) -> None:
    """Choose the options of a filter."""
    st.session_state[name] = list(options)


def toggle_option(name: str, option: str) -> None:
    """Take an option into a filter, or out of it."""
    chosen = st.session_state[name]
    others = [kept for kept in chosen if kept != option]
    set_options(name, others if option in chosen else [*chosen, option])


def set_period(start: dt.date | None, end: dt.date | None) -> None:
    """Choose the first and the last day of the period; None leaves it open."""
    st.session_state["from"], st.session_state["to"] = start, end


def set_shape(shape: Shape | None) -> None:
    """Filter by a shape, or by none."""
    st.session_state["shape"] = shape


def take_conditions(store: Store, typed: str) -> None:
    """Set the conditions that were typed, if any, and search for the words that name none."""
    found = read_conditions(typed, store.option_names)
    if not found.is_any:
        search_for(typed)
        return
    for name, chosen in found.options.items():
        set_options(name, chosen)
        if name in PLACE_FILTERS:
            follow_options(name)
    if found.start is not None:
        set_period(found.start, found.end)
    search_for(found.rest)
    st.session_state[NOT_UNDERSTOOD] = found.rest


def search_for(words: str) -> None:
    """Search for words in all text."""
    st.session_state["q"] = words


def drop_filter(name: str, option: str | None = None) -> None:
    """Lift one filter, or one option of it."""
    state = st.session_state
    if name in CHOICES:
        set_options(name, [kept for kept in state[name] if kept != option])
    else:
        state[name] = "" if name == "q" else None


def lift_filter(name: str) -> None:
    """Lift a filter with all its options; ``period`` is both ends of it."""
    if name in CHOICES:
        set_options(name, [])
    elif name == "period":
        set_period(None, None)
    else:
        drop_filter(name)


def reset_filters() -> None:
    """Lift every filter."""
    write_view(read_view().without_filters())
