"""Streamlit's own words, which it has in English alone, are said in the page's language."""

import re
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Page, expect

from geo.words.text import text_in
from tests.browser.conftest import Opener

ZH, EN = text_in("zh").section("stock"), text_in("en").section("stock")

SAID = """() => [...document.querySelectorAll("*")].flatMap((element) => [
    element.getAttribute("aria-label"),
    element.getAttribute("placeholder"),
    element.children.length ? null : element.textContent,
]).filter((text) => text?.trim())"""


def pattern(sentence: str) -> re.Pattern[str]:
    """Return what matches a sentence, whatever it names."""
    return re.compile(".+".join(map(re.escape, sentence.split("{name}"))))


def said_on(page: Page) -> list[str]:
    """Return every text, label and hint of a page."""
    texts: list[str] = page.evaluate(SAID)
    return texts


def open_by_address(open_page: Opener, path: str, lang: str) -> Page:
    page = open_page(lang=lang).page
    page.goto(urljoin(page.url, f"/{path}?lang={lang}"))
    page.locator("[data-testid=stFileUploaderDropzone], .st-key-filters").first.wait_for()
    page.locator('[data-test-script-state="notRunning"]').wait_for()
    return page


@pytest.mark.parametrize("path", ["", "briefing", "your-data"])
def test_none_of_them_is_left_on_a_chinese_page(open_page: Opener, path: str) -> None:
    page = open_by_address(open_page, path, "zh")
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    expect(page.get_by_role("link", name=ZH["skip"], include_hidden=True)).to_be_attached()
    texts = said_on(page)
    for sentence in EN.values():
        assert not [text for text in texts if pattern(sentence).fullmatch(text)], sentence


SAID_ALOUD = """(chart) => [chart, ...chart.querySelectorAll("*")]
    .filter((part) => !part.closest('[aria-hidden="true"]'))
    .flatMap((part) => [part.ariaLabel, part.ariaRoleDescription])
    .filter((words) => words)"""


@pytest.mark.parametrize("tab", ["charts", "progress"])
def test_what_is_said_aloud_of_a_chart_is_chinese(open_page: Opener, tab: str) -> None:
    page = open_page(lang="zh", tab=tab).page
    charts = page.get_by_test_id("stVegaLiteChart")
    expect(charts.first.locator("svg")).to_be_visible()
    for chart in charts.all():
        expect(chart).to_have_attribute("aria-roledescription", ZH["chart"])
        said = chart.evaluate(SAID_ALOUD)
        assert [words for words in said if re.search("[A-Za-z]{3}", words)] == []
    if tab == "charts":
        bar = page.locator(".st-key-chart-status").get_by_label(
            f"{text_in('zh')('status.signed')} "
        )
        expect(bar).to_have_count(1)


def test_they_change_with_the_language(open_page: Opener) -> None:
    page = open_by_address(open_page, "briefing", "zh")
    box = page.locator(".st-key-size")
    box.locator("input").fill("§")
    expect(page.get_by_role("option", name=ZH["no_results"])).to_be_visible()
    page.keyboard.press("Escape")
    page.locator(".st-key-lang").get_by_text("English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(box.get_by_role("button", name=EN["open"], exact=True)).to_be_visible()
    box.locator("input").fill("§")
    expect(page.get_by_role("option", name=EN["no_results"])).to_be_visible()
    page.keyboard.press("Escape")
    page.locator(".st-key-lang").get_by_text("中文").click()
    expect(box.get_by_role("button", name=ZH["open"], exact=True)).to_be_visible()
