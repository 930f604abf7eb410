"""The page of a second region shows its names and its bubbles, and nothing of Beijing."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Opener
from tests.browser.server import serve
from tests.regions import tianjin_folder


@pytest.fixture(scope="module")
def tianjin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tianjin_folder(tmp_path_factory.mktemp("data"))
    with serve(env={"TWOZONES_DATA": str(folder)}) as address:
        yield address


def test_the_page_is_that_of_its_region(tianjin: str, open_page: Opener) -> None:
    page = open_page(base=tianjin)
    assert page.visible == 2
    expect(page.page).to_have_title("天津“自贸试验区”开放地图")
    for name in ("空港组团", "海港组团"):
        expect(page.map.locator(".name-cluster").filter(has_text=name)).to_be_visible()
    expect(page.map.locator(".bubble")).to_have_count(2)
    hues = page.map.locator(".bubble").evaluate_all(
        "bubbles => bubbles.map((one) => getComputedStyle(one).backgroundColor)"
    )
    assert len(set(hues)) == 1  # both lie in its one area
    page.choose("cluster", "空港组团")
    assert page.visible == 1
    text = page.page.locator("body").inner_text() + page.body.inner_text()
    assert not [word for word in ("北京", "两区", "亦庄", "海淀") if word in text]
