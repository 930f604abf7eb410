"""The five questions of the policy fit, and the answers on their way into the view."""

from typing import Any

import streamlit as st

from geo.view.profile import ANSWERS, NOTHING_ANSWERED, SEVERAL, Profile
from geo.words.text import Text
from ui.state import set_profile

QUESTION = "profile_"
QUESTION_PX = 220


def draw_profile(profile: Profile, text: Text) -> None:
    """Draw the questions with the answers given; none is asked for twice."""
    st.caption(text("profile.intro"))
    with st.container(horizontal=True, key="profile", vertical_alignment="bottom"):
        for question, answers in ANSWERS.items():
            _draw_question(question, answers, getattr(profile, question), text)
        if profile != NOTHING_ANSWERED:
            st.button(text("profile.clear"), key="profile-clear", type="tertiary", on_click=_clear)


def _draw_question(
    question: str, answers: tuple[str, ...], given: tuple[str, ...], text: Text
) -> None:
    several = question == SEVERAL
    st.session_state[QUESTION + question] = list(given) if several else next(iter(given), None)
    options: dict[str, Any] = {
        "key": QUESTION + question,
        "format_func": lambda answer: text(f"answer.{answer}"),
        "placeholder": text("profile.unknown"),
        "on_change": _take,
        "width": QUESTION_PX,
    }
    if several:
        st.multiselect(text(f"profile.{question}"), answers, **options)
    else:
        st.selectbox(text(f"profile.{question}"), answers, index=None, **options)


def _take() -> None:
    """Take the answers from their widgets; a widget's callback."""
    held = {question: st.session_state[QUESTION + question] for question in ANSWERS}
    given = {q: tuple(v) if q == SEVERAL else (v,) if v else () for q, v in held.items()}
    set_profile(Profile(**given))


def _clear() -> None:
    """Leave every question open; a widget's callback."""
    set_profile(NOTHING_ANSWERED)
