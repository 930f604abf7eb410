"""The page where editors change records of the register, and publishers decide."""

import streamlit as st
from markupsafe import Markup

from geo.errors import InstalledDataError
from geo.errors.keeping import DatabaseError, DeskClosedError
from geo.keep.shelves import own_shelf
from geo.settings import INSTALLED_DATA, settings
from geo.words.text import Text, text_in
from ui.desk.proposals import draw_proposals
from ui.desk.record import draw_record
from ui.desk.who import draw_told, draw_who
from ui.own import pinned_store
from ui.parts.markup import plain
from ui.parts.update import draw_update
from ui.serve.access import desk_role
from ui.state import KEPT
from ui.store import Store

PART = "edit-part"


def draw_desk(_store: Store) -> None:
    """Draw the page, for those who may change records."""
    text = text_in(st.session_state["lang"])
    st.html(_title(text))
    draw_update(text)
    if desk_role() is None:
        st.info(plain(DeskClosedError().sentence(text.lang)))
        return
    if settings().data.resolve() == INSTALLED_DATA:
        st.info(plain(InstalledDataError(folder=INSTALLED_DATA).sentence(text.lang)))
        return
    draw_told()
    draw_who(text)
    try:
        _draw_parts(text)
    except DatabaseError as error:  # of the map, the last copy is served all the while
        st.error(plain(error.sentence(text.lang)))


def _draw_parts(text: Text) -> None:
    """Draw a record, or what is proposed; DatabaseError where the register cannot be reached."""
    proposals = own_shelf().proposals()
    waiting = sum(proposal.state == "open" for proposal in proposals)
    part = st.segmented_control(
        text("desk.part"),
        ["record", "proposals"],
        default="record",
        key=PART,
        required=True,
        persist_state=KEPT,
        format_func=lambda name: text(f"desk.part_{name}", count=waiting),
        label_visibility="collapsed",
    )
    store = pinned_store()
    if part == "record":
        draw_record(store, text)
    else:
        draw_proposals(store.register, proposals, text)


def _title(text: Text) -> Markup:
    title = Markup("<h2 class='title'>{}</h2><p class='subtitle'>{}</p>")
    return title.format(text("desk.title"), text("desk.intro"))
