"""Sessions whose reader has gone: closed after a while, with all that they held.

Streamlit forgets a session that was left, but frees what it held only when Python happens to
collect it. Here it is closed in time: uploads, files of one's own and their addresses go too.
"""

import asyncio
import gc
import logging
import time
from collections.abc import Callable
from typing import Final

from starlette.concurrency import run_in_threadpool
from streamlit.runtime import get_instance
from streamlit.runtime.scriptrunner import get_script_run_ctx

from ui.serve.settings import serving

PERIOD_SECONDS: Final = 5.0
_log: Final = logging.getLogger(__name__)
_seen: Final[dict[str, float]] = {}
"""When each session was last known to be connected, by the clock that never goes back."""


def note_session(session: str) -> None:
    """Take care of a session from now on."""
    _seen[session] = time.monotonic()


def note_this_session() -> None:
    """Take care of the session of this run."""
    context = get_script_run_ctx()
    if context is not None:
        note_session(context.session_id)


def session_lives() -> Callable[[], bool]:
    """Return what tells whether the session of this run is still there."""
    context = get_script_run_ctx()
    return lambda: context is None or context.session_id in _seen


async def close_left_sessions() -> None:
    """Close, again and again, the sessions that were left too long ago."""
    while True:
        await asyncio.sleep(PERIOD_SECONDS)
        try:
            if close_left(time.monotonic()):
                await run_in_threadpool(gc.collect)
        except Exception:  # noqa: BLE001 (what one session does must not keep the others)
            _log.exception("A session that was left could not be closed")


def close_left(now: float) -> int:
    """Close the sessions that were left too long before a time; return how many."""
    runtime = get_instance()
    for session in filter(runtime.is_active_session, list(_seen)):
        _seen[session] = now
    left = [one for one, seen in _seen.items() if now - seen > serving().session_minutes * 60]
    for session in left:
        del _seen[session]
        runtime.close_session(session)
    return len(left)
