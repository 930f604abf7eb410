"""What was said of files with the same headers before: the browser keeps it, nobody else does."""

from collections.abc import Mapping
from typing import Any, Final

import streamlit as st

from ui.parts.component import script_component

KEY: Final = "remembered"
KNOWN: Final = "remembered_said"

_remembered = script_component("remembered", "remembered")


def draw_remembered(headers: str, said: Mapping[str, Any]) -> None:
    """Keep what was said of a file in the browser, and ask it for what it knows.

    ``headers`` stands for the file's headers; an empty ``said`` is not kept. The browser is asked
    once for each, so that what is said now is known to this session too.
    """
    if said:
        st.session_state.setdefault(KNOWN, {})[headers] = dict(said)
    data = {"headers": headers, "said": dict(said) or None}
    _remembered(key=KEY, data=data, on_known_change=_take_known)


def remembered_said(headers: str) -> object:
    """Return what the browser knows of files with these headers, or None."""
    known: dict[str, object] = st.session_state.get(KNOWN, {})
    return known.get(headers)


def _take_known() -> None:
    """Take what the browser knows; the component's callback."""
    known = st.session_state[KEY].get("known")
    if isinstance(known, Mapping) and isinstance(known.get("headers"), str):
        st.session_state.setdefault(KNOWN, {})[known["headers"]] = known.get("said")
