"""The project layer: typed columns, not features, sent to the browser once as an Arrow stream."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.ask.codes import code_column
from geo.ask.filters import FILTER_OPTIONS, code_filter_column, periods_of
from geo.ground.gcj02 import wgs84_to_gcj02
from geo.ground.places import Hierarchy
from geo.region import REGION
from geo.words.vocabulary import LANGUAGES, LEVELS
from layers.assets import Asset

UNDATED: Final = -(2**31)
"""Stands for no day in the columns ``start`` and ``end``."""

_FIXED: Final[Mapping[str, Sequence[str]]] = {
    **FILTER_OPTIONS,
    "level": LEVELS,
    "area": REGION.areas,
}
_FOUND: Final = ("place", "site")
CODED: Final = frozenset({*_FIXED, *_FOUND})
"""The columns that stand in the layer as codes."""

_EPOCH = dt.date(1970, 1, 1)


def project_layer(projects: pd.DataFrame, places: Hierarchy, datum: str = "wgs84") -> Asset:
    """Return the columns by which joined projects are filtered, drawn and sorted.

    Parameters
    ----------
    projects
        Joined projects; their order gives every row its number.
    places
        The hierarchy, for the names of places and what lies in what.
    datum
        ``wgs84`` or ``gcj02``: what ``lon`` and ``lat`` are given in, to match the basemap.

    Returns
    -------
    An Arrow IPC stream. ``lon`` and ``lat`` are degrees, NaN where no point is known; ``start`` and
    ``end`` are the first and last day (since 1970) that a date may mean, ``UNDATED`` for none;
    ``investment`` is in 亿元, NaN for none; all others are positions among the ``options`` that
    the schema's metadata lists, -1 for none. What a row is called stands in its details.
    """
    lon, lat = projects["lon"].to_numpy(float), projects["lat"].to_numpy(float)
    if datum == "gcj02":
        lon, lat = wgs84_to_gcj02(lon, lat)
    start, end = periods_of(projects["date"])
    options = layer_options(projects)
    columns: dict[str, NDArray[np.generic]] = {
        "lon": lon,
        "lat": lat,
        "start": days_of(start),
        "end": days_of(end),
        "investment": projects["investment_yi_cny"].to_numpy(np.float32),
    }
    columns |= {name: _codes(projects, name, of) for name, of in options.items()}
    return Asset.from_columns("projects.arrow", columns, {"options": options} | _places(places))


def layer_options(projects: pd.DataFrame) -> dict[str, list[str]]:
    """Return the options that each coded column counts by, in order."""
    found = {name: sorted(projects[name].dropna().unique()) for name in _FOUND}
    return {name: list(options) for name, options in ({**_FIXED} | found).items()}


def days_of(dates: NDArray[np.datetime64]) -> NDArray[np.int32]:
    """Return days since 1970-01-01, ``UNDATED`` for NaT; shape as given."""
    days = dates.astype("datetime64[D]").astype(np.int64)
    return np.where(np.isnat(dates), UNDATED, days).astype(np.int32)


def day_of(date: dt.date | None) -> int | None:
    """Return the days since 1970-01-01, or None."""
    return None if date is None else (date - _EPOCH).days


def _codes(projects: pd.DataFrame, name: str, options: list[str]) -> NDArray[np.signedinteger]:
    """Return the codes of a column in as few bytes as its options need."""
    smallest = np.min_scalar_type(-len(options) - 1)
    if name in FILTER_OPTIONS:
        return code_filter_column(projects[name], name).astype(smallest)
    return code_column(projects[name], options).astype(smallest)


def _places(places: Hierarchy) -> dict[str, object]:
    """Return every place's names by key, and the keys of the places that contain it."""
    return {
        "places": {
            key: {lang: place.name(lang) for lang in LANGUAGES} | {"up": places.ancestors(key)}
            for key, place in places.places.items()
        }
    }
