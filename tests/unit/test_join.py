"""The spatial join: the same answers as GeoPandas', and exactly one row out per row in."""

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst
from numpy.testing import assert_array_equal

from geo.ground.grid import NOT_FOUND
from geo.ground.join import PolygonIndex
from geo.register.load import Register

SQUARES = gpd.GeoDataFrame(
    {"id": ["west", "east", "inner"]},
    geometry=[shapely.box(0, 0, 2, 2), shapely.box(2, 0, 4, 2), shapely.box(3, 1, 5, 3)],
    crs="EPSG:4326",
)
BY_SQUARE = PolygonIndex.from_frame(SQUARES)


@pytest.fixture(scope="module")
def districts(register: Register) -> PolygonIndex:
    return register.ground.districts


def scatter(count: int) -> tuple[np.ndarray, np.ndarray]:
    """Return random points in and around Beijing, the same each time."""
    rng = np.random.default_rng(20200904)
    return rng.uniform(115.3, 117.6, count), rng.uniform(39.3, 41.2, count)


def naive(frame: gpd.GeoDataFrame, lon: float, lat: float) -> int:
    """Return the first polygon that covers a point, one by one."""
    covering = frame.geometry.covers(shapely.Point(lon, lat)).to_numpy()
    return int(covering.argmax()) if covering.any() else NOT_FOUND


def find(index: PolygonIndex, lon: float, lat: float) -> str | None:
    """Return the id of the polygon that one point falls in."""
    return index.names(index.locate(np.array([lon]), np.array([lat])))[0]


def test_answers_are_those_of_geopandas_row_by_row(
    register: Register, districts: PolygonIndex
) -> None:
    lon, lat = scatter(2_000)
    points = gpd.GeoDataFrame(geometry=gpd.points_from_xy(lon, lat), crs="EPSG:4326")
    joined = gpd.sjoin(points, register.districts[["geometry"]], predicate="within")
    assert joined.index.is_unique
    expected = joined["id"].reindex(points.index).astype(object)
    found = districts.names(districts.locate(lon, lat))
    assert_array_equal(found, expected.where(expected.notna(), None).to_numpy())
    # without this, points that are all inside or all outside would prove little
    assert 500 < expected.notna().sum() < 1_900


@pytest.mark.parametrize("kind", ["cluster", "site"])
def test_zones_too(register: Register, kind: str) -> None:
    zones = register.zones[register.zones["kind"] == kind]
    west, south, east, north = zones.total_bounds
    rng = np.random.default_rng(7)
    lon, lat = rng.uniform(west, east, 1_000), rng.uniform(south, north, 1_000)
    index = PolygonIndex.from_frame(zones)
    expected = [naive(zones, *point) for point in zip(lon, lat, strict=True)]
    assert_array_equal(index.locate(lon, lat), expected)
    assert (np.array(expected) != NOT_FOUND).any()


def test_a_point_on_a_shared_edge_is_counted_once(
    register: Register, districts: PolygonIndex
) -> None:
    corners = [
        set(map(tuple, shapely.get_coordinates(shape))) for shape in register.districts.geometry
    ]
    shared = sorted({xy for n, own in enumerate(corners) for xy in own & set().union(*corners[:n])})
    sample = np.array(shared[:: len(shared) // 300])
    points = gpd.GeoSeries(shapely.points(sample), crs="EPSG:4326")
    # the trap: `within` loses these points and `intersects` doubles them
    frame = gpd.GeoDataFrame(geometry=points)
    assert gpd.sjoin(frame, register.districts[["geometry"]], predicate="within").empty
    doubled = gpd.sjoin(frame, register.districts[["geometry"]], predicate="intersects")
    assert doubled.index.value_counts().min() >= 2

    found = districts.locate(sample[:, 0], sample[:, 1])
    firsts = [
        next(n for n, own in enumerate(corners) if tuple(xy) in own) for xy in sample.tolist()
    ]
    assert_array_equal(found, firsts)


@pytest.mark.parametrize(
    ("lon", "lat", "expected"),
    [
        pytest.param(116.5896, 40.0800, "110105", id="Capital Airport T2, Chaoyang's exclave"),
        pytest.param(116.6155, 40.0550, "110113", id="Capital Airport T3, Shunyi"),
        pytest.param(116.3975, 39.9087, "110101", id="Tiananmen"),
        pytest.param(116.411, 39.51, None, id="Daxing Airport's terminal, in no district"),
        pytest.param(117.2, 39.13, None, id="Tianjin"),
        pytest.param(39.9087, 116.3975, None, id="axes exchanged"),
        pytest.param(np.nan, 39.9087, None, id="no longitude"),
        pytest.param(116.3975, np.nan, None, id="no latitude"),
        pytest.param(np.inf, -np.inf, None, id="infinite"),
    ],
)
def test_known_points(districts: PolygonIndex, lon: float, lat: float, expected: str) -> None:
    assert find(districts, lon, lat) == expected


def test_no_points_give_no_rows(districts: PolygonIndex) -> None:
    found = districts.locate(np.empty(0), np.empty(0))
    assert found.shape == (0,)
    assert districts.names(found).shape == (0,)


def test_edges_belong_to_the_first_polygon() -> None:
    index = BY_SQUARE
    assert find(index, 2.0, 1.0) == "west"  # shared with east
    assert find(index, 3.5, 1.5) == "east"  # overlaps inner
    assert find(index, 4.5, 2.5) == "inner"
    assert find(index, 0.0, 0.0) == "west"  # a corner
    assert find(index, 4.0, 2.5) == "inner"
    assert find(index, 5.1, 2.5) is None


@given(
    npst.arrays(
        np.float64,
        st.tuples(st.integers(0, 50), st.just(2)),
        elements=st.floats(-1, 6) | st.sampled_from([0.0, 1.0, 2.0, 3.0, 4.0, 5.0, np.nan, np.inf]),
    )
)
def test_one_row_out_per_row_in_whatever_the_points(lonlat: np.ndarray) -> None:
    lon, lat = lonlat[:, 0].copy(), lonlat[:, 1].copy()
    found = BY_SQUARE.locate(lon, lat)
    assert found.shape == lon.shape
    assert_array_equal(np.column_stack([lon, lat]), lonlat)
    # a row's answer does not depend on the rows beside it
    assert_array_equal(BY_SQUARE.locate(lon[::-1], lat[::-1]), found[::-1])
    finite = np.isfinite(lonlat).all(axis=1)
    assert (found[~finite] == NOT_FOUND).all()
    assert_array_equal(found[finite], [naive(SQUARES, *point) for point in lonlat[finite]])
