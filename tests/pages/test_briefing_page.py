"""The Briefing page run by AppTest: what is asked for is made, of what the map shows."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from streamlit.testing.v1 import AppTest

from geo.register.load import Register
from geo.words.text import text_in
from ui.pages.briefing_page import draw_briefing_page
from ui.pages.navigation import PAGES
from ui.serve.packs import Pack

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
    page.session_state["formats"] = ["csv", "geojson"]
    page.text_input(key="make-heading").input("<b>会议</b>")
    page.run()
    page.button(key="make").click().run()
    pack: Pack = page.session_state["pack"]
    assert pack.wait(SECONDS)
    page.run()
    assert not page.exception
    names = [name for name, _ in pack.files]
    assert [Path(name).suffix for name in names] == [".csv", ".geojson"]
    assert ZipFile(BytesIO(pack.content)).namelist() == names
    assert pack._briefing is not None
    assert pack._briefing.title == "<b>会议</b>"
    page.run()
    assert page.session_state["pack"] is pack


def test_without_a_format_there_is_nothing_to_make(open_briefing: AppTest) -> None:
    open_briefing.session_state["formats"] = []
    open_briefing.run()
    assert open_briefing.button(key="make").disabled
    assert ZH("make.no_format") in [caption.value for caption in open_briefing.caption]


def test_the_page_is_in_the_navigation() -> None:
    [entry] = [page for page in PAGES if page.path == "briefing"]
    assert entry.draw is draw_briefing_page
