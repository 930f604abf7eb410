"""The timeline at the foot of the map: the period's end as a slider that plays month by month."""

import datetime as dt
from dataclasses import replace

import numpy as np
import streamlit as st

from geo.ask.filters import Mask, Selection
from geo.view.view import View, period_end
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
    added = store.timeline.count(_since(store, view, mask))
    quiet = int(np.argmax(added > 0))  # months before the first that adds any are sent as a number
    _timeline(
        key=KEY,
        data={
            "index": store.index["wgs84"].url,
            "lang": view.lang,
            "first": months[0],
            "quiet": quiet,
            "added": added[quiet:].tolist(),
            "at": _position(months, view.end),
            "undated": store.timeline.undated(mask),
        },
        on_month_change=_take_month,
    )


def _whenever(store: Store, view: View, selection: Selection) -> Mask:
    """Return the projects that pass every filter but the period."""
    if view.start is None and view.end is None:
        return selection.mask
    return store.filter.select(replace(view, start=None, end=None)).mask


def _since(store: Store, view: View, mask: Mask) -> Mask:
    """Return those of the projects that the period's start lets through."""
    if view.start is None:
        return mask
    return store.filter.select(replace(view, end=None)).mask


def _position(months: list[str], end: dt.date | None) -> int | None:
    """Return the month in which the period ends, None where it has no end."""
    if end is None:
        return None
    before = [at for at, month in enumerate(months) if month <= end.isoformat()]
    return before[-1] if before else 0


def _take_month() -> None:
    """End the period with the month chosen, or lift its end; the component's callback."""
    month = st.session_state[KEY]["month"]["month"]
    set_period(st.session_state["from"], period_end(month) if month else None)
