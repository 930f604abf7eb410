"""The style sheet stands in the HTML document that Streamlit sends, and in nothing else."""

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, PlainTextResponse, StreamingResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from layers.assets import relative_address, static_url
from layers.bundle import static_text
from ui.serve.style_first import StyleFirst

DOCUMENT = "<html><head></head><body><div id='root'></div></body></html>"


def page(_request: object) -> HTMLResponse:
    return HTMLResponse(DOCUMENT)


def in_parts(_request: object) -> StreamingResponse:
    return StreamingResponse(iter([DOCUMENT[:30], DOCUMENT[30:]]), media_type="text/html")


def text(_request: object) -> PlainTextResponse:
    return PlainTextResponse(DOCUMENT)


@pytest.fixture(scope="module")
def client() -> TestClient:
    answers = {"/": page, "/briefing": in_parts, "/your-data": text, "/elsewhere": page}
    routes = [Route(path, answer) for path, answer in answers.items()]
    return TestClient(Starlette(routes=routes, middleware=[Middleware(StyleFirst)]))


@pytest.mark.parametrize("path", ["/", "/briefing"])
def test_a_document_ends_with_the_style_sheet(client: TestClient, path: str) -> None:
    sent = client.get(path, headers={"accept": "text/html"}).text
    head, style, tail = sent.partition(f"<style>{static_text('page.css')}</style>")
    assert style
    script = f'<script src="{relative_address(static_url("first.js"))}"></script>'
    assert head.replace(script, "") + tail == DOCUMENT
    assert f"{script}</head>" in head
    assert tail == "</body></html>"


@pytest.mark.parametrize("path", ["/your-data", "/elsewhere"])
def test_anything_else_is_sent_as_it_is(client: TestClient, path: str) -> None:
    assert client.get(path, headers={"accept": "text/html"}).text == DOCUMENT


def test_an_embedded_page_says_so_on_its_body(client: TestClient) -> None:
    sent = [
        client.get(f"/?{query}", headers={"accept": "text/html"}).text
        for query in ("embed=1", "embed=0", "q=embed=1")
    ]
    assert ["<body data-embed>" in one for one in sent] == [True, False, False]
