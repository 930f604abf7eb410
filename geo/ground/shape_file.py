"""A file of shapes of the data folder, read through one door."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import geopandas as gpd

from geo.errors import RegisterError
from geo.settings import settings
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


def read_further_shapes(
    name: str, columns: Sequence[str], folder: Path | None = None
) -> gpd.GeoDataFrame:
    """Return some columns of a file that a folder may lack, WGS-84; no rows where it does.

    Parameters
    ----------
    name
        Of the file.
    columns
        Those to return, ``geometry`` among them.
    folder
        A data folder; without one, that of the settings.

    Raises
    ------
    RegisterError
        The file is no GeoJSON or lacks a column.
    """
    path = (folder or settings().data) / name
    if not path.is_file():
        return gpd.GeoDataFrame({column: [] for column in columns}, crs="EPSG:4326")
    return read_shape_file(path, columns)[list(columns)]
