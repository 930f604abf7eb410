"""Lists as offices lay them out: units above, headers of two rows, merged cells, totals, notes."""

import io
from collections.abc import Sequence

import pytest
from openpyxl import Workbook

from geo.errors import EmptyFileError
from geo.intake.columns.choices import Choices, columns_said
from geo.intake.files.files import source_file
from geo.intake.formats.readers import read_table
from geo.intake.intake import Intake, take_in
from geo.intake.values.headers import column_of, match_headers
from geo.register.load import Register
from tests.unit.intake.files import codes_of, csv_of, table_of, taken

Row = Sequence[object]

LIST = (
    ("序号", "项目名称", "所在区", "总投资（亿元）"),
    ("1", "甲", "朝阳区", "3"),
    ("", "小计", "", "3"),
    ("2", "乙", "海淀区", "4"),
    ("", "小  计", "", "4"),
    ("", "合计", "", "7"),
    ("", "总计（2项）", "", "7"),
    ("", "共计2个项目", "", "7"),
    ("一", "续建项目", "", ""),
    ("（一）", "产业类", "", ""),
    ("", "填表人：李某", "", ""),
    ("", "注：以上为初步数", "", ""),
    ("序号", "项目名称", "所在区", "总投资（亿元）"),
    ("3", "丙", "通州区", "2"),
)
TWO_ROWS = (
    ("某区重点工程项目计划表",),
    ("填报单位：某区发展改革委", *[None] * 6, "单位：万元"),
    ("序号", "项目名称", "建设地点", None, "总投资", "资金来源", None, "备注"),
    (None, None, "所在区", "详细地址", None, "政府投资", "社会投资", None),
    (None, "合计（3项）", None, None, 186000, 66000, 120000, None),
    ("一", "产业类（2项）", None, None, 150000, 40000, 110000, None),
    (1, "算力中心", "通州区", "台湖镇9号", 90000, 20000, 70000, None),
    (2, "中试基地", "大兴区", "永大路", 60000, 20000, 40000, None),
    ("二", "民生类（1项）", None, None, 36000, 26000, 10000, None),
    (3, "医院扩建", "朝阳区", "东坝乡", 36000, 26000, 10000, None),
    ("注：1.本表投资额为匡算数。2.联系人：张三",),
)


def workbook(rows: Sequence[Row], merged: Sequence[str] = ()) -> bytes:
    book = Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(list(row))
    for area in merged:
        sheet.merge_cells(area)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def filled(rows: Sequence[Row]) -> list[list[object]]:
    """Return rows of one width, as a CSV has them."""
    width = max(map(len, rows))
    return [[*("" if c is None else c for c in row), *[""] * (width - len(row))] for row in rows]


@pytest.fixture(params=["csv", "xlsx"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def taken_as(register: Register, kind: str, rows: Sequence[Row]) -> Intake:
    content = csv_of(*filled(rows)) if kind == "csv" else workbook(rows)
    return taken(register, f"a.{kind}", content)


def test_what_is_no_project_is_set_aside_and_named(register: Register, kind: str) -> None:
    intake = taken_as(register, kind, LIST)
    assert intake.projects["name_zh"].tolist() == ["甲", "乙", "丙"]
    assert intake.projects["investment_yi_cny"].sum() == 9
    assert intake.rejected == []
    assert {row: min(codes) for row, codes in codes_of(intake).items() if row in intake.aside} == {
        **dict.fromkeys((3, 5, 6, 7, 8), "row_total"),
        **dict.fromkeys((9, 10), "row_heading"),
        **dict.fromkeys((11, 12), "row_note"),
        13: "row_header",
    }


@pytest.mark.parametrize(
    "name",
    [
        "合计划项目",
        "小计量泵厂",
        "总计算中心",
        "Total Energies",
        "注塑厂",
        "说明书编制中心",
        "一汽解放",
    ],
)
def test_a_project_is_no_total_or_note(register: Register, name: str) -> None:
    rows = [("序号", "项目名称", "所在区"), ("1", name, "朝阳区"), ("2", "乙", "海淀区")]
    assert taken(register, "a.csv", csv_of(*rows)).aside == []


def test_a_list_of_names_alone_is_a_list_of_projects(register: Register) -> None:
    intake = taken(register, "a.csv", csv_of(("项目名称",), ("一、甲",), ("二、乙",)))
    assert len(intake.rows) == 2


def test_headers_of_two_rows_are_one(register: Register, kind: str) -> None:
    intake = taken_as(register, kind, TWO_ROWS)
    projects = intake.projects
    assert projects["name_zh"].tolist() == ["算力中心", "中试基地", "医院扩建"]
    assert projects["district"].tolist() == ["110112", "110115", "110105"]
    assert projects["location_zh"].tolist() == ["台湖镇9号", "永大路", "东坝乡"]
    assert projects["investment_yi_cny"].tolist() == [9.0, 6.0, 3.6]
    assert projects["origin"].isna().all()
    assert len(intake.aside) == 4


def test_headers_of_three_rows_are_one(register: Register, kind: str) -> None:
    rows = [
        ("序号", "项目名称", "建设地点", None, "投资情况（万元）", None, None, "备注"),
        (None, None, "区", "地址", "总投资", "其中", None, None),
        (None, None, None, None, None, "政府", "社会", None),
        (1, "甲", "朝阳区", "东坝", 12000, 2000, 10000, "x"),
        (2, "乙", "通州区", "台湖", 8000, 3000, 5000, None),
    ]
    intake = taken_as(register, kind, rows)
    assert intake.table.headers[5:7] == ("投资情况·其中·政府（万元）", "投资情况·其中·社会（万元）")
    assert intake.projects["name_zh"].tolist() == ["甲", "乙"]
    assert intake.projects["district"].tolist() == ["110105", "110112"]
    assert intake.projects["investment_yi_cny"].tolist() == [1.2, 0.8]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        (("重点项目表（单位：万元）",), ()),
        (("重点项目表", "", "计量单位：人民币万元"), ()),
        (("重点项目表", "", "（万元）"), ()),
        (("Key projects", "", "(in CNY 10,000)"), ()),
        (("统计时间：2021年3月", "单位：平方米、万元"), ()),
        ((), ("", "", "单位：万元")),
        ((), ("注：投资额单位为万元",)),
    ],
)
def test_a_unit_beside_the_table(register: Register, kind: str, above: Row, below: Row) -> None:
    listed = [above, ("项目名称", "所在区", "总投资"), ("甲", "朝阳区", 12000), below]
    intake = taken_as(register, kind, [row for row in listed if row])
    assert intake.projects["investment_yi_cny"].tolist() == [1.2]
    assert (intake.rejected, len(intake.aside)) == ([], len(below) and 1)
    assert "unit_stated" in {note.code for note in intake.notes}


@pytest.mark.parametrize("unit", ["万元", "（万元）", "(万元)"])
def test_a_unit_below_its_header(register: Register, kind: str, unit: str) -> None:
    rows = [("项目名称", "面积", "总投资"), (None, "平方米", unit), ("甲", 300, 12000)]
    intake = taken_as(register, kind, rows)
    assert intake.projects["investment_yi_cny"].tolist() == [1.2]
    assert len(intake.table.rows) == 1


@pytest.mark.parametrize(
    "numbers", [("甲", "乙", "1", "2"), ("(1)", "(2)", "(3)", "(4)"), ("1", "2", "3", "4")]
)
def test_a_row_that_numbers_the_columns_is_no_project(register: Register, numbers: Row) -> None:
    rows = [("序号", "项目名称", "所在区", "总投资（亿元）"), numbers, ("1", "甲", "朝阳区", "5")]
    intake = taken(register, "a.csv", csv_of(*rows))
    assert codes_of(intake) == {2: {"row_numbers"}}
    assert intake.projects["name_zh"].tolist() == ["甲"]


TOTALS = (
    *(
        "累计",
        "汇总",
        "总和",
        "平均",
        "合計",
        "總計",
        "小計",
        "本页小计",
        "共3个项目",
        "其中：外资项目",
    ),
    *("共计3项，总投资9亿元", "Sub-total", "Grand Total:", "Sum", "TOTAL (3 projects)"),
)
GROUPS = ("续建项目", "新开工项目（3个）", "产业类", "民生类", "外资项目")
REMARKS = (
    *(
        "※ 带※为新增",
        "数据截至2021年3月底",
        "以上数据未经审计",
        "第1页 共3页",
        "（完）",
        "——",
        "注1. 初步数",
    ),
    *("统计口径：项目所在地", "单位：万元", "Page 1 of 3"),
)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        *((said, "row_total") for said in TOTALS),
        *((said, "row_heading") for said in GROUPS),
        *((said, "row_note") for said in REMARKS),
    ],
)
def test_a_row_aside_by_other_words(register: Register, said: str, code: str) -> None:
    amount = "9" if code == "row_total" else ""
    rows = [("项目名称", "所在区", "总投资（亿元）"), ("甲", "朝阳区", "9"), (said, "", amount)]
    intake = taken(register, "a.csv", csv_of(*rows))
    assert {f.code for f in intake.findings if f.row == 3} == {code}
    assert intake.projects["name_zh"].tolist() == ["甲"]


@pytest.mark.parametrize(
    "said", ["数据汇总", "平均", "数据谷", "续建项目管理公司", "外资项目服务中心"]
)
def test_a_row_that_tells_of_a_project_is_one(register: Register, said: str) -> None:
    rows = [("项目名称", "所在区", "总投资（亿元）"), ("甲", "朝阳区", "9"), (said, "海淀区", "1")]
    assert taken(register, "a.csv", csv_of(*rows)).aside == []


def test_a_unit_of_a_group_holds_for_its_columns(register: Register) -> None:
    rows = [
        ("项目名称", "投资（万元）", ""),
        ("", "总投资", "已完成"),
        ("甲", "12000", "5000"),
        ("乙", "8000", "1"),
    ]
    intake = taken(register, "a.csv", csv_of(*rows))
    assert intake.projects["investment_yi_cny"].tolist() == [1.2, 0.8]


def test_a_merged_cell_holds_for_all_its_rows(register: Register) -> None:
    rows = [
        ("所在区", "项目名称", "总投资（亿元）"),
        ("朝阳区", "A", 3),
        (None, "B", None),
        (None, "C", 1),
        ("通州区", "D", 5),
        (None, "E", 4),
    ]
    content = workbook(rows, ["A2:A4", "A5:A6", "C2:C3"])
    projects = taken(register, "a.xlsx", content).projects
    assert projects["district"].tolist() == ["110105"] * 3 + ["110112"] * 2
    assert (
        projects["investment_yi_cny"].sum() == 13
    )  # an amount merged is that of its rows together


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("计划总投资（单位：万元）", "investment"),
        ("*项目名称（必填）", "name"),
        ("1.项目名称", "name"),
        ("（1）项目名称", "name"),
        ("总投资额", "investment"),
        ("项目总投资", "investment"),
        ("估算总投资（亿元）", "investment"),
        ("工程名称", "name"),
        ("公司名称", "name"),
        ("项目名稱", "name"),
        ("項目名稱", "name"),
        ("所屬區", "district"),
        ("經度", "lon"),
        ("經度坐標", "lon"),
        ("纬度坐标", "lat"),
        ("进展情况", "status"),
        ("项目进展情况", "status"),
        ("投資額（億元）", "investment"),
        ("Investment (RMB 100 million)", "investment"),
        ("RMB 100 million", "investment"),
        ("★项目名称", "name"),
        ("①项目名称", "name"),
        ("A.项目名称", "name"),
        ("总投资规模（亿元）", "investment"),
        ("固定资产投资", "investment"),
        ("XMMC", "name"),
        ("地块名称", "name"),
        ("所属县区", "district"),
        ("形象进度", "status"),
        ("坐标系类型", "datum"),
        ("Status of project", "status"),
        ("项目单位", None),
        ("建设单位", None),
        ("投资方式", None),
        ("已完成投资", None),
    ],
)
def test_headers_as_people_write_them(header: str, column: str | None) -> None:
    assert column_of(header) == column


@pytest.mark.parametrize(
    ("header", "yi"),
    [
        ("计划总投资（单位：万元）", 3.0),
        ("总投资（单位:人民币万元）", 3.0),
        ("投資額（萬元）", 3.0),
        ("总投资/万元", 3.0),
        ("Investment (RMB 10,000)", 3.0),
        ("Investment (RMB 100 million)", 30000.0),
    ],
)
def test_a_unit_in_the_header(register: Register, header: str, yi: float) -> None:
    content = csv_of(("项目名称", header), ("甲", "30000"))
    assert taken(register, "a.csv", content).projects["investment_yi_cny"].tolist() == [yi]


def test_a_weak_header_counts_only_where_no_better_one_is(register: Register) -> None:
    rows = (("地块", "项目名称", "万元", "总投资（亿元）"), ("A-1", "甲", "1", "5"))
    projects = taken(register, "a.csv", csv_of(*rows)).projects
    assert (projects["name_zh"].tolist(), projects["investment_yi_cny"].tolist()) == (["甲"], [5])
    rows = (("地块", "万元"), ("A-1", "50000"))
    projects = taken(register, "a.csv", csv_of(*rows)).projects
    assert (projects["name_zh"].tolist(), projects["investment_yi_cny"].tolist()) == (["A-1"], [5])


def test_a_unit_that_is_an_organisation_is_no_unit(register: Register) -> None:
    rows = (("项目名称", "单位", "总投资（亿元）"), ("甲", "某某公司", "5"))
    assert taken(register, "a.csv", csv_of(*rows)).projects["investment_yi_cny"].tolist() == [5]


def test_a_column_can_be_named(register: Register) -> None:
    table = table_of("a.csv", csv_of(("标的", "负责区", "项目名称"), ("甲", "朝阳区", "x")))
    found = match_headers(table.headers)
    columns = columns_said(table, ["name=标的", "district=负责区"], found)
    projects = take_in(table, register, Choices(columns)).projects
    assert projects["name_zh"].tolist() == ["甲"]
    assert projects["district"].tolist() == ["110105"]


def sheets(**rows: Sequence[Row]) -> bytes:
    """Return a workbook; a sheet whose name ends with an underscore is hidden."""
    book = Workbook()
    book.remove(book.active)
    for title, listed in rows.items():
        sheet = book.create_sheet(title.rstrip("_"))
        sheet.sheet_state = "hidden" if title.endswith("_") else "visible"
        for row in listed:
            sheet.append(list(row))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


HEAD = ("项目名称", "总投资（亿元）")
BOOK = sheets(
    旧表_=[HEAD, ("旧", 9)],
    朝阳区=[HEAD, ("甲", 1), ("合计", 1)],
    海淀区=[("项目名称", "所在区", "投资额（万元）"), ("乙", "", 20000), ("丙", "通州区", "3亿元")],
    说明=[("本表由各区填报",)],
)


def test_all_sheets_are_one_list_and_each_has_its_own_unit(register: Register) -> None:
    table = read_table(source_file("a.xlsx", BOOK), part="all")
    intake = take_in(table, register)
    projects = intake.projects
    assert projects["name_zh"].tolist() == ["甲", "乙", "丙"]
    assert projects["district"].tolist() == ["110105", "110108", "110112"]
    assert projects["investment_yi_cny"].tolist() == [1.0, 2.0, 3.0]
    assert len(set(table.numbers)) == len(table.rows) == 4
    assert {note.code for note in intake.notes} >= {"sheets_read", "sheets_hidden"}


def test_a_hidden_sheet_is_read_only_when_asked_for(register: Register) -> None:
    table = table_of("a.xlsx", BOOK)
    assert (table.part, table.parts) == ("朝阳区", ("旧表", "朝阳区", "海淀区", "说明"))
    asked = read_table(source_file("a.xlsx", BOOK), part="旧表")
    assert take_in(asked, register).projects["name_zh"].tolist() == ["旧"]
    with pytest.raises(EmptyFileError):
        table_of("b.xlsx", sheets(旧表_=[HEAD, ("旧", 9)], 空=[("说明",)]))
