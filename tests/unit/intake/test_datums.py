"""Datums: there and back, against independent libraries, and proposals that wait for a yes."""

import numpy as np
import pyproj
import pytest
from coord_convert import transform
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import DatumNameError
from geo.ground.datums import UNKNOWN_SHIFT_M, parse_datum, to_wgs84
from geo.register.load import Register
from tests.unit.intake.files import DATUMS, EPSG, csv_bytes, csv_of, frame_in, taken, to_datum

GEOD = pyproj.Geod(ellps="WGS84")
MILLIMETRE = 1e-3

beijing = st.tuples(st.floats(115.4, 117.5), st.floats(39.4, 41.0))


def metres_between(one: tuple[float, float], other: tuple[float, float]) -> float:
    return float(GEOD.inv(*one, *other)[2])


def back(name: str, x: float, y: float) -> tuple[float, float]:
    lon, lat = to_wgs84(parse_datum(name), np.array([x]), np.array([y]))
    return float(lon[0]), float(lat[0])


@given(beijing)
def test_gcj02_is_undone_to_a_millimetre(point: tuple[float, float]) -> None:
    assert metres_between(back("gcj02", *transform.wgs2gcj(*point)), point) < MILLIMETRE


@given(beijing)
def test_bd09_is_undone_to_a_millimetre(point: tuple[float, float]) -> None:
    assert metres_between(back("bd09", *transform.wgs2bd(*point)), point) < MILLIMETRE


@pytest.mark.parametrize("name", EPSG)
@given(point=beijing)
def test_what_pyproj_projects_comes_back(name: str, point: tuple[float, float]) -> None:
    crs = pyproj.CRS.from_user_input(name)
    x, y = pyproj.Transformer.from_crs(crs.geodetic_crs, crs, always_xy=True).transform(*point)
    assert metres_between(back(name, x, y), point) < MILLIMETRE


@pytest.mark.parametrize("name", DATUMS)
def test_no_point_stays_no_point(name: str) -> None:
    lon, lat = to_wgs84(parse_datum(name), np.array([np.nan]), np.array([np.nan]))
    assert np.isnan(lon).all()
    assert np.isnan(lat).all()


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("WGS-84", "wgs84"),
        ("EPSG:4326", "wgs84"),
        ("epsg:4490", "cgcs2000"),
        ("国家2000", "cgcs2000"),
        ("高德", "gcj02"),
        ("BD-09", "bd09"),
        ("国测局坐标系", "gcj02"),
        ("百度经纬度", "bd09"),
        ("天地图", "cgcs2000"),
        ("epsg:4548", "EPSG:4548"),
    ],
)
def test_names_of_datums(said: str, meant: str) -> None:
    assert parse_datum(said).name == meant


@pytest.mark.parametrize("said", ["", "foo", "EPSG:27700", "EPSG:9999999", "EPSG:5773", "4548; x"])
def test_other_names_are_refused(said: str) -> None:
    with pytest.raises(DatumNameError):
        parse_datum(said)


def test_how_rough_an_old_datum_is_is_said(register: Register) -> None:
    assert parse_datum("EPSG:4548").accuracy_m == 0
    assert parse_datum("EPSG:2415").accuracy_m == UNKNOWN_SHIFT_M
    content = csv_of(["名称", "x(EPSG:2415)", "y"], ["甲", 39448481.57, 4419565.43])
    intake = taken(register, "a.csv", content)
    assert "datum_rough" in {note.code for note in intake.notes}
    assert intake.projects["precision_m"].tolist()[0] > UNKNOWN_SHIFT_M


@pytest.mark.parametrize(
    "header", ["经度（GCJ-02）", "lon_gcj02", "高德经度", "经度(高德)", "lng (AMap)"]
)
def test_a_header_declares_a_datum(register: Register, header: str) -> None:
    content = csv_of(["name", header, "lat"], ["a", 116.40374, 39.91010])
    intake = taken(register, "a.csv", content)
    assert intake.reading is not None
    assert intake.reading.datum.name == "gcj02"
    assert intake.projects["lon_wgs84"].tolist() == [pytest.approx(116.3975, abs=1e-5)]


@pytest.mark.parametrize("datum", ["EPSG:4526", "EPSG:4527", "EPSG:4547", "EPSG:4548"])
@pytest.mark.parametrize("swapped", [False, True])
def test_metres_are_proposed_and_wait(register: Register, datum: str, *, swapped: bool) -> None:
    frame = frame_in("zh", datum)
    if swapped:
        frame = frame.rename(columns={"经度": "纬度", "纬度": "经度"})
    intake = taken(register, "a.csv", csv_bytes(frame))
    assert intake.reading is None
    assert intake.rows == []
    assert {finding.code for finding in intake.findings if finding.rejects} == {"datum_question"}
    assert intake.question is not None
    best = intake.question.proposals[0]
    assert (best.reading.datum.name, best.reading.is_swapped) == (datum, swapped)
    assert best.inside == best.points == 3


def test_swapped_degrees_are_proposed_and_wait(register: Register) -> None:
    frame = frame_in("zh", "wgs84").rename(columns={"经度": "纬度", "纬度": "经度"})
    intake = taken(register, "a.csv", csv_bytes(frame))
    assert intake.reading is None
    assert intake.question is not None
    best = intake.question.proposals[0]
    assert (best.reading.datum.name, best.reading.is_swapped) == ("wgs84", True)
    assert best.reasons == ("swapped",)


def test_packed_degrees_are_proposed(register: Register) -> None:
    content = csv_of(["name", "lon", "lat"], ["a", "1162351", "395431"])
    question = taken(register, "a.csv", content).question
    assert question is not None
    assert question.proposals[0].reading.is_packed


def near_a_border(register: Register, datum: str) -> bytes:
    """Return points that lie just inside their stated district, and leave it in another datum."""
    rng = np.random.default_rng(7)
    lon, lat = rng.uniform(116.2, 116.6, 4000), rng.uniform(39.8, 40.05, 4000)
    index = register.ground.districts
    names = index.names(index.locate(lon, lat))
    shifted = to_wgs84(parse_datum(datum), lon, lat)
    differs = names != index.names(index.locate(*shifted))
    x, y = (axis[differs][:40] for axis in (lon, lat))
    true = index.names(index.locate(*to_wgs84(parse_datum(datum), x, y)))
    rows = [[n, a, b, d or ""] for n, (a, b, d) in enumerate(zip(x, y, true, strict=True))]
    return csv_of(["name", "lon", "lat", "district"], *rows)


@pytest.mark.parametrize("datum", ["gcj02", "bd09"])
def test_a_shifted_datum_is_judged_by_the_districts(register: Register, datum: str) -> None:
    intake = taken(register, "a.csv", near_a_border(register, datum))
    assert intake.question is not None
    best = intake.question.proposals[0]
    assert best.reading.datum.name == datum
    assert best.agree == best.stated
    assert best.reasons == ("shifted",)
    assert intake.reading is None


def test_undeclared_degrees_that_fit_are_not_shifted(register: Register) -> None:
    intake = taken(register, "a.csv", csv_bytes(frame_in("zh", "wgs84")))
    assert "datum_assumed" in {note.code for note in intake.notes}
    assert intake.projects["lon_wgs84"].tolist() == [116.46, 116.3, 116.34]


def test_a_declared_datum_that_does_not_fit_is_a_question(register: Register) -> None:
    frame = frame_in("en", "EPSG:4548").rename(columns={"lon": "lon (WGS84)"})
    intake = taken(register, "a.csv", csv_bytes(frame))
    assert intake.question is not None
    assert intake.question.declared is not None
    assert intake.question.declared.inside == 0
    assert intake.question.proposals[0].reading.datum.name == "EPSG:4548"


def test_a_column_of_nothing_but_datums_is_that_of_theirs(register: Register) -> None:
    (x, *_), (y, *_) = to_datum("gcj02")
    rows = [
        ("名称", "经度", "纬度", "所用坐标"),
        ("甲", x, y, "高德地图"),
        ("乙", 116.46, 39.91, "GPS"),
    ]
    intake = taken(register, "a.csv", csv_of(*rows))
    assert intake.projects["lon_wgs84"].tolist() == pytest.approx([116.46] * 2, abs=1e-6)
    assert {note.code for note in intake.notes} >= {"datums_found", "datum_by_row"}
