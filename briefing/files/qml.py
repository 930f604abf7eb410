"""Styles as QGIS reads them (QML): renderer, labels, and what columns are called."""

from collections.abc import Mapping
from typing import Final
from xml.etree import ElementTree as ET

from briefing.files.styles import Class, LayerStyle, Symbol
from layers.palette import LIGHT

VERSION: Final = "3.22.0"
"""The oldest QGIS whose form of symbols this is; newer ones read it too."""

_LAYERS: Final = {"marker": "SimpleMarker", "line": "SimpleLine", "fill": "SimpleFill"}
_LABEL_POINTS: Final = "9"


def qml_of(style: LayerStyle | None, aliases: Mapping[str, str]) -> str:
    """Return a layer's style as a QML document; ``aliases`` are the names of its columns.

    A table without shapes has no style.
    """
    categories = "Symbology|Labeling|Fields" if style else "Fields"
    root = ET.Element("qgis", version=VERSION, styleCategories=categories)
    if style:
        root.set("labelsEnabled", str(int(bool(style.name))))
        add_style(root, style)
    add_aliases(root, aliases)
    return ET.tostring(root, encoding="unicode")


def add_style(parent: ET.Element, style: LayerStyle) -> None:
    """Add to an element what draws a layer."""
    parent.append(_renderer(style))
    if style.name:
        parent.append(_labels(style.name))


def add_aliases(parent: ET.Element, aliases: Mapping[str, str]) -> None:
    """Add to an element what a layer's columns are called."""
    named = ET.SubElement(parent, "aliases")
    for index, (column, alias) in enumerate(aliases.items()):
        ET.SubElement(named, "alias", field=column, name=alias, index=str(index))


def _renderer(style: LayerStyle) -> ET.Element:
    """Return the renderer: single, by the code of an attribute, or by its number."""
    kinds = {(False, False): "singleSymbol", (True, False): "categorizedSymbol"}
    is_graduated = style.classes[0].bounds is not None
    kind = kinds.get((bool(style.attribute), is_graduated), "graduatedSymbol")
    renderer = ET.Element("renderer-v2", type=kind, forceraster="0", symbollevels="0")
    if style.attribute:
        renderer.set("attr", style.attribute)
        listed = ET.SubElement(renderer, "ranges" if is_graduated else "categories")
        for number, one in enumerate(style.classes):
            listed.append(_entry(number, one))
    symbols = ET.SubElement(renderer, "symbols")
    for number, one in enumerate(style.classes):
        symbols.append(symbol_element(str(number), one.symbol))
    return renderer


def _entry(number: int, one: Class) -> ET.Element:
    common = {"symbol": str(number), "label": one.label, "render": "true"}
    if one.bounds is None:
        return ET.Element("category", common, value=one.value or "", type="string")
    low, high = one.bounds
    return ET.Element("range", common, lower=repr(low), upper=repr(high))


def symbol_element(name: str, symbol: Symbol) -> ET.Element:
    """Return a symbol of one layer."""
    element = ET.Element("symbol", name=name, type=symbol.shape, alpha="1", force_rhr="0")
    layer = ET.SubElement(
        element, "layer", {"class": _LAYERS[symbol.shape]}, enabled="1", locked="0"
    )
    layer.set("pass", "0")
    options = ET.SubElement(layer, "Option", type="Map")
    for option, value in _options(symbol).items():
        ET.SubElement(options, "Option", name=option, value=value, type="QString")
    return element


def _options(symbol: Symbol) -> dict[str, str]:
    if symbol.shape == "line":
        return {"line_color": _rgba(symbol.fill), "line_width": "0.6", "line_width_unit": "MM"}
    options = {
        "color": _rgba(symbol.fill, symbol.opacity),
        "outline_color": _rgba(symbol.line),
        "outline_style": "dash" if symbol.is_dashed else "solid",
        "outline_width": str(symbol.width),
        "outline_width_unit": "MM",
    }
    if symbol.shape == "marker":
        return options | {"name": "circle", "size": str(symbol.size), "size_unit": "MM"}
    return options | {"style": "solid"}


def _rgba(color: str, opacity: float = 1.0) -> str:
    parts = [int(color[at : at + 2], 16) for at in (1, 3, 5)]
    return ",".join(map(str, (*parts, round(255 * opacity))))


def _labels(column: str) -> ET.Element:
    labels = ET.Element("labeling", type="simple")
    settings = ET.SubElement(labels, "settings")
    style = ET.SubElement(settings, "text-style", fieldName=column, isExpression="0")
    style.set("fontSize", _LABEL_POINTS)
    style.set("textColor", _rgba(LIGHT.ink))
    ET.SubElement(
        style,
        "text-buffer",
        bufferDraw="1",
        bufferSize="0.8",
        bufferSizeUnits="MM",
        bufferColor=_rgba(LIGHT.halo),
    )
    ET.SubElement(settings, "placement", placement="1")
    return labels
