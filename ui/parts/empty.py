"""Where nothing matches: which one condition to lift, and what that would show."""

import streamlit as st

from geo.ask.filters import Selection
from geo.say.filter_words import active_filters
from geo.view.view import View
from geo.words.text import Text
from ui.parts.markup import plain
from ui.state import lift_filter, reset_filters
from ui.store import Store

PERIOD = "period"
_NAMES = {"from": PERIOD, "to": PERIOD}
"""What counts as one condition with others."""


def draw_empty(store: Store, view: View, selection: Selection, text: Text) -> None:
    """Say that nothing matches, and offer each condition that alone stands in the way."""
    lifted = {name: count for name, count in selection.lifted.items() if count}
    with st.container(border=True, key="empty"):
        st.markdown(f"**{text('empty.title')}**")
        st.caption(_hint(view, text, lifts=bool(lifted)))
        words = _conditions(store, view, text)
        for name, count in sorted(lifted.items(), key=lambda pair: -pair[1]):
            st.button(
                plain(text("empty.lift", condition=words[name], count=count)),
                key=f"lift-{name}",
                on_click=lift_filter,
                args=(name,),
            )
        st.button(text("empty.back"), key="empty-reset", type="primary", on_click=reset_filters)


def _hint(view: View, text: Text, *, lifts: bool) -> str:
    hints = ["empty.hint" if lifts else "empty.hint_several"]
    hints += ["empty.hint_q"] if view.q else []
    hints += ["empty.hint_shape"] if view.shape else []
    return " ".join(text(hint) for hint in hints)


def _conditions(store: Store, view: View, text: Text) -> dict[str, str]:
    """Return what each condition that is on is called, its options together."""
    words: dict[str, list[str]] = {}
    for name, _, label in active_filters(store, view, text):
        words.setdefault(_NAMES.get(name, name), []).append(label)
    return {name: " · ".join(labels) for name, labels in words.items()}
