"""The elements of KML (OGC 12-007r2): places with names, descriptions and shapes, and styles."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final
from xml.etree import ElementTree as ET

import shapely
from markupsafe import escape

from briefing.files.styles import Symbol

KML: Final = "http://www.opengis.net/kml/2.2"
ET.register_namespace("", KML)
PIXELS_PER_MM: Final = 4.0
"""How wide a line is on a screen of usual density."""

MOST_OPAQUE: Final = 0.5
"""The ground is seen through every fill."""

BREAK: Final = "<br/>"
"""Between the lines of a description, which is HTML."""

DECIMALS: Final = 7
"""Of a degree: a centimetre."""


def element(tag: str, /, *children: ET.Element, text: str = "", **attributes: str) -> ET.Element:
    """Return an element of KML with its children, its text and its attributes."""
    made = ET.Element(f"{{{KML}}}{tag}", attributes)
    made.text = "".join(c for c in text if c.isprintable() or c == "\n") or None
    made.extend(children)
    return made


def folder(name: str, children: Sequence[ET.Element], said: str = "") -> ET.Element:
    """Return a folder under its name, with what is said of all of it."""
    head = [element("name", text=name), *([element("description", text=said)] if said else [])]
    return element("Folder", *head, *children)


def style(id_: str, symbol: Symbol, icon: str) -> ET.Element:
    """Return a style: a line, a fill, and for points an icon of the archive."""
    is_marker = symbol.shape == "marker"
    pictured = element("Icon", element("href", text=icon))
    return element(
        "Style",
        element("IconStyle", element("scale", text="0.8"), *([pictured] if is_marker else [])),
        element("LabelStyle", element("scale", text="0.7" if is_marker else "0")),
        element(
            "LineStyle",
            element("color", text=color(symbol.line, 1)),
            element("width", text=f"{max(1.0, symbol.width * PIXELS_PER_MM):g}"),
        ),
        element(
            "PolyStyle", element("color", text=color(symbol.fill, min(symbol.opacity, MOST_OPAQUE)))
        ),
        element("BalloonStyle", element("text", text="<b>$[name]</b><br/>$[description]")),
        id=id_,
    )


def color(rgb: str, opacity: float) -> str:
    """Return a colour ``#rrggbb`` as KML has it: opacity, blue, green, red."""
    red, green, blue = rgb[1:3], rgb[3:5], rgb[5:7]
    return f"{round(255 * opacity):02x}{blue}{green}{red}"


def placemark(
    name: str,
    lines: Iterable[str],
    style_id: str,
    data: Mapping[str, str],
    shape: shapely.Geometry | None,
) -> ET.Element:
    """Return a place: its name, what is said of it, its codes, and its shape in WGS-84, if any."""
    codes = [element("Data", element("value", text=v), name=k) for k, v in data.items() if v]
    drawn = [] if shape is None or shape.is_empty else [geometry(shape)]
    return element(
        "Placemark",
        element("name", text=name),
        element("description", text=BREAK.join(map(escape, lines))),
        element("styleUrl", text=f"#{style_id}"),
        *([element("ExtendedData", *codes)] if codes else []),
        *drawn,
    )


def geometry(shape: shapely.Geometry) -> ET.Element:
    """Return a shape in WGS-84 degrees."""
    if hasattr(shape, "geoms"):
        return element("MultiGeometry", *map(geometry, shape.geoms))
    if isinstance(shape, shapely.Polygon):
        holes = (element("innerBoundaryIs", _ring(hole)) for hole in shape.interiors)
        return element("Polygon", element("outerBoundaryIs", _ring(shape.exterior)), *holes)
    name = "Point" if isinstance(shape, shapely.Point) else "LineString"
    return element(name, _coordinates(shape))


def _ring(ring: shapely.Geometry) -> ET.Element:
    return element("LinearRing", _coordinates(ring))


def _coordinates(shape: shapely.Geometry) -> ET.Element:
    pairs = shapely.get_coordinates(shape).round(DECIMALS).tolist()
    return element("coordinates", text=" ".join(f"{lon},{lat}" for lon, lat in pairs))
