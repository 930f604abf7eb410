"""What holds here: where a spot lies, its policies, the nearest projects and who to turn to."""

import streamlit as st
from markupsafe import Markup

from geo.coordinates import DATUMS, typed_spot
from geo.errors import CoordinateError
from geo.filters import Selection
from geo.here import Here, nearby
from geo.membership import PROJECT_PREFIX
from geo.places import CITY
from geo.policies import choose_policies, policies_at
from geo.records import Row, given
from geo.register import row_of
from geo.services import bodies_of, services_at
from geo.text import Text
from geo.view import View
from ui.markup import plain
from ui.policies import count_policies, policy_list, source_links
from ui.state import leave_spot, open_tab, set_focus
from ui.store import Store

NEARBY_LISTED = 8
POLICIES_LISTED = 6
METRES_PER_KM = 1000
TYPED, DATUM, PROBLEM, ALL = "spot_typed", "spot_datum", "spot_problem", "holds_all"
KINDS = ("district", "area", "cluster", "site", "functional_area")


def here_of(store: Store, view: View) -> Here:
    """Return where the view asks from: its spot, or else its focus."""
    return store.here.at_spot(view.point) if view.point else store.here.of_focus(view.focus)


def sectors_of(store: Store, view: View, here: Here) -> tuple[str, ...]:
    """Return the sectors asked for: those chosen, else the project's own, else all (empty)."""
    if view.sector or here.project is None:
        return view.sector
    position = store.membership.position(here.project) or 0
    own = given(store.register.projects["sector"].iloc[position])
    return (own,) if own else ()


def draw_holds(store: Store, view: View, selection: Selection, text: Text) -> None:
    """Draw the answer for the spot pressed or typed, or for the focus."""
    here = here_of(store, view)
    _draw_question(store, view, here, text)
    where, what, who = st.columns([1, 1.7, 1.3], gap="medium")
    with where:
        st.html(_where(store, here, text))
    with what:
        _draw_policies(store, view, here, text)
    with who:
        _draw_nearby(store, view, selection, here, text)
        _draw_services(store, view, here, text)


def draw_holds_button(text: Text) -> None:
    """Draw the button that opens the answer for where one is."""
    st.button(text("holds.tab"), key="ask", on_click=open_tab, args=(text("holds.tab"),))


def _draw_question(store: Store, view: View, here: Here, text: Text) -> None:
    """Draw what is asked about, and the form in which coordinates are typed."""
    st.caption(text("holds.hint"))
    with (
        st.form("spot_form", border=False),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        st.text_input(
            text("holds.coordinates"), key=TYPED, placeholder=text("holds.coordinates_hint")
        )
        st.selectbox(
            text("holds.datum"), DATUMS, key=DATUM, format_func=lambda d: text(f"datum.{d}")
        )
        st.form_submit_button(text("holds.go"), on_click=_take_typed)
    problem = st.session_state.get(PROBLEM)
    if problem:
        st.error(plain(problem.sentence(text.lang)))
    with st.container(horizontal=True, vertical_alignment="center", key="holds-asked"):
        st.markdown(f"**{plain(name_of(store, view, here, text))}**")
        if view.point:
            st.button(text("holds.leave"), key="leave-spot", type="tertiary", on_click=leave_spot)


def _take_typed() -> None:
    """Ask about the coordinates typed, or keep what is wrong with them."""
    state = st.session_state
    try:
        state["point"] = typed_spot(state[TYPED], state[DATUM])
        state[PROBLEM] = None
    except CoordinateError as error:
        state[PROBLEM] = error


def name_of(store: Store, view: View, here: Here, text: Text) -> str:
    """Return what is asked about in words."""
    if view.point:
        return text("holds.at_spot", lon=f"{view.point.lon:.5f}", lat=f"{view.point.lat:.5f}")
    if here.project:
        position = store.membership.position(here.project) or 0
        project = store.register.projects.iloc[position]
        return text("holds.at_project", name=project[f"name_{text.lang}"])
    return text("holds.at_place", name=store.register.places[view.focus].name(text.lang))


def _where(store: Store, here: Here, text: Text) -> Markup:
    """Return the places that contain the spot, and what their outlines are worth."""
    places = store.register.places
    chain = [
        places[key]
        for key in dict.fromkeys(up for key in here.keys for up in places.ancestors(key))
    ]
    rows = [
        (text(f"holds.{kind}"), " / ".join(p.name(text.lang) for p in chain if p.kind == kind))
        for kind in KINDS
    ]
    named = Markup("").join(
        Markup("<dt>{}</dt><dd>{}</dd>").format(term, names or "—") for term, names in rows
    )
    notes = Markup("").join(Markup("<p>{}</p>").format(note) for note in _notes(store, here, text))
    return Markup('<dl class="facts">{}</dl><div class="precision">{}</div>').format(named, notes)


def _notes(store: Store, here: Here, text: Text) -> list[str]:
    notes = []
    if any(store.is_schematic(key) for key in here.keys) or here.nearest:
        notes.append(text("holds.schematic"))
    if here.nearest:
        name = store.register.places[here.nearest].name(text.lang)
        notes.append(text("holds.nearest", name=name, km=_km(here.nearest_m)))
    if here.project and here.spot is None:
        notes.append(text("holds.no_project_point"))
    return notes


def _km(metres: float) -> str:
    return f"{metres / METRES_PER_KM:.1f}"


def _draw_policies(store: Store, view: View, here: Here, text: Text) -> None:
    if not here.keys:
        st.warning(text("holds.outside"))
        return
    sectors = sectors_of(store, view, here)
    held = policies_at(store.register.policies, store.register.places, here.keys)
    chosen = choose_policies(held, sectors, view.factor)
    count = count_policies(chosen)
    st.markdown(f"**{text('panel.policies', count=len(chosen))}**")
    st.caption(_sectors_note(sectors, text))
    st.caption(
        text("panel.policies_summary", landed=count.landed, in_progress=count.in_progress)
        if len(chosen)
        else text("panel.no_policies")
    )
    listed = chosen if st.session_state.get(ALL) else chosen.head(POLICIES_LISTED)
    st.html(policy_list(store, listed, text))
    if len(chosen) > POLICIES_LISTED:
        st.toggle(text("panel.policies_more"), key=ALL)


def _sectors_note(sectors: tuple[str, ...], text: Text) -> str:
    if not sectors:
        return text("holds.for_all")
    return text("holds.for_sectors", sectors=", ".join(text(f"sector.{s}") for s in sectors))


def _draw_nearby(store: Store, view: View, selection: Selection, here: Here, text: Text) -> None:
    """Draw the nearest projects that meet the filters, each with its distance and error."""
    st.markdown(f"**{text('holds.nearby')}**")
    if here.spot is None:
        st.caption(text("holds.place_hint"))
        return
    projects = store.register.projects
    sectors = sectors_of(store, view, here)
    among = selection.mask.copy()
    if sectors:
        among &= projects["sector"].isin(sectors).to_numpy()
    found = nearby(projects, among, here, NEARBY_LISTED)
    if found.empty:
        st.caption(text("holds.nearby_none"))
    with st.container(gap=None, key="nearby"):
        for project in found.itertuples():
            _draw_near(project, here, text)
    st.caption(text("holds.nearby_note", count=int((among & projects["lon"].isna()).sum())))


def _draw_near(project: Row, here: Here, text: Text) -> None:
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


def _draw_services(store: Store, view: View, here: Here, text: Text) -> None:
    """Draw the halls and windows that the data names, and who issued or runs the policies."""
    st.markdown(f"**{text('holds.services')}**")
    keys = here.keys or (CITY,)
    sectors = sectors_of(store, view, here)
    services = services_at(store.register, store.membership, keys, sectors)
    items = [_service(store, service, text) for service in services.itertuples()]
    st.html(Markup('<ul class="policies">{}</ul>').format(Markup("").join(items)))
    st.caption(text("holds.services_source"))
    if here.keys:
        held = policies_at(store.register.policies, store.register.places, here.keys)
        bodies = bodies_of(choose_policies(held, sectors, view.factor), text.lang)
        with st.expander(text("holds.bodies")):
            lines = [text("holds.body_count", body=body, count=n) for body, n in bodies.items()]
            st.html(
                Markup("<ul>{}</ul>").format(
                    Markup("").join(Markup("<li>{}</li>").format(line) for line in lines)
                )
            )


def _service(store: Store, service: Row, text: Text) -> Markup:
    """Return a service: its name, what it is for, how near, and where that is written."""
    record = _record_of(store, service)
    name = text.of(record, "title" if given(service.policy) else "name")
    facts = [text.of(service, "help"), text(f"holds.services_{service.relation}")]
    where = text.of(record, "scope" if given(service.policy) else "location")
    return Markup("<li><b>{}</b><p>{}</p><footer>{}</footer></li>").format(
        name,
        " · ".join(part for part in (*facts, where) if part),
        source_links(store, record.sources, text),
    )


def _record_of(store: Store, service: Row) -> Row:
    """Return the project or policy that names a service."""
    if given(service.policy):
        return row_of(store.register.policies, service.policy)
    position = store.membership.position(service.project) or 0
    return next(store.register.projects.iloc[[position]].itertuples())
