"""The sidebar of filters, each option with its count, and the chips of what is on."""

from collections.abc import Callable

import streamlit as st

from geo.filters import Selection
from geo.places import Hierarchy
from geo.text import Text
from geo.view import CHOICES, NO_CLUSTER, TEXT_LIMIT, View
from ui.markup import plain
from ui.search import draw_suggestions
from ui.shape import draw_shape_filter, shape_label
from ui.state import KEPT, drop_filter, reset_filters
from ui.store import Store

FIRST = ("sector", "cluster", "status")
MORE = ("district", "kind", "origin", "programme")


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
    draw_suggestions(store, view)
    for name in FIRST:
        _draw_pills(name, selection.counts[name].tolist(), places, text)
    with st.popover(text("filter.more"), width="stretch"):
        for name in MORE:
            note = text("filter.programme_help") if name == "programme" else None
            _draw_pills(name, selection.counts[name].tolist(), places, text, note)
        _draw_period(selection, text)
    draw_shape_filter(store, view, text)
    factor_counts = [policies[factor] for factor in CHOICES["factor"]]
    _draw_pills("factor", factor_counts, places, text, note=text("filter.factor_help"))


def _draw_pills(
    name: str, counts: list[int], places: Hierarchy, text: Text, note: str | None = None
) -> None:
    """Draw a filter's options, each with its count."""
    of_option = dict(zip(CHOICES[name], counts, strict=True))
    label = option_labels(name, places, text)
    st.pills(
        text(f"filter.{name}"),
        CHOICES[name],
        selection_mode="multi",
        key=name,
        persist_state=KEPT,
        format_func=lambda option: f"{plain(label(option))} {of_option[option]}",
        help=note,
    )


def _draw_period(selection: Selection, text: Text) -> None:
    st.date_input(
        text("filter.from"), key="from", persist_state=KEPT, value=None, format="YYYY-MM-DD"
    )
    st.date_input(text("filter.to"), key="to", persist_state=KEPT, value=None, format="YYYY-MM-DD")
    if selection.undated:
        st.caption(text("filter.undated", count=selection.undated))


def option_labels(name: str, places: Hierarchy, text: Text) -> Callable[[str], str]:
    """Return what an option of a filter is called."""
    if name == "cluster":
        return lambda option: (
            text("filter.no_cluster")
            if option == NO_CLUSTER
            else places[f"cluster:{option}"].name(text.lang)
        )
    if name == "district":
        return lambda option: places[f"district:{option}"].name(text.lang)
    return lambda option: text(f"{name}.{option}")


def active_filters(store: Store, view: View, text: Text) -> list[tuple[str, str | None, str]]:
    """Return the filters that are on: ``(name, option, label)``, option None for single ones."""
    chips: list[tuple[str, str | None, str]] = []
    for name in CHOICES:
        label = option_labels(name, store.register.places, text)
        chips += [(name, option, label(option)) for option in getattr(view, name)]
    for name, value in (("from", view.start), ("to", view.end)):
        if value:
            chips.append((name, None, f"{text(f'filter.{name}')} {value}"))
    if view.q:
        chips.append(("q", None, f"“{view.q}”"))
    if view.shape:
        chips.append(("shape", None, shape_label(store, view.shape, text)))
    return chips


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
