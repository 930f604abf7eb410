"""Layers read by GDAL, which sees only bytes in memory that we have looked through."""

import warnings
from typing import Any

import pandas as pd
import pyogrio
import pyproj
import shapely
from pyproj.exceptions import CRSError

from geo.errors import DamagedFileError, TwoZonesError
from geo.intake.files.files import SourceFile
from geo.intake.files.tables import Cell
from geo.settings import Limits


def layer_names(file: SourceFile, content: bytes) -> list[str]:
    """Return the names of the layers in some bytes; DamagedFileError where GDAL reads none."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return [str(name) for name, _ in pyogrio.list_layers(content)]
    except Exception as error:  # whatever GDAL stumbles over
        raise DamagedFileError(file=file.name, problem=type(error).__name__) from error


def read_layer(
    file: SourceFile,
    content: bytes,
    allowed: Limits,
    **options: str | int,
) -> tuple[pd.DataFrame, pyproj.CRS | None]:
    """Read a layer from memory; its shapes stand in the column ``geometry``, if it has any.

    ``options`` are pyogrio's, such as ``encoding``, and ``layer`` by its position: what has no name
    is called by GDAL otherwise each time.

    Raises
    ------
    DamagedFileError
        GDAL cannot read it.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # GDAL's remarks on parts that we do not use
            meta, _, shapes, columns = pyogrio.raw.read(
                content, max_features=allowed.rows + 1, datetime_as_string=True, **options
            )
    except (TwoZonesError, MemoryError):
        raise
    except Exception as error:  # whatever GDAL stumbles over
        raise DamagedFileError(file=file.name, problem=type(error).__name__) from error
    frame = pd.DataFrame(
        {position: _objects(values) for position, values in enumerate(columns)}, dtype=object
    )
    frame.columns = [str(name) for name in meta["fields"]]
    if shapes is not None:
        frame["geometry"] = shapely.from_wkb(shapes, on_invalid="ignore")
    return frame, _crs(meta["crs"])


def _objects(values: Any) -> list[Cell]:  # noqa: ANN401 (numpy's)
    return [None if value is None or value != value else value for value in values.tolist()]  # noqa: PLR0124 (NaN)


def _crs(definition: str | None) -> pyproj.CRS | None:
    try:
        return pyproj.CRS.from_user_input(definition) if definition else None
    except CRSError:
        return None
