"""Shapes and pairs in cells, and datums row by row."""

import geopandas as gpd
import numpy as np
import pytest
import shapely

from geo.errors import TooDeepError
from geo.ground.datums import parse_datum
from geo.ground.gcj02 import wgs84_to_bd09, wgs84_to_gcj02
from geo.intake.columns.choices import Choices
from geo.intake.positions.proposals import Reading
from geo.register.load import Register
from tests.unit.intake.files import codes_of, csv_of, driver_bytes, taken

POINT = shapely.Point(116.46, 39.91)
SQUARE = shapely.box(116.45, 39.9, 116.46, 39.91)


@pytest.mark.parametrize(
    ("header", "cell"),
    [
        ("geometry", "POINT (116.46 39.91)"),
        ("wkt", "SRID=4326;POINT(116.46 39.91)"),
        ("几何", '{"type": "Point", "coordinates": [116.46, 39.91]}'),
        ("geom", shapely.to_wkb(POINT, hex=True)),
        ("geom", shapely.to_wkb(shapely.set_srid(POINT, 4326), hex=True, include_srid=True)),
        ("某列", "POINT (116.46 39.91)"),
        ("某列", "116.46,39.91"),
        ("位置", "116.46, 39.91"),
        ("某列", "39.91 116.46"),
    ],
)
def test_a_point_in_a_cell(register: Register, header: str, cell: str) -> None:
    content = csv_of(("项目名称", "所在区", header), ("甲", "朝阳区", cell))
    intake = taken(register, "a.csv", content)
    if intake.question is not None and intake.question.is_pressing:
        assert intake.question.proposals[0].reading.is_swapped  # 39.91 116.46
        return
    project = intake.projects.iloc[0]
    assert (project["lon_wgs84"], project["lat_wgs84"]) == (116.46, 39.91)


@pytest.mark.parametrize("cell", [SQUARE.wkt, shapely.to_geojson(SQUARE), SQUARE.wkb_hex])
def test_a_parcel_in_a_cell(register: Register, cell: str) -> None:
    intake = taken(register, "a.csv", csv_of(("项目名称", "geometry"), ("甲", cell)))
    assert [shape.equals(SQUARE) for shape in intake.shapes.values()] == [True]


def test_a_shape_in_a_cell_is_looked_through_first(register: Register) -> None:
    deep = "GEOMETRYCOLLECTION(" * 5_000 + "POINT(1 1)" + ")" * 5_000
    with pytest.raises(TooDeepError):
        taken(register, "a.csv", csv_of(("项目名称", "wkt"), ("甲", deep)))


def spread(register: Register, count: int) -> tuple[np.ndarray, np.ndarray, list[str]]:
    """Return points near borders of districts in WGS-84, and the districts that they are in."""
    rng = np.random.default_rng(7)
    lon, lat = rng.uniform(116.2, 116.6, count * 4), rng.uniform(39.75, 40.05, count * 4)
    index = register.ground.districts
    found = index.names(index.locate(lon, lat))
    kept = [p for p, name in enumerate(found) if name is not None][:count]
    return lon[kept], lat[kept], [str(found[p]) for p in kept]


def test_each_row_is_read_in_its_own_datum(register: Register) -> None:
    lon, lat, districts = spread(register, 60)
    baidu = np.arange(len(lon)) % 2 == 0
    x, y = (np.where(baidu, *of) for of in zip(wgs84_to_bd09(lon, lat), (lon, lat), strict=True))
    said = np.where(baidu, "百度", "GPS")
    rows = zip(range(len(lon)), districts, x, y, said, strict=True)
    content = csv_of(("项目名称", "所在区", "经度", "纬度", "坐标系"), *rows)
    projects = taken(register, "a.csv", content).projects
    assert np.abs(projects["lon_wgs84"] - lon).max() < 1e-6
    assert np.abs(projects["lat_wgs84"] - lat).max() < 1e-6


def test_an_unknown_datum_is_a_question_and_the_answer_is_for_those_rows(
    register: Register,
) -> None:
    x, y = wgs84_to_gcj02(np.array([116.46]), np.array([39.91]))
    rows = [("甲", 116.46, 39.91, "GPS"), ("乙", x[0], y[0], "某厂")]
    content = csv_of(("项目名称", "经度", "纬度", "坐标系"), *rows)
    asked = taken(register, "a.csv", content)
    assert asked.question is not None
    assert asked.question.unknown == ("某厂",)
    assert (asked.rows, codes_of(asked)[3]) == ([2], {"datum_question"})
    said = Choices(reading=Reading(parse_datum("gcj02")))
    projects = taken(register, "a.csv", content, said).projects
    assert projects["lon_wgs84"].tolist() == pytest.approx([116.46, 116.46], abs=1e-6)


def test_a_declared_datum_that_another_beats_is_asked_about(register: Register) -> None:
    lon, lat, districts = spread(register, 300)
    x, y = wgs84_to_gcj02(lon, lat)
    frame = gpd.GeoDataFrame(
        {"项目名称": range(len(lon)), "区": districts},
        geometry=gpd.points_from_xy(x, y),
        crs="EPSG:4326",
    )
    intake = taken(register, "a.geojson", driver_bytes(frame, "a.geojson"))
    question = intake.question
    assert question is not None
    assert question.declared is not None
    best = question.proposals[0]
    assert best.reading.datum.name == "gcj02"
    assert best.agree == best.stated == 300 > question.declared.agree
    honest = frame.set_geometry(gpd.points_from_xy(lon, lat, crs="EPSG:4326"))
    assert taken(register, "a.geojson", driver_bytes(honest, "a.geojson")).question is None
