"""The desk: a record is filled in, judged, proposed, decided, and its steps taken back."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from geo.intake.replacing import replacing
from geo.keep.edit import Citation, Edit, edited
from geo.keep.folder import FolderShelf
from geo.register.load import Register
from geo.settings import DATA, settings
from geo.words.text import text_in
from tests.browser.server import free_port
from ui.serve import access
from ui.serve.access import Identity, Role
from ui.serve.settings import Serving
from ui.store import shared_store

ZH = text_in("zh")
RECORD = "PS007"
DESK = Path(__file__).with_name("desk_alone.py")


@pytest.fixture
def shelf(
    tmp_path: Path, register: Register, monkeypatch: pytest.MonkeyPatch
) -> Iterator[FolderShelf]:
    """Return the shelf of a copy of the data, open to editors; the page shows the real one."""
    shared_store()  # the real one, before the settings name another folder
    (tmp_path / "data").mkdir()
    for path in DATA.glob("*.csv"):
        shutil.copy(path, tmp_path / "data")
    monkeypatch.setattr(replacing, "load_register", lambda _: register)
    monkeypatch.setattr(access, "serving", lambda: Serving(desk=True))
    monkeypatch.setenv("TWOZONES_DATA", str(tmp_path / "data"))
    settings.cache_clear()
    yield FolderShelf(tmp_path / "data")
    monkeypatch.undo()
    settings.cache_clear()


def opened() -> AppTest:
    """Return the desk with a record open."""
    page = AppTest.from_file(DESK, default_timeout=60)
    page.session_state["edit-who"] = "王"
    page.session_state["edit-record"] = RECORD
    return ran(page)


def ran(page: AppTest) -> AppTest:
    page.run()
    assert not page.exception
    return page


def box(page: AppTest, column: str) -> Any:
    """Return the box of a column."""
    key = f"edit-cell-{RECORD}-{column}"
    every = [*page.text_input, *page.text_area, *page.selectbox]
    return next(one for one in every if one.key == key)


def fill(page: AppTest, **cells: str) -> AppTest:
    for column, cell in cells.items():
        box(page, column).set_value(cell)
    return ran(page)


def press(page: AppTest, key: str) -> AppTest:
    page.button(key=key).click()
    return ran(page)


def said(page: AppTest) -> list[str]:
    return [one.value.replace("\\", "") for one in (*page.success, *page.error, *page.warning)]


def test_a_record_is_proposed_decided_and_taken_back(shelf: FolderShelf) -> None:
    page = fill(opened(), name_zh="新的名称", date="2026年3月", source="SEED")
    assert ZH("desk.changes", count=2) in str([one.value for one in page.markdown])
    press(page, "edit-propose")
    assert said(page) == [ZH("desk.proposed")]
    [proposal] = shelf.proposals("open")
    assert proposal.change.who == "王"
    assert proposal.change.rows[0].after["date"] == "2026-03"
    page.segmented_control(key="edit-part").set_value("proposals")
    press(ran(page), f"sent_back-{proposal.id}")
    assert "理由" in said(page)[0]
    press(page, f"accepted-{proposal.id}")
    row = shelf.row("projects", RECORD)
    assert row is not None
    assert row["name_zh"] == "新的名称"
    page.segmented_control(key="edit-part").set_value("record")
    press(ran(page), f"undo-{proposal.id}")
    assert said(page) == [ZH("desk.undone")]
    row = shelf.row("projects", RECORD)
    assert row is not None
    assert row["name_zh"] != "新的名称"
    assert len(shelf.changes("projects", RECORD)) == 2


def test_what_is_wrong_is_said_and_nothing_is_proposed(shelf: FolderShelf) -> None:
    page = fill(opened(), date="改天", investment_yi_cny="3-5亿元")
    assert page.button(key="edit-propose").disabled
    assert len(said(page)) >= 2
    fill(page, date="2026", investment_yi_cny="")
    press(page, "edit-propose")
    assert "来源" in said(page)[0]
    assert box(page, "date").value == "2026"
    assert shelf.proposals() == []


def test_a_policy_is_proposed_and_a_figure_that_is_none_is_said(shelf: FolderShelf) -> None:
    page = opened()
    page.selectbox(key="edit-table").set_value("policies")
    page = ran(page)
    page.selectbox(key="edit-record-policies").set_value("LS001")
    page = ran(page)
    page.multiselect(key="edit-cell-policies-LS001-sectors").set_value(["health"])
    page.text_input(key="edit-cell-policies-LS001-date").set_value("2026年3月")
    page.selectbox(key="edit-cell-policies-LS001-source").set_value("SEED")
    press(ran(page), "edit-propose")
    assert said(page) == [ZH("desk.proposed")]
    [proposal] = shelf.proposals("open")
    after = {**(shelf.row("policies", "LS001") or {}), **proposal.change.rows[0].after}
    assert [after[name] for name in ("sectors", "date")] == ["health", "2026-03"]
    assert after["date_precision"] == "month"
    page.selectbox(key="edit-table").set_value("indicators")
    page = ran(page)
    page.selectbox(key="edit-record-indicators").set_value("F001")
    page = ran(page)
    page.text_input(key="edit-cell-indicators-F001-value").set_value("很多")
    assert any("value" in sentence for sentence in said(ran(page)))
    assert page.button(key="edit-propose").disabled


@pytest.mark.usefixtures("shelf")
def test_a_moved_point_says_how_far_and_in_which_district() -> None:
    page = fill(opened(), spot="116.39, 39.91")
    assert "东城区" in page.info[0].value
    assert "米" in page.info[0].value
    fill(page, spot="121.5, 31.2")
    assert said(page)
    assert page.button(key="edit-propose").disabled


def test_another_change_meanwhile_loses_nothing(shelf: FolderShelf) -> None:
    page = fill(opened(), name_zh="甲名", source="SEED")
    theirs = {"name_zh": "乙名", "note_zh": "他人的注"}
    edit = Edit("projects", shelf.row("projects", RECORD), theirs)
    shelf.commit(edited(shelf, edit, Citation("SEED"), who="李"))
    press(page, "edit-propose")
    assert any("甲名" in sentence and "乙名" in sentence for sentence in said(page))
    assert shelf.proposals() == []
    bodies = [one.proto.body for one in page.get("html")]
    table = next(body for body in bodies if ZH("desk.yours") in body)
    assert "甲名" in table
    assert "乙名" in table
    press(page, "edit-go-on")
    assert box(page, "name_zh").value == "甲名"
    assert box(page, "note_zh").value == "他人的注"
    press(page, "edit-propose")
    [proposal] = shelf.proposals("open")
    assert proposal.change.rows[0].after == {"name_zh": "甲名"}


def test_roles_say_who_may_do_what(shelf: FolderShelf, monkeypatch: pytest.MonkeyPatch) -> None:
    edit = Edit("projects", shelf.row("projects", RECORD), {"name_zh": "新名"})
    proposal = shelf.propose(edited(shelf, edit, Citation("SEED"), who="李"))
    monkeypatch.setattr(access, "identity_of", lambda *_: Identity("王", Role.EDITOR))
    page = opened()
    page.segmented_control(key="edit-part").set_value("proposals")
    keys = {one.key for one in ran(page).button}
    assert f"accepted-{proposal.id}" not in keys
    press(page, f"withdrawn-{proposal.id}")
    assert said(page)
    assert shelf.proposals("open") == [proposal]
    monkeypatch.setattr(access, "identity_of", lambda *_: Identity("王", Role.READER))
    assert not ran(page).button


def test_the_desk_is_off_unless_it_is_turned_on() -> None:
    page = opened()
    assert ZH("error.desk_closed") in page.info[0].value.replace("\\", "")
    assert not page.button


@pytest.mark.usefixtures("shelf")
def test_a_database_that_is_gone_is_said_at_the_desk(monkeypatch: pytest.MonkeyPatch) -> None:
    address = f"postgresql://map:geheim@127.0.0.1:{free_port()}/zones"
    monkeypatch.setenv("TWOZONES_DATA", address)
    settings.cache_clear()
    [sentence] = said(opened())
    assert "postgresql://map@127.0.0.1" in sentence
    assert "geheim" not in sentence
