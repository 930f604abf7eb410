"""The sidebar of filters, each option with its count, and the chips of what is on."""

import streamlit as st

from geo.ask.filters import Selection
from geo.ground.places import Hierarchy
from geo.register.fields import FILTERS
from geo.say.filter_words import active_filters, filter_label, option_labels
from geo.view.view import CHOICES, TEXT_LIMIT, View
from geo.words.text import Text
from ui.parts.markup import plain
from ui.parts.shape import draw_shape_filter
from ui.state import KEPT, drop_filter, reset_filters
from ui.store import Store


def draw_filters(
    store: Store, view: View, selection: Selection, policies: dict[str, int], text: Text
) -> None:
    """Draw every filter; ``policies`` counts the policies beside each factor."""
    places = store.register.places
    st.text_input(
        text("filter.q"),
        key="q",
        persist_state=KEPT,
        placeholder=text("filter.q_hint"),
        max_chars=TEXT_LIMIT,
        help=text("filter.q_help"),
    )
    _draw_filters("first", selection, places, text)
    with st.popover(text("filter.more"), width="stretch"):
        _draw_filters("more", selection, places, text)
        _draw_period(selection, text)
    draw_shape_filter(store, view, text)
    factor_counts = [policies[factor] for factor in CHOICES["factor"]]
    _draw_pills("factor", factor_counts, places, text)


def _draw_filters(where: str, selection: Selection, places: Hierarchy, text: Text) -> None:
    """Draw the filters by fields of a project that stand in one of both parts."""
    for field in FILTERS:
        if field.filter == where:
            _draw_pills(field.name, selection.counts[field.name].tolist(), places, text)


def _draw_pills(name: str, counts: list[int], places: Hierarchy, text: Text) -> None:
    """Draw a filter's options, each with its count."""
    label = option_labels(name, places, text)
    counted = zip(CHOICES[name], counts, strict=True)
    labels = {option: f"{plain(label(option))} {count}" for option, count in counted}
    st.pills(
        filter_label(name, text),
        CHOICES[name],
        selection_mode="multi",
        key=name,
        persist_state=KEPT,
        format_func=labels.__getitem__,
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
    if not chips:
        return
    with st.container(horizontal=True, gap="small", key="chips"):
        for name, option, label in chips:
            st.button(
                f"{plain(label)} ×",
                key=f"chip-{name}-{option or ''}",
                on_click=drop_filter,
                args=(name, option),
            )
        st.button(text("filter.reset"), key="reset", type="tertiary", on_click=reset_filters)


def draw_empty(view: View, text: Text) -> None:
    """Say that nothing matches, what to do about it, and offer the way back."""
    hints = ["empty.hint"]
    hints += ["empty.hint_q"] if view.q else []
    hints += ["empty.hint_shape"] if view.shape else []
    with st.container(border=True, key="empty"):
        st.markdown(f"**{text('empty.title')}**")
        st.caption(" ".join(text(hint) for hint in hints))
        st.button(text("empty.back"), key="empty-reset", type="primary", on_click=reset_filters)
