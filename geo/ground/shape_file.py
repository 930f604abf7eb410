"""A file of shapes of the data folder, read through one door."""

from collections.abc import Iterable
from pathlib import Path

import geopandas as gpd

from geo.errors import RegisterError
from geo.words.text import in_both


def read_shape_file(path: Path, properties: Iterable[str]) -> gpd.GeoDataFrame:
    """Return the features of a GeoJSON file, WGS-84, with the properties that all of them need.

    Raises
    ------
    RegisterError
        The file is not there, is no GeoJSON, or lacks a property.
    """
    if not path.is_file():
        raise RegisterError(file=path.name, problem=in_both("register.no_file"))
    try:
        shapes = gpd.read_file(path, engine="pyogrio")
    except Exception as error:
        problem = str(error).replace(str(path), path.name)
        raise RegisterError(file=path.name, problem=problem) from error
    missing = set(properties) - set(shapes.columns)
    if missing:
        lacking = in_both("register.features_lack", names=", ".join(sorted(missing)))
        raise RegisterError(file=path.name, problem=lacking)
    return shapes
