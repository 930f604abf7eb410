"""Real outlines of clusters, sites and districts, in place of the schematic and digitised ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import geopandas as gpd
import numpy as np
import shapely

from geo.errors import NoBoundariesError
from geo.ground.datums import datum_of
from geo.intake.files.tables import RawTable
from geo.intake.findings.findings import Finding, shown
from geo.intake.outline_names import AREA_FAR, names_of, official_km2
from geo.intake.positions.footprints import area_km2, districts_of, in_wgs84
from geo.intake.positions.outcome import Taken, datum_notes
from geo.intake.positions.proposals import Evidence, Question, Reading, settle
from geo.region import REGION
from geo.register.load import Register, ground_of, join_projects, stated_projects
from geo.words.text import in_both

AREA_TOLERANCE: Final = 0.01
"""By how much, as a share, an outline may miss its official area without a warning."""

COARSE_M: Final = 100
"""Tolerance in metres to which districts are simplified for drawing."""


@dataclass(frozen=True, eq=False)
class Boundaries(Taken):
    """What became of a file of outlines: WGS-84 ``shapes`` by place key."""

    shapes: Mapping[str, shapely.Geometry]


def take_boundaries(
    table: RawTable,
    register: Register,
    reading: Reading | None = None,
    *,
    any_area: bool = False,
) -> Boundaries:
    """Match the polygons of a file to places by id or name, and convert them to WGS-84.

    Parameters
    ----------
    table
        The features as they stand.
    register
        Whose places they are matched to.
    reading
        How the coordinates are read, where the user said so.
    any_area
        The user says that outlines are meant whose area is far from the official one.

    Raises
    ------
    NoBoundariesError
        No polygon could be matched.
    """
    keys = [(name.key, name.said) for name in names_of(table, register)]
    if all(key is None for key, _ in keys):
        raise NoBoundariesError(file=table.file)
    reading, question = _settle(table, keys, register, reading)
    outlines = _Outlines(table, register, reading, any_area=any_area)
    for position, (key, said) in enumerate(keys):
        outlines.take(position, key, said)
    rows = sorted(outlines.numbers.values())
    rejected = sorted(set(table.numbers) - set(rows))
    notes = [*table.notes, *datum_notes(reading, question)]
    found, shapes = outlines.findings, outlines.shapes
    return Boundaries(table, rows, rejected, found, notes, reading, question, shapes)


class _Outlines:
    """The outlines taken so far, with the numbers of their features, and what was found."""

    def __init__(
        self, table: RawTable, register: Register, reading: Reading | None, *, any_area: bool
    ) -> None:
        self._table, self._register, self._reading = table, register, reading
        self._any_area = any_area
        self.shapes: dict[str, shapely.Geometry] = {}
        self.numbers: dict[str, int] = {}
        self.findings: list[Finding] = []

    def take(self, position: int, key: str | None, said: str) -> None:
        """Take the feature at a position for a place, or say why not."""
        number, raw = self._table.numbers[position], (self._table.shapes or ())[position]
        code, facts = _refusal(self._table, position, key, self.numbers, self._reading)
        if code or key is None or self._reading is None or raw is None:
            self.findings.append(Finding(number, "", shown(said), code, facts))
            return
        shape = in_wgs84(raw, self._reading)
        if not raw.is_valid:
            self.findings.append(Finding(number, "", shown(said), "shape_repaired"))
        code, facts = _area_misses(key, shape, self._register)
        if code == "area_far" and self._any_area:
            code = "area_differs"
        if code:
            self.findings.append(Finding(number, "", shown(said), code, facts))
        if code != "area_far":
            self.shapes[key], self.numbers[key] = shape, number


def _settle(
    table: RawTable,
    keys: Sequence[tuple[str | None, str]],
    register: Register,
    reading: Reading | None,
) -> tuple[Reading | None, Question | None]:
    """Return how coordinates are read, and the question where neither file nor user says."""
    if reading is not None:
        return reading, None
    points = [shape.representative_point() if shape else None for shape in table.shapes or ()]
    x, y = (
        np.asarray([getattr(point, axis) if point else np.nan for point in points], dtype=float)
        for axis in ("x", "y")
    )
    stated = np.asarray([_district_of(key, register) for key, _ in keys], dtype=object)
    datum = datum_of(table.crs) if table.crs is not None else None
    return settle(Evidence(x, y, stated, register.ground.districts), datum)


def _district_of(key: str | None, register: Register) -> str | None:
    districts = register.places[key].districts if key else ()
    return districts[0] if len(districts) == 1 else None


def _refusal(
    table: RawTable,
    position: int,
    key: str | None,
    numbers: Mapping[str, int],
    reading: Reading | None,
) -> tuple[str, dict[str, object]]:
    """Return why a feature is rejected, as a code and its facts, or ``""``."""
    shape = (table.shapes or ())[position]
    if table.numbers[position] in table.broken:
        return "shape_unreadable", {}
    if shape is None or shape.is_empty or not np.isfinite(shape.bounds).all():
        return "shape_empty", {}
    if shape.geom_type not in {"Polygon", "MultiPolygon"}:
        return "not_a_polygon", {}
    if key is None:
        return "no_boundary_match", {}
    if key in numbers:
        return "twin_boundary", {"other": numbers[key]}
    return ("datum_question", {}) if reading is None else ("", {})


def _area_misses(
    key: str, shape: shapely.Geometry, register: Register
) -> tuple[str, dict[str, object]]:
    """Return how an outline misses the official area of its place, as a code and its facts."""
    official, area = official_km2(key, register), area_km2(shape)
    if np.isnan(official) or abs(area - official) <= AREA_TOLERANCE * official:
        return "", {}
    facts: dict[str, object] = {"area": f"{area:.2f}", "official": f"{official:.2f}"}
    is_far = abs(area - official) > AREA_FAR * official
    return ("area_far" if is_far else "area_differs"), facts


# into the register


def with_boundaries(register: Register, boundaries: Boundaries) -> Register:
    """Return a register whose districts and zones have the outlines of a file.

    Areas are drawn again as the union of their clusters; projects are joined again.
    """
    districts, coarse, zones = register.districts, register.districts_coarse, register.zones
    for key, shape in boundaries.shapes.items():
        kind, _, id_ = key.partition(":")
        if kind == "district":
            districts = _replaced(districts, id_, shape, boundaries)
        else:
            zones = _replaced(zones, id_, shape, boundaries)
            zones = _with_districts(zones, id_, districts)
    if any(key.startswith("district:") for key in boundaries.shapes):
        coarse = _coarse(districts)
    zones = _with_areas(zones, {key.partition(":")[2] for key in boundaries.shapes})
    ground = ground_of(districts, zones)
    stated = stated_projects(register.projects)
    projects = join_projects(stated, register.places, ground, register.day)
    return replace(
        register,
        districts=districts,
        districts_coarse=coarse,
        zones=zones,
        ground=ground,
        projects=projects,
    )


def _replaced(
    frame: gpd.GeoDataFrame, id_: str, shape: shapely.Geometry, boundaries: Boundaries
) -> gpd.GeoDataFrame:
    """Return a frame with one outline replaced, and what goes with it."""
    label = shapely.maximum_inscribed_circle(shape, tolerance=1e-4)
    lon, lat = shapely.get_coordinates(label)[0]
    note_zh, note_en = in_both("kept.boundary", file=boundaries.table.file)
    facts = {
        "geometry": shape,
        "geometry_basis": "boundary",
        "area_km2": round(area_km2(shape), 3),
        "label_lon": round(float(lon), 6),
        "label_lat": round(float(lat), 6),
        "basis_note_zh": note_zh,
        "basis_note_en": note_en,
    }
    return _with_cells(frame, id_, facts)


def _with_cells(frame: gpd.GeoDataFrame, id_: str, cells: Mapping[str, object]) -> gpd.GeoDataFrame:
    """Return a frame with some cells of one row replaced; columns that it lacks are left out."""
    changed = {}
    for name, value in cells.items():
        if name in frame:
            column = frame[name].copy()
            column.loc[id_] = value
            changed[name] = column
    return frame.assign(**changed)


def _with_districts(
    zones: gpd.GeoDataFrame, id_: str, districts: gpd.GeoDataFrame
) -> gpd.GeoDataFrame:
    """Return the zones with the districts that one of them now lies in."""
    column = zones["districts"].copy()
    column.at[id_] = districts_of(zones.geometry[id_], districts) or column.at[id_]
    return zones.assign(districts=column)


def _with_areas(zones: gpd.GeoDataFrame, changed: set[str]) -> gpd.GeoDataFrame:
    """Return the zones with the areas whose clusters have changed drawn again."""
    clusters = zones[zones["kind"] == "cluster"]
    for area in clusters.loc[clusters["id"].isin(changed), "parent"].unique():
        shape = shapely.union_all(clusters.geometry[clusters["parent"] == area].to_numpy())
        zones = _with_cells(zones, area, {"geometry": shape, "area_km2": round(area_km2(shape), 3)})
    return zones


def _coarse(districts: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return districts for drawing; neighbours keep one edge only where they had one before."""
    metres = districts.geometry.to_crs(REGION.ground.metres)
    simple = shapely.coverage_simplify(metres.to_numpy(), COARSE_M)
    if not shapely.is_valid(simple).all():
        simple = shapely.simplify(metres.to_numpy(), COARSE_M)
    drawn = gpd.GeoSeries(simple, index=districts.index, crs=REGION.ground.metres).to_crs(
        districts.crs
    )
    return districts.set_geometry(drawn)
