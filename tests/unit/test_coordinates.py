"""Typed coordinates become WGS-84 spots, whatever their datum, order and punctuation."""

from functools import cache

import coord_convert.transform as reference
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod, Transformer

from geo.errors import CoordinateError
from geo.ground.spot import Spot, make_spot, read_spot, typed_datums, typed_spot
from geo.region import REGION
from tests.unit.strategies import spots

METRE = 1.0
EPSG = {  # written out again, not taken from the code under test
    "wgs84": 4326,
    "cgcs2000": 4490,
    "gk38": 4526,
    "gk39": 4527,
    "gk114": 4547,
    "gk117": 4548,
    "gk20": 4498,
    "utm50n": 32650,
    "webmercator": 3857,
}
CODES = [*EPSG, "gcj02", "bd09"]
GEOD = Geod(ellps="WGS84")

in_beijing = st.tuples(st.floats(115.5, 117.4), st.floats(39.5, 41.0))


def metres_between(spot: Spot, lon: float, lat: float) -> float:
    return float(GEOD.inv(spot.lon, spot.lat, lon, lat)[2])


@cache
def transformer_to(epsg: int) -> Transformer:
    return Transformer.from_crs("EPSG:4326", f"EPSG:{epsg}")


def written_in(datum: str, lon: float, lat: float) -> tuple[float, float]:
    """Return WGS-84 degrees in a datum, by other code than ours."""
    if datum == "gcj02":
        return reference.wgs2gcj(lon, lat)
    if datum == "bd09":
        return reference.wgs2bd(lon, lat)
    x, y = transformer_to(EPSG[datum]).transform(lat, lon)
    geographic = datum in {"wgs84", "cgcs2000"}  # pyproj gives latitude, and GK's northing, first
    return (y, x) if geographic or datum.startswith("gk") else (x, y)


@pytest.mark.parametrize("datum", CODES)
@given(point=in_beijing, form=st.sampled_from(["{0},{1}", "{1} {0}", "{0}，{1}", "{1};\t{0}"]))
def test_what_is_typed_in_a_datum_is_found_again(
    datum: str, point: tuple[float, float], form: str
) -> None:
    x, y = written_in(datum, *point)
    found = typed_spot(form.format(f"{x:.7f}", f"{y:.7f}"), datum)
    assert metres_between(found, *point) < METRE


def test_letters_and_signs_beside_the_numbers_do_not_matter() -> None:
    assert typed_spot("东经116.3975°，北纬39.9087°", "wgs84") == Spot(116.3975, 39.9087)


@pytest.mark.parametrize("text", ["", "116.4", "116.4, 39.9, 5", "2.35, 48.86", "北京", "nan, inf"])
@pytest.mark.parametrize("datum", CODES)
def test_what_is_no_coordinate_here_is_refused_in_both_languages(text: str, datum: str) -> None:
    with pytest.raises(CoordinateError) as caught:
        typed_spot(text, datum)
    for lang in ("zh", "en"):
        assert text in caught.value.sentence(lang)


@given(st.text(max_size=300))
def test_no_text_does_more_than_to_be_refused(text: str) -> None:
    for datum in CODES:
        try:
            found = typed_spot(text, datum)
        except CoordinateError:
            continue
        assert make_spot(found.lon, found.lat) == found


@given(spots())
def test_a_link_holds_a_spot_to_a_tenth_of_a_metre(spot: Spot) -> None:
    assert read_spot(str(spot)) == spot
    west, south, east, north = REGION.ground.accepted
    assert west <= spot.lon <= east
    assert south <= spot.lat <= north


@pytest.mark.parametrize("text", ["", "116", "116,39,1", "39.9,116.4", "nan,nan", "inf,39", "a,b"])
def test_a_link_with_another_text_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_spot(text)


def test_a_spot_can_be_typed_in_every_datum_that_reaches_the_region_exactly() -> None:
    assert {datum.code for datum in typed_datums()} == set(CODES)
