"""The Briefing page: what is on the map, as the files a meeting needs."""

from collections.abc import Sequence
from typing import Final

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from briefing.content import MOST_LETTERS, Options, make_briefing
from briefing.formats import FORMATS
from briefing.not_on_paper import not_on_paper
from briefing.paper.sheet import SIZES
from briefing.slides.template import MOST_BYTES, open_template
from briefing.titles import filters_in_words
from geo.errors import TooManyPacksError, TwoZonesError
from geo.settings import settings
from geo.view.view import View
from geo.words.numerals import fixed
from geo.words.text import Text, text_in
from ui.parts.login import stop_unless_let_in
from ui.parts.markup import plain
from ui.parts.update import draw_update
from ui.parts.uploader import word_uploader
from ui.serve.access import Role, session_identity
from ui.serve.log import Event, event
from ui.serve.packs import Pack
from ui.serve.sessions import session_lives
from ui.state import KEPT, read_view, write_link
from ui.store import Store

PACK: Final = "pack"
USUAL: Final = ("png", "pptx", "xlsx")
"""The formats chosen at first."""

REFRESH_SECONDS: Final = 0.7


def draw_briefing_page(store: Store) -> None:
    """Draw what is to be briefed on, the form, and the pack being made or ready."""
    view = read_view()
    text = text_in(view.lang)
    write_link(view)
    st.html(f"<h2 class='title'>{text('make.title')}</h2>")
    draw_update(text)
    _draw_subject(store, view, text)
    form, result = st.columns([1.6, 1], gap="large")
    with form:
        formats = _draw_formats(text)
        size = _draw_size(text)
        template, problem = _draw_template(text, wanted="pptx" in formats)
        options = _draw_options(text, template)
        ready = bool(formats) and problem is None
        if st.button(text("make.start"), type="primary", key="make", disabled=not ready):
            pack = Pack(
                lambda: make_briefing(store, view, options), formats, SIZES[size], session_lives()
            )
            _start(pack, event("briefing", view), text)
        if not formats:
            st.caption(text("make.no_format"))
    with result:
        _draw_pack(text)


def _draw_subject(store: Store, view: View, text: Text) -> None:
    """Say which projects the briefing is about: the filter and focus of the map."""
    mask = store.filter.select(view).mask & store.membership.mask(view.focus)
    place = store.name_of(view.focus, view.lang)
    said = text("make.subject", place=place, filters=filters_in_words(store, view, text))
    counts = text("make.subject_count", count=int(mask.sum()))
    st.markdown(f"**{plain(said)}** · {plain(counts)}")
    st.caption(" ".join([text("make.subject_help"), *not_on_paper(view)]))


def _draw_formats(text: Text) -> Sequence[str]:
    chosen = st.pills(
        text("make.formats"),
        list(FORMATS),
        default=USUAL,
        selection_mode="multi",
        wrap=True,
        key="formats",
        persist_state=KEPT,
        format_func=lambda name: text(f"format.{name}"),
    )
    return [name for name in FORMATS if name in chosen]


def _draw_size(text: Text) -> str:
    return st.selectbox(
        text("make.size"),
        list(SIZES),
        key="size",
        persist_state=KEPT,
        format_func=lambda name: text(f"size.{name}"),
        help=text("make.size_help"),
    )


def _draw_template(text: Text, *, wanted: bool) -> tuple[bytes | None, TwoZonesError | None]:
    """Offer to take a template where slides are wanted; return it and what is wrong with it."""
    identity = session_identity()
    if not wanted or identity is None or identity.role < Role.EDITOR:
        return None, None
    file = _draw_template_uploader(text)
    if file is None:
        return None, None
    content = file.getvalue()
    try:
        open_template(content)
    except TwoZonesError as error:
        st.error(plain(error.sentence(text.lang)))
        return None, error
    return content, None


def _draw_template_uploader(text: Text) -> UploadedFile | None:
    most_mb = MOST_BYTES // 1_000_000
    with st.container(key="template-upload"):
        word_uploader("template-upload", most_mb, text)
        return st.file_uploader(
            text("make.template"),
            type="pptx",
            key="template",
            max_upload_size=most_mb,
            help=text("make.template_help"),
        )


def _draw_options(text: Text, template: bytes | None) -> Options:
    def field(name: str, length: int, value: str = "", hint: str = "") -> str:
        return st.text_input(
            text(f"make.{name}"),
            value=value,
            max_chars=length,
            key=f"make-{name}",
            persist_state=KEPT,
            placeholder=hint,
        )

    title = field("heading", MOST_LETTERS["title"], hint=text("make.heading_hint"))
    note = st.text_area(
        text("make.note"),
        max_chars=MOST_LETTERS["note"],
        key="make-note",
        persist_state=KEPT,
        height=80,
    )
    left, right = st.columns(2)
    with left:
        author = field("author", MOST_LETTERS["author"])
    with right:
        approval = field("approval", MOST_LETTERS["approval_number"], settings().approval_number)
    return Options(
        title=title.strip(),
        note=note.strip(),
        author=author.strip(),
        approval_number=approval.strip(),
        template=template,
    )


def _start(pack: Pack, told: Event, text: Text) -> None:
    """Make a pack in place of the session's last one, where there is room for one."""
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


def _draw_pack(text: Text) -> None:
    pack: Pack | None = st.session_state.get(PACK)
    if pack is None:
        st.caption(text("make.nothing_yet"))
    elif pack.is_finished:
        _draw_files(pack, text)
    else:
        st.fragment(_draw_progress, run_every=REFRESH_SECONDS)(pack, text)


def _draw_progress(pack: Pack, text: Text) -> None:
    """Draw how far a pack is; when it is finished, draw the page with its files."""
    stop_unless_let_in(text)
    if pack.is_finished:
        st.rerun()
    said = text("make.busy", name=text(f"format.{pack.current}"))
    st.progress(pack.tried / len(pack.formats), said)
    st.caption(text("make.busy_help"))


def _draw_files(pack: Pack, text: Text) -> None:
    """Draw the buttons that save the pack or one of its files, and what went wrong."""
    for problem in pack.problems:
        st.error(plain(problem.sentence(text.lang)))
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
