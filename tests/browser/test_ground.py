"""The ground below the zones: painted after the map, and in nobody's way."""

import re
import time

import pytest
from playwright.sync_api import Page, Route

from tests.browser.conftest import Opener
from tests.browser.map_page import MapPage

INKED = """canvas => {
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    return data.reduce((count, value, at) => count + (at % 4 === 3 && value > 0), 0);
}"""

PROJECTS = "**/projects.arrow"


def wait_for_ground(page: MapPage, part: str) -> None:
    page.map.locator(f'body[data-ground="{part}"]').wait_for(timeout=30_000)


def inked(page: MapPage, pane: str) -> int:
    """Return how many pixels of a pane's canvas are drawn on."""
    count: int = page.map.locator(f".leaflet-{pane}-pane canvas").evaluate(INKED)
    return count


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_city_shows_the_rings_and_a_cluster_its_streets(open_page: Opener, scheme: str) -> None:
    city = open_page(scheme=scheme)
    wait_for_ground(city, "main")
    near = open_page(scheme=scheme, focus="place:cbd")
    wait_for_ground(near, "streets")
    for page in (city, near):
        assert inked(page, "streets") > 10_000
        assert inked(page, "names") > 500
    assert "OpenStreetMap" in near.map.locator(".leaflet-control-attribution").inner_text()


def test_without_a_ground_nothing_is_fetched_or_drawn(open_page: Opener) -> None:
    asked: list[str] = []
    page = open_page(
        basemap="none", prepare=lambda page: page.on("request", lambda r: asked.append(r.url))
    )
    wait_for_ground(page, "none")
    assert page.map.locator(".leaflet-streets-pane").count() == 0
    assert not [url for url in asked if "ground-" in url]


def test_streets_and_their_names_take_no_press_and_zones_do(open_page: Opener) -> None:
    page = open_page(focus="cluster:etown")
    wait_for_ground(page, "streets")
    zone = page.map.locator(".leaflet-zones-pane path.leaflet-interactive").first
    assert zone.evaluate("path => getComputedStyle(path).pointerEvents") != "none"
    for pane in ("streets", "names"):
        canvas = page.map.locator(f".leaflet-{pane}-pane canvas")
        assert canvas.evaluate("canvas => getComputedStyle(canvas).pointerEvents") == "none"


def test_the_ground_waits_until_the_map_has_its_projects(open_page: Opener) -> None:
    events: list[str] = []

    def hold(route: Route) -> None:
        time.sleep(1)
        route.continue_()

    def follow(page: Page) -> None:
        page.route(PROJECTS, hold)
        page.on("requestfinished", lambda request: events.append(f"had {request.url}"))
        page.on("request", lambda request: events.append(f"asked {request.url}"))

    wait_for_ground(open_page(prepare=follow), "main")
    had = next(at for at, event in enumerate(events) if re.match("had .*/projects.arrow", event))
    asked = next(at for at, event in enumerate(events) if re.match("asked .*/ground-", event))
    assert had < asked


def test_a_ground_that_cannot_be_had_leaves_the_map_as_it_is(open_page: Opener) -> None:
    page = open_page(prepare=lambda page: page.route("**/ground-*", lambda route: route.abort()))
    zoom_in = page.map.locator(".leaflet-control-zoom-in")
    with page.page.expect_event("requestfailed", lambda request: "/ground-" in request.url):
        page.move(zoom_in.click)
    wait_for_ground(page, "none")
    assert page.visible > 0
    page.page.unroute("**/ground-*")
    page.move(page.map.locator(".leaflet-control-zoom-out").click)
    wait_for_ground(page, "main")
