"""What a session takes of the values that a browser sends with every press."""

from collections.abc import Callable

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from streamlit.runtime import websocket_session_manager
from streamlit.runtime.scriptrunner_utils.script_run_context import ThreadState
from streamlit.runtime.state.common import WidgetMetadata

from ui.serve.choices import Choices
from ui.serve.session import Session, use_our_sessions

PLACE, SECTOR = "$$ID-1-place", "$$ID-2-sector"
BUTTON = WidgetState(id="$$ID-3-button", trigger_value=True)


def metadata(widget: str, *, called: Callable[[], None] | None = None) -> WidgetMetadata[str]:
    """Return what Streamlit knows of a box of words, of which the first stands at "all"."""
    return WidgetMetadata(
        id=widget,
        deserializer=lambda value: value or "all",
        serializer=lambda value: value,
        value_type="string_value",
        callback=called,
    )


class Page:
    """A page of two boxes, and a button that writes the first; and the browser that shows it."""

    def __init__(self) -> None:
        self.state = Choices()
        self.shown = {PLACE: "all", SECTOR: "all"}
        self.changed: list[str] = []
        self.draw()

    def draw(self) -> dict[str, str]:
        """Draw the boxes; return what the browser is told to show in them."""
        told = {}
        for widget, key in ((PLACE, "place"), (SECTOR, "sector")):
            drawn = metadata(widget, called=lambda key=key: self.changed.append(key))
            result = self.state.register_widget(drawn, key)
            if result.value_changed:
                told[widget] = result.value
        self.state.on_script_finished(frozenset(self.shown))
        return told

    def send(self, *buttons: WidgetState, by_clock: bool = False) -> WidgetStates:
        """Send what the browser shows."""
        states = [WidgetState(id=key, string_value=value) for key, value in self.shown.items()]
        message = WidgetStates(widgets=[*states, *buttons])
        self.state.hear(message.widgets, is_explained=by_clock)
        return message

    def run(self, message: WidgetStates, **written: str) -> dict[str, str]:
        """Run the page for a message that writes boxes; return what the browser is told."""
        self.state.on_script_will_rerun(message)
        for key, value in written.items():
            self.state[key] = value
        return self.draw()

    @property
    def held(self) -> tuple[object, object]:
        """What the session holds in both boxes."""
        return self.state["place"], self.state["sector"]


@pytest.fixture
def page() -> Page:
    """Return a page whose browser has sent its boxes once."""
    ThreadState.initialize()
    page = Page()
    page.run(page.send(BUTTON))
    return page


def test_what_was_written_stands_when_the_next_press_has_not_heard_of_it(page: Page) -> None:
    page.run(page.send(BUTTON), place="chaoyang")
    page.shown[SECTOR] = "finance"
    told = page.run(page.send())
    assert page.held == ("chaoyang", "finance")
    assert told[PLACE] == "chaoyang"  # told again: the last run may have been cut short
    assert page.changed == ["sector"]


def test_it_stands_through_any_number_of_such_presses(page: Page) -> None:
    page.run(page.send(BUTTON), place="chaoyang")
    for sector in ("finance", "health", "all", "finance"):
        page.shown[SECTOR] = sector
        page.run(page.send())
        assert page.held == ("chaoyang", sector)
    page.run(page.send(BUTTON))
    assert page.held == ("chaoyang", "finance")


def test_a_browser_that_has_heard_of_the_first_of_two_takes_nobody_back_to_it(page: Page) -> None:
    page.run(page.send(BUTTON), place="chaoyang")
    page.shown[PLACE] = "chaoyang"
    page.run(page.send(BUTTON), place="cbd")
    page.shown[SECTOR] = "finance"
    page.run(page.send())
    assert page.held == ("cbd", "finance")


def test_what_the_clock_sends_is_no_choice(page: Page) -> None:
    page.run(page.send(BUTTON), place="chaoyang")
    page.run(page.send(by_clock=True))
    assert page.held == ("chaoyang", "all")


@pytest.mark.parametrize("chosen", ["tongzhou", "all", "chaoyang"])
def test_a_reader_who_has_heard_chooses_as_ever(page: Page, chosen: str) -> None:
    page.run(page.send(BUTTON), place="chaoyang")
    page.shown[PLACE] = chosen
    page.run(page.send())
    assert page.held == (chosen, "all")
    page.run(page.send(BUTTON))
    assert page.held == (chosen, "all")


def test_a_reader_who_has_not_heard_chooses_as_well(page: Page) -> None:
    page.run(page.send(BUTTON), place="chaoyang")
    page.shown[PLACE] = "tongzhou"
    page.run(page.send())
    assert page.held == ("tongzhou", "all")


def test_a_choice_of_what_was_before_outlives_the_press_after_it(page: Page) -> None:
    """The run of the choice never came: the next press, a moment later, stood for both."""
    page.run(page.send(BUTTON), place="chaoyang")
    page.send()
    page.run(page.send(BUTTON))
    assert page.held == ("all", "all")


def test_what_is_written_while_a_press_waits_for_its_run_stands(page: Page) -> None:
    first = page.send(BUTTON)
    page.shown[SECTOR] = "finance"
    second = page.send()
    page.run(first, place="chaoyang")
    page.run(second)
    assert page.held == ("chaoyang", "finance")


def test_what_nobody_wrote_is_taken_as_it_comes(page: Page) -> None:
    """As after a server came back: the browser knows more than the session."""
    page.shown.update({PLACE: "cbd", SECTOR: "health"})
    page.run(page.send(BUTTON))
    assert page.held == ("cbd", "health")


def test_nothing_is_kept_of_boxes_that_have_gone(page: Page) -> None:
    page.run(page.send(BUTTON), place="chaoyang")
    del page.shown[PLACE]
    page.run(page.send(BUTTON))
    assert page.state._written == {}


def test_streamlit_s_manager_begins_sessions_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(websocket_session_manager, "AppSession", object)
    use_our_sessions()
    connect = websocket_session_manager.WebsocketSessionManager.connect_session
    assert "AppSession" in connect.__code__.co_names
    assert getattr(websocket_session_manager, "AppSession") is Session  # noqa: B009 (not exported)
