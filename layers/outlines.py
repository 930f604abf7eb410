"""The outlines of districts and zones as the browser draws them, without any project."""

import json
from collections.abc import Mapping
from typing import Final

import geopandas as gpd
import numpy as np
import shapely

from geo.ground.bounds import read_bounds
from geo.ground.gcj02 import wgs84_to_gcj02
from geo.region import REGION
from layers.assets import Asset

NO_FOOTPRINTS: Final[Mapping[str, object]] = {"type": "FeatureCollection", "features": []}
_DISTRICT_FIELDS = ("id", "name_zh", "name_en", "label_lon", "label_lat")
_ZONE_FIELDS = (*_DISTRICT_FIELDS, "kind", "parent", "geometry_basis")


_BOUNDS_FIELDS = ("site", "name_zh", "name_en")


def outline_layer(
    districts: gpd.GeoDataFrame,
    zones: gpd.GeoDataFrame,
    datum: str = "wgs84",
    footprints: Mapping[str, object] | None = None,
) -> Asset:
    """Return the outlines (see ``outline_collections``) as an asset, with shapes of projects."""
    collections = outline_collections(districts, zones, datum)
    collections["footprints"] = footprints or NO_FOOTPRINTS
    return Asset.from_json("outlines.json", collections)


def outline_collections(
    districts: gpd.GeoDataFrame, zones: gpd.GeoDataFrame, datum: str = "wgs84"
) -> dict[str, object]:
    """Return districts, zones and published bounds as GeoJSON collections by name.

    With them go the areas in their order.

    Parameters
    ----------
    districts
        Coarse shapes, WGS-84.
    zones
        Areas are left out: they are the union of their clusters, which are drawn.
    datum
        ``wgs84`` or ``gcj02``: the datum of the coordinates, to match the basemap.
    """
    drawn = zones[zones["kind"] != "area"]
    return {
        "areas": REGION.areas,
        "districts": _collection(districts, _DISTRICT_FIELDS, datum),
        "zones": _collection(drawn, _ZONE_FIELDS, datum),
        "bounds": _collection(read_bounds(), _BOUNDS_FIELDS, datum),
    }


def _collection(frame: gpd.GeoDataFrame, fields: tuple[str, ...], datum: str) -> dict[str, object]:
    plain = frame[[*fields, "geometry"]].reset_index(drop=True)
    if datum == "gcj02":
        plain = plain.set_geometry(shapely.transform(plain.geometry.array, to_gcj02))
        if "label_lon" in fields:
            plain["label_lon"], plain["label_lat"] = wgs84_to_gcj02(
                plain["label_lon"].to_numpy(float), plain["label_lat"].to_numpy(float)
            )
    collection: dict[str, object] = json.loads(plain.to_json(drop_id=True))
    return collection


def to_gcj02(coordinates: np.ndarray) -> np.ndarray:
    """Return WGS-84 longitudes and latitudes, shape (n, 2), in GCJ-02."""
    return np.column_stack(wgs84_to_gcj02(coordinates[:, 0], coordinates[:, 1]))
