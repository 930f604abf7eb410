"""geo.ground.gcj02 against published points, an independent library and its own inverse."""

from collections.abc import Callable

import numpy as np
import pytest
from coord_convert import transform as independent
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from geo.ground import gcj02

Conversion = Callable[[object, object], tuple[np.ndarray, np.ndarray]]

METRES_A_DEGREE = 111_320.0  # at the equator, the longest
CLOSE_M = 1e-6
NANODEGREE = 1e-9  # 0.1 mm

THERE_AND_BACK = [
    (gcj02.wgs84_to_gcj02, gcj02.gcj02_to_wgs84),
    (gcj02.gcj02_to_bd09, gcj02.bd09_to_gcj02),
    (gcj02.wgs84_to_bd09, gcj02.bd09_to_wgs84),
]
CONVERSIONS = [conversion for pair in THERE_AND_BACK for conversion in pair]

# more than a shift inside the rim of the rectangle, where the inverse is unique
longitudes = st.floats(73.0, 137.0)
latitudes = st.floats(2.0, 55.0)

every_conversion = pytest.mark.parametrize("convert", CONVERSIONS, ids=lambda f: f.__name__)
every_pair = pytest.mark.parametrize(
    ("there", "back"), THERE_AND_BACK, ids=[there.__name__ for there, _ in THERE_AND_BACK]
)


def scatter(count: int) -> tuple[np.ndarray, np.ndarray]:
    """Return random points in and around Beijing, the same each time."""
    rng = np.random.default_rng(20200924)
    return rng.uniform(115.4, 117.5, count), rng.uniform(39.4, 41.1, count)


def test_tiananmen_moves_to_its_published_place() -> None:
    lon, lat = gcj02.wgs84_to_gcj02(116.3975, 39.9087)
    assert_allclose([lon, lat], [116.40374, 39.91010], rtol=0, atol=5e-6)


@pytest.mark.parametrize(
    ("ours", "theirs", "tolerance"),
    [
        (gcj02.wgs84_to_gcj02, independent.wgs2gcj, NANODEGREE),
        (gcj02.gcj02_to_bd09, independent.gcj2bd, NANODEGREE),
        (gcj02.wgs84_to_bd09, independent.wgs2bd, NANODEGREE),
        # theirs iterates only until a step is below 1e-6 degrees
        (gcj02.gcj02_to_wgs84, independent.gcj2wgs, 1e-8),
        # theirs is the closed inverse, up to 0.16 m off
        (gcj02.bd09_to_gcj02, independent.bd2gcj, 3e-6),
        (gcj02.bd09_to_wgs84, independent.bd2wgs, 3e-6),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_an_independent_library_agrees(
    ours: Conversion, theirs: Callable[[float, float], tuple[float, float]], tolerance: float
) -> None:
    lon, lat = scatter(500)
    expected = np.array([theirs(x, y) for x, y in zip(lon, lat, strict=True)]).T
    assert_allclose(ours(lon, lat), expected, rtol=0, atol=tolerance)


@every_pair
@given(lon=longitudes, lat=latitudes)
def test_round_trip_returns_within_a_micrometre(
    there: Conversion, back: Conversion, lon: float, lat: float
) -> None:
    error = np.subtract(back(*there(lon, lat)), (lon, lat)) * METRES_A_DEGREE
    assert np.abs(error).max() < CLOSE_M


@every_pair
@given(lon=longitudes, lat=latitudes)
def test_the_shift_is_real(there: Conversion, back: Conversion, lon: float, lat: float) -> None:
    # without this an identity would pass every round trip
    assert np.abs(np.subtract(there(lon, lat), (lon, lat))).max() > 1e-6
    assert np.abs(np.subtract(back(lon, lat), (lon, lat))).max() > 1e-6


@every_conversion
@pytest.mark.parametrize(
    "lonlat", [(0.0, 0.0), (2.35, 48.85), (72.003, 39.9), (137.835, 39.9), (116.4, 55.828)]
)
def test_points_outside_china_stay(convert: Conversion, lonlat: tuple[float, float]) -> None:
    assert_array_equal(convert(*lonlat), lonlat)


@every_conversion
def test_outside_points_do_not_disturb_inside_ones(convert: Conversion) -> None:
    lon, lat = convert([116.4, 2.35, 116.5], [39.9, 48.85, 40.0])
    assert_array_equal([lon[0], lat[0]], convert(116.4, 39.9))
    assert_array_equal([lon[1], lat[1]], [2.35, 48.85])
    assert_array_equal([lon[2], lat[2]], convert(116.5, 40.0))


@every_conversion
def test_nan_passes_through(convert: Conversion) -> None:
    lon, lat = convert([np.nan, 116.4, np.nan, 116.4], [39.9, np.nan, np.nan, 39.9])
    assert_array_equal(np.isnan(lon), [True, False, True, False])
    assert_array_equal(np.isnan(lat), [False, True, True, False])
    assert lat[0] == 39.9
    assert lon[1] == 116.4


@every_conversion
@pytest.mark.parametrize("shape", [(), (0,), (1,), (3,), (0, 2), (2, 3)])
def test_shape_and_type_are_kept(convert: Conversion, shape: tuple[int, ...]) -> None:
    lon, lat = convert(np.full(shape, 116.4, np.float32), np.full(shape, 39.9, np.float32))
    for out in (lon, lat):
        assert isinstance(out, np.ndarray)
        assert out.shape == shape
        assert out.dtype == np.float64


@every_conversion
def test_lists_and_integers_are_accepted(convert: Conversion) -> None:
    assert_array_equal(convert([116], [40]), convert(np.array([116.0]), np.array([40.0])))


@every_conversion
def test_arguments_are_not_changed(convert: Conversion) -> None:
    lon, lat = scatter(10)
    kept = lon.copy(), lat.copy()
    out = convert(lon, lat)
    assert_array_equal((lon, lat), kept)
    assert not any(np.shares_memory(a, b) for a in out for b in (lon, lat))


@every_conversion
def test_strided_views_convert_as_their_copies(convert: Conversion) -> None:
    lonlat = np.column_stack(scatter(20))
    view = convert(lonlat[::2, 0], lonlat[::2, 1])
    assert_array_equal(view, convert(lonlat[::2, 0].copy(), lonlat[::2, 1].copy()))


@every_conversion
def test_many_blocks_convert_as_single_points(convert: Conversion) -> None:
    lon, lat = scatter(2 * gcj02.BLOCK + 7)
    whole = convert(lon, lat)
    for at in (0, gcj02.BLOCK - 1, gcj02.BLOCK, 2 * gcj02.BLOCK, lon.size - 1):
        # the vector and the scalar sine may differ in the last digit
        assert_allclose([axis[at] for axis in whole], convert(lon[at], lat[at]), rtol=1e-14)


@every_conversion
def test_shapes_that_differ_are_refused(convert: Conversion) -> None:
    with pytest.raises(ValueError, match="differ in shape"):
        convert([116.4, 116.5], [39.9])
