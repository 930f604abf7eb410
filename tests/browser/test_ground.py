"""The ground below the zones: painted after the map, and in nobody's way."""

import pytest

from tests.browser.conftest import Opener
from tests.browser.map_page import MapPage

INKED = """canvas => {
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    return data.reduce((count, value, at) => count + (at % 4 === 3 && value > 0), 0);
}"""


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
    zone = page.map.locator(".leaflet-zones-pane path").first
    assert zone.evaluate("path => getComputedStyle(path).pointerEvents") != "none"
    for pane in ("streets", "names"):
        canvas = page.map.locator(f".leaflet-{pane}-pane canvas")
        assert canvas.evaluate("canvas => getComputedStyle(canvas).pointerEvents") == "none"
