"""A server that is started again, as after a crash or an update, under pages that are open."""

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from geo.words.text import text_in
from tests.browser.conftest import Contexts
from tests.browser.map_page import MapPage
from tests.browser.server import OURS, free_port, running
from tests.browser.test_your_data import open_data, upload

ZH = text_in("zh")
BACK_MS = 120_000
"""A server starts slowly on a machine that is busy."""

Opener = Callable[[str], MapPage]
Server = Callable[[], AbstractContextManager[str]]


@pytest.fixture
def serve_again() -> Server:
    """Return a function that serves the page, each time at the same address."""
    port = free_port()
    return lambda: running([sys.executable, "-m", *OURS], port=port)


@pytest.fixture
def open_alone(contexts: Contexts) -> Iterator[Opener]:
    """Return a function that opens a page whose server may be gone: what it asks for may fail."""
    pages: list[Page] = []

    def open_(address: str) -> MapPage:
        pages.append(contexts("zh-CN", "light").new_page())
        pages[-1].set_viewport_size({"width": 1440, "height": 1000})
        pages[-1].goto(address)
        opened = MapPage(pages[-1])
        opened.wait_for_paint()
        opened.wait_for_answer()
        opened.wait_until_whole()
        opened.rest()  # until the script that watches the connection has come too
        return opened

    yield open_
    for page in pages:
        page.close()


def gone(page: MapPage) -> None:
    """Wait until the page knows that its server is gone."""
    page.page.locator('[data-test-connection-state="CONNECTED"]').wait_for(state="detached")


def is_connected(page: MapPage) -> None:
    """Wait until the page is connected, and its new session has drawn it."""
    page.page.locator('[data-test-connection-state="CONNECTED"]').wait_for(timeout=BACK_MS)
    page.wait_for_answer()


def test_the_first_press_after_a_restart_counts(serve_again: Server, open_alone: Opener) -> None:
    with serve_again() as address:
        page = open_alone(f"{address}/?sector=finance")
        before = page.visible
    gone(page)
    with serve_again():  # pressed at once
        page.option("sector", "科技").click()
        expect(page.page).to_have_url(re.compile("sector=technology%2Cfinance"), timeout=BACK_MS)
        page.wait_for_answer()
        more = page.visible
        assert more > before
    gone(page)
    with serve_again():  # pressed when the new session has drawn the page
        is_connected(page)
        page.rest()
        page.option("sector", "商务").click()
        expect(page.page).to_have_url(re.compile("sector=.*commerce"), timeout=BACK_MS)
        page.wait_for_answer()
        assert page.visible > more


def test_own_data_that_a_restart_took_are_said_to_be_gone(
    serve_again: Server, open_alone: Opener, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("name,lon (WGS84),lat\n秘密,116.46,39.91\n")
    with serve_again() as address:
        page = open_alone(address)
        data = open_data(page)
        upload(data, path)
        data.locator(".st-key-data-use button").click()
        MapPage(data).wait_for_paint()
        expect(data.locator(".st-key-own-banner")).to_be_visible()
    with serve_again():
        lost = data.locator(".st-key-own-lost")
        expect(lost).to_contain_text(ZH("own.lost"), timeout=BACK_MS)
        expect(data.locator(".st-key-map iframe")).to_have_count(0)
        data.get_by_role("link", name=ZH("nav.briefing")).click()
        expect(data).to_have_url(re.compile("/briefing"))
        MapPage(data).wait_for_answer()  # the page before says the same
        expect(lost).to_be_visible()
        data.locator(".st-key-own-leave button").click()
        expect(data.locator(".st-key-formats")).to_be_visible()
        expect(lost).to_have_count(0)
