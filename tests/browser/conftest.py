"""A browser with the network closed but for the server; a page that asks elsewhere fails."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Literal
from urllib.parse import urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect, sync_playwright

from tests.browser.map_page import MapPage
from tests.browser.server import serve
from tools.install_chromium import find_chromium

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup",  # a page each beside every page
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # the network is closed
]

ColorScheme = Literal["light", "dark"]
Contexts = Callable[[str, ColorScheme], BrowserContext]
WAIT_MS = 60_000  # the machines that run this are shared
expect.set_options(timeout=WAIT_MS)

Opener = Callable[..., MapPage]


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    with serve() as served:
        yield served


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def contexts(browser: Browser) -> Contexts:
    """Return a function that gives the context of a locale and a scheme; it keeps its cache."""

    @cache
    def context_of(locale: str, scheme: ColorScheme) -> BrowserContext:
        context = browser.new_context(locale=locale, color_scheme=scheme)
        context.set_default_timeout(WAIT_MS)
        return context

    return context_of


@pytest.fixture
def open_page(address: str, contexts: Contexts) -> Iterator[Opener]:
    """Return a function that opens the page of a view, in Chinese on a desk unless told.

    A request to a host other than the page's own fails the test, unless it is ``allowed``.
    """
    pages: list[Page] = []
    foreign: list[str] = []
    errors: list[str] = []

    def open_(  # noqa: PLR0913 (what a browser differs by, each by name)
        *,
        width: int = 1440,
        height: int = 1000,
        locale: str = "zh-CN",
        scheme: ColorScheme = "light",
        base: str = address,
        allowed: str | None = None,
        prepare: Callable[[Page], object] = Page.bring_to_front,
        **query: str,
    ) -> MapPage:
        page = contexts(locale, scheme).new_page()
        pages.append(page)
        page.set_viewport_size({"width": width, "height": height})

        def watch(request: Request) -> None:
            asked = urlsplit(request.url).netloc  # none in what a page makes itself, as a blob
            ours = asked in {"", urlsplit(base).netloc}
            if not ours and not (allowed and asked.endswith(allowed)):
                foreign.append(request.url)

        page.on("request", watch)
        page.on("pageerror", lambda error: errors.append(str(error)))
        prepare(page)
        page.goto(f"{base}/?{urlencode(query)}")
        opened = MapPage(page)
        opened.wait_for_paint()
        opened.wait_for_answer()
        page.locator(".st-key-lang").wait_for(state="attached")  # drawn last
        opened.wait_until_whole()
        return opened

    yield open_
    for page in pages:
        page.evaluate("localStorage.clear()")
        page.close()
    assert not foreign, f"the page asked other hosts: {foreign}"
    assert not errors, f"scripts failed: {errors}"
