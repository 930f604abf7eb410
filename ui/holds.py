"""What holds here: where a spot lies, its policies, the nearest projects and who to turn to."""

import streamlit as st
from markupsafe import Markup

from geo.answer import Answer, answer_at
from geo.coordinates import DATUMS, typed_spot
from geo.errors import CoordinateError
from geo.filters import Selection
from geo.here import Here
from geo.membership import PROJECT_PREFIX
from geo.policies import count_policies
from geo.records import Row, given
from geo.register import row_of
from geo.text import Text
from geo.view import View
from ui.markup import plain
from ui.policies import policy_list, source_links
from ui.state import leave_spot, open_tab, set_focus
from ui.store import Store

POLICIES_LISTED = 6
METRES_PER_KM = 1000
TYPED, DATUM, PROBLEM, ALL = "spot_typed", "spot_datum", "spot_problem", "holds_all"
KINDS = ("district", "area", "cluster", "site", "functional_area")


def draw_holds(store: Store, view: View, selection: Selection, text: Text) -> None:
    """Draw the answer for the spot pressed or typed, or for the focus."""
    here = store.here.at_spot(view.point) if view.point else store.here.of_focus(view.focus)
    answer = answer_at(store.register, store.membership, here, view, selection.mask)
    _draw_question(text)
    _draw_asked(store, view, text)
    where, what, who = st.columns([1, 1.7, 1.3], gap="medium")
    with where:
        st.html(_where(store, here, text))
    with what:
        _draw_policies(store, answer, text)
    with who:
        _draw_neighbours(answer, text)
        _draw_services(store, answer, text)


def draw_holds_button(text: Text) -> None:
    """Draw the button that opens the answer for where one is."""
    st.button(text("holds.tab"), key="ask", on_click=open_tab, args=(text("holds.tab"),))


def _draw_question(text: Text) -> None:
    """Draw the form in which coordinates are typed."""
    st.caption(text("holds.hint"))
    form = st.form("spot_form", border=False)
    with form, st.container(horizontal=True, vertical_alignment="bottom"):
        hint = text("holds.coordinates_hint")
        st.text_input(text("holds.coordinates"), key=TYPED, placeholder=hint)
        names = text.section("datum")
        st.selectbox(text("holds.datum"), DATUMS, key=DATUM, format_func=names.__getitem__)
        st.form_submit_button(text("holds.go"), on_click=_take_typed)
    problem = st.session_state.get(PROBLEM)
    if problem:
        st.error(plain(problem.sentence(text.lang)))


def _take_typed() -> None:
    """Ask about the coordinates typed, or keep what is wrong with them."""
    state = st.session_state
    try:
        state["point"] = typed_spot(state[TYPED], state[DATUM])
        state[PROBLEM] = None
    except CoordinateError as error:
        state[PROBLEM] = error


def _draw_asked(store: Store, view: View, text: Text) -> None:
    """Draw what is asked about, and the way back from a spot to the focus."""
    with st.container(horizontal=True, vertical_alignment="center", key="holds-asked"):
        st.markdown(f"**{plain(asked_name(store, view, text))}**")
        if view.point:
            st.button(text("holds.leave"), key="leave-spot", type="tertiary", on_click=leave_spot)


def asked_name(store: Store, view: View, text: Text) -> str:
    """Return what is asked about in words."""
    if view.point:
        return text("holds.at_spot", lon=f"{view.point.lon:.5f}", lat=f"{view.point.lat:.5f}")
    word = "project" if view.focus.startswith(PROJECT_PREFIX) else "place"
    return text(f"holds.at_{word}", name=store.name_of(view.focus, text))


def _where(store: Store, here: Here, text: Text) -> Markup:
    """Return the places that contain the spot, and what their outlines are worth."""
    places = store.register.places
    above = dict.fromkeys(up for key in here.keys for up in places.ancestors(key))
    rows = Markup("").join(
        Markup("<dt>{}</dt><dd>{}</dd>").format(
            text(f"holds.{kind}"),
            " / ".join(places[k].name(text.lang) for k in above if places[k].kind == kind) or "—",
        )
        for kind in KINDS
    )
    notes = Markup("").join(Markup("<p>{}</p>").format(note) for note in _notes(store, here, text))
    return Markup('<dl class="facts">{}</dl><div class="precision">{}</div>').format(rows, notes)


def _notes(store: Store, here: Here, text: Text) -> list[str]:
    notes = []
    if here.nearest or any(store.is_schematic(key) for key in here.keys):
        notes.append(text("holds.schematic"))
    if here.nearest:
        name = store.register.places[here.nearest].name(text.lang)
        notes.append(text("holds.nearest", name=name, km=_km(here.nearest_m)))
    if here.project and here.spot is None:
        notes.append(text("holds.no_project_point"))
    return notes


def _km(metres: float) -> str:
    return f"{metres / METRES_PER_KM:.1f}"


def _draw_policies(store: Store, answer: Answer, text: Text) -> None:
    if answer.is_outside:
        st.warning(text("holds.outside"))
        return
    policies = answer.policies
    count = count_policies(policies)
    st.markdown(f"**{text('panel.policies', count=len(policies))}**")
    st.caption(_sectors_note(answer.sectors, text))
    if policies.empty:
        st.caption(text("panel.no_policies"))
        return
    st.caption(text("panel.policies_summary", landed=count.landed, in_progress=count.in_progress))
    listed = policies if st.session_state.get(ALL) else policies.head(POLICIES_LISTED)
    st.html(policy_list(store, listed, text))
    if len(policies) > POLICIES_LISTED:
        st.toggle(text("panel.policies_more"), key=ALL)


def _sectors_note(sectors: tuple[str, ...], text: Text) -> str:
    if not sectors:
        return text("holds.for_all")
    return text("holds.for_sectors", sectors=", ".join(text(f"sector.{s}") for s in sectors))


def _draw_neighbours(answer: Answer, text: Text) -> None:
    """Draw the nearest projects that meet the filters, each with its distance and error."""
    st.markdown(f"**{text('holds.nearby')}**")
    if answer.neighbours is None:
        st.caption(text("holds.place_hint"))
        return
    if answer.neighbours.empty:
        st.caption(text("holds.nearby_none"))
    with st.container(gap=None, key="nearby"):
        for project in answer.neighbours.itertuples():
            _draw_neighbour(project, answer.here, text)
    st.caption(text("holds.nearby_note", count=answer.unmeasured))


def _draw_neighbour(project: Row, here: Here, text: Text) -> None:
    error = _km(project.radius_m + here.radius_m)
    distance = text("holds.distance", km=_km(project.distance_m), error=error)
    status = text(f"status.{project.status}")
    st.button(
        f"{plain(text.of(project, 'name'))} :small[{plain(f'{distance} · {status}')}]",
        key=f"near-{project.id}",
        type="tertiary",
        on_click=set_focus,
        args=(f"{PROJECT_PREFIX}{project.id}",),
    )


def _draw_services(store: Store, answer: Answer, text: Text) -> None:
    """Draw the halls and windows that the data names, and who issued or runs the policies."""
    st.markdown(f"**{text('holds.services')}**")
    items = [_service(store, service, text) for service in answer.services.itertuples()]
    st.html(Markup('<ul class="policies">{}</ul>').format(Markup("").join(items)))
    st.caption(text("holds.services_source"))
    if answer.bodies:
        with st.expander(text("holds.bodies")):
            lines = [
                Markup("<li>{}</li>").format(text("holds.body_count", body=body, count=count))
                for body, count in answer.bodies.items()
            ]
            st.html(Markup("<ul>{}</ul>").format(Markup("").join(lines)))


def _service(store: Store, service: Row, text: Text) -> Markup:
    """Return a service: its name, what it is for, how near, and where that is written."""
    if given(service.policy):
        record = row_of(store.register.policies, service.policy)
        name, where = text.of(record, "title"), text.of(record, "scope")
    else:
        position = store.membership.position(service.project) or 0
        record = next(store.register.projects.iloc[[position]].itertuples())
        name, where = text.of(record, "name"), text.of(record, "location")
    facts = [text.of(service, "help"), text(f"holds.services_{service.relation}"), where]
    return Markup("<li><b>{}</b><p>{}</p><footer>{}</footer></li>").format(
        name,
        " · ".join(fact for fact in facts if fact),
        source_links(store, record.sources, text),
    )
