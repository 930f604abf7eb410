"""The column of filters, the counts beside their options, and the chips of what is on."""

import streamlit as st
from markupsafe import Markup

from geo.ask.filters import PROJECT_FILTERS, Selection
from geo.ground.places import Hierarchy
from geo.register.fields import FILTERS
from geo.say.filter_words import active_filters, filter_label, option_labels
from geo.say.typed_conditions import PLACE_FILTERS
from geo.view.view import CHOICES, TEXT_LIMIT, View
from geo.words.text import Text
from ui.parts.markup import plain
from ui.parts.shape import draw_shape_filter
from ui.state import (
    KEPT,
    NOT_UNDERSTOOD,
    drop_filter,
    follow_options,
    leave_spot,
    reset_filters,
    set_options,
    take_conditions,
)
from ui.store import Store

MORE = "more"
"""The key of what unfolds the rarer filters."""

OPERATING = "operating"
OFFERED_KINDS = ("city", "cluster", "district")
"""What one can always go to from the list."""


def draw_filters(store: Store, view: View, selection: Selection, text: Text) -> None:
    """Draw where one is, and every filter but the text."""
    places = store.register.places
    st.html(Markup("<h2 class='column-head'>{}</h2>").format(text("filter.title")))
    _draw_focus(store, view, text)
    _draw_filters("first", places, text)
    more = st.expander(text("filter.more"), key=MORE, on_change="rerun")
    if more.open:  # nothing else needs what it holds
        with more:
            _draw_filters("more", places, text)
            _draw_period(selection, text)
    draw_shape_filter(store, view, text)
    _draw_pills("factor", places, text)


def draw_search(store: Store, text: Text) -> None:
    """Draw the search box: words that name options become filters, it searches for the others."""
    st.text_input(
        text("filter.q"),
        key="q",
        persist_state=KEPT,
        placeholder=text("filter.q_hint"),
        max_chars=TEXT_LIMIT,
        on_change=lambda: take_conditions(store, st.session_state["q"]),
        label_visibility="collapsed",
    )


def draw_not_understood(view: View, text: Text) -> None:
    """Say which of the words typed named no condition: they are searched for as text."""
    if view.q and st.session_state.get(NOT_UNDERSTOOD) == view.q:
        st.caption(plain(text("search.rest", words=view.q)))


def _draw_focus(store: Store, view: View, text: Text) -> None:
    """Draw the choice of where to go; a site or project is offered only while one is there."""
    places = store.register.places
    offered = [place for kind in OFFERED_KINDS for place in places.of_kind(kind)]
    names = {place.key: place.name(text.lang) for place in offered}
    names[view.focus] = store.name_of(view.focus, text.lang)
    st.selectbox(
        text("panel.focus"),
        list(names),
        key="focus",
        persist_state=KEPT,
        on_change=leave_spot,
        format_func=lambda key: names.get(key, key),
    )


def option_counts(store: Store, view: View, selection: Selection) -> dict[str, list[int]]:
    """Return what to write beside the options of each filter: projects, beside factors policies."""
    policies = store.policies_per_factor(view.sector)
    counts = {name: selection.counts[name].tolist() for name in PROJECT_FILTERS}
    return counts | {"factor": [policies[factor] for factor in CHOICES["factor"]]}


def _draw_filters(where: str, places: Hierarchy, text: Text) -> None:
    """Draw the filters by fields of a project that stand in one of both parts."""
    for field in FILTERS:
        if field.filter == where:
            _draw_pills(field.name, places, text)
        if field.filter == where and field.name == "status":
            _draw_waiting(text)


def _draw_waiting(text: Text) -> None:
    """Draw the press that leaves the projects that do not operate yet."""
    waiting = [status for status in CHOICES["status"] if status != OPERATING]
    st.button(
        text("filter.waiting"),
        key="waiting",
        type="tertiary",
        disabled=st.session_state["status"] == waiting,
        on_click=set_options,
        args=("status", waiting),
    )


def _draw_pills(name: str, places: Hierarchy, text: Text) -> None:
    """Draw a filter's options, and say above them so where all of them are chosen.

    Streamlit knows an option by its words: were its count among them, a press made while another
    count was on its way would be lost. So the map's script writes the counts.
    """
    label = option_labels(name, places, text)
    heading = filter_label(name, text)
    if len(st.session_state[name]) == len(CHOICES[name]):
        heading = text("filter.every_option", name=heading)
    st.pills(
        heading,
        CHOICES[name],
        selection_mode="multi",
        key=name,
        persist_state=KEPT,
        format_func=lambda option: plain(label(option)),
        on_change=follow_options if name in PLACE_FILTERS else None,
        args=(name,),
        help=text.section("filter").get(f"{name}_help"),
    )


def _draw_period(selection: Selection, text: Text) -> None:
    st.date_input(
        text("filter.from"), key="from", persist_state=KEPT, value=None, format="YYYY-MM-DD"
    )
    st.date_input(text("filter.to"), key="to", persist_state=KEPT, value=None, format="YYYY-MM-DD")
    if selection.undated:
        st.caption(text("filter.undated", count=selection.undated))


def draw_chips(store: Store, view: View, text: Text) -> None:
    """Draw a chip with a × for every filter that is on, and the way back to none."""
    chips = active_filters(store, view, text)
    only_here = _only_here(view)
    if not chips and only_here is None:
        return
    with st.container(horizontal=True, gap="small", key="chips"):
        for name, option, label in chips:
            st.button(
                f"{plain(label)} ×",
                key=f"chip-{name}-{option or ''}",
                on_click=drop_filter,
                args=(name, option),
            )
        if only_here is not None:
            here = text("filter.only_here", name=store.name_of(view.focus, text.lang))
            st.button(plain(here), key="only-here", on_click=set_options, args=only_here)
        st.button(text("filter.reset"), key="reset", type="tertiary", on_click=reset_filters)


def _only_here(view: View) -> tuple[str, list[str]] | None:
    """Return the filter and option that leave only the focus, where it is a place to filter by."""
    name, _, option = view.focus.partition(":")
    if name not in PLACE_FILTERS or option in getattr(view, name):
        return None
    return name, [option]
