"""Outlines that users bring take the place of the schematic ones, by id or name."""

import geopandas as gpd
import pytest
import shapely

from geo.errors import NoBoundariesError
from geo.intake.boundaries import take_boundaries, with_boundaries
from geo.intake.outline_names import holds_boundaries
from geo.intake.positions.footprints import area_km2
from geo.register.load import Register
from tests.unit.intake.files import driver_bytes, shapefile_bytes, table_of

SQUARE = shapely.box(116.44, 39.90, 116.475, 39.925)
"""About as large as the cluster of Chaoyang officially is."""

BOW = shapely.Polygon([(116.44, 39.9), (116.48, 39.93), (116.48, 39.9), (116.44, 39.93)])


def layer(
    names: list[str], shapes: list[shapely.Geometry], crs: str = "EPSG:4326"
) -> gpd.GeoDataFrame:
    frame = gpd.GeoDataFrame({"name": names}, geometry=shapes, crs="EPSG:4326")
    return frame.to_crs(crs)


@pytest.mark.parametrize(
    ("name", "crs", "file"),
    [
        ("chaoyang", "EPSG:4490", "a.gpkg"),
        ("朝阳组团", "EPSG:4548", "a.zip"),
        ("Chaoyang cluster", "EPSG:4527", "a.geojson"),
        ("朝阳组团", "EPSG:4527", "a.parquet"),
    ],
)
def test_a_cluster_gets_its_real_outline(
    register: Register, name: str, crs: str, file: str
) -> None:
    frame = layer([name], [SQUARE], crs)
    content = shapefile_bytes(frame) if file == "a.zip" else driver_bytes(frame, file)
    table = table_of(file, content)
    assert holds_boundaries(table, register)
    boundaries = take_boundaries(table, register)
    assert boundaries.rows == [1]
    new = with_boundaries(register, boundaries)
    zone = new.zones.loc["chaoyang"]
    assert zone["geometry_basis"] == "boundary"
    assert zone["area_km2"] == pytest.approx(area_km2(SQUARE), rel=1e-5)
    assert zone["districts"] == ["110105"]
    assert SQUARE.contains(shapely.Point(zone["label_lon"], zone["label_lat"]))
    assert file in zone["basis_note_zh"]
    assert register.zones.loc["chaoyang", "geometry_basis"] == "schematic"


def test_points_are_joined_to_the_new_outline(register: Register) -> None:
    corner = shapely.box(116.20, 39.60, 116.22, 39.62)
    boundaries = take_boundaries(
        table_of("a.gpkg", driver_bytes(layer(["chaoyang"], [corner]), "a.gpkg")),
        register,
        any_area=True,
    )
    new = with_boundaries(register, boundaries)
    index = new.ground.clusters
    lon, lat = shapely.get_coordinates(corner.centroid).T
    assert index.names(index.locate(lon, lat)).tolist() == ["chaoyang"]
    area = new.zones.loc["business"]
    assert area.geometry.covers(corner)
    assert len(new.projects) == len(register.projects)


def test_a_district_is_replaced_fine_and_coarse(register: Register) -> None:
    own = register.districts.geometry["110105"]
    moved = shapely.union(own, shapely.box(116.6, 39.9, 116.65, 39.95))
    table = table_of("a.gpkg", driver_bytes(layer(["朝阳区"], [moved]), "a.gpkg"))
    new = with_boundaries(register, take_boundaries(table, register))
    assert new.districts.loc["110105", "geometry_basis"] == "boundary"
    assert new.districts.geometry["110105"].equals(moved)
    coarse = new.districts_coarse.geometry["110105"]
    assert area_km2(coarse) == pytest.approx(area_km2(moved), rel=0.01)
    assert shapely.get_num_coordinates(coarse) < shapely.get_num_coordinates(moved)


def test_what_is_wrong_is_said_feature_by_feature(register: Register) -> None:
    names = ["chaoyang", "朝阳组团", "火星组团", "tongzhou", "shunyi"]
    shapes = [BOW, SQUARE, SQUARE, shapely.Point(116.4, 39.9), SQUARE]
    frame = gpd.GeoDataFrame({"name": names}, geometry=shapes, crs="EPSG:4326")
    table = table_of("a.gpkg", driver_bytes(frame, "a.gpkg"))
    boundaries = take_boundaries(table, register, any_area=True)
    assert boundaries.rows == [1, 5]
    assert boundaries.rejected == [2, 3, 4]
    codes = {(finding.row, finding.code) for finding in boundaries.findings}
    assert codes == {
        (1, "shape_repaired"),
        (1, "area_differs"),
        (2, "twin_boundary"),
        (3, "no_boundary_match"),
        (4, "not_a_polygon"),
        (5, "area_differs"),
    }
    assert boundaries.shapes["cluster:chaoyang"].is_valid


def test_polygons_of_nothing_known_are_refused(register: Register) -> None:
    table = table_of("a.gpkg", driver_bytes(layer(["火星"], [SQUARE]), "a.gpkg"))
    assert not holds_boundaries(table, register)
    with pytest.raises(NoBoundariesError):
        take_boundaries(table, register)


def test_an_undeclared_projection_waits(register: Register) -> None:
    frame = layer(["chaoyang"], [SQUARE], "EPSG:4548").set_crs(None, allow_override=True)
    boundaries = take_boundaries(table_of("a.gpkg", driver_bytes(frame, "a.gpkg")), register)
    assert boundaries.question is not None
    assert boundaries.question.proposals[0].reading.datum.name == "EPSG:4548"
    assert boundaries.rejected == [1]
