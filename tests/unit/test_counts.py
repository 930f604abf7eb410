"""The numbers that the documents tell are those of the data, and the list of changes is its own."""

import re
from pathlib import Path

import pytest

from geo.intake.replacing.edition import CHANGES, COLUMNS, NAMES, edition_changes
from geo.register.load import Register
from tests.unit.tables import DATA, by_id, parts, table
from tools.data_changes import changes
from tools.data_counts import PAGES, counts, with_counts


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_number_is_typed(page: Path, register: Register) -> None:
    written = page.read_text("utf-8")
    assert "<!--=projects-->" in written
    assert with_counts(written, counts(register)) == written, "run python -m tools.data_counts"


def test_the_counts_are_those_of_the_files(register: Register) -> None:
    told = counts(register)
    assert told["projects"] == str(len(table("projects")))
    levels = ("point", "place", "district", "city")
    assert sum(int(told[f"level_{level}"]) for level in levels) == len(table("projects"))
    whose = ("two_zones", "city", "district", "national")
    assert sum(int(told[f"policies_{name}"]) for name in whose) == len(table("policies"))
    assert int(told["one_step"]) + int(told["more_steps"]) == len(table("projects"))
    assert sum(int(told[f"class_{name}"]) for name in "ABCD") == len(table("sources"))


def test_a_number_without_a_name_is_refused(register: Register) -> None:
    with pytest.raises(KeyError):
        with_counts("<!--=nothing-->1<!--=-->", counts(register))


def test_what_this_edition_changed_is_told_of_records_that_exist() -> None:
    told = edition_changes(DATA)
    assert told is not None
    assert set(told["change"]) <= set(CHANGES)
    for row in told.itertuples():
        record = by_id(row.table).get(row.id)
        assert (record is None) == (row.change == "removed"), row
        if record:
            assert record[f"{NAMES[row.table]}_zh"] == row.name_zh
        columns = parts(str(row.columns).replace("history", ""))
        assert all(not name or name in (record or {}) for name in columns), row
        assert bool(row.columns) == (row.change == "changed")


def test_a_folder_without_the_list_says_nothing(tmp_path: Path) -> None:
    assert edition_changes(tmp_path) is None


def test_editions_are_compared_by_id(tmp_path: Path) -> None:
    for name in ("projects", "policies", "history"):
        text = (DATA / f"{name}.csv").read_text("utf-8")
        lines = [line for line in text.splitlines() if not re.match("PP195,|LP048,", line)]
        if name == "projects":
            lines = [line.replace("数坤科技", "数坤") for line in lines] + ["GONE" + "," * 28]
        (tmp_path / f"{name}.csv").write_text("\n".join(lines) + "\n", "utf-8")
    rows = list(changes(tmp_path, DATA))
    found = {(row["table"], row["id"], row["change"], row["columns"]) for row in rows}
    assert found == {
        ("projects", "PP195", "added", ""),
        ("projects", "PP122", "changed", "name_zh"),
        ("projects", "GONE", "removed", ""),
        ("policies", "LP048", "added", ""),
    }
    assert all(tuple(row) == COLUMNS for row in rows)
