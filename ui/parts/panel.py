"""The panel: where am I, what is here, what holds here, who helps here; and the way back up."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from geo.ask.answer import answer_at
from geo.ask.filters import Mask, Selection
from geo.ask.holding import Holding
from geo.ask.summary import Summary
from geo.ground.membership import PROJECT_PREFIX
from geo.ground.places import CITY, Place
from geo.say.project_words import ProjectWords
from geo.view.view import View
from geo.words.text import Text, text_in
from ui.parts.actions import draw_actions
from ui.parts.markup import plain
from ui.parts.overview import draw_heading, draw_overview
from ui.parts.policies import draw_open_policy, draw_policies
from ui.parts.project import draw_project
from ui.parts.project_button import draw_project_button
from ui.parts.services import draw_services
from ui.state import KEPT, set_focus
from ui.store import Store

LISTED_PROJECTS = 12


@dataclass(frozen=True)
class Here:
    """What the panel says of a place: ``shown`` are the projects that pass the filters."""

    store: Store
    view: View
    shown: Mask
    summary: Summary
    holding: Holding
    text: Text

    @property
    def place(self) -> Place:
        """The place in focus."""
        return self.store.register.places[self.view.focus]


def draw_panel(
    store: Store, view: View, selection: Selection, summary: Summary, holding: Holding
) -> None:
    """Draw the panel of the view's focus; what can be done with it stays below what is read."""
    text = text_in(view.lang)
    with st.container(key="panel-body"):
        draw_trail(store, view.focus, text)
        if view.policy:
            draw_open_policy(store, view.policy, text)
        if view.focus.startswith(PROJECT_PREFIX):
            position = store.membership.position(view.focus.removeprefix(PROJECT_PREFIX))
            draw_project(store, view, position or 0, text)
        else:
            _draw_place(Here(store, view, selection.mask, summary, holding, text))
    draw_actions(store, view, text)


def _draw_place(here: Here) -> None:
    """Draw a place: its numbers, and one facet of it at a time."""
    draw_heading(here.store, here.place, here.summary, here.holding, here.text)
    facet = st.segmented_control(
        here.text("panel.facets"),
        list(FACETS),
        default="overview",
        key="facet",
        persist_state=KEPT,
        required=True,
        format_func=lambda name: here.text(f"panel.facet_{name}"),
        label_visibility="collapsed",
    )
    FACETS[facet](here)


def trail_of(store: Store, focus: str) -> list[Place]:
    """Return the places from the city down to the focus, or to the project's finest place."""
    places = store.register.places
    if not focus.startswith(PROJECT_PREFIX):
        return places.trail(focus)
    position = store.membership.position(focus.removeprefix(PROJECT_PREFIX))
    keys = store.membership.places_of(position or 0)
    return places.trail(keys[0]) if keys else [places[CITY]]


def draw_trail(store: Store, focus: str, text: Text) -> None:
    """Draw the way back up, where there is one; every place above the focus is a button."""
    if focus == CITY:
        return
    above = [place for place in trail_of(store, focus) if place.kind not in {"ftz", "area"}]
    with st.container(horizontal=True, gap="small", key="trail"):
        for place in above:
            st.button(
                plain(place.name(text.lang)),
                key=f"trail-{place.key}",
                type="tertiary",
                disabled=place.key == focus,
                on_click=set_focus,
                args=(place.key,),
            )


def _draw_overview(here: Here) -> None:
    draw_overview(here.store, here.place, here.shown, here.summary, here.holding, here.text)


def _draw_projects(here: Here) -> None:
    text = here.text
    shown = here.shown & here.store.membership.mask(here.view.focus)
    if not shown.any():
        st.caption(text("panel.no_projects"))
    words = ProjectWords(here.store.register, text)
    with st.container(gap=None, key="project-list"):
        for project in here.store.listed(shown, LISTED_PROJECTS).itertuples():
            draw_project_button(project, text, "open", words.status(project))
    if (more := int(shown.sum()) - LISTED_PROJECTS) > 0:
        st.caption(text("panel.projects_more", count=more))


def _draw_policies(here: Here) -> None:
    draw_policies(here.store, here.holding, here.text)


def _draw_windows(here: Here) -> None:
    """Draw who helps here, for the sector asked for and the nearest first."""
    asked = here.store.here.of_focus(here.view.focus)
    draw_services(here.store, answer_at(here.store, asked, here.view, here.shown), here.text)


FACETS: dict[str, Callable[[Here], None]] = {
    "overview": _draw_overview,
    "projects": _draw_projects,
    "policies": _draw_policies,
    "windows": _draw_windows,
}
"""What the panel says of a place, one at a time, and what draws it."""
