"""Styles as other programs read them: OGC Styled Layer Descriptor 1.0 (OGC 02-070)."""

from typing import Final
from xml.etree import ElementTree as ET

from briefing.files.styles import Class, LayerStyle, Symbol

SLD: Final = "http://www.opengis.net/sld"
OGC: Final = "http://www.opengis.net/ogc"
ET.register_namespace("sld", SLD)
ET.register_namespace("ogc", OGC)

PIXELS_PER_MM: Final = 1 / 0.28
"""The standard's pixel is 0.28 mm wide."""


def sld_of(layer: str, style: LayerStyle) -> str:
    """Return the style of a layer as an SLD document, a rule a class."""
    root = ET.Element(_sld("StyledLayerDescriptor"), version="1.0.0")
    named = ET.SubElement(root, _sld("NamedLayer"))
    _text(named, "Name", layer)
    user_style = ET.SubElement(named, _sld("UserStyle"))
    _text(user_style, "Title", style.title)
    features = ET.SubElement(user_style, _sld("FeatureTypeStyle"))
    for one in style.classes:
        features.append(_rule(style, one))
    return ET.tostring(root, encoding="unicode")


def _rule(style: LayerStyle, one: Class) -> ET.Element:
    rule = ET.Element(_sld("Rule"))
    _text(rule, "Name", one.label or style.title)
    _text(rule, "Title", one.label or style.title)
    if one.value == "":
        ET.SubElement(rule, _sld("ElseFilter"))
    elif one.value is not None or one.bounds is not None:
        rule.append(_filter(style.attribute, one))
    rule.append(_symbolizer(one.symbol))
    if style.name:
        label = ET.SubElement(rule, _sld("TextSymbolizer"))
        named = ET.SubElement(label, _sld("Label"))
        ET.SubElement(named, _ogc("PropertyName")).text = style.name
    return rule


def _filter(attribute: str, one: Class) -> ET.Element:
    element = ET.Element(_ogc("Filter"))
    if one.bounds is None:
        _compared(element, "PropertyIsEqualTo", attribute, str(one.value))
        return element
    both = ET.SubElement(element, _ogc("And"))
    for comparison, bound in zip(
        ("PropertyIsGreaterThanOrEqualTo", "PropertyIsLessThan"), one.bounds, strict=True
    ):
        _compared(both, comparison, attribute, repr(bound))
    return element


def _compared(parent: ET.Element, comparison: str, attribute: str, value: str) -> None:
    element = ET.SubElement(parent, _ogc(comparison))
    ET.SubElement(element, _ogc("PropertyName")).text = attribute
    ET.SubElement(element, _ogc("Literal")).text = value


def _symbolizer(symbol: Symbol) -> ET.Element:
    if symbol.shape == "marker":
        element = ET.Element(_sld("PointSymbolizer"))
        graphic = ET.SubElement(element, _sld("Graphic"))
        mark = ET.SubElement(graphic, _sld("Mark"))
        _text(mark, "WellKnownName", "circle")
        _paint(mark, symbol)
        _text(graphic, "Size", f"{symbol.size * PIXELS_PER_MM:.1f}")
        return element
    if symbol.shape == "line":
        element = ET.Element(_sld("LineSymbolizer"))
        stroke = ET.SubElement(element, _sld("Stroke"))
        _parameter(stroke, "stroke", symbol.fill)
        _parameter(stroke, "stroke-width", "2")
        return element
    element = ET.Element(_sld("PolygonSymbolizer"))
    _paint(element, symbol)
    return element


def _paint(parent: ET.Element, symbol: Symbol) -> None:
    fill = ET.SubElement(parent, _sld("Fill"))
    _parameter(fill, "fill", symbol.fill)
    _parameter(fill, "fill-opacity", f"{symbol.opacity:g}")
    stroke = ET.SubElement(parent, _sld("Stroke"))
    _parameter(stroke, "stroke", symbol.line)
    _parameter(stroke, "stroke-width", f"{symbol.width * PIXELS_PER_MM:.2f}")
    if symbol.is_dashed:
        _parameter(stroke, "stroke-dasharray", "5 3")


def _parameter(parent: ET.Element, name: str, value: str) -> None:
    ET.SubElement(parent, _sld("CssParameter"), name=name).text = value


def _text(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, _sld(tag)).text = text


def _sld(tag: str) -> str:
    return f"{{{SLD}}}{tag}"


def _ogc(tag: str) -> str:
    return f"{{{OGC}}}{tag}"
