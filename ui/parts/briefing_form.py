"""The form of a briefing: formats or a preset of them, the size of sheets, templates and words."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import streamlit as st

from briefing.content import BEFORE, MOST_LETTERS, SUBJECTS, Options
from briefing.formats import FORMATS, formats_of
from briefing.paper.sheet import SIZES
from briefing.slides.template import MOST_BYTES, open_template
from briefing.word.document import check_template
from geo.errors import TwoZonesError
from geo.settings import settings
from geo.words.text import Text
from ui.parts.markup import plain
from ui.serve.access import Role, session_identity
from ui.state import KEPT

USUAL: Final = ("png", "pptx", "xlsx")
"""The formats chosen at first."""

PRESETS: Final[Mapping[str, tuple[str, ...]]] = {
    "leaders": ("pdf", "pptx"),
    "list": ("docx", "xlsx"),
    "gis": ("gpkg", "geojson", "shp", "kmz"),
}
"""The formats that belong together, by whom they are for."""

TEMPLATES: Final[Mapping[str, Callable[[bytes], object]]] = {
    "pptx": open_template,
    "docx": check_template,
}
"""The formats that take a template of one's own, and what finds out whether it can be used."""


@dataclass(frozen=True)
class Asked:
    """What is asked for: formats, the size of sheets, options, and whether it can be made."""

    formats: Sequence[str]
    size: str
    options: Options
    is_ready: bool


def draw_form(days: tuple[dt.date, dt.date] | None, text: Text) -> Asked:
    """Draw the form and return what it holds.

    A briefing may compare with one of the ``days``, from the first to the last.
    """
    chosen = _draw_formats(text)
    size = _draw_size(text)
    before = _draw_day(*days, text) if days else None
    subject = BEFORE if before else SUBJECTS[0]
    formats = [name for name in chosen if name in formats_of(subject)]
    _say_left_out([name for name in chosen if name not in formats], text)
    templates = {name: _draw_template(name, text) for name in TEMPLATES if name in formats}
    usable = {name: content for name, (content, _) in templates.items()}
    is_ready = bool(formats) and not any(problem for _, problem in templates.values())
    options = replace(_draw_options(text, usable), subject=subject, before=before)
    return Asked(formats, size, options, is_ready)


def _draw_formats(text: Text) -> Sequence[str]:
    """Draw the formats to choose from, and the presets that choose several at once."""
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
    with st.container(horizontal=True, gap="small", key="presets"):
        for name, formats in PRESETS.items():
            said = text(f"make.preset_{name}")
            st.button(said, key=f"preset-{name}", on_click=_choose, args=(formats,))
    return [name for name in FORMATS if name in chosen]


def _choose(formats: Sequence[str]) -> None:
    """Choose formats in place of those chosen; a widget's callback."""
    st.session_state["formats"] = list(formats)


def _draw_size(text: Text) -> str:
    return st.selectbox(
        text("make.size"),
        list(SIZES),
        key="size",
        persist_state=KEPT,
        format_func=lambda name: text(f"size.{name}"),
        help=text("make.size_help"),
    )


def _draw_day(first: dt.date, last: dt.date, text: Text) -> dt.date | None:
    """Ask for the day that a view is compared with, if any."""
    return st.date_input(
        text("make.before"),
        value=None,
        min_value=first,
        max_value=last,
        key="make-before",
        persist_state=KEPT,
        format="YYYY-MM-DD",
        help=text("make.before_help"),
    )


def _say_left_out(formats: Sequence[str], text: Text) -> None:
    """Say which of the formats chosen cannot show two days."""
    if formats:
        names = text("briefing.comma").join(text(f"format.{name}") for name in formats)
        st.caption(text("make.left_out", names=names))


def _draw_template(kind: str, text: Text) -> tuple[bytes | None, TwoZonesError | None]:
    """Offer to take a template for a format; return it and what is wrong with it."""
    identity = session_identity()
    if identity is None or identity.role < Role.EDITOR:
        return None, None
    most_mb, key = MOST_BYTES // 1_000_000, f"template-{kind}"
    with st.container(key=f"{key}-upload"):
        file = st.file_uploader(
            text(f"make.template_{kind}"),
            type=kind,
            key=key,
            max_upload_size=most_mb,
            help=text(f"make.template_{kind}_help"),
        )
    return (None, None) if file is None else _checked(kind, file.getvalue(), text)


def _checked(kind: str, content: bytes, text: Text) -> tuple[bytes | None, TwoZonesError | None]:
    try:
        TEMPLATES[kind](content)
    except TwoZonesError as error:
        st.error(plain(error.sentence(text.lang)))
        return None, error
    return content, None


def _draw_options(text: Text, templates: Mapping[str, bytes | None]) -> Options:
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
        template=templates.get("pptx"),
        word_template=templates.get("docx"),
    )
