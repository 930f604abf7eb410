"""A browser with the network closed but for the server; a page that asks elsewhere fails."""

from collections.abc import Callable, Iterator
from urllib.parse import urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, sync_playwright

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
]

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


@pytest.fixture
def open_page(address: str, browser: Browser) -> Iterator[Opener]:
    """Return a function that opens the page of a view, in Chinese on a desk unless told."""
    contexts: list[BrowserContext] = []
    foreign: list[str] = []
    errors: list[str] = []

    def guard(route: Route) -> None:
        if urlsplit(route.request.url).netloc == urlsplit(address).netloc:
            route.continue_()
        else:
            foreign.append(route.request.url)
            route.abort()

    def open_(  # noqa: PLR0913 (what a browser differs by, each by name)
        *,
        width: int = 1440,
        height: int = 1000,
        locale: str = "zh-CN",
        scheme: str = "light",
        base: str = address,
        prepare: Callable[[Page], object] = Page.bring_to_front,
        **query: str,
    ) -> MapPage:
        context = browser.new_context(
            viewport={"width": width, "height": height}, locale=locale, color_scheme=scheme
        )
        contexts.append(context)
        context.route(lambda url: url.startswith("http") and base == address, guard)
        page: Page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        prepare(page)
        page.goto(f"{base}/?{urlencode(query)}")
        opened = MapPage(page)
        opened.wait_for_paint()
        return opened

    yield open_
    for context in contexts:
        context.close()
    assert not foreign, f"the page asked other hosts: {foreign}"
    assert not errors, f"scripts failed: {errors}"
