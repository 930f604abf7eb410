"""The register: every table of ``data/``, validated, joined and ready to be asked.

``load_register`` is the one door through which records enter.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

import geopandas as gpd
import pandas as pd
import shapely

from geo.errors import RegisterError
from geo.ground.join import PolygonIndex
from geo.ground.locate import Ground, locate_projects
from geo.ground.places import CITY, FTZ, Hierarchy, Place
from geo.ground.shape_file import read_shape_file
from geo.region import FILE as REGION_FILE
from geo.region import REGION, RegionFileError, read_region
from geo.register.digest import folder_digest
from geo.register.fields import STATED_TYPES
from geo.register.measures import Clause, Condition
from geo.register.news import latest_day, news_of
from geo.register.project import Project
from geo.register.records import (
    HistoryStep,
    Indicator,
    Policy,
    Record,
    Row,
    Service,
    Source,
)
from geo.register.records import Place as PlaceRecord
from geo.register.references import (
    check_places,
    check_shapes,
    check_shapes_of_projects,
    check_tables,
)
from geo.register.tables import read_frame, read_table
from geo.settings import settings
from geo.words.text import in_both
from geo.words.vocabulary import LANGUAGES

TABLES: Final[Mapping[str, type[Record]]] = {
    "projects.csv": Project,
    "history.csv": HistoryStep,
    "policies.csv": Policy,
    "clauses.csv": Clause,
    "conditions.csv": Condition,
    "indicators.csv": Indicator,
    "services.csv": Service,
    "sources.csv": Source,
}
"""The tables of records and the schema of each."""

OPTIONAL: Final = frozenset({"clauses.csv", "conditions.csv"})
"""The tables that a folder may lack: nothing is then known of what they hold."""

BY_ID: Final = ("policies", "clauses", "indicators", "sources")
"""The tables whose records are asked for one at a time, by id."""

PROJECT_SHAPES: Final = "project_shapes.geojson"
"""The file of the shapes of projects, which a folder has where one is more than a point."""

SHAPE_PROPERTIES: Final = frozenset(
    {"id", "name_zh", "name_en", "official_km2", "label_lon", "label_lat"}
)


@dataclass(frozen=True, eq=False)
class Register:
    """All records, one frame a table.

    ``projects`` is joined: the columns of ``data/projects.csv`` (district and cluster renamed
    ``district_stated`` and ``cluster_stated``) and those of ``locate_projects``; its index counts
    from 0. ``districts`` are for joining, ``districts_coarse`` for drawing; both and ``zones`` are
    WGS-84. ``named`` are the rows of ``data/places.csv``. ``project_shapes`` are those of projects
    that are more than a point, WGS-84, by the project's id. ``services`` and ``conditions`` count
    from 0; the other frames are indexed by id. ``policies`` have the titles of their successors
    beside the columns of the file. ``digest`` is that of the folder that it was loaded from
    (`geo.register.digest`).
    """

    projects: pd.DataFrame
    history: pd.DataFrame
    policies: pd.DataFrame
    clauses: pd.DataFrame
    conditions: pd.DataFrame
    indicators: pd.DataFrame
    services: pd.DataFrame
    sources: pd.DataFrame
    districts: gpd.GeoDataFrame
    districts_coarse: gpd.GeoDataFrame
    zones: gpd.GeoDataFrame
    named: pd.DataFrame
    project_shapes: gpd.GeoDataFrame
    places: Hierarchy
    ground: Ground
    digest: str = ""

    @cached_property
    def rows(self) -> Mapping[str, Mapping[str, Row]]:
        """The records of ``BY_ID`` by table and id, the columns of each as attributes.

        They are made once: one taken out of a frame of many columns costs milliseconds.
        """
        return {
            table: {str(row.Index): row for row in getattr(self, table).itertuples()}
            for table in BY_ID
        }

    def measures_of(self, policy: str) -> tuple[Row, ...]:
        """Return the measures of a policy that are listed, in their order: rows of ``clauses``."""
        return self._measures.get(policy, ())

    @cached_property
    def _measures(self) -> Mapping[str, tuple[Row, ...]]:
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self.clauses.itertuples():
            found[str(row.policy)].append(row)
        return {policy: tuple(rows) for policy, rows in found.items()}

    @property
    def day(self) -> dt.date:
        """The day that the data is of."""
        dates = (self.projects["date"], self.policies["date"], self.indicators["as_of"])
        return latest_day(*dates)


def row_at(frame: pd.DataFrame, position: int) -> Row:
    """Return the record at a position of a frame, as ``itertuples`` gives it."""
    return next(frame.iloc[[position]].itertuples())


def load_register(folder: Path | None = None) -> Register:
    """Read, validate and join the tables of a folder, or of the one that the settings name.

    Raises
    ------
    RegisterError
        A file is missing or breaks its schema, or a record names another that is not there.
    """
    folder = folder or settings().data
    digest = _digest(folder)  # before: what changes while it is read makes it another
    _check_region(folder)
    districts = _read_shapes(folder / "districts.geojson")
    zones = _read_shapes(folder / "zones.geojson")
    tables = {name: _read_frame(folder / name, model) for name, model in TABLES.items()}
    named = read_table(folder / "places.csv", PlaceRecord)
    check_shapes(districts, zones)
    check_places(districts, zones, named)
    places = _hierarchy(districts, zones, named)
    check_tables(tables, places)
    ground = ground_of(districts, zones)
    dated = (("projects.csv", "date"), ("policies.csv", "date"), ("indicators.csv", "as_of"))
    day = latest_day(*(tables[name][column] for name, column in dated))
    return Register(
        projects=join_projects(tables["projects.csv"].astype(STATED_TYPES), places, ground, day),
        history=tables["history.csv"],
        policies=_with_successors(tables["policies.csv"].set_index("id")),
        clauses=tables["clauses.csv"].set_index("id"),
        conditions=tables["conditions.csv"],
        indicators=tables["indicators.csv"].set_index("id"),
        services=tables["services.csv"],
        sources=tables["sources.csv"].set_index("id"),
        districts=districts,
        districts_coarse=_read_shapes(folder / "districts_coarse.geojson"),
        zones=zones,
        named=pd.DataFrame([record.model_dump() for record in named]).set_index("id"),
        project_shapes=_project_shapes(folder, tables["projects.csv"]),
        places=places,
        ground=ground,
        digest=digest,
    )


def _digest(folder: Path) -> str:
    try:
        return folder_digest(folder)
    except OSError as error:
        problem = error.strerror or type(error).__name__
        raise RegisterError(file=folder.name, problem=problem) from error


def _with_successors(policies: pd.DataFrame) -> pd.DataFrame:
    """Return policies with the titles of those that have taken their place, or empty texts."""
    titles = {
        f"successor_{lang}": policies["replaced_by"].map(policies[f"title_{lang}"]).fillna("")
        for lang in LANGUAGES
    }
    return policies.assign(**titles)


def _project_shapes(folder: Path, projects: pd.DataFrame) -> gpd.GeoDataFrame:
    """Read the shapes of projects, of which a folder need not have any."""
    path = folder / PROJECT_SHAPES
    if not path.is_file():
        return shapes_by_project({})
    shapes = read_shape_file(path, {"id"})
    check_shapes_of_projects(path.name, shapes, projects)
    return shapes_by_project(dict(zip(shapes["id"], shapes.geometry, strict=True)))


def shapes_by_project(shapes: Mapping[str, shapely.Geometry]) -> gpd.GeoDataFrame:
    """Return shapes in WGS-84 as a frame, indexed by the ids of their projects."""
    ids = list(shapes)
    frame = gpd.GeoDataFrame({"id": ids}, geometry=list(shapes.values()), crs="EPSG:4326")
    return frame.set_index(pd.Index(ids, dtype=str), drop=False)


def _check_region(folder: Path) -> None:
    """Raise RegisterError where a folder is not of the region that this process serves."""
    try:
        region = read_region(folder)
    except RegionFileError as error:
        raise RegisterError(file=REGION_FILE, problem=error) from error
    if region != REGION:
        other, ours = (region.name.zh, region.name.en), (REGION.name.zh, REGION.name.en)
        problem = in_both("register.other_region", other=other, ours=ours)
        raise RegisterError(file=REGION_FILE, problem=problem)


def join_projects(
    stated: pd.DataFrame, places: Hierarchy, ground: Ground, day: dt.date
) -> pd.DataFrame:
    """Return projects with what their source states and where they were found side by side.

    Parameters
    ----------
    stated
        The columns of ``data/projects.csv``.
    places, ground
        The hierarchy and the polygons to join to.
    day
        The day that the register is of, against which news is old.
    """
    located = locate_projects(stated, places, ground)
    kept = stated.rename(columns={"district": "district_stated", "cluster": "cluster_stated"})
    of_aggregates = stated["investment_yi_cny"].where(stated["aggregate"])
    return kept.join(located).assign(
        news=news_of(stated, day), aggregate_investment_yi_cny=of_aggregates
    )


def with_sums_apart(joined: pd.DataFrame) -> pd.DataFrame:
    """Return joined projects whose ``investment_yi_cny`` adds up: that of aggregates is left out.

    Their amounts stand under ``aggregate_investment_yi_cny`` alone.
    """
    counted = joined["investment_yi_cny"].mask(joined["aggregate"])
    return joined.assign(investment_yi_cny=counted)


def stated_projects(joined: pd.DataFrame) -> pd.DataFrame:
    """Return the columns of ``data/projects.csv`` from joined projects: `join_projects` undone."""
    stated = joined.drop(columns=["district", "cluster"]).rename(
        columns={"district_stated": "district", "cluster_stated": "cluster"}
    )
    return stated[list(Project.model_fields)]


def _read_frame(path: Path, model: type[Record]) -> pd.DataFrame:
    """Return a table as a frame; one that a folder may lack as a frame without rows."""
    if path.name in OPTIONAL and not path.exists():
        return pd.DataFrame(columns=list(model.model_fields))
    return read_frame(path, model)


def _read_shapes(path: Path) -> gpd.GeoDataFrame:
    """Read shapes with the properties that every one of them has, indexed by id."""
    return read_shape_file(path, SHAPE_PROPERTIES).set_index("id", drop=False)


def ground_of(districts: gpd.GeoDataFrame, zones: gpd.GeoDataFrame) -> Ground:
    """Return the polygons that points are joined to."""
    return Ground(
        districts=PolygonIndex.from_frame(districts),
        clusters=PolygonIndex.from_frame(zones[zones["kind"] == "cluster"]),
        sites=PolygonIndex.from_frame(zones[zones["kind"] == "site"]),
    )


def _hierarchy(
    districts: gpd.GeoDataFrame, zones: gpd.GeoDataFrame, named: list[PlaceRecord]
) -> Hierarchy:
    """Grow both trees from the shapes and the named places."""
    places = [
        Place(CITY, "city", REGION.city.zh, REGION.city.en, ()),
        *(_district(row) for row in districts.itertuples()),
        Place(FTZ, "ftz", REGION.zone.zh, REGION.zone.en, (CITY,)),
        *(_zone(row) for row in zones.itertuples() if row.kind in {"area", "cluster"}),
    ]
    shapes: dict[str, Row] = {row.id: row for row in zones.itertuples()}
    places += [_named(record, shapes) for record in named]
    return Hierarchy({place.key: place for place in places})


def _district(row: Row) -> Place:
    return Place(f"district:{row.id}", "district", row.name_zh, row.name_en, (CITY,), (row.id,))


def _zone(row: Row) -> Place:
    """Return an area below the free-trade zone, or a cluster below its area and district."""
    districts = tuple(row.districts)
    if row.kind == "area":
        return Place(f"area:{row.id}", "area", row.name_zh, row.name_en, (FTZ,), districts)
    parents = [f"area:{row.parent}"]
    across = REGION.functional_area_of(row.id)
    if across:
        parents.append(f"place:{across}")
    if len(districts) == 1:
        parents.append(f"district:{districts[0]}")
    key = f"cluster:{row.id}"
    return Place(key, "cluster", row.name_zh, row.name_en, tuple(parents), districts)


def _named(record: PlaceRecord, shapes: dict[str, Row]) -> Place:
    shape = shapes.get(record.id)
    stated = (record.district,) if record.district else ()
    return Place(
        key=f"place:{record.id}",
        kind=shape.kind if shape else "place",
        name_zh=record.name_zh,
        name_en=record.name_en,
        parents=(record.parent,),
        districts=tuple(shape.districts) if shape else stated,
        anchor=record.anchor,
        radius_m=record.radius_m,
        aliases=record.aliases,
    )
