"""A reader's session: Streamlit's, with a queue and a state of ours."""

from typing import Any

from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.runtime import websocket_session_manager
from streamlit.runtime.app_session import AppSession

from ui.serve.choices import Choices
from ui.serve.message_queue import MessageQueue


class Session(AppSession):
    """A session that loses no press, however late a browser hears of the last."""

    def __init__(self, *arguments: Any, **named: Any) -> None:  # noqa: ANN401 (Streamlit's own)
        """Begin as Streamlit's, with nothing to send and nothing chosen."""
        super().__init__(*arguments, **named)
        self._browser_queue = MessageQueue()
        self._choices = self._session_state = Choices()
        self._page = ""

    def request_rerun(self, client_state: ClientState | None) -> None:
        """Run the page for a press, of which the reader's choice is noted at once."""
        if client_state is not None:
            is_explained = (
                client_state.is_auto_rerun
                or client_state.is_history_navigation
                or client_state.page_script_hash != self._page
            )
            self._page = client_state.page_script_hash
            self._choices.hear(client_state.widget_states.widgets, is_explained=is_explained)
        super().request_rerun(client_state)


def use_our_sessions() -> None:
    """Let each session that begins from now on be one of ours."""
    websocket_session_manager.AppSession = Session  # type: ignore[attr-defined]
