"""What holds here: where a spot lies, its policies, the nearest projects and who to turn to."""

import streamlit as st
from markupsafe import Markup

from geo.ask.answer import Answer, answer_at
from geo.ask.filters import Selection
from geo.ask.here import Here
from geo.errors import CoordinateError
from geo.ground.spot import typed_datums, typed_spot
from geo.register.records import Row
from geo.say.answer_words import (
    asked_name,
    cautions,
    distance_to,
    places_around,
    sectors_note,
)
from geo.say.project_words import ProjectWords
from geo.view.profile import NOTHING_ANSWERED
from geo.view.view import View
from geo.words.text import Text
from ui.parts.actions import draw_sheet_button
from ui.parts.markup import plain
from ui.parts.match import draw_matches
from ui.parts.policies import draw_policies
from ui.parts.profile import draw_profile
from ui.parts.project_button import draw_project_button
from ui.parts.services import draw_services
from ui.state import ask_spot, leave_spot
from ui.store import Store

TYPED, DATUM, PROBLEM = "spot_typed", "spot_datum", "spot_problem"


def draw_holds(store: Store, view: View, selection: Selection, text: Text) -> None:
    """Draw the answer for the spot pressed or typed, or for the focus."""
    here = store.here.at_spot(view.point) if view.point else store.here.of_focus(view.focus)
    answer = answer_at(store, here, view, selection.mask)
    _draw_question(text)
    _draw_asked(store, view, text)
    where, what, who = st.columns([1, 1.7, 1.3], gap="medium")
    with where:
        st.html(_where(store, here, text))
    with what:
        _draw_policies(store, answer, text)
        _draw_fit(store, view, answer, text)
    with who:
        _draw_neighbours(store, answer, text)
        st.markdown(f"**{text('holds.services')}**")
        draw_services(store, answer, text)


def _draw_question(text: Text) -> None:
    """Draw the form in which coordinates are typed."""
    st.caption(text("holds.hint"))
    form = st.form("spot_form", border=False)
    with form, st.container(horizontal=True, vertical_alignment="bottom"):
        hint = text("holds.coordinates_hint")
        st.text_input(text("holds.coordinates"), key=TYPED, placeholder=hint)
        names = {datum.code: datum.in_words(text) for datum in typed_datums()}
        st.selectbox(text("holds.datum"), list(names), key=DATUM, format_func=names.__getitem__)
        st.form_submit_button(text("holds.go"), on_click=_take_typed)
    problem = st.session_state.get(PROBLEM)
    if problem:
        st.error(plain(problem.sentence(text.lang)))


def _take_typed() -> None:
    """Ask about the coordinates typed, or keep what is wrong with them."""
    state = st.session_state
    try:
        ask_spot(typed_spot(state[TYPED], state[DATUM]))
        state[PROBLEM] = None
    except CoordinateError as error:
        state[PROBLEM] = error


def _draw_asked(store: Store, view: View, text: Text) -> None:
    """Draw what is asked about, and the way back from a spot to the focus."""
    with st.container(horizontal=True, vertical_alignment="center", key="holds-asked"):
        st.markdown(f"**{plain(asked_name(store, view, text))}**")
        if view.point:
            st.button(text("holds.leave"), key="leave-spot", type="tertiary", on_click=leave_spot)
        draw_sheet_button(store, view, text, "tab")


def _where(store: Store, here: Here, text: Text) -> Markup:
    """Return the places that contain the spot, and what their outlines are worth."""
    rows = Markup("").join(
        Markup("<dt>{}</dt><dd>{}</dd>").format(kind, names)
        for kind, names in places_around(store, here, text)
    )
    notes = Markup("").join(
        Markup("<p>{}</p>").format(note) for note in cautions(store, here, text)
    )
    return Markup('<dl class="facts">{}</dl><div class="precision">{}</div>').format(rows, notes)


def _draw_policies(store: Store, answer: Answer, text: Text) -> None:
    if answer.is_outside:
        st.warning(text("holds.outside"))
        return
    hint = "" if answer.sectors else text("holds.for_all_hint")
    note = f"{sectors_note(answer.sectors, text)} {hint}"
    draw_policies(store, answer.holding, text, note=note, toggle="holds_all")


def _draw_fit(store: Store, view: View, answer: Answer, text: Text) -> None:
    """Draw the questions of the policy fit, and once one is answered what policies say to it."""
    if answer.is_outside:
        return
    st.markdown(f"**{text('profile.tab')}**")
    draw_profile(view.profile, text)
    if view.profile != NOTHING_ANSWERED:
        draw_matches(store, answer.holding, answer.here, view.profile, text)


def _draw_neighbours(store: Store, answer: Answer, text: Text) -> None:
    """Draw the nearest projects that meet the filters, each with its distance and error."""
    st.markdown(f"**{text('holds.nearby')}**")
    if answer.neighbours is None:
        st.caption(text("holds.place_hint"))
        return
    if answer.neighbours.empty:
        st.caption(text("holds.nearby_none"))
    words = ProjectWords(store.register, text)
    with st.container(gap=None, key="nearby"):
        for project in answer.neighbours.itertuples():
            _draw_neighbour(project, answer.here, words, text)
    st.caption(text("holds.nearby_note", count=answer.unmeasured))


def _draw_neighbour(project: Row, here: Here, words: ProjectWords, text: Text) -> None:
    distance = distance_to(project, here, text)
    draw_project_button(project, text, "near", f"{distance} · {words.status(project)}")
