"""One project: all that is known of it, how well, and from where."""

import pandas as pd
import streamlit as st
from markupsafe import Markup

from geo.ground.places import Hierarchy
from geo.region import REGION
from geo.register.records import given
from geo.say.answer_words import sectors_note
from geo.view.view import View
from geo.words.numerals import number
from geo.words.text import Text
from ui.parts.markup import plain
from ui.parts.policies import draw_policies, source_links
from ui.state import set_focus
from ui.store import Store

ROW = Markup("<dt>{}</dt><dd>{}</dd>")


def draw_project(store: Store, view: View, position: int, text: Text) -> None:
    """Draw the project at a row of the register."""
    project = store.register.projects.iloc[position]
    places = store.register.places
    st.html(_head(project, text))
    st.html(_facts(project, places, text))
    _draw_belongings(store, project, text)
    st.html(_history(store, project, text))
    here = store.here.of_focus(view.focus)
    note = sectors_note(store.sectors_asked(here, view), text)
    draw_policies(store, store.holding(view), text, note=note)


def _head(project: pd.Series, text: Text) -> Markup:
    sector = text(f"sector.{given(project['sector']) or 'unstated'}")
    badges = [sector, text(f"kind.{project['kind']}"), text(f"programme.{project['programme']}")]
    status = text(
        "panel.as_of_status",
        status=text(f"status.{project['status']}"),
        date=text.date(project["date"]),
    )
    if not REGION.programme.has_begun(project["date"]):
        badges.append(text("panel.before_programme"))
    return Markup(
        '<div class="panel-head"><h2>{}</h2><p>{}</p><p><strong>{}</strong></p></div>'
    ).format(project[f"name_{text.lang}"], " · ".join(badges), status)


def _facts(project: pd.Series, places: Hierarchy, text: Text) -> Markup:
    """Return the known fields as a list of terms, and sentences on precision and conflicts."""
    rows = [
        (text("panel.industry"), project[f"industry_{text.lang}"]),
        (text("panel.investment"), _money(project, text)),
        (text("panel.origin"), text(f"origin.{given(project['origin']) or 'unstated'}")),
        (text("panel.location"), project[f"location_{text.lang}"]),
        (text("panel.note"), project[f"note_{text.lang}"]),
    ]
    listed = Markup("").join(ROW.format(term, value) for term, value in rows if value)
    sentences = [
        _found_by(project, places, text),
        precision_of(project, places, text),
        *conflicts_of(project, places, text),
        text("panel.confidence", level=text(f"confidence.{project['confidence']}")),
    ]
    if project["aggregate"]:
        sentences.append(text("panel.aggregate"))
    notes = Markup("").join(Markup("<p>{}</p>").format(sentence) for sentence in sentences)
    return Markup('<dl class="facts">{}</dl><div class="precision">{}</div>').format(listed, notes)


def _money(project: pd.Series, text: Text) -> str:
    note: str = project[f"investment_note_{text.lang}"]
    if pd.isna(project["investment_yi_cny"]):
        return note
    amount = text.investment(project["investment_yi_cny"])
    return f"{amount} ({note})" if note else amount


def _found_by(project: pd.Series, places: Hierarchy, text: Text) -> str:
    def named(prefix: str, column: str, absent: str) -> str:
        value = project[column]
        return places[prefix + value].name(text.lang) if isinstance(value, str) else text(absent)

    return text(
        "panel.found_by",
        district=named("district:", "district", "panel.unknown"),
        district_by=text(f"found_by.{project['district_by']}"),
        cluster=named("cluster:", "cluster", "panel.no_cluster"),
        cluster_by=text(f"found_by.{project['cluster_by']}"),
    )


def precision_of(project: pd.Series, places: Hierarchy, text: Text) -> str:
    """Say how well the position of a project is known."""
    level = project["level"]
    if level == "city":
        return text("panel.precision_none_city")
    if level == "district":
        district = places[f"district:{project['district']}"].name(text.lang)
        return text("panel.precision_none_district", district=district)
    place = _place_name(project, places, text)
    if level == "place":
        return text("panel.precision_none_place", place=place)
    metres = number(project["radius_m"], 0)
    if pd.notna(project["lon_wgs84"]):
        return text("panel.precision_own", metres=metres)
    return text("panel.precision_place", place=place, metres=metres)


def _place_name(project: pd.Series, places: Hierarchy, text: Text) -> str:
    key = (
        f"place:{project['place']}"
        if isinstance(project["place"], str)
        else f"cluster:{project['cluster']}"
    )
    return places[key].name(text.lang) if key in places else ""


def conflicts_of(project: pd.Series, places: Hierarchy, text: Text) -> list[str]:
    """Say where what the source states and what was found disagree."""
    sentences = []
    for kind in ("district", "cluster"):
        found = project[f"{kind}_found"]
        if isinstance(found, str):
            stated = places[f"{kind}:{project[f'{kind}_stated']}"].name(text.lang)
            name = places[f"{kind}:{found}"].name(text.lang)
            sentences.append(text(f"panel.conflict_{kind}", stated=stated, found=name))
    return sentences


def _draw_belongings(store: Store, project: pd.Series, text: Text) -> None:
    """Draw the way from a member to its aggregate, and from an aggregate to its members."""
    projects = store.register.projects
    if isinstance(project["part_of"], str):
        whole = projects.iloc[store.membership.position(project["part_of"]) or 0]
        name = text("panel.part_of", name=whole[f"name_{text.lang}"])
        _draw_jump(whole["id"], name)
    members = projects[projects["part_of"] == project["id"]]
    if len(members):
        with st.expander(text("panel.members", count=len(members))):
            for member in members.itertuples():
                _draw_jump(member.id, text.of(member, "name"))


def _draw_jump(project_id: str, name: str) -> None:
    focus = f"project:{project_id}"
    st.button(
        plain(name), key=f"jump-{project_id}", type="tertiary", on_click=set_focus, args=(focus,)
    )


def _history(store: Store, project: pd.Series, text: Text) -> Markup:
    """Return the project's dated steps, oldest first, each with its source."""
    history = store.register.history
    steps = history[history["project"] == project["id"]]
    items = [
        Markup("<li><b>{}</b> {} {}<footer>{}</footer></li>").format(
            text.date(step.date),
            text(f"status.{step.status}"),
            text.of(step, "note"),
            source_links(store, (step.source,), text),
        )
        for step in steps.itertuples()
    ]
    others = tuple(id_ for id_ in project["sources"] if id_ not in set(steps["source"]))
    return Markup('<h3>{}</h3><ol class="history">{}</ol><p class="sources">{}</p>').format(
        text("panel.history"),
        Markup("").join(items),
        source_links(store, others, text) if others else "",
    )
