"""A KMZ for Google Earth and 奥维 (Ovital): projects, zones and districts as the map shows them.

Coordinates are WGS-84, as KML demands; the shift of Chinese web maps (GCJ-02) is for the program
that opens the file to apply. The icons are in the archive, so that nothing is fetched.
"""

import io
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final
from xml.etree import ElementTree as ET

import geopandas as gpd
import pandas as pd
import shapely
from markupsafe import escape
from matplotlib.figure import Figure
from matplotlib.patches import Circle

from briefing.content import Briefing
from briefing.files.description import description_of
from briefing.files.frames import ZONE_COLUMNS
from briefing.files.kml import BREAK, element, folder, placemark, style
from briefing.files.package_tables import shapes_of
from briefing.files.styles import LayerStyle, Symbol, layer_styles
from geo.register.fields import FIELD
from geo.register.records import Row, given
from geo.say.certainty_words import certainty_of
from geo.say.project_words import ProjectWords, shown_in
from geo.say.source_words import cite
from geo.words.vocabulary import METRICS
from layers.palette import LIGHT

Layers = Mapping[str, gpd.GeoDataFrame]
Styles = Mapping[str, LayerStyle]

ICON_INCHES: Final = 0.5
ICON_DPI: Final = 96
CODES: Final = frozenset(ZONE_COLUMNS) | {"name_zh", "name_en", *METRICS}
"""What is said of an area in codes."""

UNCLASSED: Final = Symbol("fill", LIGHT.unclassed, LIGHT.line, 0.3, 0.5)
FIRST: Final = ("status", "sector", "kind", "programme")
"""Said of a project before what its panel has."""


def kmz_file(briefing: Briefing) -> bytes:
    """Return projects, zones and districts of a briefing as KMZ (KML 2.2), in WGS-84.

    Every project is in it; those without a point stand in a folder of their own, without a shape.
    """
    content, layers = io.BytesIO(), shapes_of(briefing)
    styles = layer_styles(briefing, layers)
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("doc.kml", _document(briefing, layers, styles))
        for at, one in enumerate(styles["projects"].classes):
            archive.writestr(_icon_name(at), _icon(one.symbol.fill, one.symbol.line))
    return content.getvalue()


def _document(briefing: Briefing, layers: Layers, styles: Styles) -> bytes:
    """Return the document: what it is, its styles, and a folder a layer."""
    said = [briefing.text("gis.kml_datum"), *(value for _, value in description_of(briefing))]
    document = element(
        "Document",
        element("name", text=briefing.title),
        element("description", text=BREAK.join(map(escape, said))),
        *_styles(styles),
        _Projects(briefing, layers, styles["projects"]).folder(),
        *(_areas(briefing, name, layers[name], styles[name]) for name in ("zones", "districts")),
    )
    root = element("kml", document)
    content: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return content


def _styles(styles: Styles) -> Iterator[ET.Element]:
    for name, layer in styles.items():
        for at, one in enumerate(layer.classes):
            yield style(_style_id(name, at), one.symbol, _icon_name(at))
        yield style(_style_id(name, None), UNCLASSED, "")


class _Projects:
    def __init__(self, briefing: Briefing, layers: Layers, look: LayerStyle) -> None:
        self._briefing, self._look = briefing, look
        self._words = ProjectWords(briefing.atlas.register, briefing.text)
        features = layers["projects"].set_index("id", drop=False)
        self._codes = features.drop(columns="geometry")
        self._shapes: dict[str, shapely.Geometry] = features.geometry.to_dict()
        if "project_shapes" in layers:
            self._shapes |= layers["project_shapes"].set_index("id").geometry.to_dict()

    def folder(self) -> ET.Element:
        """Return the folder of projects: one for each class, and one for those without a point."""
        briefing, found = self._briefing, defaultdict(list)
        rows: Iterable[Row] = briefing.projects.itertuples()
        unplaced = briefing.text("briefing.unplaced")
        labels = [one.label for one in self._look.classes]
        for row in rows:
            at = self._look.class_of(given(getattr(row, self._look.attribute))) or 0
            found[labels[at] if self._shapes[row.id] else unplaced].append(self._place(row, at))
        named = [(name, found[name]) for name in (*labels, unplaced) if name in found]
        return folder(self._look.title, [folder(*one) for one in named], briefing.focus.counts)

    def _place(self, row: Row, at: int) -> ET.Element:
        codes = {name: str(v) for name, v in self._codes.loc[row.id].items() if pd.notna(v)}
        name = self._briefing.text.of(row, "name")
        shape = self._shapes[row.id]
        return placemark(name, list(self._lines(row)), _style_id("projects", at), codes, shape)

    def _lines(self, row: Row) -> Iterator[str]:
        """Yield what is said of a project, a fact a line: its fields, how certain, its sources."""
        briefing, text = self._briefing, self._briefing.text
        fields = [FIELD[name] for name in FIRST]
        fields += [field for field in shown_in("table", "panel") if field not in fields]
        for fact in self._words.facts(row, fields):
            if fact.field != "name":
                yield text("policies.labelled", label=fact.label, value=fact.value)
        yield from certainty_of(row, briefing.atlas.register.places, text)
        for id_ in row.sources:
            source = briefing.atlas.sources[id_]
            yield " ".join(filter(None, (cite(source, text), given(source.url))))


def _areas(briefing: Briefing, name: str, layer: gpd.GeoDataFrame, look: LayerStyle) -> ET.Element:
    """Return the folder of zones or districts, each with its codes and what its outline is."""
    rows: Iterable[Row] = layer.itertuples()
    return folder(look.title, [_area(briefing, name, row, look) for row in rows])


def _area(briefing: Briefing, name: str, row: Row, look: LayerStyle) -> ET.Element:
    at = look.class_of(getattr(row, look.attribute) if look.attribute else None)
    facts = {column: value for column, value in row._asdict().items() if column in CODES}
    codes = {column: str(value) for column, value in facts.items() if pd.notna(value)}
    lines = [] if at is None else [look.classes[at].label]
    called = briefing.text.of(row, "name")
    return placemark(called, lines, _style_id(name, at), codes, row.geometry)


def _style_id(layer: str, at: int | None) -> str:
    """Return the id of the style of a layer's class, or of what is in none."""
    return f"{layer}-{'unclassed' if at is None else at}"


def _icon_name(at: int) -> str:
    return f"icons/{at}.png"


def _icon(fill: str, edge: str) -> bytes:
    """Return a disc as PNG with nothing around it."""
    content, figure = io.BytesIO(), Figure(figsize=(ICON_INCHES, ICON_INCHES))
    figure.add_artist(Circle((0.5, 0.5), 0.44, facecolor=fill, edgecolor=edge, linewidth=2.5))
    figure.savefig(content, format="png", dpi=ICON_DPI, transparent=True)
    return content.getvalue()
