"""An import is in the history of every record that it touches, who, when and why."""

import getpass
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from geo.__main__ import main
from geo.intake.replacing import replacing
from geo.intake.replacing.backups import backups_of
from geo.intake.replacing.recovery import recover
from geo.intake.replacing.replacing import changing, replace_folder
from geo.keep import folder as folders
from geo.keep.change import Row, RowChange
from geo.keep.folder import FolderShelf
from geo.keep.recent import project_changes
from geo.keep.stated import find_row, read_rows, write_changes
from geo.keep.undo import undone
from geo.register.load import Register, load_register
from geo.settings import DATA, settings
from geo.view.view import View
from tests.unit.intake.killing import killed_at
from ui.serve.export import write_listing
from ui.store import Store

RECORD, OTHER = "PS007", "PS010"


@pytest.fixture
def shelf(tmp_path: Path, register: Register, monkeypatch: pytest.MonkeyPatch) -> FolderShelf:
    """Return a shelf on the tables of the data; that it loads is asked for where it matters."""
    monkeypatch.setattr(replacing, "load_register", lambda _: register)
    (tmp_path / "data").mkdir()
    for table in ("projects", "history", "sources"):
        shutil.copy(DATA / f"{table}.csv", tmp_path / "data")
    return FolderShelf(tmp_path / "data")


def named(shelf: FolderShelf, record: str) -> Row:
    row = shelf.row("projects", record)
    assert row is not None
    return row


def bring_in(shelf: FolderShelf, name: str) -> None:
    """Name two projects and give one a step, as a file that is imported does."""
    rows = [
        RowChange.between("projects", row, {**row, "name_zh": name})
        for row in (named(shelf, RECORD), named(shelf, OTHER))
    ]
    last = [row for row in shelf.rows("history") if row["project"] == RECORD][-1]
    rows.append(RowChange.between("history", None, {**last, "status": "operating"}))

    def write(staging: Path) -> None:
        write_changes(staging, rows)
        shelf.announce_import(staging, "王", "导入")

    with changing(shelf.folder):
        replace_folder(shelf.folder, write)


def test_each_record_has_its_part_and_takes_back_no_other(shelf: FolderShelf) -> None:
    old = named(shelf, OTHER)
    bring_in(shelf, "甲")
    [change] = shelf.changes("projects", RECORD)
    assert [change] == shelf.changes("projects", OTHER) == shelf.changes()
    part = change.part_of("projects", RECORD)
    assert [row.table for row in part.rows] == ["projects", "history"]
    assert (part.who, part.why) == ("王", "导入")
    back = shelf.commit(undone(shelf, change.id, "李", "", ("projects", OTHER)))
    assert named(shelf, OTHER) == old
    assert named(shelf, RECORD)["name_zh"] == "甲"
    assert back.part_of("projects", OTHER) == back


def test_killed_anywhere_the_history_says_what_the_folder_holds(shelf: FolderShelf) -> None:
    old, step, states = shelf.revision(), 0, set()
    pristine = shelf.folder.with_name("pristine")
    shutil.copytree(shelf.folder, pristine)
    was_killed = True
    while was_killed:
        step += 1
        was_killed = killed_at(step, lambda: bring_in(shelf, "甲"))
        recover(shelf.folder)
        assert len(shelf.changes()) == (shelf.revision() != old)
        states.add(shelf.revision())
        for left in (shelf.folder, shelf.desk, *backups_of(shelf.folder).values()):
            shutil.rmtree(left, ignore_errors=True)
        shutil.copytree(pristine, shelf.folder)
    assert len(states) == 2


def test_an_import_of_very_many_rows_is_left_to_its_backup(
    shelf: FolderShelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folders, "MOST_ROWS", 2)
    bring_in(shelf, "甲")
    assert shelf.changes() == []
    assert len(backups_of(shelf.folder)) == 1


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FolderShelf]:
    """Let the settings name a whole copy of the data."""
    shutil.copytree(DATA, tmp_path / "data")
    monkeypatch.setenv("TWOZONES_DATA", str(tmp_path / "data"))
    settings.cache_clear()
    yield FolderShelf(tmp_path / "data")
    monkeypatch.undo()
    settings.cache_clear()


def test_an_export_that_comes_back_changed_is_a_step_of_that_record_alone(
    own: FolderShelf, tmp_path: Path
) -> None:
    before = named(own, RECORD)
    store = Store(load_register(own.folder))
    content = write_listing(store, View(lang="zh"), "csv").decode("utf-8-sig")
    path = tmp_path / "名单.csv"
    path.write_text(content.replace(before["name_zh"], "甲名", 1), encoding="utf-8")
    assert main(["import", str(path)]) == 0
    [change] = own.changes()
    rows = [row for row in change.rows if row.table == "projects"]
    assert {name for row in rows for name in row.after} == {"name_zh", "sources"}  # the file's own
    [told] = project_changes(own)
    assert (told.project, told.after) == (RECORD, {"name_zh": "甲名"})
    assert change.who == getpass.getuser()
    assert "名单.csv" in change.why
    [backup] = backups_of(own.folder).values()
    assert find_row(read_rows(backup, "projects"), "projects", RECORD) == before
