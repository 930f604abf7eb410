"""A register that several people keep on a folder: nothing is lost, any step undone."""

import datetime as dt
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from geo.errors import ImportFailedError, ImportRunningError, InstalledDataError, RegisterError
from geo.errors.keeping import (
    BrokenCellError,
    EditConflictError,
    MissingChangeError,
    MissingRecordError,
    NoSourceError,
    NothingChangedError,
    ProposalDecidedError,
)
from geo.intake.replacing import replacing
from geo.intake.replacing.backups import backups_of
from geo.intake.replacing.recovery import lock_folder, recover
from geo.keep.change import Change, RowChange
from geo.keep.edit import Citation, Edit, edited, new_citation
from geo.keep.folder import FolderShelf
from geo.keep.shelf import Shelf
from geo.keep.shelves import open_shelf
from geo.keep.undo import undone
from geo.register.load import Register, load_register
from geo.settings import DATA
from tests.unit.intake.killing import killed_at

RECORD = "PS007"
SOURCE = Citation("SEED")


@pytest.fixture
def shelf(tmp_path: Path, register: Register, monkeypatch: pytest.MonkeyPatch) -> FolderShelf:
    """Return a shelf on a copy of the data; that it loads is asked for where it matters."""
    monkeypatch.setattr(replacing, "load_register", lambda _: register)
    (tmp_path / "data").mkdir()
    for path in DATA.glob("*.csv"):
        shutil.copy(path, tmp_path / "data")
    return FolderShelf(tmp_path / "data")


def change_of(shelf: Shelf, who: str = "王", **cells: str) -> Change:
    """Return a change of one project as it stands now."""
    return edited(shelf, Edit("projects", shelf.row("projects", RECORD), cells), SOURCE, who=who)


def statuses(shelf: Shelf) -> Sequence[str]:
    return [row["status"] for row in shelf.rows("history") if row["project"] == RECORD]


def test_one_change_changes_one_line_and_is_in_the_history(shelf: FolderShelf) -> None:
    before = (shelf.folder / "projects.csv").read_text(encoding="utf-8").splitlines()
    revision = shelf.revision()
    change = shelf.commit(change_of(shelf, name_zh="新名"))
    after = (shelf.folder / "projects.csv").read_text(encoding="utf-8").splitlines()
    differ = [new for old, new in zip(before, after, strict=True) if old != new]
    assert len(differ) == 1
    assert "新名" in differ[0]
    assert shelf.revision() != revision
    assert shelf.changes("projects", RECORD) == [change]
    assert shelf.changes("projects", "PS010") == []
    assert shelf.changes(since=change.when + dt.timedelta(seconds=1)) == []
    assert backups_of(shelf.folder) == {}


def test_the_folder_loads_with_the_change(tmp_path: Path) -> None:
    shutil.copytree(DATA, tmp_path / "data")
    shelf = open_shelf(tmp_path / "data")
    cited = new_citation("公告", "https://example.org/a", "", "2026-11-01", "A")
    cells = {"status": "operating", "date": "2026-10", "date_precision": "month"}
    edit = Edit("projects", shelf.row("projects", RECORD), cells)
    shelf.commit(edited(shelf, edit, cited, who="王"))
    project = load_register(tmp_path / "data").projects.set_index("id").loc[RECORD]
    assert (project["status"], project["sources"][-1]) == ("operating", cited.source)
    assert statuses(shelf)[-1] == "operating"


def test_what_would_not_load_changes_nothing(tmp_path: Path) -> None:
    shutil.copytree(DATA, tmp_path / "data")
    shelf = open_shelf(tmp_path / "data")
    revision = shelf.revision()
    row = shelf.row("projects", RECORD)
    assert row is not None
    lost = RowChange.between("projects", row, {**row, "place": "nowhere"})
    with pytest.raises(ImportFailedError, match="nowhere"):
        shelf.commit(Change.made("王", [lost]))
    assert shelf.revision() == revision
    assert shelf.changes() == []


def test_of_two_that_edit_one_record_the_second_sees_both_values(shelf: FolderShelf) -> None:
    mine, theirs = change_of(shelf, name_zh="甲名"), change_of(shelf, "李", name_zh="乙名")
    shelf.commit(theirs)
    for write in (shelf.commit, shelf.propose):
        with pytest.raises(EditConflictError) as refused:
            write(mine)
        assert "甲名" in refused.value.sentence("zh")
        assert "乙名" in refused.value.sentence("zh")
    row = shelf.row("projects", RECORD)
    assert row is not None
    assert row["name_zh"] == "乙名"
    assert shelf.changes() == [theirs]
    assert shelf.proposals() == []


def test_a_proposal_is_accepted_once(shelf: FolderShelf) -> None:
    proposal = shelf.propose(change_of(shelf, name_zh="新名"))
    assert shelf.changes() == []
    assert shelf.proposals("open") == [proposal]
    accepted = shelf.decide(proposal.id, "accepted", "李")
    assert shelf.changes() == [proposal.change]
    assert shelf.proposals() == [accepted]
    with pytest.raises(ProposalDecidedError):
        shelf.decide(proposal.id, "withdrawn", "王")


def test_a_proposal_whose_record_has_changed_stays_open(shelf: FolderShelf) -> None:
    proposal = shelf.propose(change_of(shelf, name_zh="甲名"))
    shelf.commit(change_of(shelf, name_zh="乙名"))
    with pytest.raises(EditConflictError):
        shelf.decide(proposal.id, "accepted", "李")
    assert shelf.proposals("open") == [proposal]
    sent_back = shelf.decide(proposal.id, "sent_back", "李", "请按新名重提")
    assert sent_back.answer == "请按新名重提"
    assert shelf.proposals("open") == []


def test_a_step_is_taken_back_as_a_new_step(shelf: FolderShelf) -> None:
    before, steps = shelf.row("projects", RECORD), statuses(shelf)
    landed = shelf.commit(change_of(shelf, status="operating"))
    assert statuses(shelf) == [*steps, "operating"]
    shelf.commit(change_of(shelf, note_zh="后加的注"))
    back = shelf.commit(undone(shelf, landed.id, "李", "误报"))
    assert (back.undoes, back.why) == (landed.id, "误报")
    row = shelf.row("projects", RECORD)
    assert row == {**(before or {}), "note_zh": "后加的注", "sources": (row or {})["sources"]}
    assert statuses(shelf) == steps
    shelf.commit(undone(shelf, back.id, "王", "没有误报"))
    assert statuses(shelf) == [*steps, "operating"]
    assert len(shelf.changes("projects", RECORD)) == 4


def test_a_record_is_added_and_removed(shelf: FolderShelf) -> None:
    row = shelf.row("projects", RECORD)
    new = {**(row or {}), "id": "NEW1", "sources": "", "part_of": ""}
    added = shelf.commit(edited(shelf, Edit("projects", None, new), SOURCE, who="王"))
    assert shelf.rows("projects")[-1]["id"] == "NEW1"
    assert any(step["project"] == "NEW1" for step in shelf.rows("history"))
    shelf.commit(undone(shelf, added.id, "王", ""))
    assert shelf.row("projects", "NEW1") is None
    assert not any(step["project"] == "NEW1" for step in shelf.rows("history"))


def test_a_new_source_stays_when_its_change_is_taken_back(shelf: FolderShelf) -> None:
    cited = new_citation("公告", "", "", "", "B")
    edit = Edit("projects", shelf.row("projects", RECORD), {"name_zh": "新名"})
    change = shelf.commit(edited(shelf, edit, cited, who="王"))
    shelf.commit(undone(shelf, change.id, "王", ""))
    assert shelf.row("sources", cited.source) is not None


@pytest.mark.parametrize(
    ("cells", "source", "error"),
    [
        ({}, "SEED", NothingChangedError),
        ({"name_zh": "新名"}, "", NoSourceError),
        ({"name_zh": "新名"}, "NOWHERE", MissingRecordError),
        ({"name_zh": ""}, "SEED", BrokenCellError),
        ({"status": "done"}, "SEED", BrokenCellError),
        ({"date": "2026-13"}, "SEED", BrokenCellError),
        ({"lon_wgs84": "116.4"}, "SEED", BrokenCellError),
    ],
)
def test_what_cannot_stand_is_refused(
    shelf: FolderShelf, cells: dict[str, str], source: str, error: type[Exception]
) -> None:
    edit = Edit("projects", shelf.row("projects", RECORD), cells)
    with pytest.raises(error):
        edited(shelf, edit, Citation(source), who="王")


def test_a_change_of_an_unknown_column_or_step_is_refused(shelf: FolderShelf) -> None:
    row = shelf.row("projects", RECORD)
    odd = RowChange.between("projects", row, {**(row or {}), "colour": "red"})
    with pytest.raises(ImportFailedError, match="colour"):
        shelf.commit(Change.made("王", [odd]))
    with pytest.raises(MissingChangeError):
        undone(shelf, "20260101", "王", "")
    with pytest.raises(MissingChangeError):
        shelf.decide("20260101", "withdrawn", "王")


def test_the_installed_folder_and_a_busy_one_are_refused(
    shelf: FolderShelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    change = change_of(shelf, name_zh="新名")
    with lock_folder(shelf.folder), pytest.raises(ImportRunningError):
        shelf.propose(change)
    monkeypatch.setattr(replacing, "INSTALLED_DATA", shelf.folder)
    with pytest.raises(InstalledDataError):
        shelf.commit(change)


def test_killed_anywhere_a_change_and_its_history_are_the_old_or_the_new(
    shelf: FolderShelf,
) -> None:
    for path in shelf.folder.iterdir():
        if path.stem not in {"projects", "history", "sources"}:
            path.unlink()
    proposal = shelf.propose(change_of(shelf, status="operating"))
    old, states, step = shelf.revision(), set(), 0
    pristine = shelf.folder.with_name("pristine")
    for folder in (shelf.folder, shelf.desk):
        shutil.copytree(folder, pristine / folder.name)
    was_killed = True
    while was_killed:
        step += 1
        was_killed = killed_at(step, lambda: shelf.decide(proposal.id, "accepted", "李"))
        recover(shelf.folder)
        is_new = shelf.revision() != old
        assert shelf.changes() == ([proposal.change] if is_new else [])
        assert [entry.state for entry in shelf.proposals()] == ["accepted" if is_new else "open"]
        states.add(shelf.revision())
        for folder in (shelf.folder, shelf.desk, *backups_of(shelf.folder).values()):
            shutil.rmtree(folder)
        shutil.copytree(pristine, shelf.folder.parent, dirs_exist_ok=True)
    assert len(states) == 2
    assert step > 20


def test_a_line_that_was_cut_short_does_not_count(shelf: FolderShelf) -> None:
    first = shelf.commit(change_of(shelf, name_zh="甲名"))
    path = shelf.desk / "history.jsonl"
    with path.open("ab") as file:
        file.write(path.read_bytes()[:40])
    assert shelf.changes() == [first]
    second = shelf.commit(change_of(shelf, name_zh="乙名"))
    assert shelf.changes() == [first, second]


def test_a_damaged_line_is_said(shelf: FolderShelf) -> None:
    shelf.commit(change_of(shelf, name_zh="甲名"))
    path = shelf.desk / "history.jsonl"
    path.write_bytes(b"{}\n" + path.read_bytes())
    with pytest.raises(RegisterError, match="line 1"):
        shelf.changes()
