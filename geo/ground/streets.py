"""The streets, runways and names that lie below all that is mapped, from the data folder."""

from functools import cache
from pathlib import Path
from typing import Final

import geopandas as gpd

from geo.ground.own_ground import COLUMNS, read_own_ground
from geo.ground.shape_file import read_further_shapes
from geo.settings import settings

FILE: Final = "ground.geojson"
LAST_WIDE_CLASS: Final = 1
"""The last class of roads that is an expressway or a trunk road; the others are streets."""


@cache
def read_streets(folder: Path | None = None) -> gpd.GeoDataFrame:
    """Return the ground's features, WGS-84; none where a folder has no such file.

    Parameters
    ----------
    folder
        A data folder; without one, that of the settings.

    Returns
    -------
    ``kind`` is ``road``, ``runway``, ``airport``, ``rail`` (a station) or ``water`` (a name); a
    ground of one's own also has ``lake``, ``park`` and ``railway``. ``class`` of a road counts
    from 0, an expressway, to 4, a tertiary road; ``error_m`` says how far a feature may be off.
    Who asks must not change the frame: it is read once for all.

    Raises
    ------
    GroundFileError
        The settings name a file that is no ground.
    RegisterError
        The file is no GeoJSON or lacks a column.
    """
    asked = settings().ground
    if isinstance(asked, Path):
        return read_own_ground(asked)
    shapes = read_further_shapes(FILE, COLUMNS, folder)
    return shapes if asked == "builtin" else shapes.iloc[:0]
