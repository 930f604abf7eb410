"""A record at the desk: its form, what is wrong with what was filled in, what would change."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import streamlit as st

from geo.errors import CoordinateError
from geo.errors.keeping import EditConflictError
from geo.keep.change import LONGEST_TEXT, PROJECTS, Row
from geo.keep.edit import Edit, edited
from geo.keep.form import Judged, judge_project, judge_record
from geo.keep.shelves import own_shelf
from geo.keep.stated import find_row
from geo.register.load import Register
from geo.say.stated_words import record_name
from geo.words.text import Text
from ui.desk.boxes import TABLES, boxes_of
from ui.desk.differences import draw_cells, draw_conflict
from ui.desk.draft import Opened, base_of, draft_key, forget, key_of, move_to
from ui.desk.fields import draw_fields
from ui.desk.history import draw_history
from ui.desk.point import draw_point, shown_point
from ui.desk.source import citation_of, draw_source
from ui.desk.who import do, who, words
from ui.parts.edit_button import RECORD, TABLE
from ui.parts.markup import plain
from ui.serve.log import event
from ui.state import KEPT
from ui.store import Store


@dataclass(frozen=True)
class Draft:
    """A record that is edited: as it was when it was opened, as it is now, and what is wanted."""

    opened: Opened
    now: Row
    judged: Judged


def draw_record(store: Store, text: Text) -> None:
    """Draw the choice of a record, its form, and its history."""
    table, record, now = _draw_choice(text)
    if now is None:
        st.caption(text("desk.record_how"))
        return
    opened = Opened(table, record, base_of(draft_key(table, record), now))
    form, about = st.columns([3, 2], gap="large")
    with form:
        draft = Draft(opened, now, _draw_form(store, opened, text))
    with about:
        _draw_proposing(store.register, draft, text)
    draw_history(store.register, table, record, text)


def _draw_choice(text: Text) -> tuple[str, str, Row | None]:
    """Draw the choice of a table and of a record; return both, and the record's row."""
    st.session_state.setdefault(TABLE, PROJECTS)
    which, what = st.columns([1, 4])
    table = which.selectbox(
        text("desk.table"),
        TABLES,
        key=TABLE,
        persist_state=KEPT,
        format_func=lambda name: text(f"desk.table_{name}"),
    )
    rows = own_shelf().rows(table)
    names = {row["id"]: record_name(table, row, text) for row in rows}
    of_table = "" if table == PROJECTS else f"-{table}"
    if st.session_state.get(RECORD + of_table) not in names:
        st.session_state[RECORD + of_table] = None
    record = what.selectbox(
        text("desk.record"),
        list(names),
        key=RECORD + of_table,
        placeholder=text("desk.record_choose"),
        format_func=lambda id_: f"{names[id_]} · {id_}",
        persist_state=KEPT,
    )
    return table, record or "", find_row(rows, table, record) if record else None


def _draw_form(store: Store, opened: Opened, text: Text) -> Judged:
    """Draw the boxes; return what becomes of what they hold."""
    boxes = boxes_of(store.register, opened.table, opened.base)
    typed = draw_fields(store.register, opened, boxes, text)
    if opened.table != PROJECTS:
        return judge_record(opened.table, opened.base, typed)
    try:
        typed |= draw_point(store, opened.record, opened.base, text)
    except CoordinateError as error:
        st.error(plain(error.sentence(text.lang)))
        judged = judge_project(store.register, opened.base, typed, text)
        return replace(judged, refused=[*judged.refused, "lon_wgs84"])
    return judge_project(store.register, opened.base, typed, text)


def _draw_proposing(register: Register, draft: Draft, text: Text) -> None:
    """Draw what would change, what is wrong with it, where it comes from, and the button."""
    judged, opened = draft.judged, draft.opened
    with st.container(border=True, key="edit-proposing"):
        st.markdown(f"**{text('desk.changes', count=len(judged.cells))}**")
        if judged.cells:
            draw_cells(register, opened.table, opened.base, judged.cells, text)
        _draw_findings(judged, text)
        _draw_clash(register, draft, text)
        draw_source(register, opened.key, text)
        st.text_input(
            text("desk.why"),
            key=key_of(opened.key, "why"),
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
        right.button(text("desk.leave"), key="edit-leave", on_click=forget, args=(opened.key,))


def _draw_findings(judged: Judged, text: Text) -> None:
    """Draw what is wrong, as a report on a file or the command line says it."""
    for finding in judged.findings:
        said = f"{finding.column} {finding.problem(text)} {finding.hint(text)}".strip()
        (st.error if finding.rejects else st.warning)(plain(said))
    if judged.broken is not None:
        st.error(plain(judged.broken.sentence(text.lang)))
    if judged.refused:
        st.error(plain(text("desk.refused")))


def _draw_clash(register: Register, draft: Draft, text: Text) -> None:
    """Draw both values where another has changed the record since it was opened."""
    opened = draft.opened
    if draft.now == opened.base:
        return
    st.warning(text("desk.clash"))
    draw_conflict(register, opened, draft.judged.cells, draft.now, text)
    shown, showing = (_shown(register, opened.table, row) for row in (opened.base, draft.now))
    st.button(
        text("desk.go_on"),
        key="edit-go-on",
        on_click=move_to,
        args=(opened.key, draft.now, shown, showing),
    )


def _shown(register: Register, table: str, row: Row) -> Mapping[str, object]:
    """Return what the boxes hold of a record before anybody has filled in."""
    boxes = boxes_of(register, table, row)
    held: dict[str, object] = {box.column: box.held(row.get(box.column, "")) for box in boxes}
    return {**held, **shown_point(row)} if table == PROJECTS else held


def _propose(draft: Draft) -> str:
    """Propose what was filled in, and say so."""
    opened = draft.opened
    edit = Edit(opened.table, opened.base, draft.judged.cells)
    why = st.session_state[key_of(opened.key, "why")]
    change = edited(own_shelf(), edit, citation_of(opened.key), who=who(), why=why)
    try:
        own_shelf().propose(change)
    except EditConflictError:
        event("propose").log(rows=1, outcome=EditConflictError.name())
        raise
    event("propose").log(rows=1)
    forget(opened.key)
    return words()("desk.proposed")
