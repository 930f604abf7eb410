"""What lies beside the streets in a ground of one's own: water, parks, railways and stations."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import geopandas as gpd
import pandas as pd
import shapely
from pyproj import CRS

from geo.region import REGION

WGS84: Final = "EPSG:4326"
LAKE: Final = "lake"
PARK: Final = "park"
RAILWAY: Final = "railway"
STATION: Final = "rail"
"""The ground's kind of a station's point; that of its lines is another."""

AREAS: Final = (PARK, LAKE)
"""The kinds that are areas, in the order in which they are drawn."""

LEAST_AREA_M2: Final = 10_000.0
"""A smaller piece of water or park is left out: less than a pixel until one stands before it."""

GREEN: Final = frozenset({"park", "forest", "wood", "garden", "national_park", "nature_reserve"})
RAILS: Final = frozenset({"rail", "subway", "light_rail", "transit", "monorail"})

Read = Callable[[str], gpd.GeoDataFrame]
"""Gives a layer of a file by its name, in any CRS."""


@dataclass(frozen=True)
class Layer:
    """Where a file has features of a kind: those whose ``column`` has one of the ``values``.

    Without values every feature of the layer is one. Layers and columns are those of Protomaps 4
    (docs.protomaps.com/basemaps/layers), OpenMapTiles (openmaptiles.org/schema) and GDAL's reader
    of OpenStreetMap extracts (gdal.org/drivers/vector/osm.html).
    """

    kind: str
    name: str
    column: str = ""
    values: frozenset[str] = frozenset()

    def of(self, features: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
        """Return the features of the layer that are of its kind."""
        if not self.values:
            return features
        return features[tag_of(features, self.column).isin(self.values)]


TILES: Final = (
    Layer(LAKE, "water"),
    Layer(PARK, "landuse", "kind", GREEN),
    Layer(PARK, "park"),
    Layer(PARK, "landcover", "class", GREEN),
    Layer(RAILWAY, "roads", "kind", RAILS),
    Layer(RAILWAY, "transportation", "class", RAILS),
    Layer(STATION, "pois", "kind", frozenset({"station"})),
    Layer(STATION, "poi", "class", frozenset({"railway"})),
)
EXTRACT: Final = (
    Layer(LAKE, "multipolygons", "natural", frozenset({"water"})),
    Layer(PARK, "multipolygons", "leisure", GREEN),
    Layer(PARK, "multipolygons", "landuse", GREEN),
    Layer(RAILWAY, "lines", "railway", RAILS),
    Layer(STATION, "points", "railway", frozenset({"station"})),
)

_TAG: Final = '"{}"=>"([^"]*)"'


def tag_of(features: pd.DataFrame, *names: str) -> pd.Series:
    """Return the first of some tags that features have, NA where they have none.

    A tag is a column, or stands among OpenStreetMap's other tags.
    """
    found = pd.Series(None, index=features.index, dtype="string")
    for name in names:
        if name in features:
            found = found.fillna(features[name].astype("string"))
        if "other_tags" in features:
            other = features["other_tags"].astype("string")
            found = found.fillna(other.str.extract(_TAG.format(name), expand=False))
    return found


def land_of(layers: Sequence[Layer], read: Read, tolerance_m: float) -> gpd.GeoDataFrame:
    """Return water, parks, railways and stations of a file, WGS-84.

    Parameters
    ----------
    layers
        Those of the file's schema that are there.
    read
        What reads a layer.
    tolerance_m
        How far a line or an edge may leave the file's own, in metres.

    Returns
    -------
    ``kind``, ``name_zh`` and ``name_en`` (of stations only) and geometry: one polygon an area, one
    line a railway, one point a station.
    """
    made = [_made(layer, read(layer.name), tolerance_m) for layer in layers]
    found = [part for part in made if not part.empty]
    if not found:
        return gpd.GeoDataFrame({"kind": []}, geometry=[], crs=WGS84)
    return gpd.GeoDataFrame(pd.concat(found, ignore_index=True), crs=WGS84)


def _made(layer: Layer, features: gpd.GeoDataFrame, tolerance_m: float) -> gpd.GeoDataFrame:
    """Return the features of one layer as the ground has them."""
    ours = layer.of(features).to_crs(WGS84)
    if layer.kind == STATION:
        return _stations(ours)
    metres = ours.geometry.to_crs(CRS(REGION.ground.metres)).make_valid()
    pieces = list(_joined(layer.kind, metres, tolerance_m))
    shapes = gpd.GeoSeries(pieces, crs=metres.crs).to_crs(WGS84)
    return gpd.GeoDataFrame({"kind": layer.kind}, index=range(len(shapes)), geometry=shapes.values)


def _joined(kind: str, metres: gpd.GeoSeries, tolerance_m: float) -> Iterator[shapely.Geometry]:
    """Yield the pieces of a kind, put together again where tiles cut them, no finer than needed."""
    is_area = kind in AREAS
    wanted = {"Polygon", "MultiPolygon"} if is_area else {"LineString", "MultiLineString"}
    whole = shapely.union_all(metres[metres.geom_type.isin(wanted)].to_numpy())
    merged = whole if is_area else shapely.line_merge(whole)
    for piece in shapely.get_parts(shapely.simplify(merged, tolerance_m)):
        if not is_area or piece.area >= LEAST_AREA_M2:
            yield piece


def _stations(points: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the named stations, one of a name: a change of lines has several points."""
    points = points.explode(ignore_index=True)
    points = points[points.geom_type == "Point"]
    chinese = tag_of(points, "name:zh", "name")
    english = tag_of(points, "name:en").fillna(chinese)
    named = points[["geometry"]].assign(kind=STATION, name_zh=chinese, name_en=english)
    return named[chinese.notna()].drop_duplicates("name_zh")
