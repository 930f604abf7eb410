"""The snapshot button: one press, a picture of what is on screen."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Request, expect

from geo.words.text import text_in
from tests.browser.conftest import Opener
from tests.browser.map_page import DRAWN_MS
from ui.serve.snapshot import snapshot_view
from ui.store import shared_store

ZH = text_in("zh")
PNG = b"\x89PNG\r\n\x1a\n"


def test_one_press_saves_what_is_on_screen(open_page: Opener, tmp_path: Path) -> None:
    page = open_page(sector="finance", focus="cluster:chaoyang", lang="zh")
    runs: list[Request] = []
    asked: list[Request] = []
    page.page.on("request", lambda r: asked.append(r) if "snapshot" in r.url else runs.append(r))
    address = page.page.url
    with page.page.expect_download(timeout=DRAWN_MS) as download:
        page.map.get_by_role("button", name=ZH("map.snapshot"), exact=True).click()
    path = tmp_path / "snapshot.png"
    download.value.save_as(path)
    assert path.read_bytes().startswith(PNG)
    assert download.value.suggested_filename.endswith(".png")
    assert page.page.url == address
    expect(page.map.locator(".snapshot p")).to_have_text("")
    query = {name: values[0] for name, values in parse_qs(urlsplit(asked[0].url).query).items()}
    view = snapshot_view(shared_store(), query)
    assert (view.sector, view.focus, view.lang) == (("finance",), "cluster:chaoyang", "zh")
    bounds = page.body.evaluate("window.map.getBounds().toBBoxString()")
    assert view.extent == pytest.approx([float(side) for side in bounds.split(",")], abs=1e-4)


def test_a_server_that_draws_for_too_many_says_so(open_page: Opener) -> None:
    page = open_page()
    said = ZH("error.too_many_drawings")
    page.page.route("**/twozones/snapshot**", lambda route: route.fulfill(status=503, body=said))
    page.map.get_by_role("button", name=ZH("map.snapshot"), exact=True).click()
    expect(page.map.locator(".snapshot p")).to_have_text(said)


def test_a_snapshot_that_fails_says_so(open_page: Opener) -> None:
    page = open_page()
    page.page.route("**/twozones/snapshot**", lambda route: route.fulfill(status=500))
    page.map.get_by_role("button", name=ZH("map.snapshot"), exact=True).click()
    expect(page.map.locator(".snapshot p")).to_have_text(ZH("map.snapshot_failed"))
