"""What is said of a file in short and for programs; files added to one another."""

import json
from pathlib import Path

import pytest

from geo.__main__ import main
from geo.intake.findings.kinds import kinds_of
from geo.intake.registers import apart_from, with_projects
from geo.register.load import Register
from tests.unit.intake.files import csv_of, taken

ROWS = (
    ("序号", "项目名称", "所在区", "行业"),
    ("1", "甲", "朝阳区", "造船"),
    ("2", "乙", "火星区", "造船"),
    ("3", "", "朝阳区", "金融"),
    ("", "合计", "", ""),
)


def test_findings_are_counted_by_kind_with_an_example(register: Register) -> None:
    kinds = kinds_of(taken(register, "a.csv", csv_of(*ROWS)).findings)
    assert [(kind.code, kind.outcome, kind.rows, kind.example.row) for kind in kinds] == [
        ("no_name", "rejected", 1, 4),
        ("sector_unknown", "warned", 2, 2),
        ("district_unknown", "warned", 1, 3),
        ("row_total", "aside", 1, 5),
    ]


def test_the_kinds_come_before_the_rows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(csv_of(*ROWS))
    assert main(["check", str(path), "--lang", "en"]) == 1
    lines = capsys.readouterr().out.splitlines()
    kind = next(n for n, line in enumerate(lines) if "2 rows" in line and "such as row 2" in line)
    assert kind < next(n for n, line in enumerate(lines) if line.startswith("Row "))


def test_json_has_every_finding(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.csv"
    many = [("", f"第{n}号", "火星区", "造船") for n in range(80)]
    path.write_bytes(csv_of(ROWS[0], ("1", "甲", "朝阳区", "金融"), *many))
    assert main(["check", str(path), "--json", "--lang", "en"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["rows"] == {"read": 81, "accepted": 81, "warned": 80, "rejected": 0, "aside": 0}
    assert len(said["findings"]) == 160
    assert {(kind["code"], kind["rows"]) for kind in said["kinds"]} == {
        ("district_unknown", 80),
        ("sector_unknown", 80),
    }
    assert len(said["changes"]["added"]) == 81


def test_json_names_the_question(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(csv_of(("名称", "x", "y"), ("甲", "448481", "4419565")))
    assert main(["check", str(path), "--json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert said["question"]["proposals"][0]["datum"].startswith("EPSG:")


def test_a_second_file_stands_beside_the_first(register: Register) -> None:
    head = ("编号", "项目名称", "所在区")
    first = taken(register, "a.csv", csv_of(head, ("1", "甲", "朝阳区"), ("2", "乙", "海淀区")))
    one = with_projects(register, first)
    second = taken(one, "b.csv", csv_of(head, ("1", "丙", "通州区"), ("2", "乙", "西城区")))
    both = with_projects(one, apart_from(second, one), beside=True)
    projects = both.projects.set_index("id")
    assert dict(projects["name_zh"]) == {"1": "甲", "1-2": "丙", "2": "乙"}
    assert projects.loc["2", "district"] == "110102"
    assert len(both.history) == len(one.history) + 1
    assert {"a.csv", "b.csv"} <= set(both.sources["title"])
