"""The map: paint, each filter, the counts, the popups, the layers."""

import re
import time

import pytest
from playwright.sync_api import expect

from geo.region import REGION
from geo.register.load import Register
from geo.words.text import text_in
from geo.words.vocabulary import KINDS, ORIGINS, PROGRAMMES, PROJECT_STATUSES, SECTORS
from tests.browser.conftest import Opener
from tests.browser.map_page import PAINT_MS, MapPage


def test_first_paint_shows_every_point(open_page: Opener, register: Register) -> None:
    page = open_page()
    assert page.visible == int((register.projects["level"] == "point").sum())
    shown = page.map.locator(".bubble span").all_inner_texts()
    assert 0 < sum(map(int, shown)) <= page.visible
    expect(page.legend).to_contain_text(text_in("zh")("map.legend_projects"))


def test_each_sector_filters_map_table_and_counts(open_page: Opener, register: Register) -> None:
    page = open_page()
    for sector in SECTORS:
        label = text_in("zh")(f"sector.{sector}")
        of_sector = register.projects[register.projects["sector"] == sector]
        assert page.count_beside("sector", label) == len(of_sector)
        page.choose("sector", label)
        assert page.visible == int((of_sector["level"] == "point").sum())
        assert page.query == {"sector": sector}
        expect(page.table).to_have_attribute("data-rows", str(len(of_sector)))
        page.choose("sector", label)


def test_a_link_with_every_filter_opens_filtered(open_page: Opener, register: Register) -> None:
    projects = register.projects
    query = {
        "status": PROJECT_STATUSES[1:],
        "kind": KINDS[:2],
        "origin": ORIGINS[:3],
        "programme": PROGRAMMES[:1],
        "cluster": REGION.clusters[:5],
    }
    page = open_page(**{name: ",".join(options) for name, options in query.items()})
    matching = projects[projects["level"] == "point"]
    for name, options in query.items():
        fewer = matching[matching[name].isin(options)]
        assert 0 < len(fewer) < len(matching), f"{name} filters nothing"
        matching = fewer
    assert page.visible == len(matching)


def test_text_finds_both_languages(open_page: Opener) -> None:
    by_chinese = open_page(q="朴道")
    by_english = open_page(q="pudao")
    expect(by_chinese.table.locator("tbody tr")).to_have_count(1)
    expect(by_english.table.locator("tbody tr")).to_have_count(1)


def test_period_and_district_filters(open_page: Opener, register: Register) -> None:
    projects = register.projects
    page = open_page(**{"from": "2025", "district": "110112"})
    dated = projects["date"].str[:4]
    matching = projects[(projects["district"] == "110112") & (dated >= "2025")]
    expect(page.table).to_have_attribute("data-rows", str(len(matching)))
    assert page.visible == int((matching["level"] == "point").sum())


def test_chip_lifts_its_filter_and_reset_lifts_all(open_page: Opener) -> None:
    page = open_page(sector="finance,health", status="signed")
    everything = open_page().visible
    before = page.view
    page.page.locator(".st-key-chip-sector-finance button").click()
    page.wait_for_paint(not_view=before)
    page.wait_for_query(sector="health", status="signed")
    before = page.view
    page.page.locator(".st-key-reset button").click()
    page.wait_for_paint(not_view=before)
    assert page.visible == everything
    page.wait_for_query()


def test_nothing_matches_offers_the_way_back(open_page: Opener) -> None:
    page = open_page(q="no such project anywhere")
    assert page.visible == 0
    empty = page.page.locator(".st-key-empty")
    expect(empty).to_contain_text(text_in("zh")("empty.title"))
    before = page.view
    empty.locator(".st-key-empty-reset button").click()
    page.wait_for_paint(not_view=before)
    assert page.visible > 0


def test_levels_add_up_on_screen(open_page: Opener, register: Register) -> None:
    page = open_page(sector="finance")
    said = page.panel.locator(".quiet:has(.levels)").first.inner_text()
    *levels, silent = [int(n) for n in re.findall(r"\d+", said)]
    finance = register.projects[register.projects["sector"] == "finance"]
    assert int(page.shown.inner_text()) == sum(levels) == len(finance)
    assert silent == (finance["news"] == "silent").sum()


def test_what_was_not_heard_of_is_drawn_pale(open_page: Opener) -> None:
    for colour in ("area", "status"):
        page = open_page(news="silent", colour=colour)
        assert page.map.locator(".bubble").count() == page.map.locator(".bubble.pale").count() > 0
        expect(page.map.locator(".bubble").first).to_have_attribute("title", re.compile("未见消息"))
    page = open_page(news="recent", colour="status")
    assert page.visible > 0
    expect(page.map.locator(".bubble.pale")).to_have_count(0)


def test_on_a_phone_a_popup_has_the_numbers_of_a_district(
    open_page: Opener, register: Register
) -> None:
    page = open_page(focus="district:110105", width=390, height=844)
    inside = register.projects[register.projects["district"] == "110105"]
    expect(page.popup).to_contain_text("朝阳区")
    expect(page.popup.locator("dd").first).to_have_text(str(len(inside)))


def test_press_a_cluster_name_on_the_map(open_page: Opener) -> None:
    page = open_page()
    page.map.locator(".name-cluster span", has_text="亦庄组团").last.click()
    page.wait_for_focus("cluster:etown")
    expect(page.panel).to_contain_text("示意范围")
    expect(page.panel).to_contain_text("27.83")
    expect(page.popup).to_have_count(0)  # the panel says it beside the map


def test_press_a_district_polygon_on_the_map(open_page: Opener) -> None:
    page = open_page()
    free = page.body.evaluate(
        """() => {
            const {x, y} = window.map.latLngToContainerPoint([39.68, 116.72]);
            return {x, y, on: document.elementFromPoint(x, y).tagName};
        }"""
    )
    assert free["on"] == "CANVAS"
    page.map.locator("#map_div").click(position={"x": free["x"], "y": free["y"]})
    page.wait_for_focus("district:110112")
    expect(page.panel.locator("h2").first).to_have_text("通州区")


def test_hollow_count_lists_projects_without_a_point(open_page: Opener, register: Register) -> None:
    page = open_page(focus="district:110111")
    projects = register.projects
    only = projects[(projects["district"] == "110111") & (projects["level"] != "point")]
    name = page.map.locator(".name", has_text="房山区")
    expect(name.locator("b")).to_have_text(str(len(only)))
    name.locator("b").click()
    expect(page.popup).to_contain_text(only["name_zh"].iloc[0])


@pytest.mark.parametrize("pressed", [".name b", '.bubble[data-count="1"]'])
def test_what_comes_late_opens_nothing_once_something_else_was_pressed(
    open_page: Opener, pressed: str
) -> None:
    page = open_page(focus="district:110111")
    held = page.hold(r"/details-\d")
    page.in_sight(pressed).click()
    page.map.get_by_role("button", name=text_in("zh")("map.home")).click()
    page.wait_for_focus("city")
    assert held
    for request in held:
        request.continue_()
    page.rest()
    expect(page.popup).to_have_count(0)
    assert "focus" not in page.query


def test_a_bubble_that_waits_leads_nowhere_once_something_else_was_pressed(
    open_page: Opener,
) -> None:
    page = open_page(focus="district:110111")
    held = page.hold(r"/details-\d")
    page.in_sight(".name b").click()
    page.in_sight('.bubble:not([data-count="1"])').click()
    page.map.get_by_role("button", name=text_in("zh")("map.home")).click()
    page.wait_for_focus("city")
    page.rest()
    bounds = page.body.evaluate("window.map.getBounds().toBBoxString()")
    for request in held:
        request.continue_()
    page.rest()
    assert page.body.evaluate("window.map.getBounds().toBBoxString()") == bounds


def test_a_bubble_whose_place_stays_is_reworded(open_page: Opener) -> None:
    page = open_page()
    page.body.evaluate(
        "() => document.querySelectorAll('.bubble').forEach((b) => { b.before = b.innerText; })"
    )
    page.choose("sector", text_in("zh")("sector.technology"))
    kept = page.body.evaluate(
        """() => [...document.querySelectorAll(".bubble")]
            .filter(({ before }) => before)
            .map(({ before, innerText, title }) => [before, innerText, title])"""
    )
    assert any(before != now for before, now, _ in kept)
    assert all(now in title for _, now, title in kept)


PLACED = """() => [...document.querySelectorAll(".marker")].map((marker) => {
    const { x, y } = marker.getBoundingClientRect();
    return [marker.title, marker.innerText, Math.round(x), Math.round(y)];
}).sort()"""


WIDTH = "window.map.getSize().x"
ZOOM = "window.map.getZoom()"


def expect_same_markers(one: MapPage, other: MapPage) -> None:
    """Wait until the markers of two maps lie on the same places."""
    deadline = time.monotonic() + PAINT_MS / 1000
    while one.body.evaluate(PLACED) != other.body.evaluate(PLACED):
        assert time.monotonic() < deadline, "the markers lie elsewhere"
        one.page.wait_for_timeout(100)


def test_markers_lie_after_a_filter_as_in_a_page_opened_with_it(open_page: Opener) -> None:
    page = open_page()
    page.choose("sector", text_in("zh")("sector.technology"))
    page.choose("status", text_in("zh")("status.operating"))
    opened = open_page(sector="technology", status="operating")
    expect_same_markers(page, opened)


def test_the_map_stands_the_same_however_its_frame_came_to_its_size(open_page: Opener) -> None:
    page = open_page(width=1000, height=900)
    page.page.set_viewport_size({"width": 1440, "height": 1000})
    expect_same_markers(page, open_page())


def test_a_map_that_was_moved_stays_where_it_is_in_another_size(open_page: Opener) -> None:
    page = open_page(width=1000, height=900)
    centre = "() => { const { lat, lng } = window.map.getCenter(); return [lat, lng]; }"
    page.move(lambda: page.body.evaluate("() => { window.map.panBy([150, 60]); }"))
    before, narrow = page.body.evaluate(centre), page.body.evaluate(f"() => {WIDTH}")
    page.page.set_viewport_size({"width": 1440, "height": 1000})
    page.page.frames[1].wait_for_function(f"{WIDTH} > {narrow}")
    assert page.body.evaluate(centre) == pytest.approx(before, abs=0.002)


def test_a_drag_that_begins_on_a_bubble_moves_the_map_and_opens_nothing(open_page: Opener) -> None:
    page = open_page()
    bubble = page.in_sight(".bubble")
    box = bubble.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.page.mouse.move(x, y)
    page.page.mouse.down()
    page.page.mouse.move(x + 60, y + 30, steps=6)
    page.page.mouse.up()
    page.page.wait_for_timeout(500)
    moved = bubble.bounding_box()
    assert moved
    assert (moved["x"] - box["x"], moved["y"] - box["y"]) == pytest.approx((60, 30), abs=40)
    expect(page.popup).to_have_count(0)
    assert page.query.keys() == {"extent"}  # the map's place, and nothing gone to
    before = page.body.evaluate(f"() => {ZOOM}")
    bubble.press("Enter")  # not taken for the end of the drag
    page.page.frames[1].wait_for_function(f"{ZOOM} > {before}")


def test_a_layer_can_be_switched_off(open_page: Opener, register: Register) -> None:
    page = open_page()
    before = sum(map(int, page.map.locator(".bubble span").all_inner_texts()))
    page.map.locator(".leaflet-control-layers").hover()
    switches = page.map.locator(".leaflet-control-layers-overlays label")
    switches.filter(has_text="亦庄组团").locator("input").uncheck()
    expect(page.map.locator(".name", has_text="亦庄组团")).to_have_count(0)
    after = sum(map(int, page.map.locator(".bubble span").all_inner_texts()))
    in_etown = register.projects["cluster"] == "etown"
    assert before - after == int((in_etown & (register.projects["level"] == "point")).sum())
    assert page.visible == int((register.projects["level"] == "point").sum())


def test_metric_changes_colours_and_legend(open_page: Opener) -> None:
    text = text_in("zh")
    for metric in ("investment", "policies"):
        page = open_page(metric=metric)
        expect(page.legend).to_contain_text(text(f"map.legend_{metric}"))
    page = open_page(metric="none")
    assert page.legend.locator(".ramp").count() == 0
    expect(page.legend).to_contain_text(text("map.schematic"))
