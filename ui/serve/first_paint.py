"""The map first: on a session's first run, the rest of the page waits until the map has painted.

A browser draws the map and the page's forty other elements in one thread. Sent together they delay
the map, which everybody waits for, by a second; sent after it, they are there no later.
"""

import secrets
import threading
from typing import Final

import streamlit as st

PAINTED_URL: Final = "/twozones/painted"
BROWSER: Final = "Mozilla/"
"""What every browser begins its name with; what is none paints nothing, and is not waited for."""

LONGEST_SECONDS: Final = 3.0
"""The rest comes after this time in any case: on a slow line, or where scripts fail."""

_SEEN: Final = "map_expected"
_expected: Final[dict[str, threading.Event]] = {}


def expect_paint() -> str:
    """Return the address at which a browser's first map tells that it has painted, else nothing."""
    if _SEEN in st.session_state:
        return ""
    st.session_state[_SEEN] = True
    if not st.context.headers.get("User-Agent", "").startswith(BROWSER):
        return ""
    token = secrets.token_urlsafe(9)
    _expected[token] = threading.Event()
    return f"{PAINTED_URL}/{token}"


def wait_for_paint(address: str) -> None:
    """Wait until the map has told an address, a short time at most."""
    token = address.rpartition("/")[2]
    _expected[token].wait(LONGEST_SECONDS)
    del _expected[token]


def tell_paint(token: str) -> bool:
    """Let the page go on whose map has painted; return whether one waits under the token."""
    painted = _expected.get(token)
    if painted is None:
        return False
    painted.set()
    return True
