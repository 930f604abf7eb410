"""The snapshot: the picture of a link's view with the extent that is on screen, in one request."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import numpy as np
from starlette.requests import Request
from starlette.responses import Response

from briefing.content import make_briefing
from briefing.formats import FORMATS, files_of
from briefing.paper.sheet import SIZES
from geo.ground.gcj02 import gcj02_to_wgs84
from geo.view.view import View
from layers.basemaps import basemap_of
from layers.links import view_of_link
from ui.serve.packs import POOL
from ui.store import Store

FORMAT: Final = "screen"
SIZE: Final = SIZES["16:9"]


async def answer_snapshot(store: Store, request: Request) -> Response:
    """Answer with the picture of a store in the view that a request's query names."""
    view = snapshot_view(store, dict(request.query_params))
    name, content = await asyncio.wrap_future(POOL.submit(_draw, store, view))
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "no-store",
    }
    return Response(content, headers=headers, media_type=FORMATS[FORMAT].media_type)


def snapshot_view(store: Store, query: Mapping[str, str]) -> View:
    """Return the view of a query whose extent is in the datum of its basemap, in WGS-84."""
    view, _ = view_of_link(store, query)
    if view.extent and basemap_of(view.basemap).datum == "gcj02":
        west, south, east, north = view.extent
        lon, lat = gcj02_to_wgs84(np.array([west, east]), np.array([south, north]))
        view = replace(view, extent=(*_pair(lon, lat, 0), *_pair(lon, lat, 1)))
    return view


def _pair(lon: np.ndarray, lat: np.ndarray, at: int) -> tuple[float, float]:
    return float(lon[at]), float(lat[at])


def _draw(store: Store, view: View) -> tuple[str, bytes]:
    (file,) = files_of(make_briefing(store, view), [FORMAT], SIZE)
    return file
