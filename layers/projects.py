"""The project layer: columns, not features, sent to the browser once."""

import numpy as np
import pandas as pd

from geo.codes import code_column
from geo.datum import wgs84_to_gcj02
from geo.places import Hierarchy
from geo.text import text_in
from geo.vocabulary import (
    AREAS,
    CLUSTERS,
    LANGUAGES,
    LEVELS,
    ORIGINS,
    PROJECT_STATUSES,
    SECTORS,
)
from layers.assets import Asset

COORDINATE_DECIMALS = 6

_OPTIONS = {
    "sector": SECTORS,
    "status": PROJECT_STATUSES,
    "origin": ORIGINS,
    "level": LEVELS,
    "cluster": CLUSTERS,
    "area": AREAS,
}


def project_layer(projects: pd.DataFrame, places: Hierarchy, datum: str = "wgs84") -> Asset:
    """Return the columns of joined projects, coded by dictionaries.

    Parameters
    ----------
    projects
        Joined projects, in the order of the masks that will be sent.
    places
        The hierarchy, for the names of places.
    datum
        ``wgs84`` or ``gcj02``: what ``lon`` and ``lat`` are given in, to match the basemap.

    Returns
    -------
    An asset with a list a column; a code of -1 and a null stand for "not known".
    """
    lon, lat = projects["lon"].to_numpy(float), projects["lat"].to_numpy(float)
    if datum == "gcj02":
        lon, lat = wgs84_to_gcj02(lon, lat)
    district_ids = [place.id for place in places.of_kind("district")]
    place_keys = sorted(set("place:" + projects["place"].dropna()))
    columns = {
        "id": projects["id"].tolist(),
        "name": {lang: projects[f"name_{lang}"].tolist() for lang in LANGUAGES},
        "lon": _rounded(lon),
        "lat": _rounded(lat),
        "radius": _rounded(projects["radius_m"].to_numpy(float)),
        "date": projects["date"].tolist(),
        "investment": _rounded(projects["investment_yi_cny"].to_numpy(float)),
        "aggregate": projects["aggregate"].astype(int).tolist(),
        "place": code_column("place:" + projects["place"], place_keys).tolist(),
        "district": code_column(projects["district"], district_ids).tolist(),
    }
    columns |= {
        name: code_column(projects[name], options).tolist() for name, options in _OPTIONS.items()
    }
    document = {
        "size": len(projects),
        "columns": columns,
        "options": {"district": district_ids, "place": place_keys} | _OPTIONS,
        "places": {key: _names(places, key) for key in [*place_keys, *_coarse_keys(places)]},
    }
    return Asset.from_json("projects", document)


def browser_words() -> Asset:
    """Return the words that the map and the table use in the browser, by language and section."""
    sections = (
        *("map", "popup", "table", "tools", "shape", "search"),
        *("sector", "status", "origin", "level", "panel", "date"),
    )
    return Asset.from_json(
        "words",
        {
            lang: {section: text_in(lang).section(section) for section in sections}
            for lang in LANGUAGES
        },
    )


def _coarse_keys(places: Hierarchy) -> list[str]:
    return [place.key for kind in ("district", "cluster") for place in places.of_kind(kind)]


def _names(places: Hierarchy, key: str) -> dict[str, str]:
    return {lang: places[key].name(lang) for lang in LANGUAGES}


def _rounded(values: np.ndarray) -> list[float | None]:
    """Return numbers as JSON has them: null for NaN, no trailing ``.0``."""
    rounded = np.round(values, COORDINATE_DECIMALS)
    return [None if np.isnan(v) else int(v) if v == int(v) else float(v) for v in rounded]
