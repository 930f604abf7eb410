"""A ground of one's own, from a file of map tiles or an extract of OpenStreetMap."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import shapely
from pyproj import CRS

from geo.errors import GroundFileError, OutputError
from geo.ground.own_land import EXTRACT, TILES, WGS84, Layer, Read, land_of, tag_of
from geo.ground.shape_file import read_shape_file
from geo.region import REGION

COLUMNS: Final = ("kind", "class", "ring", "name_zh", "name_en", "width_m", "error_m", "geometry")
"""What the ground says of a feature; see `geo.ground.streets`."""

CLASSES: Final[Mapping[str, int]] = {
    "motorway": 0,
    "trunk": 1,
    "primary": 2,
    "secondary": 3,
    "tertiary": 4,
}
"""OpenStreetMap's classes of roads, which both schemas of tiles keep, widest first."""

TILE_LAYERS: Final[Mapping[str, tuple[str, str]]] = {
    "roads": ("kind_detail", "name:zh-Hans"),
    "transportation_name": ("class", "name:zh"),
}
"""By the layer of its streets, a schema's columns of class and Chinese name: Protomaps version 4
(docs.protomaps.com/basemaps/layers) and OpenMapTiles (openmaptiles.org/schema)."""

ZOOM: Final = 13
"""The tiles that are read: the least detailed that have every tertiary road."""

TOLERANCE_M: Final = 8.0
"""Lines are simplified so far; carriageways of OpenStreetMap itself are some 5 m sure."""

ERROR_M: Final = 15
DECIMALS: Final = 5

_RING: Final = re.compile("[东南西北]{0,2}([二三四五六])环[东南西北中]?路?")


def read_own_ground(path: Path) -> gpd.GeoDataFrame:
    """Return the ground of a file, WGS-84, with the columns of `geo.ground.streets.read_streets`.

    Parameters
    ----------
    path
        GeoJSON as `write_ground` makes it, PMTiles in the schema of Protomaps 4 or OpenMapTiles, or
        an OpenStreetMap extract (``.osm``, ``.pbf``).

    Raises
    ------
    GroundFileError
        The file is not there, is none of these or cannot be read.
    RegisterError
        GeoJSON that lacks a column.
    """
    ending = path.suffix.lower()
    if not path.is_file() or ending not in READERS:
        raise GroundFileError(file=path, problem=", ".join(READERS))
    return READERS[ending](path)


def write_ground(source: Path, out: Path) -> int:
    """Write the ground of a file as GeoJSON that ``TWOZONES_GROUND`` may name; return its lines.

    Raises
    ------
    GroundFileError
        The source cannot be used.
    OutputError
        The target cannot be written.
    """
    ground = read_own_ground(source)
    try:
        ground.to_file(out, driver="GeoJSON", engine="pyogrio", COORDINATE_PRECISION=DECIMALS)
    except Exception as error:
        raise OutputError(file=out, problem=str(error), formats="GeoJSON") from error
    return len(ground)


def _read_geojson(path: Path) -> gpd.GeoDataFrame:
    return read_shape_file(path, COLUMNS)[list(COLUMNS)]


def _read_tiles(path: Path) -> gpd.GeoDataFrame:
    """Return the ground of a file of tiles, which cut lines and areas at their edges."""
    layers = _layers(path)
    layer = next((name for name in TILE_LAYERS if name in layers), None)
    if layer is None:
        raise GroundFileError(file=path, problem=", ".join(sorted(layers)))
    bounds = gpd.GeoSeries([shapely.box(*REGION.ground.accepted)], crs=WGS84).to_crs("EPSG:3857")
    box = tuple(bounds.total_bounds)

    def read(name: str) -> gpd.GeoDataFrame:
        return _read_layer(path, name, ZOOM_LEVEL=str(ZOOM), bbox=box)

    found = read(layer)
    kind, chinese = TILE_LAYERS[layer]
    named = {
        "name_zh": tag_of(found, chinese, "name"),
        "name_en": tag_of(found, "name:en", "name_en"),
    }
    streets = found[["geometry"]].assign(**named, road=tag_of(found, kind)).to_crs(WGS84)
    return _as_ground(streets, [one for one in TILES if one.name in layers], read)


def _read_extract(path: Path) -> gpd.GeoDataFrame:
    """Return the ground of an OpenStreetMap extract: its named ways of a class, and areas."""

    def read(name: str) -> gpd.GeoDataFrame:
        return _read_layer(path, name, bbox=REGION.ground.accepted)

    found = read("lines")
    named = {"name_zh": found["name"], "name_en": tag_of(found, "name:en")}
    streets = found[["geometry"]].assign(**named, road=found["highway"])
    return _as_ground(streets, EXTRACT, read)


def _read_layer(path: Path, layer: str, **options: object) -> gpd.GeoDataFrame:
    """Return a layer of a file; one that pyogrio refuses raises GroundFileError."""
    try:
        return pyogrio.read_dataframe(path, layer=layer, **options)
    except Exception as error:
        raise GroundFileError(file=path, problem=str(error)) from error


def _layers(path: Path) -> set[str]:
    try:
        return {str(name) for name, _ in pyogrio.list_layers(path)}
    except Exception as error:
        raise GroundFileError(file=path, problem=str(error)) from error


def _as_ground(streets: gpd.GeoDataFrame, layers: Sequence[Layer], read: Read) -> gpd.GeoDataFrame:
    """Return streets and what lies beside them as features of the ground."""
    roads, land = _roads(streets), land_of(layers, read, TOLERANCE_M)
    ground = pd.concat([roads, land], ignore_index=True) if len(land) else roads
    return ground.reindex(columns=list(COLUMNS)).assign(width_m=np.nan, error_m=ERROR_M)


def _roads(streets: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return streets by name and class as lines, pieces joined and simplified."""
    streets = streets.assign(**{"class": streets["road"].map(CLASSES)})
    streets = streets[streets["class"].notna() & streets["name_zh"].notna()]
    rings = streets["name_zh"].str.fullmatch(_RING)
    streets["name_zh"] = streets["name_zh"].str.replace(_RING, r"\1环", regex=True)
    streets["name_en"] = streets["name_en"].fillna(streets["name_zh"])
    streets["ring"] = rings.astype(bool)
    metres = streets.to_crs(CRS(REGION.ground.metres))
    grouped = metres.dissolve(["name_zh", "class", "ring"], aggfunc={"name_en": "first"})
    merged = shapely.line_merge(grouped.geometry.to_numpy())
    simple = shapely.simplify(merged, TOLERANCE_M)
    parts = grouped.set_geometry(simple, crs=metres.crs).explode().reset_index()
    return parts.assign(kind="road").to_crs(WGS84).sort_values("class")


READERS: Final = {
    ".geojson": _read_geojson,
    ".json": _read_geojson,
    ".pmtiles": _read_tiles,
    ".osm": _read_extract,
    ".pbf": _read_extract,
}
"""By the end of a file's name, what reads it."""
