"""The map first: what a reader's browser shows while the rest of the page is still to come."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Contexts
from tests.browser.map_page import MapPage

SETTLING_MS = 1500
TRIES = 4
"""The page waits for its map a short time only, which a busy machine may miss."""


def open_held(page: Page, address: str) -> Route:
    """Open the page; return the map's word that it has painted, held back."""
    held: list[Route] = []
    page.route("**/twozones/painted/*", lambda route: held.append(route))  # noqa: PLW0108
    with page.expect_request("**/twozones/painted/*"):
        page.goto(address)
    while not held:
        page.wait_for_timeout(20)
    return held[0]


@pytest.mark.parametrize("width", [1440, 1366, 1100])
def test_the_map_is_there_before_the_rest_and_does_not_move(
    address: str, contexts: Contexts, width: int
) -> None:
    for _ in range(TRIES):
        page = contexts("zh-CN", "light").new_page()
        page.set_viewport_size({"width": width, "height": 1000})
        word = open_held(page, f"{address}/?sector=finance")
        alone = page.locator(".st-key-sector").count() == 0
        visible, before = MapPage(page).visible, page.locator(".st-key-map iframe").bounding_box()
        word.continue_()
        expect(page.locator(".listing tbody tr").first).to_be_visible()
        page.wait_for_timeout(SETTLING_MS)
        after = page.locator(".st-key-map iframe").bounding_box()
        page.close()
        if alone:
            break
    assert alone
    assert visible > 0
    assert before
    assert after
    assert all(abs(before[side] - px) < 2 for side, px in after.items()), (before, after)


def test_the_rest_comes_though_no_word_of_the_map_does(address: str, contexts: Contexts) -> None:
    page = contexts("zh-CN", "light").new_page()
    page.route("**/twozones/painted/*", lambda route: route.abort())
    page.goto(address)
    expect(page.locator(".st-key-sector button").first).to_be_visible()
    page.close()


def test_the_map_tells_once(address: str, contexts: Contexts) -> None:
    page = contexts("zh-CN", "light").new_page()
    told: list[int | None] = []
    page.on("response", lambda r: told.append(r.status) if "/painted/" in r.url else None)
    page.goto(address)
    shown = MapPage(page)
    shown.wait_for_paint()
    shown.wait_for_answer()
    shown.choose("sector", "金融")
    assert told == [204]
    page.close()
