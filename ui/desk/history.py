"""The history of a record: who changed what, when and why; any step can be taken back."""

import streamlit as st

from geo.keep.change import LONGEST_TEXT, Change
from geo.keep.shelves import own_shelf
from geo.keep.undo import undone
from geo.register.load import Register
from geo.words.text import Text
from ui.desk.differences import draw_change
from ui.desk.who import do, may_decide, who, words
from ui.parts.markup import plain
from ui.serve.log import event

WHY: str = "edit-undo-why"


def draw_history(register: Register, table: str, record: str, text: Text) -> None:
    """Draw the changes of a record, the newest first, each with the way back."""
    changes = own_shelf().changes(table, record)
    st.markdown(f"**{text('desk.history', count=len(changes))}**")
    if not changes:
        st.caption(text("desk.no_history"))
        return
    st.text_input(text("desk.undo_why"), key=WHY, max_chars=LONGEST_TEXT)
    for change in reversed(changes):
        with st.container(border=True, key=f"change-{change.id}"):
            _draw_step(register, change, (table, record), text)


def _draw_step(register: Register, change: Change, record: tuple[str, str], text: Text) -> None:
    facts = {"who": change.who, "when": f"{change.when.astimezone():%Y-%m-%d %H:%M}"}
    st.caption(plain(text("desk.by", **facts, why=change.why or "—", source=change.source)))
    if change.undoes:
        st.caption(plain(text("keep.undoes", change=change.undoes)))
    draw_change(register, change.part_of(*record), text)
    st.button(
        text("desk.undo" if may_decide() else "desk.undo_propose"),
        key=f"undo-{change.id}",
        on_click=lambda: do(lambda: _undo(change, record)),
    )


def _undo(change: Change, record: tuple[str, str]) -> str:
    """Take back what a step made of a record: at once for a publisher, else as a proposal."""
    shelf = own_shelf()
    back = undone(shelf, change.id, who(), st.session_state[WHY], record)
    event("undo").log(rows=len(back.rows))
    if may_decide():
        shelf.commit(back)
        return words()("desk.undone")
    shelf.propose(back)
    return words()("desk.proposed")
