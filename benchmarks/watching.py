"""A page under a stopwatch: from the press of an option to the painted frame, bytes counted."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, Page, WebSocket, sync_playwright

from benchmarks.relay import Relay
from tests.browser.conftest import FLAGS
from tools.install_chromium import find_chromium

QUIET_MS = 1000
TIMEOUT_MS = 300_000
SOFTWARE_GL = ["--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
"""What deck.gl needs to draw in a headless browser."""

STOPWATCH = """(press) => {
  const shows = (map) => map?.body && (%s);
  const frames = () => [...document.querySelectorAll("iframe")].map((f) => f.contentDocument);
  const pages = () => [document, ...frames()];
  window.painted = new Promise((resolve) => {
    const start = () => {
      const began = performance.now();
      const look = () => requestAnimationFrame(() => painted.port1.postMessage(""));
      const painted = new MessageChannel();
      // a message posted in a frame's callback arrives when that frame has been painted
      painted.port2.onmessage = () => {
        if (!pages().some(shows)) return look();
        resolve((performance.now() - began) / 1000);
      };
      look();
    };
    if (press) addEventListener("click", start, { capture: true, once: true });
    else start();
  });
}"""

OURS = "map.body.dataset.visible === '{count}' && map.body.dataset.view !== '{before}'"
"""Holds once our map has painted an answer."""


@dataclass(frozen=True)
class Filtering:
    """One filter: seconds from click to paint, bytes both ways as messages and on the socket."""

    seconds: float
    messages: int
    socket: int


class Watched:
    """A page with a stopwatch and its socket's traffic counted."""

    def __init__(
        self, browser: Browser, between: Relay, condition: str, size: int, link: str = ""
    ) -> None:
        """Open a link; ``condition`` is the JavaScript that holds once ``map`` has painted."""
        self._condition = condition
        self._between = between
        self._messages = 0
        self.page: Page = browser.new_context(viewport={"width": 1440, "height": 1000}).new_page()
        self.page.set_default_timeout(TIMEOUT_MS)
        self.page.add_init_script(COUNT_DRAWN)
        self.page.on("websocket", self._watch)
        self.page.goto(f"{between.address}{link}")
        self._wind("", size, press=False)
        self.page.evaluate("window.painted")
        self._settle()

    def _watch(self, socket: WebSocket) -> None:
        socket.on("framereceived", self._add)
        socket.on("framesent", self._add)

    def _add(self, payload: bytes | str) -> None:
        self._messages += len(payload)

    def press(self, sector: int, count: int) -> Filtering:
        """Press the pill of a sector, after which ``count`` projects are to be on the map."""
        self.page.bring_to_front()
        self.page.wait_for_timeout(QUIET_MS)  # what the page before left the browser to do
        before = self.page.evaluate(
            "document.querySelector('iframe')?.contentDocument?.body?.dataset.view ?? ''"
        )
        self._wind(before, count, press=True)
        self._messages, passed = 0, self._between.socket_bytes
        self.page.locator(".st-key-sector button").nth(sector).click()
        seconds = self.page.evaluate("window.painted")
        self._settle()
        return Filtering(seconds, self._messages, self._between.socket_bytes - passed)

    def _wind(self, before: str, count: int, *, press: bool) -> None:
        """Set the stopwatch to start now or with the next press."""
        condition = self._condition.format(count=count, before=before)
        self.page.evaluate(STOPWATCH % condition, press)

    def _settle(self) -> None:
        """Wait until the socket has been silent for a while."""
        heard = -1
        while heard != self._messages:
            heard = self._messages
            self.page.wait_for_timeout(QUIET_MS)


COUNT_DRAWN = """
for (const name of ["drawArraysInstanced", "drawElementsInstanced"]) {
  const draw = WebGL2RenderingContext.prototype[name];
  WebGL2RenderingContext.prototype[name] = function (...call) {
    window.drawn = call[name === "drawArraysInstanced" ? 3 : 4];
    return draw.apply(this, call);
  };
}
"""
"""Keeps how many points deck.gl drew last, to know when its answer is on the screen."""


@contextmanager
def launch(*flags: str) -> Iterator[Browser]:
    """Yield a headless browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=[*FLAGS, *flags])
        yield browser
        browser.close()


def chromium_version() -> str:
    """Return the version of the browser that is measured."""
    with launch() as browser:
        version: str = browser.version
        return version
