"""Real outlines of clusters, sites and districts, in place of the schematic and digitised ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pyproj
import shapely
from numpy.typing import NDArray

from geo.errors import NoBoundariesError
from geo.ground.datums import datum_of
from geo.intake.cells import is_blank, text_of
from geo.intake.findings import Finding, shown
from geo.intake.headers import match_headers
from geo.intake.outcome import Taken, datum_notes
from geo.intake.placing import Gazetteer
from geo.intake.proposals import Evidence, Question, Reading, settle
from geo.intake.tables import RawTable
from geo.region import REGION
from geo.register.load import Register, ground_of, join_projects, stated_projects
from geo.words.text import in_both

NAMED_BY: Final = ("id", "name", "name_zh", "name_en", "cluster", "place", "district")
KINDS: Final = ("cluster", "place", "district")
AREA_TOLERANCE: Final = 0.01
"""By how much, as a share, an outline may miss its official area without a warning."""

SLIVER: Final = 0.01
"""The share of an outline up to which it does not count as lying in a district."""

COARSE_M: Final = 100
"""Tolerance in metres to which districts are simplified for drawing."""

_GEOD: Final = pyproj.Geod(ellps="WGS84")


@dataclass(frozen=True, eq=False)
class Boundaries(Taken):
    """What became of a file of outlines: WGS-84 ``shapes`` by place key."""

    shapes: Mapping[str, shapely.Geometry]


def holds_boundaries(table: RawTable, register: Register) -> bool:
    """Tell whether a file is of outlines: polygons, most of which are named as places are."""
    if not table.has_polygons:
        return False
    keys = _keys(table, register)
    return 2 * sum(key is not None for key, _ in keys) > len(keys)


def take_boundaries(
    table: RawTable, register: Register, reading: Reading | None = None
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

    Raises
    ------
    NoBoundariesError
        No polygon could be matched.
    """
    keys = _keys(table, register)
    if all(key is None for key, _ in keys):
        raise NoBoundariesError(file=table.file)
    reading, question = _settle(table, keys, register, reading)
    shapes: dict[str, shapely.Geometry] = {}
    numbers: dict[str, int] = {}
    findings: list[Finding] = []
    for position, (key, said) in enumerate(keys):
        number = table.numbers[position]
        code, facts = _refusal(table, position, key, numbers, reading)
        if code:
            findings.append(Finding(number, "", shown(said), code, facts))
        elif key is not None and reading is not None:
            shape, repaired = _converted((table.shapes or ())[position], reading)
            shapes[key], numbers[key] = shape, number
            findings += [Finding(number, "", shown(said), "shape_repaired")] if repaired else []
            findings += _area_findings(number, said, key, shape, register)
    rows = sorted(numbers.values())
    rejected = sorted(set(table.numbers) - set(rows))
    notes = [*table.notes, *datum_notes(reading, question)]
    return Boundaries(table, rows, rejected, findings, notes, reading, question, shapes)


def _keys(table: RawTable, register: Register) -> list[tuple[str | None, str]]:
    """Return for each feature the key of the place that it names, and the name."""
    gazetteer = Gazetteer(register.places)
    columns = [p for f, p in match_headers(table.headers).items() if f in NAMED_BY]
    return [_key(row, columns, gazetteer, register) for row in table.rows]


def _key(
    row: Sequence[Any], columns: Sequence[int], gazetteer: Gazetteer, register: Register
) -> tuple[str | None, str]:
    """Return the key that the first telling cell of a feature names; a bare word is a cluster's."""
    said = [text_of(row[position]) for position in columns if not is_blank(row[position])]
    for name in said:
        for kind in KINDS if not name.endswith("区") else reversed(KINDS):
            key = gazetteer.whole(kind, name).key
            if key is not None and _has_shape(key, register):
                return key, name
    return None, ", ".join(said)


def _has_shape(key: str, register: Register) -> bool:
    id_ = key.rpartition(":")[2]
    return id_ in register.zones.index or id_ in register.districts.index


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


def _converted(shape: shapely.Geometry, reading: Reading) -> tuple[shapely.Geometry, bool]:
    """Return a polygon in WGS-84, and whether it had to be repaired."""

    def convert(coordinates: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(reading.to_wgs84(coordinates[:, 0], coordinates[:, 1]))

    converted = shapely.transform(shapely.force_2d(shape), convert)
    if converted.is_valid:
        return converted, False
    repaired = shapely.make_valid(converted, method="structure", keep_collapsed=False)
    return repaired, True


def _area_findings(
    number: int, said: str, key: str, shape: shapely.Geometry, register: Register
) -> list[Finding]:
    """Warn where an outline misses the official area of its place."""
    id_ = key.rpartition(":")[2]
    frame = register.districts if key.startswith("district:") else register.zones
    official, area = frame.loc[id_, "official_km2"], area_km2(shape)
    if official != official or abs(area - official) <= AREA_TOLERANCE * official:  # noqa: PLR0124 (NaN)
        return []
    facts = {"area": f"{area:.2f}", "official": f"{official:.2f}"}
    return [Finding(number, "", shown(said), "area_differs", facts)]


def area_km2(shape: shapely.Geometry) -> float:
    """Return the geodesic area of a WGS-84 polygon on its ellipsoid in km²."""
    return abs(float(_GEOD.geometry_area_perimeter(shapely.orient_polygons(shape))[0])) / 1e6


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
    """Return the zones with the districts that one of them now lies in, by a share above 1 %."""
    shape = zones.geometry[id_]
    shares = shapely.area(shapely.intersection(districts.geometry.array, shape)) / shape.area
    held = [str(adcode) for adcode in districts.index[shares > SLIVER]]
    column = zones["districts"].copy()
    column.at[id_] = held or column.at[id_]
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
