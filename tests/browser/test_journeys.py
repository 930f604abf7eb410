"""What users do: drill down and back up, by mouse and keyboard, in both languages, on a phone."""

import re

import pytest
from playwright.sync_api import Route, expect

from geo.register.load import Register
from geo.words.text import text_in
from tests.browser.conftest import Opener
from tests.browser.map_page import MapPage
from tests.unit.tables import table

ZH = text_in("zh")


def test_drill_from_city_to_project_and_back_up(open_page: Opener) -> None:
    page = open_page()
    page.page.locator(".st-key-children button", has_text="亦庄组团").click()
    page.wait_for_focus("cluster:etown")
    page.page.locator(".st-key-children button", has_text="BioPark").click()
    page.wait_for_focus("place:biopark")
    page.open_facet("项目")
    page.panel.get_by_role("button", name="阿斯利康全球研发北京战略中心").click()
    page.wait_for_focus("project:PP028")
    expect(page.panel).to_contain_text("误差约 2500 米")
    expect(page.panel.get_by_role("link").first).to_have_attribute("href", re.compile("^https?://"))
    for key, focus in (
        ("place-biopark", "place:biopark"),
        ("cluster-etown", "cluster:etown"),
        ("city", "city"),
    ):
        page.page.locator(f".st-key-trail-{key} button").click()
        page.wait_for_focus(focus)


def test_a_project_is_drawn_with_its_precision(open_page: Opener, register: Register) -> None:
    page = open_page(focus="project:PP027")
    radius = page.body.evaluate(
        """() => Object.values(window.map._layers)
            .filter((layer) => layer instanceof L.Circle).map((layer) => layer.getRadius())"""
    )
    row = register.projects[register.projects["id"] == "PP027"].iloc[0]
    assert radius == [row["radius_m"]]
    panes = page.body.evaluate(
        """() => {
            const layers = Object.values(window.map._layers);
            const circle = layers.find((layer) => layer instanceof L.Circle);
            const depth = (name) => Number(getComputedStyle(window.map.getPane(name)).zIndex);
            return ["overlayPane", "streets", circle.options.pane].map(depth);
        }"""
    )
    assert panes == sorted(panes)  # above the districts and the streets
    assert len(set(panes)) == 3


def test_the_language_changes_every_word_and_nothing_else(open_page: Opener) -> None:
    page = open_page(sector="finance", metric="investment")
    visible, view = page.visible, page.view
    page.page.locator(".st-key-lang button", has_text="English").click()
    expect(page.page).to_have_url(re.compile("lang=en"))
    expect(page.legend).to_contain_text("Disclosed investment by district")
    expect(page.page.get_by_role("combobox", name="District colour")).to_have_value(
        "Disclosed investment"
    )
    expect(page.table.locator("caption")).to_contain_text("The map in words")
    assert (page.visible, page.view) == (visible, view)
    chinese = re.compile(r"[\u4e00-\u9fff]")
    for area in (".st-key-sector", ".st-key-figures", ".st-key-look"):
        shown = page.page.locator(area).inner_text().replace("中文", "")
        assert not chinese.search(shown), shown


def test_browsers_that_ask_for_another_language_get_english(open_page: Opener) -> None:
    page = open_page(locale="de-DE")
    expect(page.page.locator(".st-key-sector")).to_contain_text("Finance")
    assert page.query == {"lang": "en"}


def test_a_shared_link_opens_the_same_view(open_page: Opener) -> None:
    page = open_page(focus="cluster:tongzhou", sector="finance,culture", lang="en")
    again = open_page(**page.query)
    assert again.view == page.view
    assert again.visible == page.visible
    expect(again.panel.locator("h2")).to_have_text("Tongzhou cluster", ignore_case=True)
    assert again.query == page.query


@pytest.mark.parametrize(
    "query",
    [
        {
            "sector": "finance,wizardry",
            "metric": "colour",
            "from": "yesterday",
            "focus": "place:atlantis",
            "lang": "fr",
        },
        {"from": "2023", "to": "2021"},
    ],
)
def test_a_bad_parameter_gives_a_notice(open_page: Opener, query: dict[str, str]) -> None:
    page = open_page(**query)
    for value in query.values():
        expect(page.page.locator(".st-key-active")).to_contain_text(value.rpartition(",")[2])


def test_by_keyboard_through_the_table(open_page: Opener) -> None:
    page = open_page(q="朴道")
    name = page.table.locator("tbody button")
    name.focus()
    page.page.keyboard.press("Enter")
    page.wait_for_focus("project:PS009")
    expect(page.panel.locator("h2")).to_contain_text("朴道征信")
    expect(page.table.locator("tr[aria-selected=true]")).to_have_count(1)


def test_the_table_sorts_and_turns_its_pages(open_page: Opener, register: Register) -> None:
    page = open_page(sector="health")
    money = page.table.locator('thead button[data-control="sort investment"]')
    money.click()
    money.click()
    health = register.projects[register.projects["sector"] == "health"]
    most = health["investment_yi_cny"].max()
    expect(page.table.locator("td.investment").first).to_contain_text(f"{most:g}")
    page.table.locator(".pager button").last.click()
    expect(page.table.locator(".pager")).to_contain_text("第 2 /")


def test_on_a_narrow_phone(open_page: Opener) -> None:
    page = open_page(width=390, height=844)
    assert page.visible > 0
    wide = page.page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 390
    frame = page.page.locator(".st-key-map iframe").bounding_box()
    assert frame
    assert frame["y"] < 400
    assert frame["width"] > 300


def test_scripts_that_do_not_come_at_first_are_asked_for_again(open_page: Opener) -> None:
    failed: set[str] = set()

    def fail_once(route: Route) -> None:
        if route.request.url in failed or route.request.frame.parent_frame:
            route.fallback()
        else:
            failed.add(route.request.url)
            route.abort()

    parts = re.compile(r"/(timeline|companion|table|legend_card)\.(js|css)|words")
    page = open_page(prepare=lambda opened: opened.route(parts, fail_once)).page
    expect(page.locator(".timeline .play")).to_be_visible()
    expect(page.locator(".listing tbody tr").first).to_be_attached()
    expect(page.locator(".stException")).to_have_count(0)
    track = page.locator(".timeline .track")
    assert track.evaluate("(one) => getComputedStyle(one).position") == "relative"
    assert len(failed) > len(("timeline.js", "timeline.css", "companion.js", "table.js"))


def test_dark_theme_reaches_the_map(open_page: Opener) -> None:
    page = open_page(scheme="dark")
    expect(page.body).to_have_attribute("data-theme", "dark")


def test_tables_of_our_own_go_to_the_place_of_a_row(open_page: Opener) -> None:
    page = open_page(tab="sources")
    sources, figures, policies = (
        page.page.locator(f".st-key-{key}-table .listing") for key in ("source", "figure", "policy")
    )
    expect(sources).to_have_attribute("data-rows", str(len(table("sources"))))
    page.tab(ZH("indicators.tab")).click()
    expect(figures).to_have_attribute("data-rows", str(len(table("indicators"))))
    expect(figures.locator("tbody a").first).to_contain_text("↗")
    figures.locator("tr.pressed", has_text="CBD").first.locator("td").first.click()
    page.wait_for_focus("place:cbd")
    page.tab(ZH("policies.tab")).click()
    expect(policies).to_have_attribute("data-rows", str(len(table("policies"))))
    row = policies.locator("tbody tr").first
    title = row.locator("th").inner_text()
    row.locator("td").first.click()
    expect(page.panel.locator(".st-key-open-policy")).to_contain_text(title)
    expect(policies.locator("tr[aria-selected=true]")).to_contain_text(title)
    assert_no_error(page)


def assert_no_error(page: MapPage) -> None:
    expect(page.page.get_by_test_id("stException")).to_have_count(0)
    expect(page.page.get_by_test_id("stAlertContentError")).to_have_count(0)
