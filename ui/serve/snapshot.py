"""The snapshot: the picture of a link's view with the extent that is on screen, in one request."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from briefing.apart import Order, Workshop
from briefing.content import Options
from briefing.formats import FORMATS
from briefing.paper.sheet import SIZES
from geo.errors import TooManyDrawingsError, TwoZonesError, WritingStoppedError
from geo.ground.gcj02 import gcj02_to_wgs84
from geo.view.view import View
from layers.basemaps import basemap_of
from layers.links import view_of_link
from ui.serve.drawing import Drawings
from ui.serve.leaving import unless_gone
from ui.serve.log import event
from ui.serve.settings import serving
from ui.store import Store

FORMAT: Final = "screen"
SIZE: Final = SIZES["16:9"]
DEEPEST_ZOOM: Final = 22.0
RETRY_SECONDS: Final = 5
GONE: Final = 499
"""What nginx calls a request whose reader hung up; nobody reads the answer."""

WORKERS: Final = 1
"""How many snapshots are drawn at once: one at a time, in a process of its own."""

SNAPSHOT_WORKSHOP: Final = Workshop()

KEPT: Final = 4
"""How many pictures of a register are kept: a few hundred kB each."""


@dataclass(frozen=True)
class Screen:
    """What is on a screen: a view, and the zoom that says which bubbles are merged there."""

    view: View
    zoom: float | None


async def answer_snapshot(store: Store, request: Request) -> Response:
    """Answer with the picture of a store in the view that a request's query names."""
    query = dict(request.query_params)
    view = snapshot_view(store, query)
    told = event("snapshot", view)
    try:
        file = await unless_gone(request, SNAPSHOTS.drawn(store, Screen(view, zoom_of(query))))
    except (TooManyDrawingsError, WritingStoppedError) as error:
        told.log(outcome=error.name())
        return _later(error, view.lang)
    if file is None:
        told.log(outcome="gone")
        return Response(status_code=GONE)
    told.log()
    return _picture(*file)


def _later(error: TwoZonesError, lang: str) -> Response:
    headers = {"Retry-After": str(RETRY_SECONDS)}
    return PlainTextResponse(error.sentence(lang), 503, headers)


def _picture(name: str, content: bytes) -> Response:
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


def zoom_of(query: Mapping[str, str]) -> float | None:
    """Return the zoom of the screen that a query names; None where it is no zoom of the map."""
    try:
        zoom = float(query.get("zoom", ""))
    except ValueError:
        return None
    return zoom if 0 <= zoom <= DEEPEST_ZOOM else None


def _draw(store: Store, screen: Screen) -> tuple[str, bytes]:
    order = Order(screen.view, Options(zoom=screen.zoom), SIZE)
    (file,) = SNAPSHOT_WORKSHOP.write(store, order, [FORMAT]).files
    return file


SNAPSHOTS: Final[Drawings[Screen, tuple[str, bytes]]] = Drawings(
    _draw, workers=WORKERS, most=serving().max_drawings, kept=KEPT
)
