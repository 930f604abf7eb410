"""Streamlit's page and messages as Python names their parts: no other module of ours does."""

from collections.abc import Callable

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.scriptrunner import get_script_run_ctx


def keyed_style(key: str, rules: str) -> str:
    """Return a style of ours for the element that is drawn under a key; ``rules`` are CSS."""
    return f"<style>.st-key-{key} {{ {rules} }}</style>"


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
