"""The timeline at the foot of the map: the period between two handles, played month by month."""

import datetime as dt
from dataclasses import replace

import numpy as np
import streamlit as st

from geo.ask.filters import Mask, Selection
from geo.view.view import View, period_end, period_start
from ui.parts.component import script_component
from ui.state import set_period
from ui.store import Store

KEY = "timeline"

_timeline = script_component("timeline", "timeline", styled=True)


def draw_timeline(store: Store, view: View, selection: Selection) -> None:
    """Draw the timeline of the projects that pass every filter but the period."""
    months = np.datetime_as_string(store.timeline.months).tolist()
    if not months:
        return
    mask = _whenever(store, view, selection)
    added, ended = store.timeline.count(mask), store.timeline.count_ended(mask)
    _timeline(
        key=KEY,
        data={
            "index": store.index["wgs84"].url,
            "lang": view.lang,
            "first": months[0],
            "added": added.tolist(),
            "ended": ended.tolist(),
            "from": _position(months, view.start),
            "to": _position(months, view.end),
            "undated": store.timeline.undated(mask),
        },
        on_period_change=_take_period,
    )


def _whenever(store: Store, view: View, selection: Selection) -> Mask:
    """Return the projects that pass every filter but the period."""
    if view.start is None and view.end is None:
        return selection.mask
    return store.filter.select(replace(view, start=None, end=None)).mask


def _position(months: list[str], day: dt.date | None) -> int | None:
    """Return the month in which a period begins or ends, None where that end is open."""
    if day is None:
        return None
    before = [at for at, month in enumerate(months) if month <= day.isoformat()]
    return before[-1] if before else 0


def _take_period() -> None:
    """Begin or end the period with the month chosen, or open it; the component's callback."""
    told = st.session_state[KEY]["period"]
    ends = {
        name: read(told[name]) if told[name] else None
        for name, read in (("from", period_start), ("to", period_end))
        if name in told
    }
    set_period(ends.get("from", st.session_state["from"]), ends.get("to", st.session_state["to"]))
