"""Where each project is: district, area, cluster, site, and how each was found.

The rules, in order of trust:

- *district*: where the project's own point falls (``point``); else where its place's anchor falls
  (``place``); else what the source states (``stated``); else the district of its place (``place``).
- *cluster*: what the source states; else the cluster that its place belongs to; else where the
  point falls.
- *site*: its place, where that is a site of a cluster; else where its own point falls.

What a source states is kept beside what was found; where they disagree the row is flagged.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.ground.join import PolygonIndex
from geo.ground.places import Hierarchy, Place


@dataclass(frozen=True)
class Ground:
    """The polygons that points are joined to."""

    districts: PolygonIndex
    clusters: PolygonIndex
    sites: PolygonIndex


def locate_projects(projects: pd.DataFrame, places: Hierarchy, ground: Ground) -> pd.DataFrame:
    """Join projects to places, one row out per row in.

    Parameters
    ----------
    projects
        Columns ``district`` and ``cluster`` (as stated), ``place``, ``lon_wgs84``, ``lat_wgs84``
        and ``precision_m`` as in ``data/projects.csv``.
    places
        The place hierarchy.
    ground
        The polygons, WGS-84.

    Returns
    -------
    On the same index: ``lon``, ``lat`` (WGS-84 degrees, NaN where no point is known), ``radius_m``,
    ``district``, ``district_by``, ``cluster``, ``cluster_by``, ``area``, ``site``, ``site_by``,
    ``level``, and ``district_found``, ``cluster_found`` where found and stated disagree.
    """
    keys = "place:" + projects["place"]
    own = projects["lon_wgs84"].notna()
    located = _points(projects, keys, places)
    lon, lat = located["lon"].to_numpy(float), located["lat"].to_numpy(float)
    by_point = pd.Series(np.where(own, "point", "place"), index=projects.index)

    found = _joined(ground.districts, lon, lat, projects.index)
    of_place = _of_each(keys, lambda key: _only_district(key, places))
    located["district"], located["district_by"] = _first_known(
        (found, by_point), (projects["district"], "stated"), (of_place, "place")
    )
    located["district_found"] = found.where(_disagree(found, projects["district"]))

    fallen = _joined(ground.clusters, lon, lat, projects.index)
    of_place = _of_each(keys, lambda key: _up(key, "cluster", places))
    located["cluster"], located["cluster_by"] = _first_known(
        (projects["cluster"], "stated"), (of_place, "place"), (fallen, "point")
    )
    best = of_place.where(of_place.notna(), fallen)
    located["cluster_found"] = best.where(_disagree(best, projects["cluster"]))
    located["area"] = _of_each(located["cluster"], lambda c: _up(f"cluster:{c}", "area", places))

    of_place = _of_each(keys, lambda key: _up(key, "site", places))
    fallen = _joined(ground.sites, lon, lat, projects.index).where(own)
    located["site"], located["site_by"] = _first_known((of_place, "place"), (fallen, "point"))
    located["level"] = _levels(located, projects["place"])
    return located


def _points(projects: pd.DataFrame, keys: pd.Series, places: Hierarchy) -> pd.DataFrame:
    """Return the project's own point, else its place's anchor, with the error in metres."""
    anchors = pd.DataFrame(
        {key: _anchor(places[key]) for key in keys.dropna().unique()},
        index=["lon", "lat", "radius_m"],
        dtype=float,
    ).T
    at_places = anchors.reindex(keys).set_axis(projects.index)
    own = projects[["lon_wgs84", "lat_wgs84", "precision_m"]].astype(float)
    return own.set_axis(at_places.columns, axis="columns").fillna(at_places)


def _anchor(place: Place) -> tuple[float | None, float | None, float | None]:
    lon, lat = place.anchor or (None, None)
    return lon, lat, place.radius_m


def _of_each(names: pd.Series, answer: Callable[[str], str | None]) -> pd.Series:
    """Return the answer for each name, which is asked for once, and none for a gap."""
    return names.map({name: answer(name) for name in names.dropna().unique()})


def _joined(
    polygons: PolygonIndex, lon: NDArray[np.float64], lat: NDArray[np.float64], index: pd.Index
) -> pd.Series:
    return pd.Series(polygons.names(polygons.locate(lon, lat)), index=index, dtype=object)


def _up(key: str, kind: str, places: Hierarchy) -> str | None:
    """Return the id of the nearest place of a kind at or above ``key``."""
    above = (places[up] for up in places.ancestors(key))
    return next((place.id for place in above if place.kind == kind), None)


def _only_district(key: str, places: Hierarchy) -> str | None:
    districts = places[key].districts
    return districts[0] if len(districts) == 1 else None


def _first_known(
    *answers: tuple[pd.Series, pd.Series | str],
) -> tuple[pd.Series, pd.Series]:
    """Return the first answer known for each row, and how it was found."""
    index = answers[0][0].index
    value = pd.Series(None, index=index, dtype=object)
    found_by = pd.Series("none", index=index, dtype=object)
    for answer, manner in answers:
        new = value.isna() & answer.notna()
        value = value.where(~new, answer)
        found_by = found_by.where(~new, manner)
    return value, found_by


def _disagree(found: pd.Series, stated: pd.Series) -> pd.Series:
    return found.notna() & stated.notna() & (found != stated)


def _levels(located: pd.DataFrame, place: pd.Series) -> NDArray[np.str_]:
    """Return the finest level at which each project is known: point, place, district or city."""
    return np.select(
        [
            located["lon"].notna(),
            place.notna() | located["cluster"].notna(),
            located["district"].notna(),
        ],
        ["point", "place", "district"],
        "city",
    )
