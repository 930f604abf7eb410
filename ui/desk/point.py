"""The point of a project: dragged on a map or typed in any datum, and how far it has moved."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Final

import streamlit as st

from geo.errors import CoordinateError
from geo.ground.membership import PROJECT_PREFIX
from geo.ground.spot import Spot, typed_datums, typed_spot
from geo.keep.change import Row
from geo.keep.form import district_under, moved_metres
from geo.register.fields import POINT
from geo.register.load import Register
from geo.register.stated import written
from geo.view.view import View
from geo.words.numerals import whole
from geo.words.text import Text
from ui.desk.draft import fill_in, key_of, offer
from ui.parts.map import draw_point_map
from ui.parts.markup import plain
from ui.state import KEPT
from ui.store import Store

SPOT: Final = "spot"
DATUM: Final = "datum"
ERROR: Final = "precision_m"
NO_POINT: Final = dict.fromkeys(POINT, "")


def shown_point(base: Row) -> Mapping[str, str]:
    """Return what the boxes of a point hold of a record before anybody has filled in."""
    lon, lat, error = (base.get(name, "") for name in POINT)
    return {SPOT: f"{lon}, {lat}" if lon else "", DATUM: "wgs84", ERROR: error}


def draw_point(store: Store, record: str, base: Row, text: Text) -> dict[str, str]:
    """Draw the map and the boxes of a point; return its columns in WGS-84 as they are filled in.

    Raises
    ------
    CoordinateError
        What is typed is no point in or near the region.
    """
    shown = shown_point(base)
    for name, value in shown.items():
        offer(record, name, value)
    st.markdown(f"**{text('desk.point')}**")
    _draw_boxes(record, text)
    typed = {name: str(st.session_state[key_of(record, name)]).strip() for name in shown}
    _draw_map(store, record, typed, text)
    if typed == shown:
        st.caption(text("desk.point_kept" if typed[SPOT] else "desk.point_none"))
        return {}
    if not typed[SPOT]:
        st.caption(text("desk.point_taken_away"))
        return dict(NO_POINT)
    spot = _spot(typed, shown, base)
    st.info(plain(_moved(store.register, record, spot, text)))
    return dict(zip(POINT, (written(spot.lon), written(spot.lat), typed[ERROR]), strict=True))


def _spot(typed: Mapping[str, str], shown: Mapping[str, str], base: Row) -> Spot:
    if typed[SPOT] == shown[SPOT]:  # only its error is another
        return Spot(float(base["lon_wgs84"]), float(base["lat_wgs84"]))
    return typed_spot(typed[SPOT], typed[DATUM])


def _draw_boxes(record: str, text: Text) -> None:
    names = {datum.code: datum.in_words(text) for datum in typed_datums()}
    where, datum, error = st.columns([2, 1, 1])
    where.text_input(
        text("desk.coordinates"),
        key=key_of(record, SPOT),
        help=text("desk.coordinates_help"),
        persist_state=KEPT,
    )
    datum.selectbox(
        text("field.datum"),
        list(names),
        key=key_of(record, DATUM),
        format_func=names.__getitem__,
        persist_state=KEPT,
    )
    error.text_input(text("field.precision_m"), key=key_of(record, ERROR), persist_state=KEPT)


def _draw_map(store: Store, record: str, typed: Mapping[str, str], text: Text) -> None:
    """Draw a map on which the point can be dragged or set, where the map knows the project."""
    if store.membership.position(record) is None:
        return
    view = View(lang=text.lang, focus=f"{PROJECT_PREFIX}{record}")
    st.caption(text("desk.from_map"))

    def take(spot: Spot) -> None:
        fill_in(record, SPOT, str(spot))
        fill_in(record, DATUM, "wgs84")

    draw_point_map(store, view, store.filter.select(view), _shown_spot(store, record, typed), take)


def _shown_spot(store: Store, record: str, typed: Mapping[str, str]) -> Spot | None:
    """Return where the point stands on the map: where it is typed, or the project is shown."""
    with suppress(CoordinateError):
        if typed[SPOT]:
            return typed_spot(typed[SPOT], typed[DATUM])
    was = _old_point(store.register, record)
    return None if was is None else Spot(*was)


def _old_point(register: Register, record: str) -> tuple[float, float] | None:
    """Return where a project was: its own point or the middle of its place, WGS-84 degrees."""
    found = register.projects.loc[register.projects["id"] == record, ["lon", "lat"]].dropna()
    return (float(found["lon"].iloc[0]), float(found["lat"].iloc[0])) if len(found) else None


def _moved(register: Register, record: str, spot: Spot, text: Text) -> str:
    """Say how far a point is from where the project was, and the district under it."""
    metres = moved_metres(spot, _old_point(register, record))
    adcode = district_under(register, spot)
    district = register.places[f"district:{adcode}"].name(text.lang) if adcode else ""
    distance = text("desk.no_old_point") if metres is None else text("desk.moved", m=whole(metres))
    under = text("desk.under", district=district) if district else text("desk.under_none")
    return f"{distance}{under}"
