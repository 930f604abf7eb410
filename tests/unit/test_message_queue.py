"""What a browser is sent of runs that the next press cut short: whole, or nothing."""

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import app_session
from streamlit.runtime.scriptrunner_utils.run_descriptor import RunDescriptor

from ui.serve.message_queue import MessageQueue

VIEW, CLOCK = "view", "clock"
"""Two fragments of a page."""


def beginning(*fragments: str) -> ForwardMsg:
    message = ForwardMsg()
    message.new_session.SetInParent()
    run = RunDescriptor.create(fragment_ids=list(fragments))
    app_session._set_run_identity(message, run)
    return message


def block(*path: int, fragment: str = "") -> ForwardMsg:
    message = ForwardMsg()
    message.metadata.delta_path.extend(path)
    message.delta.add_block.allow_empty = True
    if fragment:
        message.delta.fragment_id = fragment
    return message


def reference(*path: int) -> ForwardMsg:
    message = ForwardMsg(ref_hash="what the browser holds")
    message.metadata.delta_path.extend(path)
    return message


def placed(messages: list[ForwardMsg]) -> list[tuple[int, ...]]:
    """Return where messages draw."""
    paths = [tuple(message.metadata.delta_path) for message in messages]
    return [path for path in paths if path]


@pytest.fixture(params=["while it waits", "once it was fetched"])
def queue(request: pytest.FixtureRequest) -> MessageQueue:
    """Return a queue after the beginning of a run of VIEW, which the browser has fetched or not."""
    queue = MessageQueue()
    queue.enqueue(beginning(VIEW))
    if request.param == "once it was fetched":
        queue.flush()
    return queue


def test_no_reference_of_a_part_outlives_the_container_it_stands_in(queue: MessageQueue) -> None:
    queue.enqueue(block(0, 1, fragment=VIEW))
    queue.enqueue(reference(0, 1, 0))
    queue.clear(retain_lifecycle_msgs=True, fragment_ids_this_run=[VIEW])
    queue.enqueue(beginning(VIEW))
    queue.enqueue(block(0, 2, fragment=VIEW))
    assert placed(queue.flush()) == [(0, 2)]


def test_what_another_part_is_drawn_by_stays(queue: MessageQueue) -> None:
    queue.enqueue(block(0, 1, fragment=VIEW))
    queue.enqueue(reference(0, 1, 0))
    queue.clear(retain_lifecycle_msgs=True, fragment_ids_this_run=[CLOCK])
    assert placed(queue.flush()) == [(0, 1), (0, 1, 0)]


def test_what_the_whole_page_is_drawn_by_stays(queue: MessageQueue) -> None:
    queue.enqueue(beginning())
    queue.enqueue(block(0))
    queue.enqueue(reference(0, 1))
    queue.clear(retain_lifecycle_msgs=True, fragment_ids_this_run=[VIEW])
    assert placed(queue.flush()) == [(0,), (0, 1)]


def answer(kind: str) -> ForwardMsg:
    message = ForwardMsg()
    if kind == "heartbeat_ack":
        message.heartbeat_ack = True
    else:
        getattr(message, kind).SetInParent()
    return message


@pytest.mark.parametrize("fragments", [None, [VIEW]], ids=["whole page", "fragment"])
@pytest.mark.parametrize(
    "kind", ["file_urls_response", "heartbeat_ack", "backend_operation_response"]
)
def test_what_a_browser_asked_is_answered_once_though_a_run_begins(
    kind: str, fragments: list[str] | None
) -> None:
    queue = MessageQueue()
    queue.enqueue(block(0))
    queue.enqueue(answer(kind))
    queue.clear(retain_lifecycle_msgs=True, fragment_ids_this_run=fragments)
    queue.enqueue(beginning(*fragments or ()))
    assert [message.WhichOneof("type") for message in queue.flush()].count(kind) == 1
    assert queue.flush() == []
