"""The folium map: built once, then told by small messages what to show.

The base map carries no data: it names the assets to fetch. What changes with a filter (the mask,
the focus, the colours) goes as a ``MapState`` through ``feature_group_to_add``, so that the map
itself is never reloaded.

``st_folium`` takes an element's script from its template and builds the page itself. So nothing
here renders the page that folium would write, which would cost more than all the rest of the map.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from typing import Final, Self, TypeAlias

import folium
from branca.element import Element
from folium.template import Template
from jinja2.utils import htmlsafe_json_dumps

from geo.region import REGION
from geo.view.view import View
from layers.assets import relative_address, static_url
from layers.basemaps import Basemap

OPENS_AT = REGION.ground.centre[::-1]
"""Latitude and longitude (WGS-84) at which the map opens before it fits its focus."""

_MAPS_KEPT = 64
_OPENS_JINJA = re.compile(r"\{(?=[{%#])")
_SCRIPTS = ("boot.js", "leaflet.js")
_STYLES = ("leaflet.css", "map.css")
_FRAME_DEPTH = 2
"""The map's frame is ``component/<name>/index.html``."""


Rings: TypeAlias = Sequence[Sequence[tuple[float, float]]]


def script_json(document: object) -> str:
    """Return JSON that stays data in a script and in the template that folium makes of it.

    Markup's characters are escaped, and so is a brace that would open a Jinja expression: folium
    compiles rendered scripts as templates once more.
    """
    written = str(htmlsafe_json_dumps(document, default=dict, separators=(",", ":")))
    return _OPENS_JINJA.sub(r"\\u007b", written)


def _address(name: str) -> str:
    """Return the address of a static file as the map's frame names it."""
    return relative_address(static_url(name), _FRAME_DEPTH)


class OfflineMap(folium.Map):
    """A map of the layers that an index names, with scripts and styles from this server only."""

    default_js = [(name, _address(name)) for name in _SCRIPTS]  # noqa: RUF012 (folium reads class-level lists)
    default_css = [(name, _address(name)) for name in _STYLES]  # noqa: RUF012
    _template = Template(
        "{% macro script(this, kwargs) %}"
        "var {{ this.get_name() }} = twoZones.open({{ this.get_name()|tojson }}, {{ this.told }});"
        "{% endmacro %}"
    )

    def __init__(self, index: str, basemap: Basemap) -> None:
        """Take the address of the index, and the basemap below the layers or an empty one."""
        super().__init__(location=OPENS_AT, tiles=None)
        told: dict[str, object] = {"index": index, "centre": OPENS_AT}
        if basemap.is_ground:
            told["ground"] = True
        if basemap.tiles:
            told |= {"tiles": basemap.tiles, "attribution": basemap.attribution}
        self.told = script_json(told)

    def render(self, **_: object) -> str:
        """Write nothing: see the module."""
        return ""


class MapState(folium.FeatureGroup):
    """A message to the attached layers: what to show now. It draws nothing itself."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "var {{ this.get_name() }} = L.featureGroup();twoZones.update({{ this.told }});"
        "{% endmacro %}"
    )

    def __init__(self, told: Mapping[str, object]) -> None:
        """Take the message; everything in it is text or numbers."""
        super().__init__(control=False)
        self.told = script_json(told)

    def add_to(self, parent: Element, name: str | None = None, index: int | None = None) -> Self:  # noqa: ARG002 (as folium has it)
        """Name the map, which all sessions share, without becoming a part of it."""
        self._parent = parent
        return self

    def render(self, **_: object) -> str:
        """Write nothing: see the module."""
        return ""


@dataclass(frozen=True)
class FocusPoint:
    """A point in the datum of the basemap, degrees, with its error in metres."""

    lng: float
    lat: float
    radius: float


@dataclass(frozen=True)
class LayerState:
    """What a filter or a click changes on the map.

    ``filter`` and ``rest`` say which projects are shown (see ``layers.wire``); ``focus`` is a place
    key or ``project:<id>``, ``row`` the project's row and ``spot`` where the focus lies, as far as
    known; ``classes`` are the districts' choropleth classes and ``bounds`` lower bounds;
    ``popup`` is what to show at the focus; ``shape`` are the rings of the shape that filters, as
    (lat, lon) degrees in the basemap's datum; ``point`` is the spot asked about, (lng, lat) in that
    datum; ``fit`` gives ranked clusters their ``rank`` and ``score``. A ``linked`` map is small and
    moves with the others. ``drag`` is a point that can be dragged, (lng, lat) in that datum, empty
    where it is still to be set. ``painted`` is an address to tell, once, that the map has painted;
    ``counts`` are written beside the options of each filter, in the order of ``CHOICES``; ``cells``
    is the address of the cells that the metric colours, if it does.
    """

    filter: Mapping[str, object]
    rest: str
    focus: str
    row: int | None
    spot: FocusPoint | None
    lang: str
    theme: str
    metric: str
    colour: str
    classes: Mapping[str, int]
    bounds: tuple[float, ...]
    popup: Mapping[str, object]
    approval: str
    point: tuple[float, float] | None
    fit: Mapping[str, Mapping[str, float]]
    shape: Rings
    linked: bool = False
    drag: tuple[float, ...] | None = None
    painted: str = ""
    cells: str = ""
    counts: Mapping[str, Sequence[int]] = field(default_factory=dict)


UNSET: Final[Mapping[str, object]] = {
    "rest": "",
    "focus": View().focus,
    "metric": View().metric,
    "colour": View().colour,
    "row": None,
    "spot": None,
    "popup": {},
    "approval": "",
    "point": None,
    "fit": {},
    "shape": (),
    "linked": False,
    "drag": None,
    "painted": "",
    "cells": "",
    "counts": {},
}
"""What a state says by leaving it out."""


@lru_cache(_MAPS_KEPT)
def base_map(index: str, basemap: Basemap) -> OfflineMap:
    """Return the map that attaches the layers of the index at an address, made once."""
    return OfflineMap(index, basemap)


def state_message(state: LayerState) -> MapState:
    """Return the message that carries a state to the map."""
    told = {name: value for name, value in asdict(state).items() if value != UNSET.get(name, ...)}
    return MapState(told)
