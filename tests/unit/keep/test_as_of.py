"""The register of an earlier day: from the history of rows, and the backups of imports."""

import datetime as dt
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.__main__ import main as brief
from geo.__main__ import main
from geo.errors import OptionValueError
from geo.errors.keeping import NotYetKeptError
from geo.intake.replacing import replacing
from geo.intake.replacing.backups import MARK, MOMENT
from geo.keep.as_of import steps_back
from geo.keep.change import Change, Row, RowChange
from geo.keep.folder import FolderShelf
from geo.keep.past import folder_as_of
from geo.keep.proposal import Proposal
from geo.keep.stated import find_row, read_rows
from geo.register.load import Register
from geo.settings import DATA, settings

RECORD = "PS007"
ROWS = st.one_of(st.none(), st.fixed_dictionaries({"a": st.sampled_from("xy"), "b": st.just("")}))
EDITS = st.lists(st.tuples(st.sampled_from("123"), ROWS), max_size=12)


@given(EDITS, st.integers(0, 12))
def test_any_steps_lead_back_to_where_they_began(
    edits: list[tuple[str, dict[str, str] | None]], begin: int
) -> None:
    rows: dict[str, Row | None] = {}
    changes: list[RowChange] = []
    then: Mapping[str, Row | None] = {}
    for number, (record, cells) in enumerate(edits):
        if number == begin:
            changes, then = [], dict(rows)
        after = None if cells is None else {"id": record, **cells}
        before = rows.get(record)
        if before != after:
            changes.append(RowChange.between("projects", before, after))
            rows[record] = after
    if begin >= len(edits):
        changes, then = [], dict(rows)
    for step in steps_back(lambda _, record: rows.get(record), changes):
        rows[step.record] = step.applied(rows.get(step.record))
    assert {k: v for k, v in rows.items() if v} == {k: v for k, v in then.items() if v}


# a folder


@pytest.fixture
def shelf(tmp_path: Path, register: Register, monkeypatch: pytest.MonkeyPatch) -> FolderShelf:
    """Return a shelf on a copy of the data; a change of one cell is known to load."""
    monkeypatch.setattr(replacing, "load_register", lambda _: register)
    shutil.copytree(DATA, tmp_path / "data")
    return FolderShelf(tmp_path / "data")


def on(day: int) -> dt.datetime:
    return dt.datetime(2026, 10, day, 12).astimezone()


def rename(shelf: FolderShelf, name: str, day: int) -> Change:
    """Give a project another name, on a day of October."""
    row = shelf.row("projects", RECORD)
    assert row is not None
    change = Change.made("王", [RowChange.between("projects", row, {**row, "name_zh": name})])
    return change.model_copy(update={"when": on(day)})


def name_on(shelf: FolderShelf, day: int) -> str:
    with folder_as_of(str(shelf.folder), f"2026-10-{day:02}") as folder:
        row = find_row(read_rows(folder, "projects"), "projects", RECORD)
    assert row is not None
    return row["name_zh"]


def test_a_row_is_what_it_was_at_the_end_of_each_day(shelf: FolderShelf) -> None:
    old = name_on(shelf, 9)
    for name, day in (("甲", 10), ("乙", 12), ("丙", 12)):
        shelf.commit(rename(shelf, name, day))
    found = [name_on(shelf, day) for day in (9, 10, 11, 12, 13)]
    assert found == [old, "甲", "甲", "丙", "丙"]


def test_a_proposal_counts_from_the_day_of_its_acceptance(shelf: FolderShelf) -> None:
    old = name_on(shelf, 9)
    proposal: Proposal = shelf.propose(rename(shelf, "甲", 10))
    shelf.decide(proposal.id, "accepted", "赵")  # now, which is later
    assert name_on(shelf, 11) == old


@pytest.fixture
def backup(shelf: FolderShelf) -> Callable[[int], Path]:
    """Return what leaves the folder as a backup, as an import of a day of October does."""

    def leave(day: int) -> Path:
        path = shelf.folder.with_name(f"{shelf.folder.name}{MARK}{on(day).strftime(MOMENT)[:-3]}")
        return Path(shutil.copytree(shelf.folder, path))

    return leave


def test_what_an_import_replaced_is_read_from_its_backup(
    shelf: FolderShelf, backup: Callable[[int], Path]
) -> None:
    old = name_on(shelf, 9)
    shelf.commit(rename(shelf, "甲", 10))
    backup(14)
    projects = shelf.folder / "projects.csv"
    projects.write_text(projects.read_text("utf-8").replace(",甲,", ",乙,", 1), encoding="utf-8")
    shelf.commit(rename(shelf, "丙", 16))
    found = [name_on(shelf, day) for day in (9, 10, 13, 14, 15, 16)]
    assert found == [old, "甲", "甲", "乙", "乙", "丙"]


def test_a_day_that_is_not_remembered_is_refused(
    shelf: FolderShelf, backup: Callable[[int], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    backup(14)
    monkeypatch.setattr(settings(), "backups", 1)
    with pytest.raises(NotYetKeptError) as refused:
        name_on(shelf, 9)
    assert "2026-10-14" in refused.value.sentence("en")
    with pytest.raises(OptionValueError), folder_as_of(str(shelf.folder), "2026-10"):
        pass


# the commands


@pytest.fixture
def own(shelf: FolderShelf, monkeypatch: pytest.MonkeyPatch) -> Iterator[FolderShelf]:
    """Let the settings name the shelf's folder."""
    monkeypatch.setenv("TWOZONES_DATA", str(shelf.folder))
    settings.cache_clear()
    yield shelf
    monkeypatch.undo()
    settings.cache_clear()


def test_commands_read_the_register_of_a_day(own: FolderShelf, tmp_path: Path) -> None:
    old = name_on(own, 9)
    own.commit(rename(own, "甲", 10))
    options = ["--format", "geojson", "--lang", "zh", "--out"]
    assert brief([*options, str(tmp_path / "then"), "--as-of", "2026-10-09"]) == 0
    assert brief([*options, str(tmp_path / "now")]) == 0
    then, now = (next((tmp_path / name).iterdir()).read_text("utf-8") for name in ("then", "now"))
    assert old in then
    assert old not in now
    back = tmp_path / "back"
    assert main(["publish", str(own.folder), str(back), "--as-of", "2026-10-09"]) == 0
    assert (back / "projects.csv").read_text("utf-8") == (DATA / "projects.csv").read_text("utf-8")


@pytest.mark.parametrize("command", ["quality", "check", "publish"])
def test_a_day_that_is_none_is_refused(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    places = {"check": ["x.csv"], "publish": [str(DATA), "x"]}.get(command, [])
    assert main([command, *places, "--as-of", "soon", "--lang", "en"]) == 2
    assert "soon" in capsys.readouterr().err
