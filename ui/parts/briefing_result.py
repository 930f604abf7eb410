"""What becomes of a briefing: how far it is, its files, and a preview of its sheet."""

from typing import Final

import streamlit as st

from briefing.apart import Order
from geo.errors import TooManyPacksError
from geo.words.numerals import fixed
from geo.words.text import Text
from ui.parts.login import stop_unless_let_in
from ui.parts.markup import plain
from ui.references import send_in_full
from ui.serve.packs import Pack, writing
from ui.serve.sessions import session_lives
from ui.state import KEPT
from ui.store import Store

PREVIEW: Final = "preview"
PREVIEWED: Final = ("screen",)
REFRESH_SECONDS: Final = 0.7


def draw_pack(pack: Pack | None, text: Text) -> None:
    """Draw how far a pack is, or its files."""
    if pack is None:
        st.caption(text("make.nothing_yet"))
        return
    pack.look()
    if pack.is_finished:
        _draw_files(pack, text)
    else:
        st.fragment(_draw_progress, run_every=REFRESH_SECONDS)(pack, text)


def _draw_progress(pack: Pack, text: Text) -> None:
    """Draw how far a pack is; when it is finished, draw the page with its files."""
    send_in_full()
    stop_unless_let_in(text)
    pack.look()
    if pack.is_finished:
        st.rerun()
    word = "make.cancelling" if pack.is_cancelled else "make.busy"
    said = text(word, name=text(f"format.{pack.current}"))
    st.progress(pack.tried / len(pack.formats), said)
    st.caption(text("make.busy_help"))
    st.button(
        text("make.cancel"), key="cancel-pack", disabled=pack.is_cancelled, on_click=pack.cancel
    )


def draw_preview(store: Store, order: Order, text: Text) -> None:
    """Draw the sheet of an order as it will be, where it is asked for."""
    if not st.toggle(text("make.preview"), key="make-preview", persist_state=KEPT):
        return
    key = (store.name, order)
    known, preview = st.session_state.get(PREVIEW, (None, None))
    if known != key:
        if preview is not None:
            preview.cancel()
        preview = Pack(writing(store, order), PREVIEWED, session_lives())
        try:
            preview.start()
        except TooManyPacksError as error:
            st.caption(plain(error.sentence(text.lang)))
            return
        st.session_state[PREVIEW] = (key, preview)
    if preview.is_finished:
        _draw_previewed(preview, text)
    else:
        st.fragment(_await_preview, run_every=REFRESH_SECONDS)(preview, text)


def _await_preview(preview: Pack, text: Text) -> None:
    send_in_full()
    stop_unless_let_in(text)
    if preview.is_finished:
        st.rerun()
    st.caption(text("make.previewing"))


def _draw_previewed(preview: Pack, text: Text) -> None:
    for problem in preview.problems:
        st.error(plain(problem.sentence(text.lang)))
    for _, picture in preview.files:
        st.image(picture, alt=text("make.preview"), width="stretch")


def _draw_files(pack: Pack, text: Text) -> None:
    """Draw the buttons that save the pack or one of its files, and what went wrong."""
    for problem in pack.problems:
        st.error(plain(problem.sentence(text.lang)))
    if pack.is_cancelled:
        st.caption(text("make.cancelled", done=len(pack.files), count=len(pack.formats)))
    if not pack.files:
        return
    st.download_button(
        text("make.save", count=len(pack.files)),
        pack.content,
        file_name=pack.name,
        mime="application/zip",
        type="primary",
        key="save-pack",
        on_click="ignore",
    )
    for name, content in pack.files:
        st.download_button(
            plain(text("make.save_one", name=name, size=_size(len(content)))),
            content,
            file_name=name,
            type="tertiary",
            key=f"save-{name}",
            on_click="ignore",
        )


def _size(count: int) -> str:
    """Return a number of bytes in kB or MB."""
    kilobyte = 1000
    if count > kilobyte**2:
        return f"{fixed(count / kilobyte**2, 1)} MB"
    return f"{count // kilobyte} kB"
