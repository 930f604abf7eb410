"""The frames that data files are written from: for people, in words; for programs, in codes."""

from collections import Counter
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd

from briefing.content import Briefing
from geo.register.fields import columns_of, fields_with
from geo.register.load import with_sums_apart
from geo.say.fit_words import how_ranked, ranked_name
from geo.say.holding_words import holding_table

WGS84 = "EPSG:4326"

FEATURES: Final = fields_with("gis")
"""What a feature says of a project, as ``data/README.md`` explains."""

SUMS: Final = ("investment",)
"""The metrics that are no counts."""

ZONE_COLUMNS: Final = (
    "id",
    "kind",
    "parent",
    "name_zh",
    "name_en",
    "official_km2",
    "geometry_basis",
)
"""What a feature says of a zone."""


def project_features(briefing: Briefing) -> gpd.GeoDataFrame:
    """Return the projects of the focus as points in WGS-84, one row a project.

    A project without a point has no geometry; ``level`` says how far its place is known. Several
    sources are joined by semicolons.
    """
    return point_features(briefing.projects)


def point_features(projects: pd.DataFrame) -> gpd.GeoDataFrame:
    """Return projects of a register as points in WGS-84, as `project_features` does."""
    columns = with_sums_apart(projects)[columns_of(FEATURES)].astype({"radius_m": float})
    columns["sources"] = projects["sources"].map(";".join)
    points = gpd.points_from_xy(projects["lon"], projects["lat"], crs=WGS84)
    points = points.copy()
    points[projects["lon"].isna().to_numpy(bool)] = None
    return gpd.GeoDataFrame(columns.reset_index(drop=True), geometry=points)


def project_shapes(briefing: Briefing) -> gpd.GeoDataFrame:
    """Return the projects of the focus that are more than a point, with their shapes in WGS-84."""
    shapes = briefing.atlas.register.project_shapes.geometry
    features = project_features(briefing)
    features = features[features["id"].isin(shapes.index)].reset_index(drop=True)
    return features.set_geometry(shapes.loc[features["id"]].reset_index(drop=True), crs=WGS84)


def zone_features(briefing: Briefing) -> gpd.GeoDataFrame:
    """Return the zones in WGS-84; ``geometry_basis`` says what each outline is worth."""
    zones = briefing.atlas.register.zones
    return zones[[*ZONE_COLUMNS, "geometry"]].reset_index(drop=True)


def district_features(briefing: Briefing) -> gpd.GeoDataFrame:
    """Return the districts in WGS-84 with the number that colours them in this view."""
    atlas, view = briefing.atlas, briefing.view
    districts = atlas.register.districts[["id", "name_zh", "name_en", "geometry"]]
    values = atlas.values_per_district(view, briefing.selection.mask)
    column = districts["id"].map(values).astype("float" if view.metric in SUMS else "Int64")
    return districts.assign(**{view.metric: column}).reset_index(drop=True)


def policy_table(briefing: Briefing) -> pd.DataFrame:
    """Return the policies that hold in the focus or in a part of it, a group after the other."""
    holding = briefing.focus.holding
    sources = briefing.atlas.register.sources
    return holding_table(holding, holding.policies, sources, briefing.text)


def about_table(briefing: Briefing) -> pd.DataFrame:
    """Return what the file is: title, filter, link, counts and notes, one row a fact."""
    text = briefing.text
    query = "&".join(f"{name}={value}" for name, value in briefing.view.to_query().items())
    facts = [
        (text("briefing.title_head"), briefing.title),
        (text("panel.note"), briefing.options.note),
        (text("briefing.filter_head"), briefing.filters),
        (text("briefing.link_head"), query),
        (text("panel.focus"), briefing.focus.name),
        (text("briefing.counts_head"), briefing.focus.counts),
        (text("field.level"), briefing.focus.levels),
        *((row.name, " | ".join(row.values)) for row in briefing.focus.table.rows),
        *((text("fit.caption"), line) for line in _ranking(briefing)),
        *((text("panel.note"), note) for note in briefing.notes),
        (text("panel.note"), briefing.approval),
        (text("panel.note"), briefing.made_on),
    ]
    heads = (text("indicators.name"), text("indicators.value"))
    return pd.DataFrame([fact for fact in facts if fact[1]], columns=list(heads))


def district_sectors(briefing: Briefing) -> pd.DataFrame:
    """Return how many projects of the focus each place has in each sector.

    One row a district, one for those of no known district, then one a cluster and one for those
    outside the clusters; each group adds up to the projects shown. Columns: ``place`` (its name),
    one a sector, and the total.
    """
    text, places = briefing.text, briefing.atlas.register.places
    projects = briefing.projects
    sectors = briefing.focus.summary.sectors
    rows = []
    for kind, none in (("district", "briefing.no_district"), ("cluster", "filter.no_cluster")):
        groups = [
            (place.name(text.lang), projects[kind] == place.id) for place in places.of_kind(kind)
        ]
        groups.append((text(none), projects[kind].isna()))
        for name, inside in groups:
            counts = Counter(projects["sector"][inside].fillna("unstated"))
            rows.append([name, *(counts[sector] for sector in sectors), int(np.sum(inside))])
    heads = [text("field.place"), *(text(f"sector.{s}") for s in sectors), text("briefing.total")]
    return pd.DataFrame(rows, columns=heads)


def _ranking(briefing: Briefing) -> list[str]:
    """Return the clusters as the map ranks them, and how, where it does."""
    if briefing.view.metric != "fit":
        return []
    text, atlas = briefing.text, briefing.atlas
    ranked = [
        ranked_name(fit, atlas.name_of(f"cluster:{cluster}", text.lang), text)
        for cluster, fit in briefing.ranks.items()
    ]
    return [*ranked, how_ranked(briefing.view, text)]


SHORT_NAMES: Final = {
    **{
        column: short
        for field in FEATURES
        for column, short in zip(field.columns, field.short_columns, strict=True)
    },
    "geometry_basis": "basis",
    "official_km2": "km2",
}
"""What a shapefile calls columns, in at most ten bytes."""


def shapefile_columns(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return a frame as a shapefile can hold it: names of 10 bytes, texts of 254 bytes.

    A longer text is cut and ends with an ellipsis; truth values become 0 and 1.
    """
    short = frame.rename(columns=SHORT_NAMES)
    for name in short.columns.drop("geometry"):
        column = short[name]
        if column.dtype == bool:
            short[name] = column.astype(np.int32)
        elif not pd.api.types.is_numeric_dtype(column):
            short[name] = column.map(_cut, na_action="ignore")
    return short


MOST_BYTES = 254
ELLIPSIS = "…"


def _cut(text: str) -> str:
    content = text.encode()
    if len(content) <= MOST_BYTES:
        return text
    room = MOST_BYTES - len(ELLIPSIS.encode())
    return content[:room].decode(errors="ignore") + ELLIPSIS
