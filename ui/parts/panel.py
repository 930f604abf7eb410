"""The side panel: where am I, what is here, what holds here; in that order, and the way back up."""

from dataclasses import asdict

import numpy as np
import streamlit as st
from markupsafe import Markup

from geo.ask.filters import Mask, Selection
from geo.ask.holding import Holding
from geo.ask.summary import Summary
from geo.ground.membership import PROJECT_PREFIX
from geo.ground.places import CITY, Place
from geo.say.answer_words import outside_line
from geo.say.holding_words import over_line, part_line
from geo.view.view import View
from geo.words.numerals import number
from geo.words.text import Text, text_in
from ui.parts.mark import draw_mark
from ui.parts.markup import plain
from ui.parts.policies import draw_open_policy, draw_policies
from ui.parts.project import draw_project
from ui.parts.project_button import draw_project_button
from ui.state import open_tab, set_focus
from ui.store import Store

LISTED_PROJECTS = 6
LISTED_PLACES = 12
CHILDREN = "children"
CHILD_KINDS = ("cluster", "site", "place", "functional_area")
BAR = Markup('<li><span>{}</span><i style="width:{}%"></i><b>{}</b></li>')


def draw_panel(
    store: Store, view: View, selection: Selection, summary: Summary, holding: Holding
) -> None:
    """Draw the panel of the view's focus."""
    text = text_in(view.lang)
    with st.container(horizontal=True, gap="small", key="desk"):
        _draw_holds_button(text)
        draw_mark(view.shortlist, view.focus, text)
    draw_trail(store, view.focus, text)
    if view.policy:
        draw_open_policy(store, view.policy, text)
    if view.focus.startswith(PROJECT_PREFIX):
        position = store.membership.position(view.focus.removeprefix(PROJECT_PREFIX))
        draw_project(store, view, position or 0, text)
        return
    place = store.register.places[view.focus]
    head = _heading(store, place, text) + _bars(summary, text)
    if place.key == CITY:
        head += Markup('<p class="quiet">{}</p>').format(_city_lists(holding, text))
    st.html(head)
    _draw_places(store, place, selection.mask, text)
    if place.key == CITY:
        return
    _draw_projects(store, selection.mask & store.membership.mask(view.focus), text)
    draw_policies(store, holding, text)


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


def _heading(store: Store, place: Place, text: Text) -> Markup:
    """Return name, official area, what the shape is worth, and what the place is for."""
    parts = [Markup("<h2>{}</h2>").format(place.name(text.lang))]
    register = store.register
    shapes = register.districts if place.kind == "district" else register.zones
    if place.id in shapes.index:
        shape = shapes.loc[place.id]
        if shape["official_km2"] == shape["official_km2"]:
            area = text("panel.area", area=number(shape["official_km2"]))
            note = text(f"map.{shape['geometry_basis']}") if place.kind != "district" else ""
            form = Markup("<p><strong>{}</strong> <span class='basis'>{}</span></p>")
            parts.append(form.format(area, note))
        purpose = shape.get(f"purpose_{text.lang}")
        if isinstance(purpose, str):
            parts.append(Markup("<p>{}</p>").format(purpose))
    if outside := outside_line(store, place.key, text):
        parts.append(Markup('<p class="quiet">{}</p>').format(outside))
    return Markup('<div class="panel-head">{}</div>').format(Markup("").join(parts))


def _bars(summary: Summary, text: Text) -> Markup:
    """Return levels, investment and the sector mix of the place."""
    most = max(1, *summary.sectors.values())
    ranked = sorted(summary.sectors.items(), key=lambda item: -item[1])
    bars = [
        BAR.format(text(f"sector.{sector}"), round(100 * count / most), count)
        for sector, count in ranked
        if count
    ]
    money = text.investment(summary.disclosed)
    return Markup(
        '<div class="panel-numbers"><p>{} · {} {}</p><p class="quiet">{} · {}</p>'
        '<h3>{}</h3><ul class="bars">{}</ul></div>'
    ).format(
        text("panel.projects", count=summary.projects),
        text("panel.investment"),
        money,
        text("figure.levels", **summary.levels),
        text("figure.silent", count=summary.silent),
        text("panel.sectors"),
        Markup("").join(bars),
    )


def _draw_places(store: Store, place: Place, shown: Mask, text: Text) -> None:
    """Draw the places directly below, those with projects first, each with its count."""
    below = [child for child in _below(store, place) if child.kind in CHILD_KINDS]
    counted = [(int((shown & store.membership.mask(child.key)).sum()), child) for child in below]
    if not counted:
        return
    ranked = sorted(counted, key=lambda pair: -pair[0])[:LISTED_PLACES]
    labels = {child.key: f"{plain(child.name(text.lang))} {count}" for count, child in ranked}
    st.pills(
        text("panel.places"),
        list(labels),
        key=CHILDREN,
        format_func=labels.__getitem__,
        on_change=_go_into,
    )


def _go_into() -> None:
    """Move the focus to the place pressed; none stays pressed."""
    set_focus(st.session_state[CHILDREN])
    st.session_state[CHILDREN] = None


def _below(store: Store, place: Place) -> list[Place]:
    places = store.register.places
    return places.of_kind("cluster") if place.key == CITY else places.children(place.key)


def _draw_projects(store: Store, here: Mask, text: Text) -> None:
    rows = np.flatnonzero(here)
    st.markdown(f"**{text('panel.projects', count=len(rows))}**")
    if not len(rows):
        st.caption(text("panel.no_projects"))
    with st.container(gap=None, key="project-list"):
        for project in store.register.projects.iloc[rows[:LISTED_PROJECTS]].itertuples():
            draw_project_button(project, text, "open")
    if len(rows) > LISTED_PROJECTS:
        st.caption(text("panel.projects_more", count=len(rows) - LISTED_PROJECTS))


def _city_lists(holding: Holding, text: Text) -> str:
    """Return how many policies the city has, and where they are listed."""
    lists = text("panel.city_lists", **asdict(holding.count))
    besides = (part_line(holding, text), over_line(holding, text))
    return " ".join(filter(None, (lists, *besides, text("panel.city_tables"))))


def _draw_holds_button(text: Text) -> None:
    """Draw the button that opens the answer for where one is."""
    st.button(text("holds.tab"), key="ask", on_click=open_tab, args=("holds",))
