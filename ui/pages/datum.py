"""What the coordinates of a file may be, and the user's word for it."""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from geo.ground.datums import parse_datum
from geo.ground.known_datums import offered_datums
from geo.intake.positions.outcome import Taken
from geo.intake.positions.proposals import Reading
from geo.intake.report import proposal_sentence, question_sentence, reading_name
from geo.words.text import Text
from ui.pages.upload import Upload
from ui.parts.markup import plain

OTHER: Final = -1


def draw_question(upload: Upload, taken: Taken, text: Text) -> None:
    """Say what the coordinates may be and why, and wait for a yes."""
    question = taken.question
    if question is None:
        return
    with st.container(border=True, key="datum-question"):
        st.markdown(f"**{text('data.datum_title')}**")
        st.markdown(plain(question_sentence(question, text)))
        if not question.proposals:
            st.warning(text("reason.none"))
        readings = [proposal.reading for proposal in question.proposals]
        said = [proposal_sentence(proposal, text) for proposal in question.proposals]
        chosen = _draw_readings(readings, said, text)
        st.button(
            text("data.datum_yes"),
            key="datum-yes",
            type="primary",
            on_click=_settle,
            args=(upload, chosen),
        )
        st.caption(text("data.datum_unshifted"))


def _draw_readings(readings: Sequence[Reading], said: Sequence[str], text: Text) -> Reading:
    """Draw the readings proposed and, as the last choice, every other; return the one chosen."""
    options = [*range(len(readings)), OTHER]
    chosen: int = st.radio(
        text("data.datum"),
        options,
        key="datum-choice",
        format_func=lambda p: (
            text("data.datum_other") if p == OTHER else plain(reading_name(readings[p], text))
        ),
        captions=[*(plain(sentence) for sentence in said), ""],
    )
    if chosen != OTHER:
        return readings[chosen]
    every = [
        Reading(parse_datum(known.code), is_swapped=swapped)
        for swapped in (False, True)
        for known in offered_datums()
    ]
    position: int = st.selectbox(
        text("data.datum_other"),
        range(len(every)),
        key="datum-other",
        format_func=lambda p: reading_name(every[p], text),
        label_visibility="collapsed",
    )
    return every[position]


def _settle(upload: Upload, reading: Reading | None) -> None:
    """Take the user's word for the datum; a widget's callback."""
    upload.reading = reading


def draw_reading(upload: Upload, taken: Taken, text: Text) -> None:
    """Say how coordinates were read, with the way back to the question."""
    if taken.reading is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="datum-settled"):
        st.markdown(plain(text("data.datum_read", datum=reading_name(taken.reading, text))))
        if upload.reading is not None:
            st.button(
                text("data.datum_change"),
                key="datum-change",
                type="tertiary",
                on_click=_settle,
                args=(upload, None),
            )
