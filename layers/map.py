"""The folium map: built once, then told by small messages what to show.

The base map carries no data: it names the assets to fetch. What changes with a filter (the mask,
the focus, the colours) goes in a ``MapState`` inside ``feature_group_to_add``, so that the map
itself is never reloaded.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Final, TypeAlias

import folium
from branca.element import MacroElement
from folium.template import Template
from jinja2.utils import htmlsafe_json_dumps

from layers.assets import static_url
from layers.basemaps import Basemap

BEIJING = (39.95, 116.45)
"""Latitude and longitude (WGS-84) at which the map opens before it fits its focus."""

_OPENS_JINJA = re.compile(r"\{(?=[{%#])")
_SCRIPTS = ("leaflet.js", "boot.js")
_STYLES = ("leaflet.css", "map.css")


Rings: TypeAlias = Sequence[Sequence[tuple[float, float]]]


class OfflineMap(folium.Map):
    """A folium map whose scripts and styles all come from this server."""

    default_js = [(name, static_url(name)) for name in _SCRIPTS]  # noqa: RUF012 (folium reads class-level lists)
    default_css = [(name, static_url(name)) for name in _STYLES]  # noqa: RUF012

    def render(self, **kwargs: object) -> str:
        """Render without folium's header: our style sheet says all that it would."""
        rendered: str = super().render(**kwargs)  # type: ignore[no-untyped-call]
        self.get_root().header._children.clear()  # type: ignore[attr-defined]  # noqa: SLF001
        return rendered


def script_json(document: object) -> str:
    """Return JSON that stays data in a script and in the template that folium makes of it.

    Markup's characters are escaped, and so is a brace that would open a Jinja expression: folium
    compiles rendered scripts as templates once more.
    """
    written = str(htmlsafe_json_dumps(document, default=dict, separators=(",", ":")))
    return _OPENS_JINJA.sub(r"\\u007b", written)


class ProjectLayers(MacroElement):
    """Attaches the project, district and zone layers to the map, from what an index names."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "twoZones.attach({{ this._parent.get_name() }}, {{ this.index }});"
        "{% endmacro %}"
    )

    def __init__(self, index: str) -> None:
        """Take the address of the index."""
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "ProjectLayers"
        self.index = script_json(index)


class MapState(MacroElement):
    """Tells the attached layers what to show now."""

    _template = Template(
        "{% macro script(this, kwargs) %}twoZones.update({{ this.state }});{% endmacro %}"
    )

    def __init__(self, state: Mapping[str, object]) -> None:
        """Take the message; everything in it is text or numbers."""
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "MapState"
        self.state = script_json(state)


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
    known; ``classes`` are the districts' choropleth classes and ``bounds`` their lower bounds;
    ``popup`` is what to show at the focus; ``shape`` are the rings of the shape that filters, as
    (lat, lon) degrees in the basemap's datum; ``point`` is the spot asked about, (lng, lat) in that
    datum; ``fit`` gives ranked clusters their ``rank`` and ``score``. A ``linked`` map is small and
    moves with the others.
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


UNSET: Final[Mapping[str, object]] = {
    "rest": "",
    "row": None,
    "spot": None,
    "popup": {},
    "approval": "",
    "point": None,
    "fit": {},
    "shape": (),
    "linked": False,
}
"""What a state says by leaving it out; ``map.js`` knows the same."""


def base_map(index: str, basemap: Basemap) -> folium.Map:
    """Return a map that attaches the layers of the index at an address, over a basemap or none."""
    map_ = OfflineMap(
        location=BEIJING,
        zoom_start=10,
        tiles=None,
        zoom_control=False,
        control_scale=False,
        prefer_canvas=True,
        zoom_snap=0.25,
        fade_animation=False,
        attribution_control=True,
    )
    if basemap.tiles:
        folium.TileLayer(tiles=basemap.tiles, attr=basemap.attribution, control=False).add_to(map_)
    ProjectLayers(index).add_to(map_)
    return map_


def state_group(state: LayerState) -> folium.FeatureGroup:
    """Return the feature group that carries a state to the map."""
    told = {name: value for name, value in asdict(state).items() if value != UNSET.get(name, ...)}
    group = folium.FeatureGroup(control=False)
    MapState(told).add_to(group)
    return group
