"""The Briefing page: what is on the map, as the files a meeting needs."""

from typing import Final

import streamlit as st

from briefing.apart import Order
from briefing.not_on_paper import not_on_paper
from briefing.paper.sheet import SIZES
from briefing.titles import filters_in_words
from geo.ask.earlier import days_of
from geo.errors import TooManyPacksError
from geo.view.view import View
from geo.words.text import Text, text_in
from ui.own import own_register
from ui.parts.briefing_form import draw_form
from ui.parts.briefing_result import draw_pack, draw_preview
from ui.parts.markup import plain
from ui.parts.update import draw_update
from ui.serve.log import Event, event
from ui.serve.packs import CREW, Pack, find_kept, keep, writing
from ui.serve.sessions import session_lives
from ui.state import read_view, write_link
from ui.store import Store

PACK: Final = "pack"
PACK_KEY: Final = "pack_key"


def draw_briefing_page(store: Store) -> None:
    """Draw what is to be briefed on, the form, and the pack being made or ready."""
    CREW.begin()
    view = read_view()
    text = text_in(view.lang)
    is_lost = _find_again()
    st.html(f"<h2 class='title'>{text('make.title')}</h2>")
    draw_update(text)
    _draw_subject(store, view, text)
    form, result = st.columns([1.6, 1], gap="large")
    with form:
        asked = draw_form(days_of(store.register), text)
        order = Order(view, asked.options, SIZES[asked.size])
        if st.button(text("make.start"), type="primary", key="make", disabled=not asked.is_ready):
            pack = Pack(writing(store, order), asked.formats, session_lives())
            _start(pack, event("briefing", view), text)
        if not asked.formats:
            st.caption(text("make.no_format"))
    write_link(view, _key_in_link())
    with result:
        if is_lost:
            st.warning(text("make.lost"))
        draw_pack(st.session_state.get(PACK), text)
        draw_preview(store, order, text)


def _find_again() -> bool:
    """Take up the pack of the link where the page was loaded again; tell whether it is gone."""
    key = st.query_params.get(PACK, "")
    if not key or PACK in st.session_state:
        return False
    st.session_state[PACK] = find_kept(key)
    st.session_state[PACK_KEY] = key if st.session_state[PACK] else ""
    return st.session_state[PACK] is None


def _key_in_link() -> dict[str, str]:
    key = st.session_state.get(PACK_KEY)
    return {PACK: key} if key else {}


def _draw_subject(store: Store, view: View, text: Text) -> None:
    """Say which projects the briefing is about: the filter and focus of the map."""
    mask = store.filter.select(view).mask & store.membership.mask(view.focus)
    place = store.name_of(view.focus, view.lang)
    said = text("make.subject", place=place, filters=filters_in_words(store, view, text))
    counts = text("make.subject_count", count=int(mask.sum()))
    st.markdown(f"**{plain(said)}** · {plain(counts)}")
    st.caption(" ".join([text("make.subject_help"), *not_on_paper(view)]))


def _start(pack: Pack, told: Event, text: Text) -> None:
    """Make a pack in place of the session's last one, where there is room for one.

    It is found again by the key in the link, unless it is of data of the session's own.
    """
    last = st.session_state.get(PACK)
    if last is not None:
        last.cancel()
    try:
        pack.start(told)
    except TooManyPacksError as error:
        told.log(outcome=error.name())
        st.error(plain(error.sentence(text.lang)))
    else:
        st.session_state[PACK] = pack
        st.session_state[PACK_KEY] = keep(pack) if own_register() is None else ""
