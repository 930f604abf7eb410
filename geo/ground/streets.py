"""The streets, runways and names that lie below all that is mapped, from the data folder."""

from functools import cache
from pathlib import Path
from typing import Final

import geopandas as gpd

from geo.errors import RegisterError
from geo.settings import settings

FILE: Final = "ground.geojson"
COLUMNS: Final = ("kind", "class", "ring", "name_zh", "name_en", "width_m", "error_m", "geometry")


@cache
def read_streets(folder: Path | None = None) -> gpd.GeoDataFrame:
    """Return the ground's features, WGS-84; none where a folder has no such file.

    Parameters
    ----------
    folder
        A data folder; without one, that of the settings.

    Returns
    -------
    ``kind`` is ``road``, ``runway``, ``airport``, ``rail`` or ``water``; ``class`` of a road counts
    from 0, an expressway, to 4, a tertiary road; ``error_m`` says how far a feature may be off.
    Who asks must not change the frame: it is read once for all.

    Raises
    ------
    RegisterError
        The file is no GeoJSON or lacks a column.
    """
    path = (folder or settings().data) / FILE
    if not path.is_file() or settings().ground == "none":
        return gpd.GeoDataFrame({name: [] for name in COLUMNS}, crs="EPSG:4326")
    try:
        features = gpd.read_file(path, engine="pyogrio")
        return features[list(COLUMNS)]
    except Exception as error:
        problem = str(error).replace(str(path), path.name)
        raise RegisterError(file=path.name, problem=problem) from error
