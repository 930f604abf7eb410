"""The page behind a reverse proxy: at the root, below a path that is kept or taken away, by TLS."""

import re
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from geo.words.text import text_in
from tests.browser.map_page import DRAWN_MS, UPLOADER, MapPage
from tests.browser.nginx import PAGES, blocks, nginx
from tests.browser.server import serve

ZH = text_in("zh")
SMALL_BYTES = 1_000
"""What is smaller gains little by being compressed."""

KEPT = ("http://127.0.0.1:8501/;", "http://127.0.0.1:8501;")
"""What makes of a block that takes the path away one that keeps it, as the page says."""


@pytest.fixture(scope="module")
def below_zones() -> Iterator[str]:
    with serve({"STREAMLIT_SERVER_BASE_URL_PATH": "zones"}) as served:
        yield served


@pytest.fixture(scope="module")
def proxies(
    address: str, below_zones: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, str]]:
    """Return the address of the page behind each kind of proxy."""
    path = blocks()["path"]
    set_ = path.replace("proxy_redirect / /zones/;", "")  # the server knows its prefix
    kinds = {
        "root": (blocks()["root"], address, ""),
        "taken away": (path, address, "/zones"),
        "kept": (set_.replace(*KEPT), below_zones, "/zones"),
        "taken away though set": (set_, below_zones, "/zones"),
        "tls": (blocks()["tls"], address, ""),
    }
    with ExitStack() as stack:
        found = {}
        for kind, (block, upstream, prefix) in kinds.items():
            folder = tmp_path_factory.mktemp("nginx")
            write_certificate(folder)
            served = stack.enter_context(nginx(block, upstream, folder))
            found[kind] = f"{served}{prefix}"
        yield found


def write_certificate(folder: Path) -> None:
    files = ["-keyout", folder / "zones.key", "-out", folder / "zones.pem"]
    kind = ["-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"]
    subprocess.run(["openssl", "req", *kind, *files], check=True, capture_output=True)


@pytest.fixture
def open_behind(browser: Browser, proxies: dict[str, str]) -> Iterator[object]:
    """Return a function that opens a page behind a proxy; what asks outside its path fails."""
    context = browser.new_context(locale="zh-CN", ignore_https_errors=True)
    asked: list[str] = []

    def open_(kind: str, path: str = "/") -> Page:
        base = proxies[kind]
        page = context.new_page()
        page.set_viewport_size({"width": 1440, "height": 1000})

        def watch(request: Request) -> None:
            parts = urlsplit(request.url)
            if parts.scheme in {"http", "https"} and not request.url.startswith(f"{base}/"):
                asked.append(request.url)

        page.on("request", watch)
        page.goto(f"{base}{path}")
        return page

    yield open_
    context.close()
    assert not asked


KINDS = ("root", "taken away", "kept", "taken away though set", "tls")


@pytest.mark.parametrize("kind", ["taken away", "kept", "tls"])
def test_the_map_page_works(open_behind, kind: str) -> None:  # noqa: ANN001
    page = MapPage(open_behind(kind, "/?sector=finance"))
    page.wait_for_paint()
    page.wait_for_answer()
    before = page.visible
    page.choose("sector", "科技")
    assert page.visible > before > 0
    expect(page.table.locator("tbody tr").first).to_be_visible()
    expect(page.page.locator(".timeline input[type=range]").first).to_be_visible()
    with page.page.expect_download(timeout=DRAWN_MS) as picture:
        page.map.get_by_role("button", name=ZH("map.snapshot"), exact=True).click()
    assert Path(picture.value.path()).read_bytes().startswith(b"\x89PNG")
    with page.page.expect_download() as listed:
        page.table.get_by_role("link", name="CSV").click()
    assert "科技" in Path(listed.value.path()).read_text("utf-8-sig")
    page.page.reload()
    page.wait_for_paint()
    assert page.visible > before


@pytest.mark.parametrize("kind", ["taken away", "kept"])
def test_a_briefing_and_data_of_ones_own_work(open_behind, kind: str, tmp_path: Path) -> None:  # noqa: ANN001
    page: Page = open_behind(kind, "/briefing")
    formats = page.locator(".st-key-formats button")
    for pressed in formats.and_(page.locator('[aria-pressed="true"]')).all():
        pressed.click()
    formats.filter(has_text=ZH("format.html")).click()
    page.locator(".st-key-make button").click()
    with page.expect_download(timeout=DRAWN_MS) as made:
        page.get_by_role("button", name=".html").click(timeout=DRAWN_MS)
    assert b"<!doctype html" in Path(made.value.path()).read_bytes()[:200].lower()
    path = tmp_path / "a.csv"
    path.write_text("name,lon (WGS84),lat\n秘密,116.46,39.91\n")
    page.get_by_role("link", name=ZH("nav.your_data")).click()
    page.set_input_files(UPLOADER, path)
    page.locator(".st-key-data-use button").click()
    own = MapPage(page)
    own.wait_for_paint()
    expect(own.table).to_contain_text("秘密")
    assert own.visible == 1


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_no_page_is_not_found(browser: Browser, proxies: dict[str, str], kind: str) -> None:
    context = browser.new_context(ignore_https_errors=True)
    ask = context.request
    for path in ("", "/", "/briefing", "/your-data", "/your-data/", "/?q=x"):
        answer = ask.get(f"{proxies[kind]}{path}")
        assert (answer.status, answer.headers["content-type"].split(";")[0]) == (200, "text/html")
    for path in ("/x", "/briefing/x", "/twozones/x", "/twozones", "/_stcore/x", "/static/x.js"):
        assert ask.get(f"{proxies[kind]}{path}").status == 404, path
    context.close()


@pytest.mark.parametrize("kind", KINDS)
def test_scripts_and_styles_come_compressed(
    browser: Browser, proxies: dict[str, str], kind: str
) -> None:
    context = browser.new_context(ignore_https_errors=True)
    page = context.request.get(f"{proxies[kind]}/").text()
    named = re.findall(r'(?:src|href)="\./?([^"]+\.(?:js|css))"', page)
    assert {Path(name).suffix for name in named} == {".js", ".css"}
    for name in named:
        answer = context.request.get(f"{proxies[kind]}/{name}")
        is_small = len(answer.body()) < SMALL_BYTES
        assert is_small or answer.headers.get("content-encoding") == "gzip", name
    context.close()


def test_the_pages_for_operators_show_the_same_blocks() -> None:
    assert blocks(PAGES[0]) == blocks(PAGES[1])
