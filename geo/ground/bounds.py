"""Outlines of sites whose bounds a source gives as streets, from the data folder."""

from functools import cache
from pathlib import Path
from typing import Final

import geopandas as gpd

from geo.ground.shape_file import read_further_shapes

FILE: Final = "bounds.geojson"
COLUMNS: Final = ("site", "part", "name_zh", "name_en", "error_m", "sources", "geometry")


@cache
def read_bounds(folder: Path | None = None) -> gpd.GeoDataFrame:
    """Return published bounds, WGS-84, walked along the ground; none where a folder has none.

    Parameters
    ----------
    folder
        A data folder; without one, that of the settings.

    Returns
    -------
    ``site`` is a place's id, ``part`` the name of a part of it or missing; ``error_m`` says how far
    a side may be off, ``sources`` where the bounds and their area are written. Who asks must not
    change the frame: it is read once for all.

    Raises
    ------
    RegisterError
        The file is no GeoJSON or lacks a column.
    """
    return read_further_shapes(FILE, COLUMNS, folder)
