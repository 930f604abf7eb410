"""Streamlit's queue of messages to a browser: rid of what is out of date, and of nothing else."""

from typing import Final

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue

_REFERENCE: Final = "ref_hash"
_BEGINNING: Final = "new_session"
_ANSWERS: Final = frozenset({"backend_operation_response", "file_urls_response", "heartbeat_ack"})
"""What the browser itself has asked for and waits for, whatever runs meanwhile."""


class MessageQueue(ForwardMsgQueue):
    """The messages that a browser has not fetched yet.

    A press in a fragment drops what the run before has left of that fragment, but Streamlit does
    not count its references as such: they name no fragment. One that stood in a container which
    was dropped found no place in the browser, and the page ended for good.

    A run of the whole page drops all that draws, and in Streamlit's queue the answers with it:
    a file chosen just then was never sent, without a word.
    """

    def __init__(self) -> None:
        """Begin with nothing."""
        super().__init__()
        self._drawn: frozenset[str] = frozenset()

    def clear(
        self,
        retain_lifecycle_msgs: bool = False,  # noqa: FBT001, FBT002 (as Streamlit calls it)
        fragment_ids_this_run: list[str] | None = None,
    ) -> None:
        """Drop what is out of date: all, or what stands in the fragments that are drawn anew."""
        if retain_lifecycle_msgs and fragment_ids_this_run:
            self._queue = self._without_references_in(frozenset(fragment_ids_this_run))
        is_whole = retain_lifecycle_msgs and fragment_ids_this_run is None
        answers = self._answers() if is_whole else []
        super().clear(retain_lifecycle_msgs, fragment_ids_this_run)
        self._queue.extend(answers)

    def flush(self) -> list[ForwardMsg]:
        """Return the messages in their order, and keep none."""
        flushed = super().flush()
        for message in flushed:
            self._drawn = _drawn_from(message, self._drawn)
        return flushed

    def _answers(self) -> list[ForwardMsg]:
        return [message for message in self._queue if message.WhichOneof("type") in _ANSWERS]

    def _without_references_in(self, fragments: frozenset[str]) -> list[ForwardMsg]:
        drawn, kept = self._drawn, []
        for message in self._queue:
            drawn = _drawn_from(message, drawn)
            if message.WhichOneof("type") != _REFERENCE or not drawn & fragments:
                kept.append(message)
        return kept


def _drawn_from(message: ForwardMsg, before: frozenset[str]) -> frozenset[str]:
    """Return the fragments whose run a message begins, none for the whole page; else ``before``."""
    if message.WhichOneof("type") != _BEGINNING:
        return before
    return frozenset(message.metadata.run.fragment_ids)
