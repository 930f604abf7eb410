"""What a session holds: what its reader has chosen, and what the server has written since.

Each press sends the values of all widgets, as the browser shows them. Where the server has written
one and the browser has not heard of it yet, the value sent is out of date: taken for a choice, it
would undo what was pressed before, as going to a place in a list.
"""

from collections.abc import Iterable
from threading import Lock
from typing import Final

from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime.state import SessionState
from streamlit.runtime.state.common import unpack_widget_state_value

_TRIGGER: Final = "trigger_value"
"""How the field of a widget ends that is pressed and holds nothing."""


class Choices(SessionState):
    """A session's state, in which what the server has written stands until the reader chooses.

    A value is a choice where the browser sent another before and the server has not written it
    since. A message in which nothing is one, and nothing was pressed, chooses again what it names.
    """

    def __init__(self) -> None:
        """Begin with nothing."""
        super().__init__()
        self._lock = Lock()
        self._sent: dict[str, WidgetState] = {}
        self._chosen: dict[str, WidgetState] = {}
        self._written: dict[str, list[object]] = {}

    def hear(self, states: Iterable[WidgetState], *, is_explained: bool) -> None:
        """Note what a reader has chosen, as soon as a browser sends the states of its widgets.

        ``is_explained`` says that no widget has sent them: a clock, or another page gone to.
        """
        sent, is_pressed = {}, is_explained
        for state in states:
            if (state.WhichOneof("value") or "").endswith(_TRIGGER):
                is_pressed = True
            else:
                sent[state.id] = state
        with self._lock:
            chosen = {name: state for name, state in sent.items() if self._is_choice(state)}
            self._chosen |= chosen if chosen or is_pressed else sent
            self._sent = sent

    def __setitem__(self, user_key: str, value: object) -> None:
        """Write a value for a widget, of which the browser is to hear."""
        super().__setitem__(user_key, value)
        if user_key in self._key_id_mapper:
            with self._lock:
                self._written.setdefault(user_key, []).append(value)

    def set_widgets_from_proto(self, widget_states: WidgetStates) -> None:
        """Take what a browser sends; what it has not heard of stays as it was written."""
        super().set_widgets_from_proto(widget_states)
        keys = self._key_id_mapper.id_key_mapping
        with self._lock:
            unheard = [state.id for state in widget_states.widgets if self._is_unheard(state)]
            shown = {keys.get(state.id) for state in widget_states.widgets}
            self._written = {key: values for key, values in self._written.items() if key in shown}
        for widget in unheard:
            del self._new_widget_state[widget]
            self._new_session_state[keys[widget]] = self._held(widget)

    def _is_choice(self, state: WidgetState) -> bool:
        before = self._sent.get(state.id)
        if before is None or state == before:
            return False
        written = self._written.get(self._key_of(state.id))
        return not written or self._value_of(state) not in written

    def _is_unheard(self, state: WidgetState) -> bool:
        """Tell whether a value is out of date; else it is the reader's, or what was written."""
        is_chosen = self._chosen.get(state.id) == state
        if is_chosen:
            del self._chosen[state.id]
        key = self._key_of(state.id)
        if key not in self._written:
            return False
        if is_chosen or self._value_of(state) == self._held(state.id):
            del self._written[key]
            return False
        return True

    def _held(self, widget: str) -> object:
        return self._old_state.get(widget, self._old_state.get(self._key_of(widget)))

    def _key_of(self, widget: str) -> str:
        return self._key_id_mapper.id_key_mapping.get(widget, "")

    def _value_of(self, state: WidgetState) -> object:
        deserialize = self._new_widget_state.widget_metadata[state.id].deserializer
        value: object = deserialize(unpack_widget_state_value(state))
        return value
