"""Broken files, each with the report it must give: which rows, what is wrong, what comes of it."""

from dataclasses import dataclass

import pytest

from geo.intake.columns.choices import Choices
from geo.intake.findings.findings import REJECTING
from geo.intake.report import findings_frame, rejected_frame
from geo.register.load import Register
from geo.words.text import text_in
from tests.unit.intake.files import codes_of, csv_of, taken

HEAD = ("名称", "经度(WGS84)", "纬度", "区", "日期", "投资额（亿元）", "行业", "地址")
GOOD = ("好项目", "116.46", "39.91", "朝阳区", "2021-02", "3", "金融", "")


@dataclass(frozen=True)
class Broken:
    """One cell put into a good row: its column, what it says, and the codes it must give."""

    column: str
    cell: str
    codes: frozenset[str]


def broken(column: str, cell: str, *codes: str) -> Broken:
    return Broken(column, cell, frozenset(codes))


LON, LAT, MONEY = "经度(WGS84)", "纬度", "投资额（亿元）"
CELLS = [
    broken("名称", "", "no_name"),
    broken("名称", "   ", "no_name"),
    broken("名称", "无", "no_name"),
    broken(LON, "东边", "not_a_number"),
    broken(LON, "116.4.6", "not_a_number"),
    broken(LON, "1e999", "not_a_number"),
    broken(LON, "NaN", "half_a_point"),
    broken(LON, "", "half_a_point"),
    broken(LAT, "", "half_a_point"),
    broken(LAT, "-", "half_a_point"),
    broken(LON, "116°75′10″", "not_a_coordinate"),
    broken(LON, "116°20′99″", "not_a_coordinate"),
    broken(LON, "0", "outside_region"),
    broken(LON, "-116.46", "outside_region"),
    broken(LON, "W116°23′", "outside_region"),
    broken(LON, "121.47", "outside_region"),
    broken(LAT, "31.23", "outside_region"),
    broken(LAT, "139.91", "outside_region"),
    broken(LAT, "116.46", "outside_region"),
    broken(LON, "11646", "outside_region"),
    broken(LON, "117.9", "in_no_district"),
    broken("区", "海淀", "district_differs"),
    broken("区", "浦东新区", "other_province"),
    broken("区", "朝阳、海淀", "district_several"),
    broken("区", "110199", "district_unknown"),
    broken("日期", "2021-02-30", "date_impossible"),
    broken("日期", "2021-13", "date_impossible"),
    broken("日期", "2021年0月", "date_impossible"),
    broken("日期", "1021-01-01", "date_impossible"),
    broken("日期", "9999", "date_impossible"),
    broken("日期", "3/2/2021", "date_ambiguous"),
    broken("日期", "04-05-2021", "date_ambiguous"),
    broken("日期", "近期", "date_unreadable"),
    broken("日期", "21/2/3", "date_unreadable"),
    broken("日期", "99999", "date_unreadable"),
    broken("日期", "2021-2022", "date_years"),
    broken("日期", "Febtember 2021", "date_unreadable"),
    broken("日期", "2021年上半年", "date_reduced"),
    broken("日期", "2021年第一季度", "date_reduced"),
    broken("日期", "2021年2月下旬", "date_reduced"),
    broken(MONEY, "很多", "money_unreadable"),
    broken(MONEY, "5-8", "money_range"),
    broken(MONEY, "12,3456", "money_unreadable"),
    broken(MONEY, "20000", "money_large"),
    broken("日期", "2021年1-3月", "date_reduced"),
    broken(MONEY, "3亿+2亿", "money_unreadable"),
    broken(MONEY, "0", "money_not_positive"),
    broken(MONEY, "-3", "money_not_positive"),
    broken(MONEY, "5 USD", "money_no_rate"),
    broken(MONEY, "2000万美元", "money_no_rate"),
    broken(MONEY, "€5 million", "money_no_rate"),
    broken(MONEY, "5 头牛", "money_unit_unknown"),
    broken("行业", "火箭", "sector_unknown"),
    broken("行业", "<img src=x onerror=alert(1)>", "sector_unknown"),
    broken("行业", "=cmd|' /C calc'!A0", "sector_unknown"),
]
ALONE = [  # whole files
    ("经度和纬度对调", "名称,经度,纬度\n甲,39.91,116.46\n", {2: {"datum_question"}}),
    ("米当作度", "名称,x,y\n甲,448481,4419565\n", {2: {"datum_question"}}),
    ("连写的度分秒", "名称,经度,纬度\n甲,1162351,395431\n", {2: {"datum_question"}}),
    ("不知哪里", "名称,x,y\n甲,1,2\n", {2: {"datum_question"}}),
    ("多了单元格", "名称,区\n甲,朝阳,x\n乙,海淀\n", {2: {"too_many_cells"}}),
    ("没有单位", "名称,投资额\n甲,500\n", {2: {"money_no_unit"}}),
    ("单位不明", "名称,投资额（石）\n甲,500\n", {2: {"money_unit_unknown"}}),
    ("美元表头", "name,investment (million USD)\nA,500\n", {2: {"money_no_rate"}}),
    ("一列坐标只有半个", "名称,坐标\n甲,116.4\n", {2: {"not_a_pair"}}),
    ("一列坐标三个数", '名称,坐标\n甲,"116.4,39.9,12"\n', {2: {"not_a_pair"}}),
    ("同一编号", "编号,名称\n1,甲\n1,乙\n", {3: {"twin_id"}}),
    ("同名同地", "名称,区\n甲,朝阳\n甲,朝阳\n", {3: {"twin_place"}}),
    ("没有上级", "编号,名称,上级项目\n1,甲,9\n", {2: {"part_of_unknown"}}),
    ("自己是上级", "编号,名称,上级项目\n1,甲,1\n", {2: {"part_of_unknown"}}),
    ("未知组团", "名称,组团\n甲,浦东组团\n", {2: {"cluster_unknown"}}),
    ("未知进展", "名称,进展\n甲,起飞\n", {2: {"word_unknown"}}),
    ("未写进展", "名称,进展\n甲,\n", {2: {"status_missing"}}),
    ("未知类型", "名称,类型\n甲,飞船\n", {2: {"word_unknown"}}),
    ("含糊的园区", "名称,园区\n甲,综保区\n", {2: {"place_ambiguous"}}),
    ("地址里的园区", "名称,地址\n甲,朝阳区金盏国际合作服务区2号\n", {2: {"place_from_words"}}),
    ("地址里的区", "名称,地址\n甲,北京市怀柔区1号\n", {2: {"district_from_address"}}),
    ("度分秒缺秒", "名称,经度,纬度\n甲,116°60′,39°54′\n", {2: {"not_a_coordinate"}}),
]


@pytest.mark.parametrize("case", CELLS, ids=lambda case: f"{case.column}={case.cell}")
def test_a_broken_cell(register: Register, case: Broken) -> None:
    row = [
        case.cell if name == case.column else cell for name, cell in zip(HEAD, GOOD, strict=True)
    ]
    intake = taken(register, "a.csv", csv_of(HEAD, GOOD, row))
    found = codes_of(intake).get(3, set()) - {"twin_place"}
    assert found == case.codes
    is_rejected = bool(case.codes & REJECTING)
    assert intake.rejected == ([3] if is_rejected else [])
    assert intake.rows == ([2] if is_rejected else [2, 3])
    for text in map(text_in, ("zh", "en")):
        report = findings_frame(intake.findings, text)
        assert len(report) == len(intake.findings)
        assert report[text("report.problem")].str.len().min() > 0
        assert report[text("report.hint")].str.len().min() > 0
    if is_rejected:
        corrected = rejected_frame(intake, text_in("zh"))
        assert [case.cell.strip() or None] == [
            value if value is None else value.strip() for value in corrected[case.column]
        ] or case.cell.strip() == ""


@pytest.mark.parametrize(("name", "text", "codes"), ALONE, ids=[case[0] for case in ALONE])
def test_a_broken_file(
    register: Register, name: str, text: str, codes: dict[int, set[str]]
) -> None:
    intake = taken(register, f"{name}.csv", text.encode())
    assert codes_of(intake) == codes
    assert set(intake.rejected) == {row for row, of in codes.items() if of & REJECTING}
    assert len(intake.rows) + len(intake.rejected) == len(intake.table.rows)


def test_there_are_at_least_sixty() -> None:
    assert len(CELLS) + len(ALONE) >= 60


def test_a_rate_lets_a_currency_through(register: Register) -> None:
    content = b"name,investment (million USD)\nA,500\n"
    intake = taken(register, "a.csv", content, Choices(rates={"USD": 6.5}))
    assert intake.projects["investment_yi_cny"].tolist() == [500e6 * 6.5 / 1e8]
    assert codes_of(intake) == {2: {"money_converted"}}


def test_what_cannot_be_kept_in_its_field_is_kept_in_words(register: Register) -> None:
    content = "名称,行业,进展,投资额,区\n甲,火箭,起飞,500,浦东\n".encode()
    project = taken(register, "a.csv", content).projects.iloc[0]
    assert project["industry_zh"] == "火箭"
    assert "起飞" in project["note_zh"]
    assert "浦东" in project["note_zh"]
    assert "500" in project["investment_note_zh"]
