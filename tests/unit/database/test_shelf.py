"""A register that several people keep in PostGIS: nothing is lost, any step undone."""

import datetime as dt
from pathlib import Path
from threading import Thread

import psycopg
import pytest

from geo.__main__ import main
from geo.errors import RegisterError, TwoZonesError
from geo.errors.keeping import EditConflictError, MissingChangeError, ProposalDecidedError
from geo.keep import postgres
from geo.keep.change import Change, RowChange
from geo.keep.edit import Citation, Edit, edited
from geo.keep.past import folder_as_of
from geo.keep.recent import changed_since, project_changes
from geo.keep.shelf import Shelf
from geo.keep.shelves import open_shelf
from geo.keep.undo import undone
from geo.register.digest import folder_digest
from geo.register.load import Register
from geo.settings import DATA

RECORD = "PS007"
SOURCE = Citation("SEED")


@pytest.fixture
def shelf(database: str, register: Register, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    """Return a shelf in a database; that it loads is asked for where it matters."""
    monkeypatch.setattr(postgres, "load_register", lambda _: register)
    return open_shelf(database)


def change_of(shelf: Shelf, who: str = "王", **cells: str) -> Change:
    """Return a change of one project as it stands now."""
    row = shelf.row("projects", RECORD)
    return edited(shelf, Edit("projects", row, cells), SOURCE, who=who, why="更正")


def name_of(shelf: Shelf) -> str:
    row = shelf.row("projects", RECORD)
    assert row is not None
    return row["name_zh"]


def test_a_change_is_made_and_told(shelf: Shelf) -> None:
    before, revision = shelf.row("projects", RECORD), shelf.revision()
    made = shelf.commit(change_of(shelf, name_zh="新名称"))
    assert name_of(shelf) == "新名称"
    assert shelf.revision() != revision
    assert shelf.changes("projects", RECORD) == [made]
    assert made.rows[0].before == {"name_zh": before and before["name_zh"]}
    assert (made.who, made.why, made.source) == ("王", "更正", "SEED")
    assert shelf.changes("projects", "HP001") == []
    assert shelf.changes(since=made.when + dt.timedelta(microseconds=1)) == []
    assert len(shelf.rows("projects")) == 655


def test_what_changed_since_is_told_and_a_first_publication_is_not(shelf: Shelf) -> None:
    assert project_changes(shelf) == []
    proposal = shelf.propose(change_of(shelf, name_zh="新名称"))
    shelf.decide(proposal.id, "accepted", "李")
    [told] = project_changes(shelf)
    assert (told.project, told.after) == (RECORD, {"name_zh": "新名称"})
    assert changed_since([told], told.moment) == []


def test_the_second_writer_is_refused_with_both_values(shelf: Shelf) -> None:
    first, second = (change_of(shelf, who, name_zh=who) for who in ("王", "李"))
    shelf.commit(first)
    with pytest.raises(EditConflictError) as refused:
        shelf.commit(second)
    for value in ("王", "李"):
        assert value in refused.value.sentence("zh")
    assert name_of(shelf) == "王"
    assert len(shelf.changes()) == 1


def test_of_two_writers_at_once_one_is_refused(shelf: Shelf) -> None:
    ends: list[str] = []

    def write(change: Change) -> None:
        try:
            shelf.commit(change)
            ends.append("made")
        except TwoZonesError as error:
            ends.append(error.name())

    writers = [Thread(target=write, args=[change_of(shelf, who, name_zh=who)]) for who in "王李"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert sorted(ends) == ["edit_conflict", "made"]
    assert len(shelf.changes()) == 1


def test_what_another_program_changed_meanwhile_is_a_conflict(shelf: Shelf, database: str) -> None:
    change = change_of(shelf, name_zh="新名称")
    with psycopg.connect(database) as connection:
        connection.execute("UPDATE twozones.projects SET name_zh = '另名' WHERE id = 'PS007'")
    with pytest.raises(EditConflictError):
        shelf.commit(change)
    (theirs,) = shelf.changes("projects", RECORD)
    assert (theirs.who, theirs.rows[0].after) == ("postgres", {"name_zh": "另名"})


def test_any_step_is_undone_as_a_new_one(shelf: Shelf) -> None:
    before = {table: shelf.rows(table) for table in ("projects", "history", "sources")}
    step = {"status": "operating", "date": "2026-10-15", "date_precision": "day"}
    made = shelf.commit(change_of(shelf, **step))
    assert len({row.table for row in made.rows}) > 1
    back = shelf.commit(undone(shelf, made.id, "李", "误报"))
    assert {table: shelf.rows(table) for table in before} == before
    assert [change.undoes for change in shelf.changes()] == [None, made.id]
    assert shelf.changes()[-1].id == back.id


def test_a_proposal_waits_for_its_decision(shelf: Shelf) -> None:
    old = name_of(shelf)
    proposal = shelf.propose(change_of(shelf, name_zh="新名称"))
    assert shelf.proposals("open") == [proposal]
    assert name_of(shelf) == old
    decided = shelf.decide(proposal.id, "accepted", "赵")
    assert shelf.proposals() == [decided]
    assert shelf.proposals("open") == []
    assert name_of(shelf) == "新名称"
    with pytest.raises(ProposalDecidedError):
        shelf.decide(proposal.id, "withdrawn", "王")
    with pytest.raises(MissingChangeError):
        shelf.decide("none", "accepted", "赵")


def test_a_change_that_would_not_load_is_not_made(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = open_shelf(database)
    proposal = shelf.propose(change_of(shelf, name_zh="新名称"))
    row = shelf.row("projects", RECORD)
    broken = RowChange.between("projects", row, {**(row or {}), "status": "nonsense"})
    revision = shelf.revision()
    with pytest.raises(RegisterError):
        shelf.commit(Change.made("王", [broken]))
    assert (shelf.revision(), shelf.changes()) == (revision, [])

    def refuse(_: object) -> None:
        raise RegisterError(file="projects.csv", problem="x")

    monkeypatch.setattr(postgres, "load_register", refuse)
    with pytest.raises(RegisterError):
        shelf.decide(proposal.id, "accepted", "赵")
    assert shelf.proposals() == [proposal]


def test_the_register_of_an_earlier_day_is_read(
    shelf: Shelf, database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shelf.commit(change_of(shelf, name_zh="新名称"))
    with psycopg.connect(database) as connection:  # rows without a key, and shapes, go back too
        connection.execute("UPDATE twozones.conditions SET stated_in = 'x' WHERE policy = 'LS001'")
        connection.execute("UPDATE twozones.zones SET _shape = st_reverse(_shape), parent = 'x'")
        connection.execute("UPDATE twozones_desk.change SET moment = '2026-10-10 12:00'")
        connection.execute("UPDATE twozones_desk.state SET since = '2026-10-05 12:00'")
    assert main(["publish", database, str(tmp_path / "then"), "--as-of", "2026-10-05"]) == 0
    assert folder_digest(tmp_path / "then") == folder_digest(DATA)
    with folder_as_of(database, "2026-10-10") as folder:
        assert "新名称" in (folder / "projects.csv").read_text("utf-8")
    capsys.readouterr()
    early = ["publish", database, str(tmp_path / "x"), "--as-of", "2026-10-03", "--lang", "en"]
    assert main(early) == 2
    assert "2026-10-05" in capsys.readouterr().err
