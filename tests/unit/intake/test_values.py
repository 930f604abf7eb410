"""Amounts, dates and coordinates as people write them, and what becomes of those that are none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.intake.positions.angles import Coordinate, read_coordinate
from geo.intake.positions.pairs import split_pair
from geo.intake.values.cells import CellError
from geo.intake.values.dates import read_date
from geo.intake.values.money import read_amount
from geo.register.load import Register, load_register
from tests.unit.intake.files import codes_of, csv_of, taken

REGISTER: Register = load_register()


@pytest.mark.parametrize(
    ("said", "yi"),
    [
        ("约3.5亿", 3.5),
        ("1,200", 1200),
        ("1 200", 1200),
        ("0.8", 0.8),
        ("０．８", 0.8),
        ("3.5亿元人民币", 3.5),
        ("总投资5亿元", 5),
        ("5亿元（含土地款）", 5),
        ("近10亿", 10),
        ("10亿以上", 10),
        ("不低于2亿元", 2),
        ("1200万", 0.12),
        ("3亿5千万", 3.5),
        ("3亿5000万元", 3.5),
        ("人民币3亿元整", 3),
        ("3亿元整", 3),
        ("十亿元", 10),
        ("三千万元", 0.3),
        ("壹亿贰仟万元", 1.2),
        ("RMB 20 million", 0.2),
        ("5亿元，其中土地款1亿元", 5),
        ("总投资5亿元，其中一期2亿元", 5),
        ("约合5亿元", 5),
        ("≥5亿元", 5),
        (">5亿", 5),
        ("3亿元；", 3),
        ("1.2万亿元", 12_000),
    ],
)
def test_amounts(said: str, yi: float) -> None:
    assert read_amount(said, "亿元", {}).yi_cny == pytest.approx(yi)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("2-3亿元", "money_range"),
        ("2000万-3000万元", "money_range"),
        ("2至3亿元", "money_range"),
        ("约2-3亿元", "money_range"),
        ("介于2亿和3亿之间", "money_range"),
        ("between 2 and 3 billion", "money_range"),
        ("5亿元和3亿元", "money_unreadable"),
        ("不超过5亿", "money_unreadable"),
        ("5亿卢布", "money_no_rate"),
        ("12,3456", "money_unreadable"),
        ("0", "money_not_positive"),
        ("很多", "money_unreadable"),
        ("3000万美元", "money_no_rate"),
        ("9" * 101, "money_unreadable"),
    ],
)
def test_what_is_no_single_amount_is_kept_in_words(said: str, code: str) -> None:
    content = csv_of(("项目名称", "总投资（亿元）"), ("甲", said))
    intake = taken(REGISTER, "a.csv", content)
    assert intake.rejected == []
    assert codes_of(intake) == {2: {code}}
    project = intake.projects.iloc[0]
    assert said in project["investment_note_zh"]
    assert said in project["investment_note_en"]


def test_a_range_gives_its_bounds_in_the_unit_of_sums() -> None:
    content = csv_of(("项目名称", "总投资（万元）"), ("甲", "20000-30000"), ("乙", "2-3亿元"))
    notes = taken(REGISTER, "a.csv", content).projects["investment_note_zh"].tolist()
    assert notes == ["20000-30000（2—3 亿元）", "2-3亿元（2—3 亿元）"]


def test_an_amount_too_large_to_be_true_warns() -> None:
    content = csv_of(("项目名称", "总投资（亿元）"), ("甲", "3000000000"), ("乙", "9999"))
    assert codes_of(taken(REGISTER, "a.csv", content)) == {2: {"money_large"}}


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=20))
def test_no_optional_value_rejects_a_project(said: str) -> None:
    header = ("项目名称", "总投资（亿元）", "签约时间", "所属行业", "进展", "类型")
    intake = taken(REGISTER, "a.csv", csv_of(header, ("甲", *[said] * 5), ("乙", *[""] * 5)))
    assert intake.rejected == []


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("2021年1-3月", "2021"),
        ("2021.1-3", "2021"),
        ("2021年9-10月", "2021"),
        ("2021-10-11月", "2021"),
        ("2021年3月1日-5日", "2021-03"),
        ("2021年3月1日至2021年3月9日", "2021-03"),
        ("2021年3月至2021年9月", "2021"),
        ("2021年第1-3季度", "2021"),
        ("2021年一至三季度", "2021"),
        ("二〇二一年一至三月", "2021"),
        ("2021-06-01/2021-09-01", "2021"),
        ("2021年二、三季度", "2021"),
        ("2021年前三季度", "2021"),
        ("2021年年底", "2021"),
        ("2021 H1", "2021"),
        ("Q1 2021", "2021"),
        ("end of 2021", "2021"),
        ("Jan-Mar 2021", "2021"),
        ("January to March 2021", "2021"),
        ("1-3 March 2021", "2021-03"),
        ("预计2021年6月开工", "2021-06"),
        ("2021年3月（签约）", "2021-03"),
    ],
)
def test_a_range_of_dates_is_the_year_or_month_that_holds_it(said: str, kept: str) -> None:
    intake = taken(REGISTER, "a.csv", csv_of(("项目名称", "签约时间"), ("甲", said)))
    assert codes_of(intake) == {2: {"date_reduced"}}
    project = intake.projects.iloc[0]
    assert (project["date"], said in project["note_zh"]) == (kept, True)


@pytest.mark.parametrize(
    "said", ["2020.12.1-2021.3.1", "2020年至2022年", "2020-2022", "2020.12—2021.03"]
)
def test_a_range_over_several_years_is_no_date_and_is_kept(said: str) -> None:
    intake = taken(REGISTER, "a.csv", csv_of(("项目名称", "签约时间"), ("甲", said)))
    assert codes_of(intake) == {2: {"date_years"}}
    project = intake.projects.iloc[0]
    assert (intake.rejected, project["date"], said in project["note_zh"]) == ([], "", True)


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("2021-10-11", "2021-10-11"),
        ("2021年3月15日", "2021-03-15"),
        ("2021年3.15", "2021-03-15"),
        ("2021/3/15 08:30:00", "2021-03-15"),
        ("2021年3月", "2021-03"),
        ("2021.3", "2021-03"),
        ("202103", "2021-03"),
        ("2021年3月份", "2021-03"),
        ("2021年度", "2021"),
        ("二○二一年三月一日", "2021-03-01"),
        ("2021 March", "2021-03"),
    ],
)
def test_dates(said: str, text: str) -> None:
    assert read_date(said).text == text
    assert not read_date(said).is_reduced


@pytest.mark.parametrize(
    ("said", "degrees", "half_m"),
    [
        ("116.46", 116.46, 555),
        ("+116.46", 116.46, 555),
        ("116.46°", 116.46, 555),
        ("东经116.46", 116.46, 555),
        ("116.46E", 116.46, 555),
        ("116,4612", 116.4612, 5.55),
        ("116。4612", 116.4612, 5.55),
        ("116°23′E", 116 + 23 / 60, 925),
        ("116°23.5′", 116 + 23.5 / 60, 92.5),
        ("116°23′51″", 116 + 23 / 60 + 51 / 3600, 15.4),
        ("116-23-51", 116 + 23 / 60 + 51 / 3600, 15.4),
        ("116 23 51", 116 + 23 / 60 + 51 / 3600, 15.4),
        ("116º23´51´´", 116 + 23 / 60 + 51 / 3600, 15.4),
        ("\u200b116.4612", 116.4612, 5.55),
        ("\u202a116.4612", 116.4612, 5.55),
    ],
)
def test_a_coordinate_is_as_fine_as_it_is_written(said: str, degrees: float, half_m: float) -> None:
    found = read_coordinate(said)
    assert found.value == pytest.approx(degrees)
    assert found.half_unit * 111_000 == pytest.approx(half_m, rel=0.01)


@pytest.mark.parametrize("said", ["442,000.12", "442 000.12", "442'000.12"])
def test_metres_may_be_grouped(said: str) -> None:
    assert read_coordinate(said) == Coordinate(442_000.12, 0.005)


@pytest.mark.parametrize(
    "said",
    [
        *("116.46,39.91", "116.46，39.91", "116.46 39.91", "116.46；39.91", "116.46、39.91"),
        *("116.46/39.91", "116.46|39.91", "116.46_39.91", "116.46~39.91", "116.46&39.91"),
        *("116.46-39.91", "116.46：39.91", "116.46 和 39.91", "116.46\n39.91", "116,46;39,91"),
        *("（116.46，39.91）", "[[116.46,39.91]]", "POINT(116.46 39.91)", "116.46 E, 39.91 N"),
        *("39.91N 116.46E", "北纬39.91，东经116.46", "经度：116.46，纬度：39.91", "E116.46N39.91"),
        *("lat 39.91, lng 116.46", '{"lng":116.46,"lat":39.91}', "东经116.46°北纬39.91°"),
    ],
)
def test_a_pair_in_one_cell(said: str) -> None:
    assert [read_coordinate(half).value for half in split_pair(said)] == [116.46, 39.91]


@pytest.mark.parametrize("said", ["116.46", "朝阳区", "116.46,39.91;116.47,39.92", "116 27 36"])
def test_no_pair(said: str) -> None:
    with pytest.raises(CellError):
        split_pair(said)


@pytest.mark.parametrize(
    "said", ["116°75′", "116-75-10", "1" * 101, "116,46,12", "东边", "116.46′"]
)
def test_no_coordinate(said: str) -> None:
    with pytest.raises(CellError):
        read_coordinate(said)
