"""What the tables of the register say of each other: ids that are unique, names that exist."""

from collections.abc import Mapping, Sequence
from typing import Final

import geopandas as gpd
import pandas as pd

from geo.errors import RegisterError
from geo.ground.places import CITY, FTZ, Hierarchy
from geo.region import FILE as REGION_FILE
from geo.region import REGION
from geo.register.records import Place
from geo.words.terms import PLACE_KEY
from geo.words.text import in_both

HIERARCHY: Final = "hierarchy"
DISTRICTS: Final = "districts.geojson"
ZONES: Final = "zones.geojson"

REFERENCES: Final = (
    ("projects.csv", "place", "places.csv"),
    ("projects.csv", "district", DISTRICTS),
    ("projects.csv", "part_of", "projects.csv"),
    ("projects.csv", "sources", "sources.csv"),
    ("history.csv", "project", "projects.csv"),
    ("history.csv", "source", "sources.csv"),
    ("policies.csv", "scope", HIERARCHY),
    ("policies.csv", "sources", "sources.csv"),
    ("policies.csv", "replaced_by", "policies.csv"),
    ("policies.csv", "end_source", "sources.csv"),
    ("clauses.csv", "policy", "policies.csv"),
    ("clauses.csv", "scope", HIERARCHY),
    ("clauses.csv", "beside", "clauses.csv"),
    ("clauses.csv", "source", "sources.csv"),
    ("conditions.csv", "policy", "policies.csv"),
    ("conditions.csv", "clause", "clauses.csv"),
    ("conditions.csv", "source", "sources.csv"),
    ("indicators.csv", "source", "sources.csv"),
    ("services.csv", "project", "projects.csv"),
    ("services.csv", "policy", "policies.csv"),
)
"""Columns that name records of another table."""


def check_shapes(districts: gpd.GeoDataFrame, zones: gpd.GeoDataFrame) -> None:
    """Raise RegisterError where the shapes are not those that the region names."""
    drawn = {kind: zones.loc[zones["kind"] == kind, "id"] for kind in ("area", "cluster")}
    named = (
        (DISTRICTS, districts["id"], REGION.adcodes),
        (ZONES, drawn["area"], REGION.areas),
        (ZONES, drawn["cluster"], REGION.clusters),
    )
    for file, ids, expected in named:
        odd = sorted(set(ids) ^ set(expected))
        if odd:
            names = ", ".join(odd[:3])
            problem = in_both("register.in_one_only", names=names, file=REGION_FILE)
            raise RegisterError(file=file, problem=problem)


def check_places(
    districts: gpd.GeoDataFrame, zones: gpd.GeoDataFrame, named: Sequence[Place]
) -> None:
    """Raise RegisterError where a place stands twice, lies nowhere known or within itself."""
    parents = {f"place:{record.id}": record.parent for record in named}
    if len(parents) < len(named):
        raise RegisterError(file="places.csv", problem=in_both("register.twice", name="id"))
    known = {CITY, FTZ, *parents}
    known |= {f"district:{adcode}" for adcode in districts["id"]}
    known |= {f"{zone.kind}:{zone.id}" for zone in zones.itertuples()}
    for record in named:
        if record.parent not in known:
            problem = _unknown("parent", record.id, record.parent)
            raise RegisterError(file="places.csv", problem=problem)
        if record.district and record.district not in districts.index:
            problem = _unknown("district", record.id, record.district)
            raise RegisterError(file="places.csv", problem=problem)
        if _climbs_to_itself(f"place:{record.id}", parents):
            problem = in_both("register.in_itself", name=record.id)
            raise RegisterError(file="places.csv", problem=problem)


def _unknown(column: str, name: str, target: str) -> tuple[str, str]:
    return in_both("register.unknown", column=column, name=name, target=target)


def _climbs_to_itself(key: str, parents: Mapping[str, str]) -> bool:
    seen: set[str] = set()
    while key in parents and key not in seen:
        seen.add(key)
        key = parents[key]
    return key in seen


def check_tables(tables: Mapping[str, pd.DataFrame], places: Hierarchy) -> None:
    """Raise RegisterError where an id stands twice, or a record names one that is not there."""
    for name, table in tables.items():
        if "id" in table and not table["id"].is_unique:
            twice = table["id"][table["id"].duplicated()].iloc[0]
            problem = in_both("register.twice", name=f"id {twice}")
            raise RegisterError(file=name, problem=problem)
    known = {name: _named(table["id"]) for name, table in tables.items() if "id" in table}
    prefix = "place:"
    known["places.csv"] = {key.removeprefix(prefix) for key in places.places if prefix in key}
    known[HIERARCHY] = set(places.places)
    known[DISTRICTS] = {district.id for district in places.of_kind("district")}
    missing = sorted(REGION.indicators - known["indicators.csv"])
    if missing:
        names = ", ".join(missing[:3])
        problem = in_both("register.lacks_named", names=names, file=REGION_FILE)
        raise RegisterError(file="indicators.csv", problem=problem)
    for name, column, target in REFERENCES:
        unknown = sorted(_named(tables[name][column]) - known[target])
        if unknown:
            names = ", ".join(unknown[:3])
            home = in_both("register.hierarchy") if target == HIERARCHY else target
            problem = in_both("register.not_in", column=column, names=names, target=home)
            raise RegisterError(file=name, problem=problem)
    _check_successors(tables["policies.csv"])
    _check_venues(tables["conditions.csv"], known[HIERARCHY])


def _named(column: pd.Series) -> set[str]:
    """Return what the cells of a column name, which hold one name, several or none."""
    distinct = pd.Series(column.unique(), dtype=column.dtype)
    return set(distinct.explode().dropna().tolist())


def _check_venues(conditions: pd.DataFrame, places: set[str]) -> None:
    """Raise RegisterError where a condition names a place that is not there."""
    venues = conditions.loc[conditions["key"] == PLACE_KEY, "value"]
    unknown = sorted(_named(venues) - places)
    if unknown:
        home = in_both("register.hierarchy")
        problem = in_both("register.not_in", column="value", names=unknown[0], target=home)
        raise RegisterError(file="conditions.csv", problem=problem)


def _check_successors(policies: pd.DataFrame) -> None:
    """Raise RegisterError where what has taken a policy's place was itself replaced."""
    replaced = policies.set_index("id")["replaced_by"].dropna()
    passing = replaced[replaced.isin(replaced.index)]
    if len(passing):
        problem = in_both("register.replaced", name=passing.index[0], target=passing.iloc[0])
        raise RegisterError(file="policies.csv", problem=problem)


def check_shapes_of_projects(file: str, shapes: gpd.GeoDataFrame, projects: pd.DataFrame) -> None:
    """Raise RegisterError where a shape is of no project, or two are of one."""
    unknown = sorted(set(shapes["id"]) - set(projects["id"]))
    if unknown:
        names = ", ".join(unknown[:3])
        problem = in_both("register.not_in", column="id", names=names, target="projects.csv")
        raise RegisterError(file=file, problem=problem)
    if not shapes["id"].is_unique:
        raise RegisterError(file=file, problem=in_both("register.twice", name="id"))
