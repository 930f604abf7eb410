"""The grid before the exact test: the same answers, and little left for the exact test."""

import tracemalloc

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_array_equal
from numpy.typing import NDArray

from geo.ground.grid import NOT_FOUND, UNSURE
from geo.ground.join import PolygonIndex
from geo.ground.prepared import is_inside
from geo.register.load import Register

LEFT_AT_MOST = 0.03
BYTES_AT_MOST = 2_000_000
PEAK_AT_MOST = 100_000_000


def index_of(polygons: list[shapely.Geometry]) -> PolygonIndex:
    """Return an index of polygons that are named by their places in the list."""
    return PolygonIndex.from_frame(
        gpd.GeoDataFrame({"id": range(len(polygons))}, geometry=polygons)
    )


def exact(polygons: list[shapely.Geometry], lonlat: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the first polygon that holds each point, by asking every polygon about every point."""
    found = np.full(len(lonlat), NOT_FOUND)
    for position in reversed(range(len(polygons))):
        found[is_inside(polygons[position], *lonlat.T)] = position
    return found


def around(polygons: list[shapely.Geometry]) -> NDArray[np.float64]:
    """Return points in and around polygons: at random, on their corners, beside and on edges."""
    west, south, east, north = shapely.total_bounds(polygons)
    margin = max(east - west, north - south) / 4
    random = np.random.default_rng(4)
    anywhere = random.uniform(
        (west - margin, south - margin), (east + margin, north + margin), (2_000, 2)
    )
    ring = shapely.get_coordinates(polygons)
    picked = random.integers(len(ring) - 1, size=2_000)
    corners, middles = ring[picked], (ring[picked] + ring[picked + 1]) / 2
    beside = corners + random.normal(0, margin / 1_000, corners.shape)
    nowhere = [
        (np.nan, south),
        (west, np.nan),
        (np.inf, north),
        (-np.inf, -np.inf),
        (1e308, -1e308),
    ]
    return np.vstack([anywhere, corners, middles, beside, nowhere])


def crossings(index: PolygonIndex) -> NDArray[np.float64]:
    """Return the points at which the lines between the cells of a grid cross."""
    rows, columns = index.grid.answers.shape
    column, row = np.meshgrid(np.arange(0, columns + 1, 31), np.arange(0, rows + 1, 31))
    corner = (index.grid.west, index.grid.south)
    return corner + index.grid.cell * np.column_stack([column.ravel(), row.ravel()])


degrees = st.floats(-2, 2) | st.sampled_from([-1.0, 0.0, 0.5, 1.0])
triangles = st.lists(st.tuples(degrees, degrees), min_size=3, max_size=3, unique=True)
parts = triangles.map(shapely.Polygon) | st.tuples(degrees, degrees, degrees, degrees).map(
    lambda sides: shapely.box(*sides)
)
polygons = parts.filter(lambda part: part.is_valid and part.area > 0)


@given(st.lists(polygons, min_size=1, max_size=5))
def test_overlapping_polygons_have_the_answers_of_the_exact_test(
    overlapping: list[shapely.Geometry],
) -> None:
    index = index_of(overlapping)
    points = np.vstack([around(overlapping), crossings(index)])
    assert_array_equal(index.locate(*points.T), exact(overlapping, points))


def test_holes_parts_neighbours_and_crossed_edges_have_the_answers_of_the_exact_test() -> None:
    ring = shapely.Point(0, 0).buffer(3).difference(shapely.Point(0, 0).buffer(1))
    apart = shapely.MultiPolygon([shapely.box(0.2, 0.2, 0.4, 0.4), shapely.box(8, 0, 9, 3)])
    filling = shapely.box(-4, -4, 4, 4).difference(ring)
    bow = shapely.Polygon([(5, 0), (7, 2), (7, 0), (5, 2)])
    shapes = [ring, apart, filling, bow]
    index = index_of(shapes)
    points = np.vstack([around(shapes), crossings(index)])
    found = index.locate(*points.T)
    assert_array_equal(found, exact(shapes, points))
    assert set(found) == {NOT_FOUND, 0, 1, 2, 3}


def test_districts_and_zones_have_the_answers_of_the_exact_test(register: Register) -> None:
    exclave = np.array([(116.5896, 40.0800)])
    for frame, index in (
        (register.districts, register.ground.districts),
        (register.zones[register.zones["kind"] == "cluster"], register.ground.clusters),
    ):
        shapes = frame.geometry.tolist()
        points = np.vstack([around(shapes), crossings(index), exclave])
        assert_array_equal(index.locate(*points.T), exact(shapes, points))


def test_few_points_are_left_for_the_exact_test(register: Register) -> None:
    random = np.random.default_rng(1)
    lon, lat = random.uniform(115.4, 117.5, 200_000), random.uniform(39.4, 41.1, 200_000)
    grid = register.ground.districts.grid
    assert (grid.look_up(lon, lat) == UNSURE).mean() <= LEFT_AT_MOST
    assert grid.answers.nbytes <= BYTES_AT_MOST


def test_no_edge_however_long_takes_room_without_bound() -> None:
    # cut at every cell, these edges would be some 20 million pieces
    heights = np.tile([0.0, 1.0], 10_000)
    saw = np.column_stack([np.linspace(0, 1, heights.size), heights])
    tracemalloc.start()
    index = index_of([shapely.Polygon([*saw, (1, -1), (0, -1)])])
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < PEAK_AT_MOST
    assert index.locate(np.array([0.5, 0.5]), np.array([-0.5, 1.5])).tolist() == [0, NOT_FOUND]


@pytest.mark.parametrize("shapes", [[], [shapely.Polygon()], [None]])
def test_no_ground_holds_no_point(shapes: list[shapely.Geometry]) -> None:
    found = index_of(shapes).locate(np.array([0.0, 116.4, np.nan]), np.array([0.0, 39.9, 0.0]))
    assert found.tolist() == [NOT_FOUND] * 3


def test_more_polygons_than_a_byte_can_name() -> None:
    squares = [shapely.box(n, 0, n + 0.9, 1) for n in range(300)]
    lon = np.arange(300) + 0.5
    assert_array_equal(index_of(squares).locate(lon, np.full(300, 0.5)), np.arange(300))
