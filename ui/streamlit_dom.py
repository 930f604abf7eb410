"""Streamlit's page and messages as Python names their parts: no other module of ours does."""

from collections.abc import Callable

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.scriptrunner import get_script_run_ctx


def hash_of_last(draw: Callable[[], object]) -> str:
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
