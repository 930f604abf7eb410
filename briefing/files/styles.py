"""How the layers of a GIS file look: our colours and classes, before any program's own format."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from numbers import Real
from typing import Literal

import geopandas as gpd
import numpy as np

from briefing.content import Briefing
from briefing.ranges import ranges_of
from geo.region import REGION
from geo.words.vocabulary import PROJECT_STATUSES, SECTORS
from layers.choropleth import district_classes
from layers.palette import LIGHT, OPTION_HUES

Shape = Literal["marker", "line", "fill"]


@dataclass(frozen=True)
class Symbol:
    """How a feature is drawn: colours as ``#rrggbb``, lengths in mm, opacity of the fill from 0."""

    shape: Shape
    fill: str
    line: str
    width: float = 0.2
    opacity: float = 1.0
    size: float = 2.6
    is_dashed: bool = False


@dataclass(frozen=True)
class Class:
    """A class of a legend: what it is called, what belongs to it, and its symbol.

    ``value`` is the code it stands for, ``bounds`` the numbers from which, and below which, one
    belongs to it; without either it is for all.
    """

    label: str
    symbol: Symbol
    value: str | None = None
    bounds: tuple[float, float] | None = None

    def has(self, value: object) -> bool:
        """Tell whether a feature with a value belongs to it; None where nothing is known."""
        if self.bounds is not None:
            return isinstance(value, Real) and self.bounds[0] <= float(value) < self.bounds[1]
        return self.value is None or self.value == (value or "")


@dataclass(frozen=True)
class LayerStyle:
    """How a layer is drawn: by an attribute in classes, or all alike; ``name`` labels features."""

    title: str
    classes: Sequence[Class]
    attribute: str = ""
    name: str = ""

    def class_of(self, value: object) -> int | None:
        """Return the number of the first class that a value belongs to; None for none."""
        return next((at for at, one in enumerate(self.classes) if one.has(value)), None)

    def drawn_as(self, shape: Shape | None) -> "LayerStyle":
        """Return the style for another shape of features; None leaves it."""
        if shape is None:
            return self
        classes = [replace(one, symbol=replace(one.symbol, shape=shape)) for one in self.classes]
        return replace(self, classes=classes)


def layer_styles(
    briefing: Briefing, layers: Mapping[str, gpd.GeoDataFrame]
) -> dict[str, LayerStyle]:
    """Return the styles of layers of shapes, what is drawn on top first; classes that occur."""
    styles = {
        "projects": _projects(briefing, "marker"),
        "project_shapes": _projects(briefing, "fill"),
        "zones": _zones(briefing),
        "districts": _districts(briefing),
    }
    return {name: _occurring(styles[name], layers[name]) for name in styles if name in layers}


def _occurring(style: LayerStyle, layer: gpd.GeoDataFrame) -> LayerStyle:
    """Return a style without the classes of values that a layer does not have."""
    if layer.empty or all(one.value is None for one in style.classes):
        return style
    found = set(layer[style.attribute].fillna(""))
    return replace(style, classes=[one for one in style.classes if one.value in found])


def _projects(briefing: Briefing, shape: Shape) -> LayerStyle:
    """Return projects in the colours of the map: of sector, status, or the area of a cluster."""
    text, by = briefing.text, briefing.view.colour
    if by == "area":
        by = "cluster"
        hues: Mapping[str, str] = _area_hues(briefing)
        names = {id_: briefing.atlas.name_of(f"cluster:{id_}", text.lang) for id_ in hues}
    else:
        hues = OPTION_HUES[by]
        codes = SECTORS if by == "sector" else PROJECT_STATUSES
        names = {code: text(f"{by}.{code}") for code in codes}
    classes = [
        Class(name, Symbol(shape, hues[code], LIGHT.paper), value=code)
        for code, name in names.items()
    ]
    rest = Class(text("gis.others"), Symbol(shape, LIGHT.other, LIGHT.paper), value="")
    return LayerStyle(text("table.tab"), (*classes, rest), by)


def _area_hues(briefing: Briefing) -> dict[str, str]:
    """Return the hue of each cluster: that of its area."""
    hues = dict(zip(REGION.areas, LIGHT.areas, strict=False))
    zones = briefing.atlas.register.zones
    parents = zones.loc[zones["kind"] == "cluster", "parent"]
    return {str(id_): hues.get(str(area), LIGHT.other) for id_, area in parents.items()}


def _zones(briefing: Briefing) -> LayerStyle:
    """Return zones as outlines, dashed where they are only schematic."""
    text = briefing.text
    plain = Symbol("fill", LIGHT.areas[0], LIGHT.areas[0], 0.5, 0.08)
    classes = [
        Class(text(f"gis.{basis}"), replace(plain, is_dashed=basis == "schematic"), value=basis)
        for basis in ("boundary", "digitised", "schematic")
    ]
    return LayerStyle(text("gis.zones"), classes, "geometry_basis", f"name_{text.lang}")


def _districts(briefing: Briefing) -> LayerStyle:
    """Return districts in the classes in which the map colours them, or plain."""
    text, metric = briefing.text, briefing.view.metric
    found = district_classes(briefing.atlas, briefing.view, briefing.selection.mask)
    plain = Symbol("fill", LIGHT.unclassed, LIGHT.line, 0.3)
    title, name = text("gis.districts"), f"name_{text.lang}"
    if not found.bounds:
        return LayerStyle(title, [Class(title, plain)], name=name)
    starts = (float(np.nextafter(0, 1)), *found.bounds[1:])  # what is zero is in no class
    ends = (*found.bounds[1:], float(np.nextafter(found.most, np.inf)))
    parts = zip(starts, ends, strict=True)
    said = ranges_of(found, metric, text)
    classes = [
        Class(words, Symbol("fill", fill, LIGHT.line, 0.3), bounds=bounds)
        for words, fill, bounds in zip(said, LIGHT.classes, parts, strict=False)
    ]
    return LayerStyle(title, classes, metric, name)
