"""The point of a project: typed in any datum or taken from the map, and how far it has moved."""

from collections.abc import Mapping
from typing import Final

import streamlit as st

from geo.ground.spot import Spot, typed_datums, typed_spot
from geo.keep.change import Row
from geo.keep.form import district_under, moved_metres
from geo.register.fields import POINT
from geo.register.load import Register
from geo.register.stated import written
from geo.words.numerals import whole
from geo.words.text import Text
from ui.desk.draft import fill_in, key_of, offer
from ui.parts.markup import plain
from ui.state import KEPT

SPOT: Final = "spot"
DATUM: Final = "datum"
ERROR: Final = "precision_m"
NO_POINT: Final = dict.fromkeys(POINT, "")


def shown_point(base: Row) -> Mapping[str, str]:
    """Return what the boxes of a point hold of a record before anybody has filled in."""
    lon, lat, error = (base.get(name, "") for name in POINT)
    return {SPOT: f"{lon}, {lat}" if lon else "", DATUM: "wgs84", ERROR: error}


def draw_point(register: Register, record: str, base: Row, text: Text) -> dict[str, str]:
    """Draw the boxes of a point; return its columns in WGS-84 as they are filled in.

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
    _draw_from_map(record, text)
    typed = {name: str(st.session_state[key_of(record, name)]).strip() for name in shown}
    if typed == shown:
        st.caption(text("desk.point_kept" if typed[SPOT] else "desk.point_none"))
        return {}
    if not typed[SPOT]:
        st.caption(text("desk.point_taken_away"))
        return dict(NO_POINT)
    spot = _spot(typed, shown, base)
    st.info(plain(_moved(register, record, spot, text)))
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


def _draw_from_map(record: str, text: Text) -> None:
    """Offer the spot that was pressed on the map."""
    pressed = st.session_state.get("point")
    if isinstance(pressed, Spot):
        st.button(
            text("desk.from_map", spot=str(pressed)),
            key="edit-from-map",
            icon=":material/location_on:",
            on_click=_take,
            args=(record, pressed),
        )
    else:
        st.caption(text("desk.from_map_how"))


def _take(record: str, spot: Spot) -> None:
    """Take a spot of the map; a widget's callback."""
    fill_in(record, SPOT, str(spot))
    fill_in(record, DATUM, "wgs84")


def _moved(register: Register, record: str, spot: Spot, text: Text) -> str:
    """Say how far a point is from where the project was, and the district under it."""
    found = register.projects.loc[register.projects["id"] == record, ["lon", "lat"]].dropna()
    was = (float(found["lon"].iloc[0]), float(found["lat"].iloc[0])) if len(found) else None
    metres, adcode = moved_metres(spot, was), district_under(register, spot)
    district = register.places[f"district:{adcode}"].name(text.lang) if adcode else ""
    distance = text("desk.no_old_point") if metres is None else text("desk.moved", m=whole(metres))
    under = text("desk.under", district=district) if district else text("desk.under_none")
    return f"{distance}{under}"
