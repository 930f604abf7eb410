"""Everyone can use it: axe-core over the main states, keyboard alone, a phone, a first visit."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Frame, expect

from geo.register.load import Register
from geo.words.text import text_in
from tests.browser.conftest import Opener
from tests.browser.map_page import MapPage

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Bubbles and names lie where the projects lie, close together or not; WCAG 2.5.8 excepts targets
# whose position is essential, and the table has a button for each project.
ON_THE_GROUND = ".leaflet-marker-pane"
MOST_TABS = 60
FOCUSED = """(at) => {
    let focused = document.activeElement;
    while (focused?.shadowRoot) focused = focused.shadowRoot.activeElement;
    return focused?.matches(at) ?? false;
}"""
ZH = text_in("zh")


def violations(frame: Frame) -> list[str]:
    """Return what axe-core finds wrong in a frame, a line each."""
    frame.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = frame.evaluate(
        """async ({rules, ground}) => {
            const runs = [
                [document, {runOnly: rules, rules: {"target-size": {enabled: false}}}],
                [{exclude: [ground]}, {runOnly: {type: "rule", values: ["target-size"]}}],
            ];
            const found = [];
            for (const [where, options] of runs) {
                found.push(...(await axe.run(where, {iframes: false, ...options})).violations);
            }
            return found;
        }""",
        {"rules": RULES, "ground": ON_THE_GROUND},
    )
    return [
        f"{rule['id']}: {node['target']} {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
    ]


STATES: dict[str, dict[str, Any]] = {
    "opening": {},
    "dark, in English": {"scheme": "dark", "lang": "en"},
    "a project": {"focus": "project:PP027", "lang": "en"},
    "a cluster with a shape, dark": {
        "focus": "cluster:etown",
        "shape": "near:cluster:etown,2",
        "scheme": "dark",
        "lang": "zh",
    },
    "nothing matches": {"q": "zzz", "lang": "en"},
    "a policy": {"policy": "LP003"},
}
ON_A_PHONE_TOO = {"opening", "dark, in English"}


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing(open_page: Opener, state: str) -> None:
    page = open_page(**STATES[state])
    page.rest()
    found = [line for frame in page.page.frames[:2] for line in violations(frame)]
    if state in ON_A_PHONE_TOO:
        page.page.set_viewport_size({"width": 390, "height": 844})
        page.rest()
        found += [f"phone: {one}" for frame in page.page.frames[:2] for one in violations(frame)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_open_tools_and_lists(open_page: Opener, scheme: str) -> None:
    page = open_page(scheme=scheme, lang="en")
    page.page.locator(".st-key-q input").fill("bank")
    expect(page.page.locator(".suggestions [role=option]").first).to_be_visible()
    found = violations(page.page.main_frame)
    page.page.keyboard.press("Escape")
    for name in ("Select", "Measure", "Coordinates"):
        page.map.get_by_role("button", name=name, exact=True).click()
        expect(page.map.locator(".tool-panel button").first).to_be_visible()
        found += violations(page.page.frames[1])
    assert not found, "\n".join(found)


def tab_to(page: MapPage, selector: str, key: str = "Tab") -> None:
    """Press Tab until what is focused, on the page or in the map, matches a selector."""
    for _ in range(MOST_TABS):
        page.page.keyboard.press(key)
        for frame in page.page.frames[:2]:
            if frame.evaluate(FOCUSED, selector):
                return
    raise AssertionError(f"{selector} is not reached by {key}")


def test_a_planners_journey_by_keyboard_alone(open_page: Opener, register: Register) -> None:
    page = open_page()
    keys = page.page.keyboard
    tab_to(page, ".st-key-q input")
    keys.type("BDA")
    expect(page.page.locator(".suggestions [role=option]").first).to_be_visible()
    keys.press("ArrowDown")
    keys.press("Enter")
    page.wait_for_focus("cluster:etown")
    before = page.view
    tab_to(page, ".st-key-status button")
    keys.press("Space")
    page.wait_for_paint(not_view=before)
    expect(page.page).to_have_url(re.compile("status="))
    before = page.view
    tab_to(page, ".tool-row button:first-child", "Shift+Tab")
    keys.press("Enter")
    expect(page.map.locator(".tool-panel button").first).to_be_visible()
    tab_to(page, ".tool-panel button:nth-child(3)")
    keys.press("Enter")
    expect(page.body).to_have_class(re.compile("drawing"))
    keys.press("Enter")
    for _ in range(2):
        page.move(lambda: keys.press("ArrowRight"))
    keys.press("Enter")
    page.wait_for_paint(not_view=before)
    page.wait_for_answer()
    assert page.query["shape"].startswith("circle:")
    lon, lat, km = map(float, page.query["shape"].removeprefix("circle:").split(","))
    status = page.query["status"]
    shown = page.shown.inner_text()
    expect(page.table).to_have_attribute("data-rows", shown)
    assert 0 < km < 60
    assert (lon, lat) == pytest.approx((116.5, 39.8), abs=0.1)
    tab_to(page, "a[download]")
    with page.page.expect_download() as download:
        keys.press("Enter")
    assert download.value.suggested_filename.endswith(".xlsx")
    assert (register.projects["status"] == status).any()


def test_the_table_keeps_the_focus_when_it_is_drawn_anew(open_page: Opener) -> None:
    page = open_page(q="朝阳")
    head = page.table.locator("th button").nth(1)
    head.focus()
    page.page.keyboard.press("Enter")
    expect(page.table.locator("th[aria-sort=ascending]")).to_have_count(1)
    expect(head).to_be_focused()
    link = page.table.locator("a[download]").first
    link.focus()
    before = page.table.get_attribute("data-rows")
    page.option("sector", ZH("sector.finance")).evaluate("(option) => option.click()")
    expect(page.table).not_to_have_attribute("data-rows", str(before))
    expect(link).to_be_focused()


def test_escape_leaves_a_drawing_and_a_tool(open_page: Opener) -> None:
    page = open_page()
    measure = page.map.get_by_role("button", name=ZH("tools.measure"), exact=True)
    measure.click()
    page.map.get_by_role("button", name=ZH("tools.distance"), exact=True).click()
    expect(page.body).to_have_class(re.compile("drawing"))
    page.page.keyboard.press("Escape")
    expect(page.body).not_to_have_class(re.compile("drawing"))
    page.map.get_by_role("button", name=ZH("tools.distance"), exact=True).focus()
    page.page.keyboard.press("Escape")
    expect(measure).to_have_attribute("aria-expanded", "false")
    expect(measure).to_be_focused()


def test_the_count_is_read_aloud(open_page: Opener, register: Register) -> None:
    page = open_page()
    live = page.page.locator(".live-count")
    expect(live).to_have_attribute("role", "status")
    page.choose("sector", ZH("sector.finance"))
    finance = register.projects[register.projects["sector"] == "finance"]
    points = (finance["level"] == "point").sum()
    expect(live).to_have_text(
        ZH("live.count", shown=len(finance), total=len(register.projects), points=points)
    )
    expect(page.map.get_by_role("region", name=ZH("map.label"))).to_have_count(1)


def test_on_a_phone_the_map_comes_first_and_the_rest_in_drawers(open_page: Opener) -> None:
    page = open_page(width=390, height=844)
    frame = page.page.locator(".st-key-map iframe").bounding_box()
    assert frame
    assert frame["y"] < 100
    assert frame["height"] > 844 / 2
    assert page.page.evaluate("document.documentElement.scrollWidth") <= 390
    drawers = {"here": ".st-key-panel", "lists": ".listing", "figures": ".figure-line"}
    for name, content in drawers.items():
        expect(page.page.locator(content).first).not_to_be_visible()
        button = page.page.locator(".drawers").get_by_role("button", name=ZH(f"drawers.{name}"))
        button.click()
        expect(page.page.locator(content).first).to_be_visible()
        page.page.keyboard.press("Escape")
        expect(page.page.locator(content).first).not_to_be_visible()
        expect(button).to_be_focused()


def test_a_journey_on_a_phone(open_page: Opener) -> None:
    page = open_page(width=390, height=844)
    page.page.get_by_role("button", name=ZH("drawers.filters"), exact=True).click()
    page.choose("sector", ZH("sector.health"))
    page.page.get_by_role("button", name=ZH("drawers.here"), exact=True).click()
    page.page.locator(".st-key-children button", has_text="亦庄组团").click()
    page.wait_for_focus("cluster:etown")
    page.wait_for_answer()
    page.page.get_by_role("button", name=ZH("drawers.lists"), exact=True).click()
    name = page.table.locator("tbody button").first
    title = name.inner_text()
    name.click()
    expect(page.page).to_have_url(re.compile("focus=project"))
    page.page.get_by_role("button", name=ZH("drawers.here"), exact=True).click()
    expect(page.panel.locator("h2").first).to_have_text(title)


def test_a_phones_sheet_is_dragged_tapped_and_moved_by_keys(open_page: Opener) -> None:
    page = open_page(width=390, height=844, focus="district:110112")
    handle = page.page.locator(".handle")

    def drag(pixels: int) -> None:
        box = handle.bounding_box()
        assert box
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        page.page.mouse.move(x, y)
        page.page.mouse.down()
        page.page.mouse.move(x, y - pixels / 2)
        page.page.mouse.move(x, y - pixels)
        page.page.mouse.up()

    def is_at(height: str) -> None:
        expect(page.page.locator("body")).to_have_attribute("data-sheet", height)

    drag(300)
    is_at("half")
    expect(page.panel).to_be_visible()
    drag(280)
    is_at("full")
    for part in (".st-key-q input", ".st-key-pages a", ".st-key-lang button", ".title"):
        expect(page.page.locator(part).first).to_be_in_viewport()
    drag(-600)
    is_at("peek")
    expect(page.panel).to_be_hidden()
    handle.click()
    is_at("half")
    handle.press("ArrowUp")
    is_at("full")
    handle.press("ArrowDown")
    handle.press("ArrowDown")
    is_at("peek")


def test_on_a_phone_a_tap_beside_the_cross_opens_the_answer(open_page: Opener) -> None:
    page = open_page(width=390, height=844, focus="district:110112", point="116.72,39.68")
    expect(page.popup).to_have_count(0)  # it would lie on the cross
    asked = page.map.locator(".asked")
    asked.click()
    expect(page.page.locator("body")).to_have_attribute("data-sheet", "half")
    expect(page.open_tab).to_contain_text("116.72000, 39.68000")
    expect(page.open_tab).to_be_in_viewport()
    cross, sheet = asked.bounding_box(), page.page.locator(".drawers").bounding_box()
    assert cross
    assert sheet
    assert cross["y"] + cross["height"] < sheet["y"]  # still in sight above the sheet


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_tour_is_offered_once_and_takes_four_steps(open_page: Opener, lang: str) -> None:
    text = text_in(lang)
    page = open_page(lang=lang)
    tour = page.page.locator(".tour")
    expect(tour).to_contain_text(text("tour.question"))
    tour.get_by_role("button", name=text("tour.start")).click()
    step = page.page.locator(".driver-popover")
    for name in ("filters", "map", "here", "lists"):
        expect(step).to_contain_text(text(f"tour.{name}_title"))
        page.page.evaluate("new Promise(requestAnimationFrame)")  # the tour is deaf for a frame
        page.page.keyboard.press("ArrowRight")
    expect(step).to_have_count(0)
    page.page.reload()
    page.wait_for_paint()
    expect(tour).to_have_text(text("tour.label"), use_inner_text=True)
    assert json.loads(page.page.evaluate("localStorage.getItem('twozones-tour')")) == 1


def test_a_tour_asked_for_twice_begins_once(open_page: Opener) -> None:
    page = open_page()
    held = page.hold("driver.*js")
    start = page.page.get_by_role("button", name=ZH("tour.start"))
    with page.page.expect_request(re.compile("driver.*js")):
        start.click()
    start.click()
    held.pop().continue_()
    step = page.page.locator(".driver-popover")
    expect(step).to_have_count(1)
    page.page.keyboard.press("Escape")
    expect(step).to_have_count(0)


def test_the_tour_can_be_declined(open_page: Opener) -> None:
    page = open_page()
    page.page.get_by_role("button", name=ZH("tour.decline")).click()
    expect(page.page.locator(".tour")).to_have_text(ZH("tour.label"), use_inner_text=True)
    expect(page.page.locator(".tour button").first).to_be_focused()
