"""A QGIS project over the layers of a GeoPackage, with a page to print, as QGIS keeps it inside.

What is written is the least that QGIS needs; it fills in the rest when it opens the project.
"""

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from xml.etree import ElementTree as ET

from pyproj import CRS, Transformer

from briefing.files.qml import VERSION, add_aliases, add_style
from briefing.files.styles import LayerStyle
from geo.region import REGION

NAME: Final = "two-zones"
"""What the project is called inside the GeoPackage."""

WGS84: Final = "EPSG:4326"
UTM: Final = REGION.ground.metres
"""Codes of EPSG: of the layers, and of the map, whose shapes are true there."""

PAGE_MM: Final = (297.0, 210.0)
MARGIN_MM: Final = 10.0
TITLE_MM: Final = 12.0
LEGEND_MM: Final = 66.0
NOTES_MM: Final = 16.0
BAR_MM: Final = (30, 60)
LEGEND_POINTS: Final = {"title": 11, "group": 9, "subgroup": 9, "symbolLabel": 8}
MARGIN_SHARE: Final = 0.05

_MAP, _LABEL, _LEGEND, _SCALE_BAR, _PAGE = "65639", "65641", "65642", "65646", "65638"
"""The numbers of QGIS's kinds of layout items."""

Bounds = tuple[float, float, float, float]


@dataclass(frozen=True)
class ProjectLayer:
    """A layer of the project: its table, style, columns' names, and kind of geometry."""

    table: str
    style: LayerStyle
    aliases: Mapping[str, str]
    geometry: str

    @property
    def id(self) -> str:
        """What the project calls it."""
        return f"{self.table}_layer"


@dataclass(frozen=True)
class Page:
    """What the layout prints: its title and notes, and the ground, west to north in WGS-84."""

    title: str
    notes: str
    bounds: Bounds

    @property
    def metres(self) -> Bounds:
        """The ground in metres of the UTM zone in which the map is drawn."""
        west, south, east, north = Transformer.from_crs(
            WGS84, UTM, always_xy=True
        ).transform_bounds(*self.bounds)
        return west, south, east, north


def qgz_of(file: str, layers: Sequence[ProjectLayer], page: Page) -> bytes:
    """Return the project over the GeoPackage of a name that lies beside it, as a ``.qgz`` file."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{NAME}.qgs", ET.tostring(_document(file, layers, page)))
    return content.getvalue()


def _document(file: str, layers: Sequence[ProjectLayer], page: Page) -> ET.Element:
    root = ET.Element("qgis", version=VERSION, projectname=page.title)
    ET.SubElement(root, "title").text = page.title
    crs = ET.SubElement(root, "projectCrs")
    crs.append(_crs(UTM))
    properties = ET.SubElement(ET.SubElement(root, "properties"), "SpatialRefSys")
    ET.SubElement(properties, "ProjectionsEnabled", type="int").text = "1"
    tree = ET.SubElement(root, "layer-tree-group")
    for layer in layers:
        ET.SubElement(
            tree,
            "layer-tree-layer",
            {"id": layer.id, "name": layer.style.title, "source": _source(file, layer)},
            providerKey="ogr",
            checked="Qt::Checked",
            expanded="1",
        )
    canvas = ET.SubElement(root, "mapcanvas", name="theMapCanvas")
    ET.SubElement(canvas, "units").text = "meters"
    canvas.append(_extent("extent", page.metres))
    ET.SubElement(canvas, "destinationsrs").append(_crs(UTM))
    listed = ET.SubElement(root, "projectlayers")
    listed.extend(_layer(file, layer) for layer in layers)
    order = ET.SubElement(root, "layerorder")
    for layer in layers:
        ET.SubElement(order, "layer", id=layer.id)
    layouts = ET.SubElement(root, "Layouts")
    layouts.append(_layout(layers, page))
    return root


def _source(file: str, layer: ProjectLayer) -> str:
    return f"./{file}|layername={layer.table}"


def _layer(file: str, layer: ProjectLayer) -> ET.Element:
    element = ET.Element("maplayer", type="vector", geometry=layer.geometry)
    element.set("labelsEnabled", str(int(bool(layer.style.name))))
    texts = {
        "id": layer.id,
        "datasource": _source(file, layer),
        "layername": layer.style.title,
    }
    for tag, text in texts.items():
        ET.SubElement(element, tag).text = text
    ET.SubElement(element, "srs").append(_crs(WGS84))
    ET.SubElement(element, "provider", encoding="UTF-8").text = "ogr"
    add_style(element, layer.style)
    add_aliases(element, layer.aliases)
    return element


def _crs(code: str) -> ET.Element:
    crs = CRS.from_user_input(code)
    element = ET.Element("spatialrefsys")
    said = {"wkt": crs.to_wkt(), "srid": code.removeprefix("EPSG:"), "authid": code}
    for tag, text in said.items():
        ET.SubElement(element, tag).text = text
    return element


def _extent(tag: str, bounds: Bounds) -> ET.Element:
    element = ET.Element(tag)
    for name, value in zip(("xmin", "ymin", "xmax", "ymax"), bounds, strict=True):
        ET.SubElement(element, name).text = repr(value)
    return element


def _layout(layers: Sequence[ProjectLayer], page: Page) -> ET.Element:
    """Return a page A4 across: title, map, legend, scale bar and notes."""
    width, height = PAGE_MM
    layout = ET.Element("Layout", name=page.title, units="mm", printResolution="300")
    pages = ET.SubElement(layout, "PageCollection")
    pages.append(_item(_PAGE, "page", (0, 0, width, height)))
    top = MARGIN_MM + TITLE_MM
    map_box = (
        MARGIN_MM,
        top,
        width - 3 * MARGIN_MM - LEGEND_MM,
        height - top - MARGIN_MM - NOTES_MM,
    )
    right = width - MARGIN_MM - LEGEND_MM
    below = height - MARGIN_MM - NOTES_MM
    layout.append(_label("title", page.title, (MARGIN_MM, MARGIN_MM, width / 1.2, TITLE_MM), 18))
    layout.append(_map(layers, page.metres, map_box))
    legend = _item(_LEGEND, "legend", (right, top, LEGEND_MM, height / 2))
    legend.attrib |= {"linked_map": "map", "resizeToContents": "1"}
    legend.attrib |= {"symbolWidth": "5", "symbolHeight": "3"}
    styles = ET.SubElement(legend, "styles")
    for name, points in LEGEND_POINTS.items():
        style = ET.SubElement(styles, "style", name=name, marginTop="1.5")
        ET.SubElement(style, "text-style", fontSize=str(points), fontSizeUnit="Point")
    tree = ET.SubElement(legend, "layer-tree-group")
    for layer in layers:
        ET.SubElement(tree, "layer-tree-layer", {"id": layer.id, "name": layer.style.title})
    layout.append(legend)
    bar = _item(_SCALE_BAR, "scale", (right, below - 12, LEGEND_MM, 12))
    bar.attrib |= {"mapUuid": "map", "unitType": "km", "unitLabel": "km", "style": "Single Box"}
    bar.attrib |= {"numMapUnitsPerScaleBarUnit": "1", "segmentSizeMode": "1"}
    bar.attrib |= dict(zip(("minBarWidth", "maxBarWidth"), map(str, BAR_MM), strict=True))
    bar.attrib |= {"numSegments": "2", "numSegmentsLeft": "0", "height": "2"}
    ET.SubElement(bar, "text-style", fontSize="8", fontSizeUnit="Point")
    layout.append(bar)
    notes_box = (MARGIN_MM, below + 2, width - 2 * MARGIN_MM, NOTES_MM - 2)
    layout.append(_label("notes", page.notes, notes_box, 8))
    return layout


def _item(kind: str, name: str, box: tuple[float, float, float, float]) -> ET.Element:
    """Return an item of a layout: left, top, width and height in mm."""
    left, top, width, height = box
    place = f"{left:g},{top:g},mm"
    return ET.Element(
        "LayoutItem",
        {"type": kind, "id": name, "uuid": name, "templateUuid": name},
        size=f"{width:g},{height:g},mm",
        position=place,
        positionOnPage=place,
        referencePoint="0",
        visibility="1",
    )


def _label(
    name: str, text: str, box: tuple[float, float, float, float], points: float
) -> ET.Element:
    item = _item(_LABEL, name, box)
    item.attrib |= {"labelText": text, "htmlState": "0", "halign": "1", "valign": "32"}
    ET.SubElement(item, "text-style", fontSize=f"{points:g}", fontSizeUnit="Point")
    return item


def _map(
    layers: Sequence[ProjectLayer], bounds: Bounds, box: tuple[float, float, float, float]
) -> ET.Element:
    """Return the map of a layout, its ground widened to the shape of its box."""
    item = _item(_MAP, "map", box)
    item.attrib |= {"mapRotation": "0", "keepLayerSet": "true", "frame": "true"}
    names = ("xmin", "ymin", "xmax", "ymax")
    wide = _fitted(bounds, box[2] / box[3])
    ET.SubElement(item, "Extent", dict(zip(names, map(repr, wide), strict=True)))
    shown = ET.SubElement(item, "LayerSet")
    for layer in layers:
        ET.SubElement(shown, "Layer", name=layer.style.title).text = layer.id
    return item


def _fitted(bounds: Bounds, ratio: float) -> Bounds:
    """Return bounds with a margin, widened until width is ``ratio`` times the height."""
    west, south, east, north = bounds
    width = (east - west) * (1 + 2 * MARGIN_SHARE)
    height = (north - south) * (1 + 2 * MARGIN_SHARE)
    width, height = max(width, height * ratio), max(height, width / ratio)
    x, y = (west + east) / 2, (south + north) / 2
    return x - width / 2, y - height / 2, x + width / 2, y + height / 2
