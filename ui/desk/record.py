"""A project at the desk: its form, what is wrong with what was filled in, what would change."""

from dataclasses import dataclass

import streamlit as st

from geo.errors import CoordinateError
from geo.errors.keeping import EditConflictError
from geo.keep.change import LONGEST_TEXT, Row
from geo.keep.edit import Edit, edited
from geo.keep.form import Judged, judge_project
from geo.keep.shelves import own_shelf
from geo.keep.stated import find_row
from geo.register.load import Register
from geo.words.text import Text
from ui.desk.differences import draw_cells, draw_conflict
from ui.desk.draft import base_of, forget, key_of, move_to
from ui.desk.fields import TABLE, draw_fields, shown_cells
from ui.desk.history import draw_history
from ui.desk.point import draw_point, shown_point
from ui.desk.source import citation_of, draw_source
from ui.desk.who import do, who, words
from ui.parts.edit_button import RECORD
from ui.parts.markup import plain
from ui.serve.log import event
from ui.state import KEPT
from ui.store import Store


@dataclass(frozen=True)
class Draft:
    """A record that is edited: as it was when it was opened, as it is now, and what is wanted."""

    record: str
    base: Row
    now: Row
    judged: Judged


def draw_record(store: Store, text: Text) -> None:
    """Draw the choice of a project, its form, and its history."""
    register, rows = store.register, own_shelf().rows(TABLE)
    names = {row["id"]: row[f"name_{text.lang}"] for row in rows}
    if st.session_state.get(RECORD) not in names:
        st.session_state[RECORD] = None
    record = st.selectbox(
        text("desk.record"),
        list(names),
        key=RECORD,
        placeholder=text("desk.record_choose"),
        format_func=lambda id_: f"{names[id_]} · {id_}",
        persist_state=KEPT,
    )
    now = find_row(rows, TABLE, record) if record else None
    if now is None:
        st.caption(text("desk.record_how"))
        return
    base = base_of(record, now)
    form, about = st.columns([3, 2], gap="large")
    with form:
        draft = Draft(record, base, now, _draw_form(store, record, base, text))
    with about:
        _draw_proposing(register, draft, text)
    draw_history(register, TABLE, record, text)


def _draw_form(store: Store, record: str, base: Row, text: Text) -> Judged:
    """Draw the boxes; return what becomes of what they hold."""
    register = store.register
    typed = draw_fields(register, record, base, text)
    try:
        typed |= draw_point(store, record, base, text)
    except CoordinateError as error:
        st.error(plain(error.sentence(text.lang)))
        judged = judge_project(register, base, typed, text)
        return Judged(judged.cells, judged.findings, [*judged.refused, "lon_wgs84"])
    return judge_project(register, base, typed, text)


def _draw_proposing(register: Register, draft: Draft, text: Text) -> None:
    """Draw what would change, what is wrong with it, where it comes from, and the button."""
    judged = draft.judged
    with st.container(border=True, key="edit-proposing"):
        st.markdown(f"**{text('desk.changes', count=len(judged.cells))}**")
        if judged.cells:
            draw_cells(register, TABLE, draft.base, judged.cells, text)
        _draw_findings(judged, text)
        _draw_clash(register, draft, text)
        draw_source(register, draft.record, text)
        st.text_input(
            text("desk.why"),
            key=key_of(draft.record, "why"),
            max_chars=LONGEST_TEXT,
            persist_state=KEPT,
        )
        left, right = st.columns(2)
        left.button(
            text("desk.propose"),
            key="edit-propose",
            type="primary",
            disabled=not judged.cells or bool(judged.refused),
            on_click=lambda: do(lambda: _propose(draft)),
        )
        right.button(text("desk.leave"), key="edit-leave", on_click=forget, args=(draft.record,))


def _draw_findings(judged: Judged, text: Text) -> None:
    """Draw what is wrong, as a report on a file says it."""
    for finding in judged.findings:
        said = f"{finding.column} {finding.problem(text)} {finding.hint(text)}".strip()
        (st.error if finding.rejects else st.warning)(plain(said))
    if judged.refused:
        st.error(plain(text("desk.refused")))


def _draw_clash(register: Register, draft: Draft, text: Text) -> None:
    """Draw both values where another has changed the record since it was opened."""
    if draft.now == draft.base:
        return
    st.warning(text("desk.clash"))
    draw_conflict(register, draft.judged.cells, draft.base, draft.now, text)
    st.button(
        text("desk.go_on"),
        key="edit-go-on",
        on_click=move_to,
        args=(draft.record, draft.now, _shown(draft.base), _shown(draft.now)),
    )


def _shown(row: Row) -> dict[str, str]:
    return {**shown_cells(row), **shown_point(row)}


def _propose(draft: Draft) -> str:
    """Propose what was filled in, and say so."""
    edit = Edit(TABLE, draft.base, draft.judged.cells)
    why = st.session_state[key_of(draft.record, "why")]
    change = edited(own_shelf(), edit, citation_of(draft.record), who=who(), why=why)
    try:
        own_shelf().propose(change)
    except EditConflictError:
        event("propose").log(rows=1, outcome=EditConflictError.name())
        raise
    event("propose").log(rows=1)
    forget(draft.record)
    return words()("desk.proposed")
