"""Rows without coordinates are placed by the names in their addresses, and say so."""

import pytest
from pyproj import Geod

from geo.intake.intake import Intake
from geo.register.load import Register
from tests.unit.intake.files import codes_of, csv_of, taken

GEOD = Geod(ellps="WGS84")
GUOMAO = (116.45585, 39.90702)  # 国贸桥 (OpenStreetMap)


def read(register: Register, **cells: str) -> tuple[dict[str, object], set[str]]:
    """Return the record of a file's only row, and what is said of it."""
    intake: Intake = taken(register, "a.csv", csv_of(["名称", *cells], ["甲", *cells.values()]))
    return intake.projects.iloc[0].to_dict(), codes_of(intake).get(2, set())


def test_a_crossing_gives_a_point_with_its_error_and_says_so(register: Register) -> None:
    record, codes = read(register, 区="朝阳区", 地址="东三环中路与建国路交叉口")
    off = GEOD.inv(record["lon_wgs84"], record["lat_wgs84"], *GUOMAO)[2]
    assert off < float(str(record["precision_m"])) < 200
    assert codes == {"point_from_name"}
    assert "东三环中路 × 建国路" in str(record["note_zh"])
    assert "within 1" in str(record["note_en"])


@pytest.mark.parametrize(
    ("district", "address", "least", "most"),
    [
        ("朝阳区", "望京SOHO T1座", 100, 400),
        ("海淀区", "知春路6号", 800, 3000),
        ("丰台区", "丰台站", 100, 600),
    ],
)
def test_the_error_is_that_of_what_was_named(
    register: Register, district: str, address: str, least: int, most: int
) -> None:
    record, codes = read(register, 区=district, 地址=address)
    assert codes == {"point_from_name"}
    assert least < float(str(record["precision_m"])) < most


def test_names_that_fit_alike_are_asked_about(register: Register) -> None:
    record, codes = read(register, 地址="北清路88号")
    assert record["lon_wgs84"] is None or record["lon_wgs84"] != record["lon_wgs84"]
    assert codes == {"address_question"}


@pytest.mark.parametrize("address", ["某实验室", "写字楼", "检测中心", "10号"])
def test_a_generic_word_places_nothing(register: Register, address: str) -> None:
    record, codes = read(register, 区="海淀区", 地址=address)
    assert record["lon_wgs84"] != record["lon_wgs84"] or record["lon_wgs84"] is None
    assert not codes


def test_a_point_that_is_given_stays(register: Register) -> None:
    record, codes = read(register, 区="朝阳区", 地址="望京SOHO", 经度="116.46", 纬度="39.91")
    assert (record["lon_wgs84"], record["lat_wgs84"]) == (116.46, 39.91)
    assert "point_from_name" not in codes


def test_the_centre_of_a_place_stays_where_it_is_surer(register: Register) -> None:
    place = register.places["place:cbd"]
    record, codes = read(register, 园区="CBD", 地址="建国路")
    assert place.radius_m == 1000
    assert record["place"] == "cbd"
    assert "point_from_name" not in codes
    record, codes = read(register, 园区="CBD", 地址="国贸三期")
    assert float(str(record["precision_m"])) < 1000
    assert "point_from_name" in codes
