"""The provinces around the region, from the data folder."""

from functools import cache
from pathlib import Path
from typing import Final

import geopandas as gpd

from geo.ground.shape_file import read_further_shapes

FILE: Final = "neighbours.geojson"
COLUMNS: Final = ("id", "name_zh", "name_en", "geometry")


@cache
def read_neighbours(folder: Path | None = None) -> gpd.GeoDataFrame:
    """Return the provinces around the region, WGS-84; none where a folder has no such file.

    They are cut at the ground that the region accepts, and some 300 m sure. Who asks must not
    change the frame: it is read once for all.

    Parameters
    ----------
    folder
        A data folder; without one, that of the settings.

    Raises
    ------
    RegisterError
        The file is no GeoJSON or lacks a column.
    """
    return read_further_shapes(FILE, COLUMNS, folder)
