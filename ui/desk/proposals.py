"""What is proposed, field by field: a publisher accepts it or sends it back with a sentence."""

from collections.abc import Sequence
from functools import cache
from typing import Final

import streamlit as st

from geo.errors import RoleError
from geo.errors.keeping import EditConflictError
from geo.keep.change import LONGEST_TEXT, FindRow, Row
from geo.keep.proposal import Decision, Proposal
from geo.keep.shelves import own_shelf
from geo.keep.stated import find_row
from geo.register.load import Register
from geo.say.stated_words import record_name
from geo.words.text import Text
from ui.desk.differences import draw_change
from ui.desk.who import do, may_decide, who, words
from ui.parts.markup import plain
from ui.serve.log import event

DECIDED_LISTED: Final = 20


def draw_proposals(register: Register, proposals: Sequence[Proposal], text: Text) -> None:
    """Draw what waits, the oldest first, and what was decided last."""
    rows = cache(own_shelf().rows)  # many proposals name rows of the same tables

    def row_of(table: str, record: str) -> Row | None:
        return find_row(rows(table), table, record)

    waiting = [proposal for proposal in proposals if proposal.state == "open"]
    if not waiting:
        st.caption(text("desk.none_open"))
    for proposal in waiting:
        with st.container(border=True, key=f"proposal-{proposal.id}"):
            _draw_head(row_of, proposal, text)
            draw_change(register, proposal.change, text)
            _draw_conflicts(row_of, proposal, text)
            _draw_deciding(proposal, text)
    decided = [proposal for proposal in proposals if proposal.state != "open"]
    if decided:
        with st.expander(text("desk.decided_last", count=len(decided))):
            for proposal in reversed(decided[-DECIDED_LISTED:]):
                _draw_decided(row_of, proposal, text)


def _draw_head(row_of: FindRow, proposal: Proposal, text: Text) -> None:
    change, first = proposal.change, proposal.change.rows[0]
    row = row_of(first.table, first.record) or first.after
    name = record_name(first.table, row, text) or first.record
    st.markdown(f"**{plain(name)}** · {plain(first.record)}")
    facts = {"who": change.who, "when": f"{change.when.astimezone():%Y-%m-%d %H:%M}"}
    st.caption(plain(text("desk.by", **facts, why=change.why or "—", source=change.source)))


def _draw_conflicts(row_of: FindRow, proposal: Proposal, text: Text) -> None:
    """Say where a record has changed since the proposal was made."""
    try:
        for row in proposal.change.rows:
            row.applied(row_of(row.table, row.record))
    except EditConflictError as error:
        st.warning(plain(error.sentence(text.lang)))


def _draw_deciding(proposal: Proposal, text: Text) -> None:
    if not may_decide():
        _draw_button(proposal, "withdrawn", text)
        return
    answer = f"answer-{proposal.id}"
    st.text_input(text("desk.answer"), key=answer, max_chars=LONGEST_TEXT)
    with st.container(horizontal=True, key=f"deciding-{proposal.id}"):
        _draw_button(proposal, "accepted", text)
        _draw_button(proposal, "sent_back", text)


def _draw_button(proposal: Proposal, decision: Decision, text: Text) -> None:
    st.button(
        text(f"desk.to_{decision}"),
        key=f"{decision}-{proposal.id}",
        type="primary" if decision == "accepted" else "secondary",
        on_click=lambda: do(lambda: _decide(proposal, decision)),
    )


def _decide(proposal: Proposal, decision: Decision) -> str:
    """Decide a proposal, and say what became of it; an editor may withdraw their own only."""
    name = who()
    if not may_decide() and (decision != "withdrawn" or proposal.change.who != name):
        raise RoleError
    answer = st.session_state.get(f"answer-{proposal.id}", "")
    own_shelf().decide(proposal.id, decision, name, answer)
    event(decision).log(rows=len(proposal.change.rows))
    return words()(f"desk.was_{decision}")


def _draw_decided(row_of: FindRow, proposal: Proposal, text: Text) -> None:
    _draw_head(row_of, proposal, text)
    state, who_ = text(f"keep_state.{proposal.state}"), proposal.decided_by
    st.caption(plain(text("desk.decided_by", state=state, who=who_, answer=proposal.answer or "—")))
