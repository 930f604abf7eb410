"""In whose name somebody works at the desk, and what became of what they did last."""

from collections.abc import Callable
from typing import Final

import streamlit as st

from geo.errors import RoleError, TwoZonesError
from geo.errors.keeping import NameMissingError
from geo.words.text import Text, text_in
from ui.parts.markup import plain
from ui.serve.access import Role, desk_role, session_identity
from ui.state import KEPT

NAME: Final = "edit-who"
TOLD: Final = "edit-told"


def draw_who(text: Text) -> None:
    """Say in whose name changes are made; ask for it where nobody logs in."""
    identity = session_identity()
    if identity is not None and identity.name:
        st.caption(plain(text("desk.as", name=identity.name)))
        return
    st.text_input(
        text("desk.name"),
        key=NAME,
        max_chars=60,
        help=text("desk.name_why"),
        persist_state=KEPT,
    )


def who() -> str:
    """Return in whose name changes are made.

    Raises
    ------
    NameMissingError
        Nobody logs in, and no name was given.
    """
    identity = session_identity()
    name = identity.name if identity is not None else ""
    name = name or st.session_state.get(NAME, "").strip()
    if not name:
        raise NameMissingError
    return name


def may_decide() -> bool:
    """Tell whether the reader may accept what others propose."""
    role = desk_role()
    return role is not None and role >= Role.PUBLISHER


def do(work: Callable[[], str]) -> None:
    """Do what a press asks for; keep what it says, or why it could not be done, for the page.

    Raises
    ------
    Nothing: an error of ours becomes the sentence that is shown.
    """
    try:
        if desk_role() is None:
            raise RoleError
        st.session_state[TOLD] = ("success", work())
    except TwoZonesError as error:
        st.session_state[TOLD] = ("error", error.sentence(st.session_state["lang"]))


def draw_told() -> None:
    """Draw what became of the last press, once."""
    kind, said = st.session_state.pop(TOLD, ("", ""))
    if said:
        (st.success if kind == "success" else st.error)(plain(said))


def words() -> Text:
    """Return the words of the session's language, for a callback."""
    return text_in(st.session_state["lang"])
