"""Formats that offices also send: old workbooks, KML, UTF-16, other JSON, native shapes."""

import io
import json
import zipfile

import geopandas as gpd
import pytest
import shapely

from geo.errors import ContentError, EntityError, PasswordError, TooDeepError, TwoZonesError
from geo.intake.files.files import source_file
from geo.intake.formats.readers import read_table
from geo.register.load import Register
from tests.unit.intake.files import csv_of, shapefile_bytes, table_of, taken

POINT = {"type": "Point", "coordinates": [116.46, 39.91]}
FEATURES = [
    {"type": "Feature", "properties": {"项目名称": name, "所在区": "朝阳区"}, "geometry": POINT}
    for name in ("甲", "乙")
]
ESRI = {
    "geometryType": "esriGeometryPoint",
    "spatialReference": {"wkid": 4490},
    "fields": [{"name": "项目名称", "type": "esriFieldTypeString", "length": 50}],
    "features": [
        {"attributes": {"项目名称": name}, "geometry": {"x": 116.46, "y": 39.91}}
        for name in ("甲", "乙")
    ],
}
TOPOLOGY = {
    "type": "Topology",
    "arcs": [],
    "objects": {
        "a": {
            "type": "GeometryCollection",
            "geometries": [{**POINT, "properties": {"name": name}} for name in ("甲", "乙")],
        }
    },
}
PLACEMARK = (
    "<Placemark><name>{}</name><Point><coordinates>116.46,39.91</coordinates></Point></Placemark>"
)
KML = (
    '<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>'
    "<Folder><name>重点项目</name>" + PLACEMARK.format("甲") + PLACEMARK.format("乙") + "</Folder>"
    "</Document></kml>"
)


def zipped(**members: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("_", "."), content)
    return stream.getvalue()


LINES = "\n".join(json.dumps(feature) for feature in FEATURES)
TABLE = "项目名称\t经度\t纬度\n甲\t116.46\t39.91\n乙\t116.46\t39.91\n"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.geojson", LINES.encode()),
        ("a.ndjson", LINES.encode()),
        ("a.geojsons", "".join("\x1e" + line + "\n" for line in LINES.split("\n")).encode()),
        ("a.json", json.dumps(ESRI).encode()),
        ("a.topojson", json.dumps(TOPOLOGY).encode()),
        ("a.kml", KML.encode()),
        ("a.kmz", zipped(doc_kml=KML)),
        ("a.txt", TABLE.encode("utf-16")),
        ("a.csv", b"\xfe\xff" + TABLE.encode("utf-16-be")),
        ("a.xls", TABLE.encode("gb18030")),
        ("a.xls", TABLE.encode("utf-16")),
    ],
)
def test_a_format_is_read(register: Register, name: str, content: bytes) -> None:
    projects = taken(register, name, content).projects
    assert projects["name_zh"].tolist() == ["甲", "乙"]
    assert projects["lon_wgs84"].tolist() == [116.46, 116.46]


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("a.kml", KML.replace("<kml", "<!DOCTYPE x [<!ENTITY a 'b'>]><kml").encode(), EntityError),
        ("a.kmz", zipped(doc_kml=KML.replace("<kml", "<!DOCTYPE x><kml")), EntityError),
        ("a.kmz", zipped(a_txt="x"), ContentError),
        ("a.kml", b"<html/>", ContentError),
        ("a.xls", b"<html><table></table></html>", ContentError),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, TwoZonesError),
        ("a.json", b'{"type": "Topology", "arcs": ' + b"[" * 900 + b"]" * 900 + b"}", TooDeepError),
        ("a.geojson", b'{"type": "FeatureCollection", "features": [', ContentError),
    ],
)
def test_a_bad_file_is_a_sentence(name: str, content: bytes, error: type[TwoZonesError]) -> None:
    with pytest.raises(error):
        read_table(source_file(name, content))


@pytest.mark.parametrize(
    "shape",
    [
        shapely.Point(116.46, 39.91),
        shapely.LineString([(116.3, 39.9), (116.5, 39.95)]),
        shapely.box(116.45, 39.9, 116.46, 39.91),
        shapely.MultiPolygon([shapely.box(116.45, 39.9, 116.46, 39.91)]),
    ],
)
def test_native_shapes_of_geoparquet(shape: shapely.Geometry) -> None:
    frame = gpd.GeoDataFrame({"项目名称": ["甲", "乙"]}, geometry=[shape, None], crs="EPSG:4490")
    stream = io.BytesIO()
    frame.to_parquet(stream, geometry_encoding="geoarrow", schema_version="1.1.0")
    table = table_of("a.parquet", stream.getvalue())
    assert table.shapes is not None
    assert (table.shapes[0], table.shapes[1]) == (shape, None)
    assert table.crs is not None
    assert table.crs.to_epsg() == 4490


def test_a_western_cpg_over_chinese_bytes(register: Register) -> None:
    points = gpd.points_from_xy([116.46, 116.47], [39.91, 39.92])
    frame = gpd.GeoDataFrame({"名称": ["自贸园", "望京"]}, geometry=points, crs="EPSG:4326")
    content = shapefile_bytes(frame, "GB18030", "ISO-8859-1")
    assert taken(register, "a.zip", content).projects["name_zh"].tolist() == ["自贸园", "望京"]
    frame["名称"] = ["Café Müller", "Zoë"]
    frame = frame.rename(columns={"名称": "name"})
    content = shapefile_bytes(frame, "ISO-8859-1", "ISO-8859-1")
    assert taken(register, "a.zip", content).projects["name_zh"].tolist() == ["Café Müller", "Zoë"]


def test_a_zip_of_several_shapefiles_is_read_as_several_layers() -> None:
    frame = gpd.GeoDataFrame(
        {"name": ["甲"]}, geometry=gpd.points_from_xy([116.46], [39.91]), crs="EPSG:4326"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for stem in ("a", "b"):
            with zipfile.ZipFile(io.BytesIO(shapefile_bytes(frame))) as one:
                for name in one.namelist():
                    archive.writestr(name.replace("layer", stem), one.read(name))
    file = source_file("a.zip", stream.getvalue())
    assert read_table(file).parts == ("a", "b")
    assert read_table(file, part="b").part == "b"


def test_a_password_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: object) -> None:
        raise ValueError("Workbook is encrypted")

    monkeypatch.setattr("xlrd.open_workbook", refuse)
    content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
    with pytest.raises(PasswordError):
        read_table(source_file("a.xls", content))


def test_an_invisible_character_is_not_read(register: Register) -> None:
    rows = (("项目名称", "经度", "纬度"), ("甲\u200b", "\u200b116.4612", "\u202a39.9087"))
    project = taken(register, "a.csv", csv_of(*rows)).projects.iloc[0]
    assert (project["name_zh"], project["lon_wgs84"]) == ("甲", 116.4612)
