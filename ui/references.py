"""Messages by reference: only where the browser surely holds what they stand for.

Streamlit sends an element that the browser has listed as a reference. The browser forgets what its
last runs did not use, and counts the runs too that the next press cut short. So after a few fast
presses a reference may name what was just forgotten, and Streamlit then ends the page for good.

A run ends with a mark that no other run has. Where the browser lists the mark of the last run, that
run came to its end and the browser has met all of it; where it no longer lists the mark before,
it has counted that end as well, and forgets nothing more until the next run ends. Else all is sent
in full.

A press in a fragment runs that alone, and the browser then counts its messages alone. So the mark
of a page with such a fragment stands in it.
"""

from collections.abc import Callable
from functools import partial
from typing import Final

import streamlit as st
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.scriptrunner import get_script_run_ctx

_MARKS: Final = "marks"
_BEFORE: Final = "mark_before"
_RUNS: Final = "runs"


def begin_run() -> None:
    """Send in full what the browser may have forgotten when it comes."""
    context = get_script_run_ctx()
    before, last = st.session_state.pop(_MARKS, ("", ""))
    st.session_state[_BEFORE] = last
    if context is not None and not _is_settled(context.cached_message_hashes, before, last):
        context.cached_message_hashes = frozenset()


def begin_part() -> None:
    """Begin the run of a fragment; nothing, where it is drawn with the whole page."""
    context = get_script_run_ctx()
    if context is not None and context.fragment_ids_this_run:
        begin_run()


def send_in_full() -> None:
    """Send nothing of this run by reference: a part drawn by the clock has no mark."""
    context = get_script_run_ctx()
    if context is not None:
        context.cached_message_hashes = frozenset()


def end_run() -> None:
    """Mark the end of a run that was not cut short, once."""
    if _MARKS in st.session_state:
        return
    number = st.session_state[_RUNS] = st.session_state.get(_RUNS, 0) + 1
    mark = _hash_of_last(partial(st.html, f"<style>/* {number:0120} */</style>"))
    st.session_state[_MARKS] = st.session_state.pop(_BEFORE, ""), mark


def _is_settled(listed: frozenset[str], before: str, last: str) -> bool:
    """Tell whether a browser that lists these has met the end of the last run."""
    return last in listed and before not in listed


def _hash_of_last(draw: Callable[[], object]) -> str:
    """Draw, and return the hash of the last message that this sent; ``""`` where it sent none."""
    context = get_script_run_ctx()
    if context is None:
        draw()
        return ""
    sent, enqueue = [""], context.enqueue

    def follow(message: ForwardMsg) -> None:
        enqueue(message)
        sent.append(message.hash)

    context.enqueue = follow  # type: ignore[method-assign, assignment]
    try:
        draw()
    finally:
        del context.enqueue
    return sent[-1]
