"""Parcels and lines of projects: kept as they are, counted once, and never taken for a district."""

import json
from pathlib import Path

import pytest
import shapely

from geo.__main__ import main
from geo.intake.boundaries import take_boundaries
from geo.intake.intake import take_in
from geo.intake.outline_names import holds_boundaries
from geo.register.load import Register
from tests.unit.intake.files import codes_of, table_of

PARCELS = [
    ({"项目名称": "望京东地块A", "所在区": "朝阳区"}, (116.455, 39.905, 116.462, 39.912)),
    ({"项目名称": "运河地块B", "所在区": "通州区"}, (116.65, 39.9, 116.66, 39.91)),
]
IN_ONE_DISTRICT = [
    ({"名称": "东坝地块", "区": "朝阳区"}, (116.55, 39.95, 116.56, 39.96)),
    ({"名称": "管庄地块", "区": "朝阳区"}, (116.58, 39.91, 116.59, 39.92)),
    ({"名称": "台湖地块", "区": "通州区"}, (116.62, 39.83, 116.63, 39.84)),
]
LINE = shapely.LineString([(116.3, 39.9), (116.4, 39.91), (116.6, 39.9), (116.67, 39.9)])


def collection(features: list[tuple[dict[str, str], shapely.Geometry]]) -> bytes:
    listed = [
        {"type": "Feature", "properties": of, "geometry": json.loads(shapely.to_geojson(shape))}
        for of, shape in features
    ]
    return json.dumps({"type": "FeatureCollection", "features": listed}).encode()


def boxes(parcels: list[tuple[dict[str, str], tuple[float, ...]]]) -> bytes:
    return collection([(of, shapely.box(*bounds)) for of, bounds in parcels])


@pytest.mark.parametrize(
    ("parcels", "districts"),
    [
        (PARCELS, ["110105", "110112"]),
        (IN_ONE_DISTRICT, ["110105", "110105", "110112"]),
        ([({**of, "组团": "朝阳组团"}, bounds) for of, bounds in PARCELS], ["110105", "110112"]),
        ([({**of, "园区": "金融街"}, bounds) for of, bounds in PARCELS], ["110105", "110112"]),
        (
            [({"DKMC": of["项目名称"], "XZQMC": of["所在区"]}, bounds) for of, bounds in PARCELS],
            ["110105", "110112"],
        ),
        (
            [({"parcel": "A", "district": of["所在区"]}, bounds) for of, bounds in PARCELS],
            ["110105", "110112"],
        ),
        ([({**PARCELS[0][0], "id": "110105"}, PARCELS[0][1])], ["110105"]),
        ([({"宗地编号": "JG-1", "行政区": "朝阳区"}, PARCELS[0][1])], ["110105"]),
    ],
)
def test_a_parcel_is_a_project(
    register: Register,
    parcels: list[tuple[dict[str, str], tuple[float, ...]]],
    districts: list[str],
) -> None:
    table = table_of("a.geojson", boxes(parcels))
    assert not holds_boundaries(table, register)
    intake = take_in(table, register)
    assert intake.rejected == []
    assert intake.projects["district"].tolist() == districts
    for project, (_, bounds) in zip(intake.projects.itertuples(), parcels, strict=True):
        shape = intake.shapes[project.id]
        assert shape.equals(shapely.box(*bounds))
        assert shape.contains(shapely.Point(project.lon_wgs84, project.lat_wgs84))


def test_a_line_is_kept_counted_once_and_its_districts_named(register: Register) -> None:
    table = table_of("a.geojson", collection([({"项目名称": "示例线一期"}, LINE)]))
    intake = take_in(table, register)
    assert codes_of(intake)[1] >= {"shape_line", "in_districts"}
    project = intake.projects.iloc[0]
    assert intake.shapes[project["id"]].equals(LINE)
    point = shapely.Point(project["lon_wgs84"], project["lat_wgs84"])
    assert LINE.distance(point) < 1e-6
    assert project["precision_m"] <= 10
    for name in ("海淀区", "西城区", "东城区", "朝阳区", "通州区"):
        assert name in project["note_zh"]


@pytest.mark.parametrize(
    ("shape", "kind"),
    [
        (shapely.GeometryCollection([LINE]), "LineString"),
        (shapely.GeometryCollection([LINE, shapely.Point(116.4, 39.9)]), "GeometryCollection"),
        (shapely.MultiLineString([LINE.coords[:2], LINE.coords[2:]]), "MultiLineString"),
    ],
)
def test_a_collection_of_lines_is_a_line(
    register: Register, shape: shapely.Geometry, kind: str
) -> None:
    intake = take_in(table_of("a.geojson", collection([({"线路名称": "M线"}, shape)])), register)
    assert "shape_line" in codes_of(intake)[1]
    project = intake.projects.iloc[0]
    assert intake.shapes[project["id"]].geom_type == kind
    assert project["precision_m"] <= 10


def test_a_collection_of_one_point_is_a_point(register: Register) -> None:
    point = shapely.Point(116.4, 39.9)
    shapes = [shapely.GeometryCollection([point]), shapely.MultiPoint([point])]
    features = [({"项目名称": str(n)}, shape) for n, shape in enumerate(shapes)]
    intake = take_in(table_of("a.geojson", collection(features)), register)
    assert (intake.shapes, codes_of(intake)) == ({}, {})
    assert intake.projects["lon_wgs84"].tolist() == [116.4, 116.4]


def test_an_outline_far_from_the_official_area_is_taken_only_when_told(
    register: Register, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = collection([({"名称": "朝阳区"}, shapely.box(116.45, 39.9, 116.46, 39.91))])
    table = table_of("a.geojson", content)
    assert holds_boundaries(table, register)
    refused = take_boundaries(table, register)
    assert (refused.rows, refused.shapes) == ([], {})
    assert {finding.code for finding in refused.findings} == {"area_far"}
    assert take_boundaries(table, register, any_area=True).rows == [1]
    path = tmp_path / "a.geojson"
    path.write_bytes(content)
    assert main(["check", str(path)]) == 1
    assert "--any-area" in capsys.readouterr().out
    assert main(["check", str(path), "--any-area"]) == 0


def test_two_parcels_called_as_their_district_are_no_outlines(register: Register) -> None:
    parcels = [({"名称": "朝阳区"}, bounds) for _, bounds in IN_ONE_DISTRICT]
    assert not holds_boundaries(table_of("a.geojson", boxes(parcels)), register)
