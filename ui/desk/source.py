"""Where a change comes from: a source of the register, or a new one."""

from typing import Final

import streamlit as st

from geo.keep.edit import Citation, new_citation
from geo.register.load import Register
from geo.say.source_words import cite
from geo.words.text import Text
from ui.desk.draft import key_of
from ui.state import KEPT

SOURCE: Final = "source"
NEW: Final = "new"
CLASSES: Final = ("A", "B", "C", "D")
_PARTS: Final = ("title", "url", "publisher", "published")


def draw_source(register: Register, record: str, text: Text) -> None:
    """Ask for the source of a change: one of the register, or the particulars of a new one."""
    sources = register.rows["sources"]
    st.selectbox(
        text("desk.source"),
        [NEW, *sources],
        index=None,
        key=key_of(record, SOURCE),
        persist_state=KEPT,
        placeholder=text("desk.source_choose"),
        format_func=lambda id_: (
            text("desk.source_new") if id_ == NEW else f"{id_} · {cite(sources[id_], text)}"
        ),
    )
    if st.session_state[key_of(record, SOURCE)] == NEW:
        for name in _PARTS:
            st.text_input(
                text(f"desk.source_{name}"),
                key=key_of(record, f"source-{name}"),
                max_chars=500,
                persist_state=KEPT,
            )
        st.selectbox(
            text("desk.source_class"),
            CLASSES,
            key=key_of(record, "source-class"),
            persist_state=KEPT,
            format_func=lambda name: text(f"source_class.{name}"),
        )


def citation_of(record: str) -> Citation:
    """Return the source that was said of a record's change.

    Raises
    ------
    NoSourceError, BrokenCellError
        None was said, or what is said of a new one cannot stand.
    """
    chosen = st.session_state.get(key_of(record, SOURCE))
    if chosen != NEW:
        return Citation(chosen or "")
    title, url, publisher, published = (
        st.session_state[key_of(record, f"source-{name}")].strip() for name in _PARTS
    )
    kind = st.session_state[key_of(record, "source-class")]
    return new_citation(title, url, publisher, published, kind)
