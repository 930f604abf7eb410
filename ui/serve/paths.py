"""Paths as they arrive: below a prefix that a proxy kept or took away, and those that lead nowhere.

``server.baseUrlPath`` is Streamlit's setting for the prefix. Streamlit then answers below it only;
our own routes are named without it.
"""

from typing import Final

import streamlit as st
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.serve.pages import PAGE_PATHS
from ui.serve.settings import serving

OURS: Final = "/twozones"
OGC: Final = "/ogc"
FEED: Final = "/feed.atom"
HEALTH: Final = f"{OURS}/health"
METRICS: Final = "/_stcore/metrics"
UPLOADS: Final = "/_stcore/upload_file/"
_FRAMES: Final = "/component/"
"""Below this are the documents of frames, which are HTML too."""


def base_path() -> str:
    """Return the prefix that is set, as ``/zones``; empty without one."""
    prefix = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{prefix}" if prefix else ""


def below_base(path: str) -> str:
    """Return a path without the prefix that is set, whether it has it or a proxy took it away."""
    base = base_path()
    return path.removeprefix(base) if path == base or path.startswith(f"{base}/") else path


class BasePath:
    """Middleware: our routes are found without the prefix, and Streamlit's with it."""

    def __init__(self, app: ASGIApp) -> None:
        """Take what answers."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request at the path where its route is."""
        if scope["type"] in {"http", "websocket"} and base_path():
            path = below_base(scope["path"])
            if not is_ours(path):
                path = f"{base_path()}{path}"
            scope = {**scope, "path": path, "raw_path": path.encode()}
        await self.app(scope, receive, send)


class OnlyPages:
    """Middleware: a path that is no page answers 404, where Streamlit shows the page for any.

    So does Streamlit's page of metrics, unless it was opened.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Take what answers."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as before, but put 404 in place of the page where no page is."""
        if scope["type"] != "http" or _may_be_html(scope["path"]):
            await self.app(scope, receive, send)
            return
        if below_base(scope["path"]) == METRICS and not serving().metrics:
            await missing()(scope, receive, send)
            return
        is_missing = False

        async def send_unless_html(message: Message) -> None:
            nonlocal is_missing
            if message["type"] == "http.response.start" and _is_html(message):
                is_missing = True
                await missing()(scope, receive, send)
            elif not is_missing:
                await send(message)

        await self.app(scope, receive, send_unless_html)


def _may_be_html(path: str) -> bool:
    return is_page(path) or is_frame(path) or _is_ogc(below_base(path))


def is_page(path: str) -> bool:
    """Tell whether a path is one of the page's own."""
    return below_base(path).strip("/") in PAGE_PATHS


def is_ours(path: str) -> bool:
    """Tell whether a path, without a prefix, is answered by our routes and not by Streamlit."""
    return path == FEED or path.startswith(f"{OURS}/") or _is_ogc(path)


def _is_ogc(path: str) -> bool:
    """Tell whether a path is below ``/ogc``, where ours alone answer, in HTML too."""
    return path == OGC or path.startswith(f"{OGC}/")


def is_frame(path: str) -> bool:
    """Tell whether a path belongs to what a frame of the page shows."""
    return below_base(path).startswith(_FRAMES)


def _is_html(message: Message) -> bool:
    return Headers(raw=message["headers"]).get("content-type", "").startswith("text/html")


def missing() -> PlainTextResponse:
    """Return the answer where nothing is."""
    return PlainTextResponse("Not found", status_code=404)
