"""The Briefing page run by AppTest: what is asked for is made, of what the map shows."""

import datetime as dt
from io import BytesIO
from pathlib import Path
from threading import Event
from zipfile import ZipFile

import pytest
from docx import Document
from pypdf import PdfReader
from streamlit.testing.v1 import AppTest

from briefing.apart import Written
from briefing.before_after import before_after
from briefing.content import BEFORE, Options, make_briefing
from briefing.crew import WORKERS
from geo.ask.earlier import days_of
from geo.register.load import Register
from geo.view.view import View
from geo.words.text import text_in
from ui.pages.briefing_page import draw_briefing_page
from ui.pages.navigation import PAGES
from ui.serve import packs
from ui.serve.packs import Pack
from ui.store import shared_store

DAY = dt.date(2023, 6, 30)
ZH = text_in("zh")
SECONDS = 120
SCRIPT = """
from ui.pages.briefing_page import draw_briefing_page
from ui.serve.sessions import note_this_session
from ui.state import start_session
from ui.store import shared_store

note_this_session()
start_session(shared_store())
draw_briefing_page(shared_store())
"""


@pytest.fixture
def open_briefing() -> AppTest:
    """Return the page of a view of two filters."""
    page = AppTest.from_string(SCRIPT, default_timeout=60)
    page.query_params.update({"sector": "finance", "focus": "cluster:chaoyang"})
    page.run()
    assert not page.exception
    return page


def test_it_says_what_it_is_about(open_briefing: AppTest, register: Register) -> None:
    projects = register.projects
    here = (projects["sector"] == "finance") & (projects["cluster"] == "chaoyang")
    said = open_briefing.markdown[0].value
    assert ZH("make.subject_count", count=here.sum()) in said
    assert ZH("sector.finance") in said


def test_a_pack_is_made_and_kept(open_briefing: AppTest) -> None:
    page = open_briefing
    page.session_state["formats"] = ["csv", "docx"]
    page.text_input(key="make-heading").input("<b>会议</b>")
    page.run()
    page.button(key="make").click().run()
    pack: Pack = page.session_state["pack"]
    assert pack.wait(SECONDS)
    page.run()
    assert not page.exception
    names = [name for name, _ in pack.files]
    assert [Path(name).suffix for name in names] == [".docx", ".csv"]
    assert ZipFile(BytesIO(pack.content)).namelist() == names
    document = Document(BytesIO(pack.files[0][1]))
    assert "<b>会议</b>" in [paragraph.text for paragraph in document.paragraphs]
    page.run()
    assert page.session_state["pack"] is pack


def test_a_pack_is_found_again_by_its_link_and_a_lost_one_is_said(open_briefing: AppTest) -> None:
    page = open_briefing
    page.button(key="preset-list").click().run()
    assert page.session_state["formats"] == ["docx", "xlsx"]
    page.session_state["formats"] = ["csv"]
    page.run()
    page.button(key="make").click().run()
    pack = page.session_state["pack"]
    assert pack.wait(SECONDS)
    key = page.query_params["pack"]
    again = AppTest.from_string(SCRIPT, default_timeout=60)
    again.query_params.update({"focus": "cluster:chaoyang", "pack": key})
    again.run()
    assert again.session_state["pack"] is pack
    assert again.query_params["pack"] == key
    lost = AppTest.from_string(SCRIPT, default_timeout=60)
    lost.query_params["pack"] = "gone"
    lost.run()
    assert ZH("make.lost") in [warning.value for warning in lost.warning]


def test_a_pack_can_be_stopped(open_briefing: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    gate = Event()

    def write(_store: object, _order: object, name: str) -> Written:
        gate.wait(SECONDS)
        return Written([(f"briefing.{name}", b"")], "briefing.zip", 1)

    monkeypatch.setattr(packs.CREW, "write", write)
    page = open_briefing
    page.session_state["formats"] = ["csv", "geojson", "kmz"]
    page.run()
    page.button(key="make").click().run()
    page.button(key="cancel-pack").click().run()
    assert page.button(key="cancel-pack").disabled
    gate.set()
    assert page.session_state["pack"].wait(SECONDS)
    page.run()
    said = [caption.value for caption in page.caption]
    assert ZH("make.cancelled", done=WORKERS, count=3) in said


def test_the_sheet_is_previewed_beside_the_form(open_briefing: AppTest) -> None:
    page = open_briefing
    assert not page.get("image")
    page.toggle(key="make-preview").set_value(True).run()
    _, preview = page.session_state["preview"]
    assert preview.wait(SECONDS)
    page.run()
    assert len(page.get("image")) == 1
    page.text_input(key="make-heading").set_value("会议").run()
    assert page.session_state["preview"][1] is not preview
    assert page.session_state["preview"][1].wait(SECONDS)


def test_without_a_format_there_is_nothing_to_make(open_briefing: AppTest) -> None:
    open_briefing.session_state["formats"] = []
    open_briefing.run()
    assert open_briefing.button(key="make").disabled
    assert ZH("make.no_format") in [caption.value for caption in open_briefing.caption]


def test_the_page_is_in_the_navigation() -> None:
    [entry] = [page for page in PAGES if page.path == "briefing"]
    assert entry.draw is draw_briefing_page


def test_two_days_are_compared(open_briefing: AppTest) -> None:
    """The sheet and the slides have both maps; what cannot show two days is said and left out."""
    page = open_briefing
    page.session_state["formats"] = ["pdf", "xlsx"]
    field = page.date_input(key="make-before")
    assert (field.min, field.max) == days_of(shared_store().register)
    page.date_input(key="make-before").set_value(DAY).run()
    said = [caption.value for caption in page.caption]
    assert ZH("make.left_out", names=ZH("format.xlsx")) in said
    page.button(key="make").click().run()
    pack: Pack = page.session_state["pack"]
    assert pack.wait(SECONDS)
    assert not pack.problems
    ((name, content),) = pack.files
    assert DAY.isoformat() in name
    words = PdfReader(BytesIO(content)).pages[0].extract_text()
    view = View(sector=("finance",), focus="cluster:chaoyang")
    options = Options(subject=BEFORE, before=DAY)
    compared = before_after(make_briefing(shared_store(), view, options))
    for date, section in zip(
        compared.dates, (compared.before.focus, compared.after.focus), strict=True
    ):
        assert ZH("before.map", date=date, count=section.summary.projects) in words
