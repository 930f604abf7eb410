"""What the register says of named records, as a check against their sources found it."""

import pytest

from tests.unit.tables import by_id, parts, table

RANK = ("announced", "signed", "registered", "under_construction", "landed", "operating")


@pytest.mark.parametrize(
    ("id_", "status", "date"),
    [
        ("PP195", "operating", "2025-02-21"),
        ("PP057", "landed", "2024-11-28"),
        ("PP010", "operating", "2025-07"),
        ("PS008", "operating", "2023-07"),
        ("PP063", "operating", "2021-09-20"),
        ("PP157", "operating", "2024-08-28"),
        ("PP033", "operating", "2025-11-15"),
        ("PS016", "operating", "2020-12-12"),
        ("PX243", "operating", "2025-02-26"),
        ("PX237", "operating", "2023-04"),
        ("PX238", "landed", "2023-04"),
        ("PX242", "landed", "2025-10-29"),
        ("PP165", "operating", "2024-04"),
        ("PX132", "operating", "2024-04-12"),
        ("PX023", "operating", "2024-08-20"),
        ("PX208", "operating", "2025-06-26"),
        ("PX244", "under_construction", "2024-02-28"),
        ("PP009", "under_construction", "2021-01-08"),
        ("PP105", "under_construction", "2022-12-09"),
        ("PS019", "under_construction", "2021-08"),
        ("PX283", "under_construction", "2025-10-16"),
        ("PX262", "under_construction", "2023-12-18"),
        ("PX038", "under_construction", "2024-04-28"),
    ],
)
def test_projects_stand_where_their_latest_source_puts_them(
    id_: str, status: str, date: str
) -> None:
    project = by_id("projects")[id_]
    assert (project["status"], project["date"]) == (status, date)


@pytest.mark.parametrize(
    ("id_", "dates"),
    [
        ("PP139", ["2020-11-05", "2021-08", "2021-11-25", "2021-12-20", "2024-12-30"]),
        ("PP157", ["2024-03-25", "2024-04-26", "2024-08-28"]),
        ("PX243", ["2017-09", "2020-07-05", "2022-01-20", "2025-02-26"]),
    ],
)
def test_a_project_has_every_step_of_its_life(id_: str, dates: list[str]) -> None:
    assert [row["date"] for row in table("history") if row["project"] == id_] == dates


@pytest.mark.parametrize(
    ("table_", "id_", "column", "text"),
    [
        ("policies", "LX075", "date", "2020-09-07"),
        ("policies", "LX087", "figure_zh", "数量全市第一"),
        ("policies", "LX099", "status", "in_progress"),
        ("policies", "LP023", "status", "landed"),
        ("policies", "LP048", "scope", "city"),
        ("policies", "LP007", "date", "2022-07-19"),
        ("policies", "LS008", "before_zh", "大半天"),
        ("policies", "LS008", "after_zh", "半小时"),
        ("projects", "PS001", "note_zh", "150多项"),
        ("indicators", "F007", "value", "200"),
        ("indicators", "F007b", "value", "300"),
        ("projects", "PP046", "location_zh", "瀛海镇"),
        ("projects", "PX283", "district", "110105"),
        ("projects", "PP085", "name_en", "Hüller Hille"),
        ("projects", "PP084", "name_en", "Rhein-Köster"),
        ("projects", "PS008", "name_en", "GoBroad"),
    ],
)
def test_a_record_says_what_its_source_says(table_: str, id_: str, column: str, text: str) -> None:
    assert text in by_id(table_)[id_][column]


def test_no_project_steps_back() -> None:
    reached: dict[str, int] = {}
    for row in table("history"):
        rank = RANK.index(row["status"])
        assert rank >= reached.get(row["project"], 0), row
        reached[row["project"]] = rank


def test_history_is_told_oldest_first_and_ends_today() -> None:
    latest = {row["project"]: row for row in table("history")}
    for id_, project in by_id("projects").items():
        step = latest[id_]
        assert (step["status"], step["date"]) == (project["status"], project["date"]), id_


def test_what_is_not_known_from_a_source_stays_open() -> None:
    projects = by_id("projects")
    for id_ in ("PP148", "PP150", "PP171", "PX221"):
        assert "未确认" in projects[id_]["note_zh"]


def test_every_source_of_a_step_has_a_class() -> None:
    for row in table("history"):
        for id_ in parts(row["source"]):
            assert by_id("sources")[id_]["class"] in "ABCD"
