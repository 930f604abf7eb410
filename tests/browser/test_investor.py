"""The investor's journeys in a real browser: by mouse, by keyboard, and through a link."""

import re
from pathlib import Path

import openpyxl
import pypdf
from playwright.sync_api import Locator, expect

from geo.words.text import text_in
from tests.browser.conftest import Opener
from tests.browser.map_page import MapPage

ZH = text_in("zh")
CHAOYANG = "cluster:chaoyang"


def open_tab(page: MapPage, word: str, lang: str = "zh") -> None:
    page.tab(text_in(lang)(word)).click()


def policies(page: MapPage) -> Locator:
    """Return the policies listed in the open tab."""
    return page.open_tab.locator("ul.policies").first.locator(":scope > li")


def press_ground(page: MapPage, lng: float, lat: float) -> None:
    """Press the map at a spot."""
    x, y = page.body.evaluate(
        """(_, [lat, lng]) => {
            const {x, y} = window.map.latLngToContainerPoint([lat, lng]);
            return [x, y];
        }""",
        [lat, lng],
    )
    frame = page.page.locator(".st-key-map iframe").bounding_box()
    assert frame
    page.page.mouse.click(frame["x"] + x, frame["y"] + y)


def test_from_the_opening_page_to_three_policies_and_a_sheet_in_five_clicks(
    open_page: Opener, tmp_path: Path
) -> None:
    page = open_page()
    clicks = 0

    def click(target: Locator) -> None:
        nonlocal clicks
        clicks += 1
        target.click()

    click(page.option("sector", ZH("sector.finance")))
    expect(page.page).to_have_url(re.compile("sector=finance"))
    page.wait_for_answer()
    click(page.page.locator(".st-key-children button", has_text="朝阳组团"))
    page.wait_for_focus(CHAOYANG)
    click(page.page.locator(".st-key-ask button"))
    expect(page.page.locator("body")).to_have_attribute("data-sheet", "half")
    click(page.page.get_by_role("button", name=ZH("shell.sheet_more")))
    expect(page.open_tab).to_contain_text(ZH("holds.for_sectors", sectors="金融"))
    expect(policies(page).nth(2)).to_be_in_viewport()
    titles = [policies(page).nth(n).locator("b").inner_text() for n in range(3)]
    with page.page.expect_download() as started:
        click(page.open_tab.get_by_role("button", name=ZH("holds.sheet")))
    assert clicks <= 5
    target = tmp_path / "answer.pdf"
    started.value.save_as(target)
    sheet, *_ = pypdf.PdfReader(target).pages
    said = "".join(sheet.extract_text().split())
    assert "地点：朝阳组团" in said
    for title in titles:
        assert "".join(title.split()) in said


def test_the_same_by_keyboard_alone(open_page: Opener) -> None:
    page = open_page()
    keyboard = page.page.keyboard
    page.option("sector", ZH("sector.finance")).focus()
    keyboard.press("Enter")
    expect(page.page).to_have_url(re.compile("sector=finance"))
    page.wait_for_answer()
    page.page.locator(".st-key-children button", has_text="朝阳组团").focus()
    keyboard.press("Enter")
    page.wait_for_focus(CHAOYANG)
    page.page.locator(".st-key-ask button").focus()
    keyboard.press("Enter")
    expect(policies(page).first).to_be_in_viewport()
    page.page.get_by_role("button", name=ZH("shell.sheet_more")).focus()
    keyboard.press("Enter")
    expect(page.page.get_by_role("button", name=ZH("shell.sheet_less"))).to_be_focused()
    expect(policies(page).nth(2)).to_be_in_viewport()
    page.open_tab.get_by_role("button", name=ZH("holds.sheet")).focus()
    with page.page.expect_download() as started:
        keyboard.press("Enter")
    assert started.value.suggested_filename.endswith(".pdf")


def test_a_pressed_spot_offers_its_answer(open_page: Opener) -> None:
    page = open_page(sector="finance")
    press_ground(page, 116.24, 40.09)
    page.wait_for_focus("district:110108")
    lon, lat = map(float, page.query["point"].split(","))
    assert abs(lon - 116.24) < 0.002
    assert abs(lat - 40.09) < 0.002
    offer = page.map.locator(".asked")
    expect(offer).to_contain_text(ZH("map.ask"))
    offer.click()
    tab = page.tab(ZH("holds.tab"))
    expect(tab).to_have_attribute("aria-checked", "true")
    expect(page.open_tab).to_contain_text(f"{lon:.5f}, {lat:.5f}")
    expect(policies(page).first).to_be_in_viewport()


def test_empty_ground_offers_an_answer_too(open_page: Opener) -> None:
    page = open_page(focus="place:daxing_airport")
    press_ground(page, 116.41, 39.505)
    expect(page.map.locator(".asked")).to_be_visible()
    page.map.locator(".asked").click()
    expect(page.open_tab).to_contain_text(ZH("holds.outside")[:20])


def test_typed_coordinates_by_keyboard_alone(open_page: Opener) -> None:
    page = open_page(sector="finance", lang="en")
    tab = page.tab(text_in("en")("table.tab"))
    tab.focus()
    page.page.keyboard.press("ArrowRight")
    page.page.keyboard.press("Enter")
    expect(page.page).to_have_url(re.compile("tab=holds"))
    page.rest()
    panel = page.open_tab
    coordinates = panel.get_by_label(text_in("en")("holds.coordinates"))
    coordinates.focus()
    page.page.keyboard.type("116.46, 39.91")
    page.page.keyboard.press("Enter")
    expect(page.page).to_have_url(re.compile("point=116.46"))
    expect(panel).to_contain_text("Chaoyang cluster")
    assert policies(page).count() >= 3


def test_the_ranking_shows_on_the_map_and_in_the_link(open_page: Opener) -> None:
    page = open_page(sector="finance", lang="en")
    open_tab(page, "fit.tab", "en")
    table = page.page.locator("table.plain")
    expect(table.locator("tbody tr")).to_have_count(7)
    page.page.locator(".st-key-fit_map label").last.click()
    expect(page.page).to_have_url(re.compile("metric=fit"))
    for row in table.locator("tbody tr").all():
        rank, name = row.locator("td").first.inner_text(), row.locator("th").inner_text()
        expect(page.map.locator(".name-cluster", has_text=f"{rank} · {name}")).to_be_attached()
    expect(page.legend).to_contain_text(text_in("en")("map.legend_fit"))


def test_a_shortlist_travels_with_the_link(open_page: Opener, tmp_path: Path) -> None:
    page = open_page(focus=CHAOYANG)
    page.page.locator(".st-key-mark-panel button").click()
    expect(page.page.locator(".st-key-mark-panel")).to_contain_text(ZH("shortlist.remove"))
    open_tab(page, "shortlist.tab")
    note = page.page.get_by_role("textbox", name=re.compile(ZH("shortlist.note_on", name="朝阳")))
    note.fill('="1+1", 先看 <img src=x onerror=alert(1)>')
    note.press("Enter")
    expect(page.page).to_have_url(re.compile("img"))
    again = open_page(**page.query)
    open_tab(again, "shortlist.tab")
    table = again.page.locator("table.plain")
    expect(table).to_contain_text('="1+1", 先看 <img src=x onerror=alert(1)>')
    with again.page.expect_download() as started:
        again.page.get_by_role("button", name=ZH("shortlist.export")).click()
    target = tmp_path / "shortlist.xlsx"
    started.value.save_as(target)
    names, row = openpyxl.load_workbook(target).active.iter_rows(values_only=True)
    marked = dict(zip(names, row, strict=True))
    assert marked[ZH("field.name")] == "朝阳组团"
    assert marked[ZH("shortlist.note")] == '\'="1+1", 先看 <img src=x onerror=alert(1)>'


def test_coming_back_to_the_map_page_starts_at_its_top(open_page: Opener) -> None:
    """A tab once opened by a button is not brought into view again."""
    page = open_page()
    page.page.locator(".st-key-ask button").click()
    expect(page.page.locator("body")).to_have_attribute("data-sheet", "half")
    page.page.get_by_role("button", name=ZH("shell.sheet_less")).click()
    page.page.get_by_role("link", name=ZH("nav.briefing")).click()
    expect(page.page).to_have_url(re.compile("briefing"))
    page.page.get_by_role("link", name=ZH("nav.map"), exact=True).click()
    page.wait_for_paint()
    page.wait_until_whole()
    page.page.wait_for_timeout(1000)
    expect(page.page.get_by_role("heading", level=1)).to_be_in_viewport()
    expect(page.page.locator("body")).to_have_attribute("data-sheet", "peek")


def test_a_foreign_bank_gets_its_list_with_reasons_in_five_presses(
    open_page: Opener, tmp_path: Path
) -> None:
    text = text_in("en")
    page = open_page(focus="cluster:tongzhou", sector="finance", lang="en", tab="holds")

    def choose(question: str, answer: str) -> None:  # two presses
        box = page.open_tab.get_by_label(text(f"profile.{question}"))
        box.scroll_into_view_if_needed()  # before the press: scrolling closes a list
        page.rest()
        box.click()
        page.page.get_by_role("option", name=text(f"answer.{answer}"), exact=True).click()

    choose("origin", "foreign")
    expect(page.page).to_have_url(re.compile("profile=foreign"))
    choose("entity", "bank")
    expect(page.page).to_have_url(re.compile("profile=foreign%2Cbank"))
    head = page.open_tab.locator("summary", has_text=text("match.nothing_against"))
    expect(head).to_be_visible()
    answered = text("match.answered", condition="", answer=text("answer.bank"))
    expect(page.open_tab).to_contain_text(answered.strip(" ;"))
    with page.page.expect_download() as started:
        page.open_tab.get_by_role("button", name=text("holds.sheet")).click()
    started.value.save_as(tmp_path / "answer.pdf")
    sheet, *_ = pypdf.PdfReader(tmp_path / "answer.pdf").pages
    said = "".join(sheet.extract_text().split())
    assert "".join(text("match.nothing_against").split()) in said


def test_the_same_is_asked_in_chinese_by_keyboard(open_page: Opener) -> None:
    page = open_page(focus="cluster:tongzhou", sector="finance", lang="zh", tab="holds")
    for question, answer in (("origin", "foreign"), ("entity", "bank")):
        page.rest()
        page.open_tab.get_by_label(ZH(f"profile.{question}")).focus()
        page.page.keyboard.type(ZH(f"answer.{answer}"))
        expect(page.page.get_by_role("option", name=ZH(f"answer.{answer}"))).to_be_visible()
        page.page.keyboard.press("Enter")
        expect(page.page).to_have_url(re.compile(f"profile=[^&]*{answer}"))
    expect(page.open_tab).to_contain_text(ZH("match.nothing_against"))
