"""Several editors and their readers: a record that two edit, and what a reader finds changed."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from geo.ground.spot import Spot
from geo.keep.edit import Citation, Edit, edited
from geo.keep.folder import FolderShelf
from geo.keep.form import moved_metres
from geo.settings import DATA
from geo.words.numerals import whole
from geo.words.text import text_in
from tests.browser.conftest import Opener
from tests.browser.map_page import MapPage
from tests.browser.server import serve

ZH = text_in("zh")
RECORD = "PS007"
OTHER = "PP027"
BEFORE = "2026-01-01T00:00:00+00:00"


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> FolderShelf:
    """Return the shelf of a copy of the data in which two projects were changed."""
    folder = tmp_path_factory.mktemp("editors") / "data"
    shutil.copytree(DATA, folder)
    shelf = FolderShelf(folder)
    for record, name in ((RECORD, "甲名"), (OTHER, "乙名")):
        edit = Edit("projects", shelf.row("projects", record), {"name_zh": name})
        shelf.commit(edited(shelf, edit, Citation("SEED"), who="王", why="更名"))
    return shelf


@pytest.fixture(scope="module")
def served(shelf: FolderShelf) -> Iterator[str]:
    access = {"ACCESS": "headers", "EDITORS": "editors", "PUBLISHERS": "publishers", "DESK": "true"}
    env = {f"TWOZONES_{name}": value for name, value in access.items()}
    with serve(env | {"TWOZONES_DATA": str(shelf.folder)}) as address:
        yield address


def headers_of(name: str, group: str) -> dict[str, str]:
    """Return what a trusted proxy says of a reader."""
    return {"X-Forwarded-User": name, "X-Forwarded-Groups": group}


def read(page: Page) -> None:
    """Come as a reader."""
    page.set_extra_http_headers(headers_of("li", "readers"))


def come_back(page: Page) -> None:
    """Come as a reader whose browser knows of an earlier visit."""
    read(page)
    page.add_init_script(f"localStorage['twozones.told'] ??= '{BEFORE}'")


def told_until(page: Page) -> str:
    """Return until when the browser keeps that its reader was told, once it does."""
    for _ in range(100):
        told: str | None = page.evaluate("() => localStorage.getItem('twozones.told')")
        if told:
            return told
        page.wait_for_timeout(100)
    return ""


def test_a_reader_is_told_once_what_changed(open_page: Opener, served: str) -> None:
    first = open_page(base=served, prepare=read)
    assert told_until(first.page) > BEFORE
    expect(first.page.locator(".changes")).to_be_hidden()
    first.page.evaluate("localStorage.clear()")
    opened = open_page(base=served, prepare=come_back)
    line = opened.page.locator(".changes-head button").first
    since = ZH.date("2026-01-01")
    expect(line).to_contain_text(ZH("changed.line", since=since, count=2))
    expect(opened.map.locator(".bubble.changed")).not_to_have_count(0)
    opened.choose("sector", "健康医疗")
    expect(line).to_contain_text(ZH("changed.line_of", since=since, count=1, all=2))
    expect(opened.map.locator(".bubble.changed")).to_have_count(1)
    line.click()
    [project] = opened.page.locator(".changes-list section").all()
    expect(project).to_contain_text("→ 乙名")
    project.get_by_role("button").click()
    opened.wait_for_focus(f"project:{OTHER}")
    opened.page.get_by_role("button", name=ZH("changed.seen")).click()
    expect(opened.page.locator(".changes")).to_be_hidden()
    expect(opened.map.locator(".bubble.changed")).to_have_count(0)


class Desk:
    """The desk as somebody has it open in a browser of their own."""

    def __init__(self, browser: Browser, address: str, who: tuple[str, str], record: str) -> None:
        """Open a record by its button on the map's page, as somebody of a name and a group."""
        self.record = record
        headers = headers_of(*who)
        self.page = browser.new_context(locale="zh-CN", extra_http_headers=headers).new_page()
        self.page.goto(f"{address}/?focus=project:{record}")
        self.page.locator(".st-key-edit-open button").click(timeout=60_000)
        expect(self.box("name_zh")).to_be_visible(timeout=60_000)
        MapPage(self.page).wait_for_answer()

    def box(self, column: str) -> Locator:
        """Return the box of a column; while the page is drawn anew it may stand there twice."""
        return self.page.locator(f".st-key-edit-cell-{self.record}-{column} input").first

    def fill(self, **cells: str) -> None:
        """Fill in a cell, and wait until the desk says what would change."""
        for column, cell in cells.items():
            self.box(column).fill(cell)
            self.box(column).press("Enter")
        expect(self.page.get_by_text(ZH("desk.changes", count=1))).to_be_visible()

    def cite(self, source: str) -> None:
        """Choose a source by its id."""
        self.box("source").fill(source)
        self.page.get_by_role("option", name=f"{source} ·").first.click()

    def press(self, word: str) -> None:
        """Press the first button of a name."""
        self.page.get_by_role("button", name=ZH(word), exact=True).first.click()

    def turn(self, part: str) -> None:
        """Turn to the record, or to what is to be decided."""
        name = ZH(f"desk.part_{part}", count="").partition("（")[0]
        self.page.locator(".st-key-edit-part").get_by_role("radio", name=name).click()

    def reads(self, word: str) -> None:
        """Wait until the desk says a sentence."""
        expect(self.page.get_by_text(ZH(word)).first).to_be_visible()


def test_of_two_editors_of_a_record_the_second_sees_both_values_and_nothing_is_lost(
    browser: Browser, served: str, shelf: FolderShelf
) -> None:
    first = Desk(browser, served, ("王", "editors"), RECORD)
    second = Desk(browser, served, ("赵", "publishers"), RECORD)
    for desk, name in ((first, "丙名"), (second, "丁名")):
        desk.fill(name_zh=name)
        desk.cite("SEED")
    first.press("desk.propose")
    first.reads("desk.proposed")
    second.turn("proposals")
    second.press("desk.to_accepted")
    second.reads("desk.was_accepted")
    second.turn("record")
    second.reads("desk.clash")
    clash = second.page.locator("table.differences").filter(has_text=ZH("desk.yours"))
    for name in ("甲名", "丙名", "丁名"):
        expect(clash).to_contain_text(name)
    second.press("desk.go_on")
    expect(clash).to_have_count(0)
    expect(second.box("name_zh")).to_have_value("丁名")
    second.press("desk.propose")
    second.reads("desk.proposed")
    second.turn("proposals")
    second.press("desk.to_accepted")
    second.reads("desk.was_accepted")
    assert name_in(shelf) == "丁名"
    second.turn("record")
    second.press("desk.undo")
    second.reads("desk.undone")
    assert name_in(shelf) == "丙名"
    told = [(change.who, bool(change.undoes)) for change in shelf.changes("projects", RECORD)]
    assert told == [("王", False), ("王", False), ("赵", False), ("赵", True)]


def test_a_point_is_dragged_and_the_desk_says_how_far(browser: Browser, served: str) -> None:
    desk = Desk(browser, served, ("王", "editors"), "PP025")
    box = desk.box("spot")
    lon, lat = map(float, box.input_value().split(","))
    marker = desk.page.frame_locator("iframe").locator(".dragged i")
    marker.scroll_into_view_if_needed()
    MapPage(desk.page).rest()
    marker.hover()
    desk.page.mouse.down()
    at = marker.bounding_box()
    assert at
    desk.page.mouse.move(at["x"] + 90, at["y"] + 11, steps=8)
    desk.page.mouse.up()
    expect(box).not_to_have_value(f"{lon}, {lat}")
    dragged_lon, dragged_lat = map(float, box.input_value().split(","))
    assert dragged_lon > lon
    assert abs(dragged_lat - lat) < dragged_lon - lon
    far = moved_metres(Spot(dragged_lon, dragged_lat), (lon, lat))
    said = ZH("desk.moved", m=whole(far or 0))
    expect(desk.page.get_by_text(said)).to_be_visible()


def name_in(shelf: FolderShelf) -> str:
    row = shelf.row("projects", RECORD)
    assert row is not None
    return row["name_zh"]
