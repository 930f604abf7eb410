"""What the server answers beside the page: scripts, layer data, snapshots, exports, first paints.

The files are immutable and kept by the browser, unless they belong to one session.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from geo.settings import settings
from layers.assets import (
    CHANGES_URL,
    DATA_URL,
    EXPORT_URL,
    FIND_URL,
    SNAPSHOT_URL,
    STATIC_URL,
    static_digest,
)
from layers.bundle import ENTRIES, static_file
from ui.own import find_private_asset, find_shared_asset, store_named
from ui.serve.changes import answer_changes
from ui.serve.export import TYPES, answer_export
from ui.serve.feed import answer_feed
from ui.serve.finding import answer_find
from ui.serve.first_paint import PAINTED_URL, tell_paint
from ui.serve.guard import Guard, TrustedHeaders
from ui.serve.headers import Headers
from ui.serve.health import answer_health
from ui.serve.log import RequestId, configure_log
from ui.serve.ogc.answers import ogc_routes
from ui.serve.packs import CREW
from ui.serve.pages import only_named_pages
from ui.serve.paths import FEED, HEALTH, BasePath, OnlyPages, missing
from ui.serve.processes import refuse_several_processes
from ui.serve.session import use_our_sessions
from ui.serve.sessions import close_left_sessions
from ui.serve.settings import serving
from ui.serve.snapshot import SNAPSHOT_WORKSHOP, answer_snapshot
from ui.serve.style_first import StyleFirst
from ui.serve.uploads import UploadQuota
from ui.store import VERSIONS, load_first

NEVER_KEPT = {"Cache-Control": "no-store"}
FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable"}
TYPES_SERVED = {".js": "text/javascript", ".css": "text/css"}
"""What files are, by ending: Windows would name their types from its registry, often wrongly."""


@asynccontextmanager
async def prepare(_: st.App) -> AsyncIterator[None]:
    """Load the register, lay out its layers and bundle the scripts before anybody reads.

    While the server runs, the data folder is looked at.
    """
    refuse_several_processes()
    configure_log()
    only_named_pages()
    use_our_sessions()
    await run_in_threadpool(load_first)
    for name in ENTRIES:
        await run_in_threadpool(static_file, name)
    stop_watching = VERSIONS.watch(settings().reload_seconds)
    closing = asyncio.create_task(close_left_sessions())
    yield
    closing.cancel()
    stop_watching()
    for writers in (SNAPSHOT_WORKSHOP, CREW):
        await run_in_threadpool(writers.close)


def routes() -> list[Route]:
    """Return the routes of files, layers, pictures, exports, places, features and health."""
    return [
        Route(STATIC_URL + "/{digest}/{name}", _static_file),
        Route(DATA_URL + "/{digest}/{name}", _data),
        Route(SNAPSHOT_URL + "/{owner}", _snapshot),
        Route(EXPORT_URL + "/{owner}.{form}", _export),
        Route(FIND_URL, answer_find),
        Route(CHANGES_URL + "/{owner}", _changes),
        Route(PAINTED_URL + "/{token}", _painted, methods=["POST"]),
        Route(HEALTH, answer_health),
        *ogc_routes(),
        Route(FEED, answer_feed),
    ]


def middleware() -> list[Middleware]:
    """Return what every request passes, the first first."""
    return [
        Middleware(TrustedHeaders),
        Middleware(ProxyHeadersMiddleware, trusted_hosts=list(map(str, serving().trusted_proxies))),
        Middleware(RequestId),
        Middleware(Headers),
        Middleware(BasePath),
        Middleware(Guard),
        Middleware(UploadQuota),
        Middleware(OnlyPages),
        Middleware(StyleFirst),
    ]


async def _static_file(request: Request) -> Response:
    name = request.path_params["name"]
    if request.path_params["digest"] != static_digest():
        return missing()
    content = await run_in_threadpool(static_file, name)
    if content is None:
        return missing()
    return Response(content, headers=FOR_EVER, media_type=TYPES_SERVED[Path(name).suffix])


async def _data(request: Request) -> Response:
    path = f"{DATA_URL}/{request.path_params['digest']}/{request.path_params['name']}"
    kept, asset = FOR_EVER, await run_in_threadpool(find_shared_asset, path)
    if asset is None:
        kept, asset = NEVER_KEPT, await run_in_threadpool(find_private_asset, path)
    if asset is None:
        return missing()
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(asset.body, headers=kept, media_type=asset.media_type)
    headers = kept | {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
    return Response(asset.packed, headers=headers, media_type=asset.media_type)


async def _snapshot(request: Request) -> Response:
    store = store_named(request.path_params["owner"])
    return missing() if store is None else await answer_snapshot(store, request)


async def _changes(request: Request) -> Response:
    store = store_named(request.path_params["owner"])
    return missing() if store is None else await answer_changes(store, request)


async def _export(request: Request) -> Response:
    store, form = store_named(request.path_params["owner"]), request.path_params["form"]
    if store is None or form not in TYPES:
        return missing()
    return await answer_export(store, form, request)


async def _painted(request: Request) -> Response:
    if not tell_paint(request.path_params["token"]):
        return missing()
    # whoever looks at the map may want a picture of it
    await run_in_threadpool(SNAPSHOT_WORKSHOP.begin)
    return Response(status_code=204)
