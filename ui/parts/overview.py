"""A place at a glance: its numbers, sectors, statuses, the places in it, what landed last."""

from dataclasses import asdict
from typing import Final

import streamlit as st
from markupsafe import Markup

from geo.ask.filters import Mask
from geo.ask.holding import Holding
from geo.ask.summary import Summary
from geo.ground.places import CITY, Place
from geo.say.answer_words import outside_line
from geo.say.holding_words import over_line, part_line
from geo.words.numerals import number
from geo.words.text import Text
from layers.palette import OPTION_HUES
from ui.parts.markup import plain
from ui.parts.policies import policy_list
from ui.state import set_focus
from ui.store import Store

LISTED_PLACES: Final = 12
LATEST_POLICIES: Final = 2
CHILDREN: Final = "children"
CHILD_KINDS: Final = ("cluster", "site", "place", "functional_area")
OPERATING: Final = "operating"

BAR: Final = Markup('<li><span>{}</span><i style="width:{}%"></i><b>{}</b></li>')
NUMBER: Final = Markup("<div><b>{}</b><span>{}</span></div>")
PART: Final = Markup('<i style="flex:{};background:{}" title="{}"></i>')


def draw_heading(
    store: Store, place: Place, summary: Summary, holding: Holding, text: Text
) -> None:
    """Draw what the place is, and its three numbers: projects, investment, policies."""
    numbers = (
        (summary.projects, "panel.number_projects"),
        (text.investment(summary.disclosed), "panel.investment"),
        (holding.count.total, "panel.number_policies"),
    )
    strip = Markup("").join(NUMBER.format(value, text(word)) for value, word in numbers)
    head = _heading(store, place, text)
    st.html(head + Markup('<div class="numbers">{}</div>').format(strip))


def draw_overview(  # noqa: PLR0913, PLR0917 (a place, what is shown, its numbers)
    store: Store, place: Place, shown: Mask, summary: Summary, holding: Holding, text: Text
) -> None:
    """Draw the place at a glance; ``shown`` are the projects that pass the filters."""
    said = _levels(summary, text) + _sectors(summary, text) + _statuses(summary, text)
    st.html(said + _city_lists(holding, text) if place.key == CITY else said)
    _draw_places(store, place, shown, text)
    if len(holding.landed):
        st.html(_latest(store, holding, text))


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


def _levels(summary: Summary, text: Text) -> Markup:
    levels = text("figure.levels", **summary.levels)
    silent = text("figure.silent", count=summary.silent)
    return Markup('<p class="quiet"><span class="levels">{}</span> · {}</p>').format(levels, silent)


def _sectors(summary: Summary, text: Text) -> Markup:
    """Return the sector mix of the place as bars, the longest first."""
    most = max(1, *summary.sectors.values())
    ranked = sorted(summary.sectors.items(), key=lambda item: -item[1])
    bars = Markup("").join(
        BAR.format(text(f"sector.{sector}"), round(100 * count / most), count)
        for sector, count in ranked
        if count
    )
    return Markup('<h3>{}</h3><ul class="bars">{}</ul>').format(text("panel.sectors"), bars)


def _statuses(summary: Summary, text: Text) -> Markup:
    """Return the statuses as one strip, and how many operate."""
    parts = Markup("").join(
        PART.format(count, OPTION_HUES["status"][status], f"{text(f'status.{status}')} {count}")
        for status, count in summary.statuses.items()
        if count
    )
    operating = summary.statuses[OPERATING]
    waiting = summary.projects - operating
    said = text("panel.operating", waiting=waiting, operating=operating)
    form = Markup('<h3>{}</h3><div class="strip" aria-hidden="true">{}</div><p>{}</p>')
    return form.format(text("field.status"), parts, said)


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


def _latest(store: Store, holding: Holding, text: Text) -> Markup:
    """Return the policies that landed here last."""
    listed = policy_list(store, holding.landed.index[:LATEST_POLICIES], text)
    return Markup("<h3>{}</h3>{}").format(text("panel.latest_policies"), listed)


def _city_lists(holding: Holding, text: Text) -> Markup:
    """Return how many policies the city has, and where they are listed, a line each."""
    lists = text("panel.city_lists", **asdict(holding.count))
    lines = (lists, part_line(holding, text), over_line(holding, text), text("panel.city_tables"))
    said = [Markup('<p class="quiet">{}</p>').format(line) for line in lines if line]
    return Markup("").join(said)
