"""Build the land around the region: its neighbouring provinces, as far as a map of it may show."""

from importlib.resources import files
from typing import Final

import numpy as np
import shapely

from geo.ground.gcj02 import gcj02_to_wgs84
from geo.region import REGION
from tools.districts import FOLDER, PACKAGE, SOURCE
from tools.shapes import (
    Feature,
    GeometryError,
    Shapes,
    make_feature,
    move_vertices,
    project,
    round_lonlat,
    unproject,
)

TOLERANCE_M: Final = 300.0
DECIMALS: Final = 4  # 10 m, a thirtieth of the tolerance
OVERLAP_KM2: Final = 40.0
"""The most that a simplified neighbour may reach into the region: 300 m along some 1,000 km of
edge, half of it outwards."""


def build_neighbours(districts: Shapes) -> list[Feature]:
    """Return the neighbours of the region, WGS-84, cut at the ground that it accepts.

    Parameters
    ----------
    districts
        The region's districts, WGS-84.

    Raises
    ------
    GeometryError
        A neighbour does not touch the region, or reaches into it.
    """
    frame = shapely.box(*REGION.ground.accepted)
    folder = files(PACKAGE) / FOLDER
    texts = [(folder / f"{adcode}.geojson").read_text("utf-8") for adcode in REGION.neighbours]
    whole = shapely.from_geojson(texts)
    near = shapely.intersection(shapely.make_valid(whole), frame.buffer(0.1))
    cut = shapely.intersection(move_vertices(near, gcj02_to_wgs84), frame)
    coarse = unproject(shapely.coverage_simplify(project(cut), TOLERANCE_M))
    rounded = shapely.make_valid(round_lonlat(coarse, DECIMALS))
    _check(rounded, districts)
    return [
        make_feature(
            shape, {"id": adcode, "name_zh": name.zh, "name_en": name.en, "source": SOURCE}
        )
        for (adcode, name), shape in zip(REGION.neighbours.items(), rounded, strict=True)
    ]


def _check(neighbours: Shapes, districts: Shapes) -> None:
    region = shapely.union_all(project(districts))
    metres = project(neighbours)
    apart = [
        name.en
        for name, shape in zip(REGION.neighbours.values(), metres, strict=True)
        if shapely.distance(shape, region) > TOLERANCE_M
    ]
    inside = float(np.sum(shapely.area(shapely.intersection(metres, region)))) / 1e6
    if apart or inside > OVERLAP_KM2:
        problem = f"apart: {apart}; {inside:.1f} km² within the region"
        raise GeometryError(f"The neighbours are wrong: {problem}")
