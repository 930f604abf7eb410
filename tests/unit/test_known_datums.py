"""The table of datums says of each what EPSG says, and offers those that are used in the region."""

import pyproj
import pytest

from geo.errors import DatumNameError
from geo.ground.datums import Datum, parse_datum
from geo.ground.known_datums import KNOWN_DATUMS, KnownDatum, datum_words, offered_datums
from geo.words.text import text_in

AT_EPSG = [datum for datum in KNOWN_DATUMS if datum.epsg]
PROJECTED = [datum for datum in AT_EPSG if datum.meridian is not None]


def code_of(datum: KnownDatum) -> str:
    return datum.code


def test_a_code_and_every_other_word_means_one_datum() -> None:
    codes = [datum.code for datum in KNOWN_DATUMS]
    assert len(set(codes)) == len(codes)
    words = [word for datum in KNOWN_DATUMS for word in (datum.code, *datum.aliases)]
    assert len(set(words)) == len(words)
    assert set(map(code_of, datum_words().values())) == set(codes)


@pytest.mark.parametrize("datum", PROJECTED, ids=code_of)
def test_a_projection_has_its_meridian_and_is_used_where_epsg_says(datum: KnownDatum) -> None:
    crs = pyproj.CRS.from_epsg(datum.epsg)
    assert crs.coordinate_operation is not None
    parameters = {parameter.name: parameter.value for parameter in crs.coordinate_operation.params}
    assert parameters["Longitude of natural origin"] == datum.meridian
    with_belt = datum.family in {"belt", "six", "bj54_belt"}
    belt = parameters["False easting"] // 1_000_000
    assert belt == (datum.number if with_belt else 0)
    area = crs.area_of_use
    assert area is not None
    assert datum.meridian is not None
    assert datum.meridian - datum.reach <= area.east
    assert datum.meridian + datum.reach >= area.west


def test_in_beijing_its_own_belts_are_offered_the_nearest_first() -> None:
    assert list(map(code_of, offered_datums())) == [
        *("wgs84", "cgcs2000", "gcj02", "bd09"),
        *("gk39", "gk38", "gk117", "gk114", "gk20", "utm50n", "webmercator"),
        *("bj54", "bj54gk39", "bj54gk38"),
    ]


@pytest.mark.parametrize("datum", offered_datums(), ids=code_of)
def test_what_is_offered_is_read_by_any_of_its_names(datum: KnownDatum) -> None:
    read = parse_datum(datum.code)
    assert read.name == datum.name
    assert (read.accuracy_m > 0) is datum.is_rough
    for word in (datum.name, datum.code.upper(), *datum.aliases):
        assert parse_datum(word) == read
    if datum.is_wgs84:
        assert parse_datum(f"EPSG:{datum.epsg}") == Datum(datum.code)


@pytest.mark.parametrize("code", ["gk40", "gk123", "utm48n", "EPSG:4549"])
def test_a_belt_far_from_the_region_is_neither_offered_nor_read(code: str) -> None:
    datum = datum_words().get(code)
    assert datum is None or datum not in offered_datums()
    with pytest.raises(DatumNameError):
        parse_datum(code)


def test_every_datum_is_called_something_of_its_own() -> None:
    for lang in ("zh", "en"):
        names = [datum.in_words(text_in(lang)) for datum in KNOWN_DATUMS]
        assert len(set(names)) == len(names)
