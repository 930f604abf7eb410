"""The parts of Streamlit's page that we name are there: what a new version renames is met here."""

import re
from pathlib import Path

import streamlit
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opener

ROOT = Path(__file__).resolve().parents[2]
HOMES = ("layers/static/common/streamlit_dom.js", "layers/static/page/streamlit.css")
NAMED = re.compile(r"\[(?:data-testid|aria-pressed)[^\]]*\]|\.st[A-Z]\w+|\.block-container")
KEYED = ".st-key-sector"
"""A key of a widget stands in the class of its element."""

BONE = "stSkeleton"
"""Stands for a part whose script is on its way: too short for a test to meet it on a page."""


def named() -> set[str]:
    """Return every part that a script or a style sheet names, but for what stays a moment."""
    text = "\n".join((ROOT / home).read_text("utf-8") for home in HOMES)
    return {*NAMED.findall(text), KEYED} - {f'[data-testid="{BONE}"]'}


def found(page: Page) -> set[str]:
    """Return those of the parts that are on a page."""
    return {selector for selector in named() if page.locator(selector).count()}


def test_every_part_of_streamlits_page_that_we_name_is_there(open_page: Opener) -> None:
    page = open_page(sector="finance", tab="charts").page
    page.locator(f"{KEYED} [aria-pressed=true] p").first.wait_for()
    page.locator(".st-key-more summary").click()
    page.locator("[data-testid=stDateInput]").first.wait_for()
    page.locator("[data-testid=stElementToolbar]").first.wait_for(state="attached")
    page.locator(".st-key-q input").fill("x")
    page.locator("[data-testid=InputInstructions]").wait_for(state="attached")
    seen = found(page)
    phone = open_page(width=390, height=844).page
    phone.locator(".drawers button").first.wait_for()
    seen |= found(phone)
    other = open_page().page
    other.get_by_role("link", name="导入数据").click()
    expect(other.locator(".st-key-data-upload button")).not_to_have_count(0)
    seen |= found(other)
    assert named() - seen == set()


def test_streamlit_still_has_its_bones() -> None:
    scripts = Path(str(streamlit.__file__)).with_name("static").rglob("*.js")
    assert any(BONE in script.read_text("utf-8") for script in scripts)
