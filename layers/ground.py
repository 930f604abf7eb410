"""The ground as the browser draws it: streets and names in two parts, the second when zoomed in."""

from collections.abc import Mapping
from typing import Final

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from geo.ground.own_land import AREAS
from geo.ground.streets import LAST_WIDE_CLASS
from geo.region import REGION
from layers.assets import Asset

PARTS: Final = ("main", "streets")
"""What is fetched first: expressways, trunk roads and all that is no road; and the streets."""

UNITS_A_DEGREE: Final = 100_000
"""Vertices are sent as whole numbers of these: 1 m, within every error."""

LARGE_M2: Final = 1e6
"""An area so large is fetched first."""

_NAMES: Final = {
    "kind": "kind",
    "class": "class",
    "ring": "ring",
    "name_zh": "zh",
    "name_en": "en",
    "width_m": "width",
    "error_m": "error",
}
"""What a column is called in the browser."""


def ground_parts(features: gpd.GeoDataFrame) -> Mapping[str, Asset]:
    """Return the parts of the ground by name, each a list of features.

    Parameters
    ----------
    features
        As `geo.ground.streets.read_streets` returns them, WGS-84.

    Returns
    -------
    What a feature does not have is absent. ``deltas`` are longitude and latitude of each vertex
    less those of the one before, in `UNITS_A_DEGREE`. An area is sent as its rings, a feature each.
    """
    is_main = features["class"].fillna(0).to_numpy(float) <= LAST_WIDE_CLASS
    is_main &= ~_is_small_area(features)
    parts = dict(zip(PARTS, (features[is_main], features[~is_main]), strict=True))
    return {
        name: Asset.from_json(f"ground-{name}.json", _described(part))
        for name, part in parts.items()
    }


def _is_small_area(features: gpd.GeoDataFrame) -> NDArray[np.bool_]:
    """Return which features are areas that are seen only when one is near."""
    is_area: NDArray[np.bool_] = features["kind"].isin(AREAS).to_numpy(bool)
    if not is_area.any():
        return is_area
    square_metres = features.to_crs(REGION.ground.metres).area.to_numpy()
    small: NDArray[np.bool_] = is_area & (square_metres < LARGE_M2)
    return small


def _in_rings(features: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return features with a ring of an area in place of the area."""
    is_area = features["kind"].isin(AREAS)
    edges = features.geometry.where(~is_area, features.geometry.boundary)
    return features.set_geometry(edges).explode(ignore_index=True)


def _described(features: gpd.GeoDataFrame) -> list[dict[str, object]]:
    """Return features without their gaps, numbers whole."""
    features = _in_rings(features)
    columns = features.drop(columns="geometry").rename(columns=_NAMES)
    columns["ring"] = columns["ring"].where(columns["ring"] == 1)
    rows = columns.astype(object).where(columns.notna(), None)
    return [
        {name: _whole(value) for name, value in row.items() if value is not None}
        | {"deltas": _deltas(shape)}
        for row, shape in zip(rows.to_dict("records"), features.geometry, strict=True)
    ]


def _whole(value: object) -> object:
    return int(value) if isinstance(value, float) else value


def _deltas(shape: shapely.Geometry) -> list[int]:
    vertices = np.round(shapely.get_coordinates(shape) * UNITS_A_DEGREE).astype(np.int64)
    steps: list[int] = np.diff(vertices, axis=0, prepend=[[0, 0]]).ravel().tolist()
    return steps
