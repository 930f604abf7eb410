"""The file that a session works on: brought, read once a sheet, and what was said of it so far."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from geo.errors import TwoZonesError
from geo.intake.apart.apart import read_apart
from geo.intake.boundaries import Boundaries
from geo.intake.files.files import source_file
from geo.intake.files.tables import RawTable
from geo.intake.formats.sheets import ALL
from geo.intake.intake import Intake
from geo.intake.positions.proposals import Reading
from geo.words.text import Text
from ui.parts.markup import plain
from ui.serve.log import event

UPLOAD: Final = "upload"
ATTEMPT: Final = "upload_attempt"
"""How often the uploader was emptied: a new number makes a new, empty one."""

_WORKBOOKS: Final = frozenset({"xls", "xlsx"})


@dataclass
class Upload:
    """A table that the session works on, and what the user has said of it so far."""

    table: RawTable
    reading: Reading | None = None
    rates: dict[str, float] = field(default_factory=dict)
    values: dict[tuple[str, str], str] = field(default_factory=dict)
    any_area: bool = False
    is_reminded: bool = False
    judged: tuple[object, Intake | Boundaries] | None = None
    """What came of it last, and what had been said by then."""


@dataclass
class _File:
    """A file as it was brought, and its parts that were read: of ``None`` the first."""

    id: str
    parts: dict[str | None, Upload | TwoZonesError] = field(default_factory=dict)


def draw_upload(text: Text) -> Upload | None:
    """Draw the uploader; return what to work on, or None where there is nothing."""
    attempt = st.session_state.setdefault(ATTEMPT, 0)
    with st.container(key="data-upload"):
        uploaded = st.file_uploader(text("data.upload"), key=f"{UPLOAD}-{attempt}")
    if uploaded is None:
        st.session_state.pop(UPLOAD, None)
        return None
    file: _File | None = st.session_state.get(UPLOAD)
    if file is None or file.id != uploaded.file_id:
        file = _File(uploaded.file_id)
        st.session_state[UPLOAD] = file
    first = _part(file, uploaded, None, text)
    return first if first is None else _with_sheet(first, file, uploaded, text)


def _part(file: _File, uploaded: UploadedFile, part: str | None, text: Text) -> Upload | None:
    """Return a part of a file, read once; say what is wrong where it cannot be read."""
    if part not in file.parts:
        file.parts[part] = _read(uploaded, part)
    found = file.parts[part]
    if isinstance(found, TwoZonesError):
        st.error(plain(found.sentence(text.lang)))
        return None
    return found


def _read(uploaded: UploadedFile, part: str | None) -> Upload | TwoZonesError:
    told = event("upload")
    try:
        table = read_apart(source_file(uploaded.name, uploaded.getvalue()), part=part)
    except TwoZonesError as error:
        told.log(outcome=error.name())
        return error
    told.log(len(table.rows))
    return Upload(table)


def _with_sheet(first: Upload, file: _File, uploaded: UploadedFile, text: Text) -> Upload | None:
    """Offer the sheets or layers of a file that has several; return that of the one chosen."""
    table = first.table
    if len(table.parts) < 2:  # noqa: PLR2004 (several)
        return first
    every = (ALL,) if table.kind in _WORKBOOKS and ALL not in table.parts else ()
    names: Mapping[str, str] = {ALL: text("data.all_sheets")} if every else {}
    options = (*table.parts, *every)
    chosen = st.selectbox(
        text("data.sheet"),
        options,
        options.index(table.part),
        key="data-sheet",
        format_func=lambda part: plain(names.get(part, part)),
    )
    return first if chosen == table.part else _part(file, uploaded, chosen, text)


def forget_upload() -> None:
    """Empty the uploader."""
    st.session_state[ATTEMPT] = st.session_state.get(ATTEMPT, 0) + 1
    st.session_state.pop(UPLOAD, None)
