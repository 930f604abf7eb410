"""What connects a page with its server, and can be slow either way, or cut, as a network is."""

import re
from collections.abc import Sequence

from playwright.sync_api import Locator, Page, WebSocketRoute
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.browser.conftest import Opener
from tests.browser.map_page import MapPage


class Line:
    """A line that hands on all messages at once until it is told otherwise."""

    def __init__(self, page: Page) -> None:
        """Stand between a page that is not yet opened and its server."""
        self.is_cut, self.holds_presses, self.holds_answers = False, False, False
        self.pages: list[WebSocketRoute] = []
        self.servers: list[WebSocketRoute] = []
        self.presses: list[str | bytes] = []
        self.answers: list[bytes] = []
        page.route_web_socket(re.compile("/_stcore/stream"), self._connect)

    def _connect(self, page: WebSocketRoute) -> None:
        if self.is_cut:
            page.close()
            return
        server = page.connect_to_server()
        self.pages.append(page)
        self.servers.append(server)
        page.on_message(self._press)
        server.on_message(self._answer)

    def _press(self, message: str | bytes) -> None:
        if self.holds_presses:
            self.presses.append(message)
        else:
            self.servers[-1].send(message)

    def _answer(self, message: str | bytes) -> None:
        if self.holds_answers and isinstance(message, bytes):
            self.answers.append(message)
        else:
            self.pages[-1].send(message)

    @property
    def runs_unheard(self) -> int:
        """How many runs of the server have ended that the page has not heard of."""
        kinds = [ForwardMsg.FromString(answer).WhichOneof("type") for answer in self.answers]
        return kinds.count("script_finished")

    def deliver(self) -> None:
        """Hand on what is held, and all that comes from now."""
        self.holds_presses = self.holds_answers = False
        while self.presses:
            self.servers[-1].send(self.presses.pop(0))
        while self.answers:
            self.pages[-1].send(self.answers.pop(0))

    def press_unheard(self, page: Page, buttons: Sequence[Locator]) -> None:
        """Press buttons, each answered by the server before the page hears of the last."""
        self.holds_answers = True
        for runs, button in enumerate(buttons, start=1):
            button.evaluate("(button) => button.click()")
            while self.runs_unheard < runs:
                page.wait_for_timeout(50)
        self.deliver()

    def cut(self) -> None:
        """Let nothing through, nor be connected again."""
        self.is_cut = True
        for page in self.pages:
            page.close()

    def mend(self) -> None:
        """Let all through again."""
        self.is_cut = False


def open_on_line(open_page: Opener, **query: str) -> tuple[MapPage, Line]:
    """Open the page of a view, and return it with the line that it hangs on."""
    lines: list[Line] = []
    page = open_page(prepare=lambda opened: lines.append(Line(opened)), **query)
    return page, lines[0]
