"""Where records contradict each other or themselves: masks over the register's tables."""

import re
import unicodedata
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.ask.filters import Mask, periods_of
from geo.region import REGION
from geo.register.load import Register
from geo.words.vocabulary import PROJECT_STATUSES

ROUNDING: Final = 1e-6
"""By how much of an aggregate's amount, as a share, its members may exceed it."""

_BESIDE_NAME: Final = re.compile(r"\(.*?\)|\W")


def unsourced(records: pd.DataFrame, sources: pd.DataFrame) -> Mask:
    """Return the records that no source bears but a user's own file."""
    files = set(sources.index[sources["source_class"] == "U"])
    return np.array([files.issuperset(own) for own in records["sources"]], dtype=bool)


def contradicting_history(register: Register) -> Mask:
    """Return the projects whose status or date is not that of their last step."""
    steps = register.history.drop_duplicates("project", keep="last").set_index("project")
    last = steps[["status", "date"]].reindex(register.projects["id"])
    stated = register.projects[["status", "date"]]
    differs = last.to_numpy(object) != stated.to_numpy(object)
    return np.asarray(differs.any(axis=1), dtype=bool)


def stepping_back(register: Register) -> Mask:
    """Return the projects with a step to an earlier status, or surely before the step it follows.

    A date of a year or a month is any of its days.
    """
    history = register.history
    rank = history["status"].map(PROJECT_STATUSES.index).to_numpy()
    start, end = periods_of(history["date"])
    follows = history["project"].eq(history["project"].shift()).to_numpy(bool)
    back = (rank < np.roll(rank, 1)) | (end < np.roll(start, 1))
    return register.projects["id"].isin(set(history["project"][follows & back])).to_numpy(bool)


def foretold(register: Register) -> Mask:
    """Return the projects with a step surely later than the source that tells it.

    What a source expects has not happened. A date of a year or a month is any of its days.
    """
    history = register.history
    told = register.sources["date"].fillna("").reindex(history["source"])
    late = periods_of(history["date"])[0] > periods_of(told)[1]
    return register.projects["id"].isin(set(history["project"][late])).to_numpy(bool)


def premature(records: pd.DataFrame, sources: pd.DataFrame) -> Mask:
    """Return the records of the programme whose sources are all older, so that none can say so."""
    dates = sources["date"].fillna("")
    older = {id_ for id_, date in dates.items() if date and not REGION.programme.has_begun(date)}
    only_older = np.array([older.issuperset(own) for own in records["sources"]], dtype=bool)
    mask: Mask = (records["programme"] == "two_zones").to_numpy(bool) & only_older
    return mask


def repeated(sources: pd.DataFrame) -> Mask:
    """Return the sources that share an address, but for its scheme, with another."""
    address = sources["url"].fillna("").map(str).str.replace(r"^https?://", "", regex=True)
    return (address.ne("") & address.duplicated(keep=False)).to_numpy(bool)


def twins(register: Register) -> Mask:
    """Return the projects that share name, own point or finest place, and date with another.

    Names are alike in either language but for brackets, spaces, marks and capitals.
    """
    projects = register.projects
    own = projects["lon_wgs84"].astype("str") + "," + projects["lat_wgs84"].astype("str")
    where = projects["place"].fillna(projects["district"]).fillna("")
    where = where.mask(projects["lon_wgs84"].notna(), own)
    found = np.zeros(len(projects), bool)
    for lang in ("zh", "en"):
        name = projects[f"name_{lang}"].map(_bare)
        same = pd.DataFrame({"name": name, "where": where, "date": projects["date"]})
        found |= same.duplicated(keep=False).to_numpy(bool) & (projects["date"] != "").to_numpy()
    return found


def _bare(name: str) -> str:
    """Return a name without what stands in brackets, marks, spaces and capitals."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    return _BESIDE_NAME.sub("", plain) or plain


def exceeded(register: Register) -> Mask:
    """Return the aggregates whose single members have more money together than they."""
    projects = register.projects
    members = projects[~projects["aggregate"]].groupby("part_of")["investment_yi_cny"].sum()
    sums = projects["id"].map(members).to_numpy(float)
    whole = projects["investment_yi_cny"].to_numpy(float)
    return projects["aggregate"].to_numpy(bool) & (sums > whole * (1 + ROUNDING))


def outside_parent(register: Register) -> Mask:
    """Return the named places whose anchor is farther from the shape above than they are wide.

    The place directly above is compared, where it has a shape; lengths are in its UTM zone.
    """
    named = register.named
    shapes = pd.concat(
        [
            register.districts.geometry.set_axis("district:" + register.districts["id"]),
            register.zones.geometry.set_axis(register.zones["kind"] + ":" + register.zones["id"]),
            register.zones.geometry.set_axis("place:" + register.zones["id"]),
        ]
    )
    above = named["parent"].map(shapes[~shapes.index.duplicated()])
    known = (above.notna() & named["lon_wgs84"].notna()).to_numpy(bool)
    utm = register.districts.estimate_utm_crs()
    points = gpd.points_from_xy(named["lon_wgs84"][known], named["lat_wgs84"][known], crs=4326)
    around = gpd.GeoSeries(above[known].to_numpy(), crs=4326).to_crs(utm)
    away = np.full(len(named), np.nan)
    away[known] = around.distance(gpd.GeoSeries(points).to_crs(utm))
    return away > named["radius_m"].to_numpy(float)
