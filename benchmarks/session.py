"""A reader without a browser: the page's own socket, its widgets, and how long an answer takes."""

import time
from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import ClientConnection, connect

TIMEOUT_SECONDS = 120.0


@dataclass(frozen=True)
class Answer:
    """What a run of the page sent back: seconds until its last message, and bytes."""

    seconds: float
    size: int


@dataclass
class Session(AbstractContextManager["Session"]):
    """One headless session of the page at an address such as ``http://127.0.0.1:8501``."""

    address: str
    first: Answer = field(init=False)
    name: str = field(init=False, default="")
    """What Streamlit calls the session, in the addresses of uploads."""

    _socket: ClientConnection = field(init=False)
    _ids: dict[str, str] = field(default_factory=dict)
    _fragments: dict[str, str] = field(default_factory=dict)
    """The fragment that a press on a widget draws, where it lies in one."""

    _options: dict[str, list[str]] = field(default_factory=dict)
    _states: dict[str, WidgetState] = field(default_factory=dict)

    def __enter__(self) -> Self:
        """Connect and run the page for the first time."""
        url = self.address.replace("http", "ws", 1) + "/_stcore/stream"
        self._socket = connect(url, subprotocols=["streamlit"], max_size=None)  # type: ignore[list-item]
        self.first = self._run()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Leave as a closed tab does."""
        self._socket.close()

    def choose(self, key: str, positions: Iterable[int]) -> Answer:
        """Press options of a filter by their positions; none lifts it."""
        state = WidgetState(id=self._ids[key])
        state.string_array_value.data.extend(self._options[key][at] for at in positions)
        return self._run(key, state)

    def go_to(self, position: int) -> Answer:
        """Choose a place by its position in the list of places."""
        return self._run(
            "focus",
            WidgetState(id=self._ids["focus"], string_value=self._options["focus"][position]),
        )

    def _run(self, key: str = "", state: WidgetState | None = None) -> Answer:
        if state is not None:
            self._states[key] = state
        message = BackMsg()
        message.rerun_script.fragment_id = self._fragments.get(key, "")
        message.rerun_script.query_string = "lang=en"
        message.rerun_script.widget_states.widgets.extend(self._states.values())
        began = time.perf_counter()
        self._socket.send(message.SerializeToString())
        size = 0
        while True:
            received = self._socket.recv(TIMEOUT_SECONDS)
            size += len(received)
            answer = ForwardMsg.FromString(received)  # type: ignore[arg-type]
            self._learn(answer)
            if answer.WhichOneof("type") == "script_finished":
                return Answer(time.perf_counter() - began, size)

    def _learn(self, message: ForwardMsg) -> None:
        """Keep the session's name, and the ids of widgets, ``$$ID-<hash>-<key>``, with options."""
        if message.WhichOneof("type") == "new_session":
            self.name = message.new_session.initialize.session_id
        if message.delta.WhichOneof("type") != "new_element":
            return
        element = message.delta.new_element
        drawn = getattr(element, element.WhichOneof("type") or "empty")
        id_ = getattr(drawn, "id", "")
        if id_.startswith("$$ID-"):
            key = id_.split("-", 2)[2]
            self._ids[key] = id_
            self._fragments[key] = message.delta.fragment_id
            options = getattr(drawn, "options", ())
            self._options[key] = [getattr(option, "content", option) for option in options]
