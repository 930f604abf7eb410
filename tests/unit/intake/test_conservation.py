"""No row is lost: whatever a file holds, rows in are rows accepted and rows rejected."""

import csv
import io

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.intake.report import findings_frame, outcome_of, rejected_file, rows_frame, write_report
from geo.register.load import Register, load_register
from geo.words.text import text_in
from tests.unit.intake.files import csv_of, table_of, taken

REGISTER: Register = load_register()
HEADERS = [
    "编号",
    "名称",
    "经度",
    "纬度",
    "区",
    "日期",
    "投资额（万元）",
    "行业",
    "地址",
    "上级项目",
]

cells = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=12),
    st.sampled_from(
        (
            *("朝阳", "116.46", "39.91", "2021年2月", "44230", "金融", "1", "综保区", "-"),
            *("=cmd()", "${alert(1)}", "{{7*7}}", "<img src=x onerror=alert(1)>", "{0}", "%s"),
        )
    ),
)
tables = st.lists(st.lists(cells, min_size=10, max_size=11), min_size=1, max_size=6)


@settings(max_examples=40)
@given(tables)
def test_rows_are_conserved(rows: list[list[str]]) -> None:
    rows = [row for row in rows if any(cell.strip() for cell in row)] or [["x"]]
    intake = taken(REGISTER, "a.csv", csv_of(HEADERS, *rows))
    assert len(intake.rows) + len(intake.rejected) == len(intake.table.rows) == len(rows)
    assert not set(intake.rows) & set(intake.rejected)
    assert len(intake.projects) == len(intake.rows)
    assert intake.projects["id"].is_unique
    for text in map(text_in, ("zh", "en")):
        report = rows_frame(intake.table.numbers, intake.findings, text)
        assert report[text("report.row")].tolist() == list(intake.table.numbers)
        rejected = (report[text("report.outcome")] == text("report.rejected")).sum()
        assert rejected == len(intake.rejected)
        findings_frame(intake.findings, text)
    for row in intake.rejected:
        assert outcome_of([f for f in intake.findings if f.row == row]) == "rejected"


@settings(max_examples=15)
@given(tables)
def test_rejected_rows_come_back_as_they_were(rows: list[list[str]]) -> None:
    intake = taken(REGISTER, "a.csv", csv_of(HEADERS, ["", "", "东", *[""] * 7], *rows))
    name, content = rejected_file(intake, text_in("zh"))
    assert name.endswith(".csv")
    again = table_of(name, content)
    assert again.headers == (*HEADERS, "问题", "建议")
    kept = [intake.table.rows[intake.table.numbers.index(row)] for row in intake.rejected]
    assert [list(row[: len(HEADERS)]) for row in again.rows] == [list(row) for row in kept]
    assert all(problem and hint for *_, problem, hint in again.rows)


def test_a_report_is_written_in_both_languages() -> None:
    intake = taken(REGISTER, "a.csv", csv_of(HEADERS, ["1", "甲", "东", *[""] * 7]))
    stream = io.BytesIO()
    write_report(stream, intake)
    sheets = pd.read_excel(stream, sheet_name=None)
    assert len(sheets) == 9
    assert sheets["Findings"]["Problem"].tolist()[-1] == (
        "Only one of longitude and latitude is given: 东, "
    )
    assert {"问题", "建议"} <= set(sheets["待改行 Rejected"].columns)


def test_corrected_rows_load_again() -> None:
    rows = [["1", "甲", "东", "39.91", *[""] * 6], ["2", "=乙", "116.46", "39.91", *[""] * 6]]
    intake = taken(REGISTER, "a.csv", csv_of(HEADERS, *rows))
    assert intake.rejected == [2]
    name, content = rejected_file(intake, text_in("en"))
    text = content.decode("utf-8-sig")
    assert next(csv.reader(io.StringIO(text)))[-2:] == ["Problem", "Hint"]
    corrected = text.replace("东", "116.4").encode()
    again = taken(REGISTER, name, corrected)
    assert again.rejected == []
    assert "Problem" not in {str(note.facts.get("headers")) for note in again.notes}
