"""The shell: the map is the page, what lies on it folds, and nothing jumps."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import FloatRect, Locator, Page, expect

from geo.ask.atlas import Atlas
from geo.register.load import Register
from geo.view.view import View
from geo.words.text import text_in
from tests.browser.conftest import Opener

ZH = text_in("zh")
SCREENS = [(1366, 768), (1440, 900), (1920, 1080)]

MAP_SHARE = """() => {
    const { width, height } = document.querySelector(".st-key-map iframe").getBoundingClientRect();
    return (width * height) / (innerWidth * innerHeight);
}"""

# of a grid of points, how many show the map itself: neither a part of the page nor a control on it
UNCOVERED = """() => {
    const frame = document.querySelector(".st-key-map iframe");
    const { left, top } = frame.getBoundingClientRect();
    const inner = frame.contentDocument;
    let seen = 0, all = 0;
    for (let x = 4; x < innerWidth; x += 8)
        for (let y = 4; y < innerHeight; y += 8) {
            all += 1;
            if (document.elementFromPoint(x, y) !== frame) continue;
            const there = inner.elementFromPoint(x - left, y - top);
            if (there && !there.closest(".leaflet-control")) seen += 1;
        }
    return seen / all;
}"""

WATCH_SHIFTS = """
    window.shifts = [];
    new PerformanceObserver((list) => {
        for (const { value, sources } of list.getEntries())
            window.shifts.push([value, sources.map(({ node }) => node?.className ?? "")]);
    }).observe({ type: "layout-shift", buffered: true });
"""
MOST_SHIFT = 0.1


def shifted(page: Page) -> float:
    """Return how much has jumped since this was last asked."""
    shifts = page.evaluate("() => window.shifts.splice(0)")
    return sum(value for value, _ in shifts)


def test_the_map_has_the_screen(open_page: Opener) -> None:
    opened = open_page(width=SCREENS[0][0], height=SCREENS[0][1])
    page = opened.page
    page.locator(".st-key-legend .legend").wait_for()
    page.locator(".st-key-timeline .play").wait_for()
    for width, height in SCREENS:
        page.set_viewport_size({"width": width, "height": height})
        opened.rest()
        assert page.evaluate(MAP_SHARE) >= 0.75, width
        assert page.evaluate(UNCOVERED) >= 0.5, width


def test_nothing_jumps(open_page: Opener) -> None:
    opened = open_page(prepare=lambda page: page.add_init_script(WATCH_SHIFTS))
    page = opened.page
    page.locator(".st-key-timeline .play").wait_for()
    page.locator(".st-key-legend .legend").wait_for()
    assert shifted(page) <= MOST_SHIFT, "at load"
    opened.choose("sector", ZH("sector.finance"))
    assert shifted(page) <= MOST_SHIFT, "at the first filter"
    opened.choose("cluster", ZH("filter.no_cluster"))
    opened.choose("status", ZH("status.registered"))
    assert shifted(page) <= MOST_SHIFT, "where nothing is left"
    page.locator(".st-key-reset button").click()
    opened.wait_for_answer()
    assert shifted(page) <= MOST_SHIFT, "at the way back"


@pytest.mark.parametrize(
    "query", [{"focus": "nowhere", "shape": "circle:116.4,39.9,5"}, {"q": "no such project"}]
)
def test_a_link_with_a_notice_or_a_shape_does_not_jump(
    open_page: Opener, query: dict[str, str]
) -> None:
    opened = open_page(prepare=lambda page: page.add_init_script(WATCH_SHIFTS), **query)
    opened.page.locator(".st-key-timeline .play").wait_for()
    assert shifted(opened.page) <= MOST_SHIFT


def test_filters_and_panel_fold_away(open_page: Opener) -> None:
    opened = open_page()
    page = opened.page
    before = page.evaluate(MAP_SHARE)
    page.get_by_role("button", name=ZH("shell.filters_fold")).click()
    expect(page.locator(".st-key-filters")).to_be_hidden()
    assert page.evaluate(MAP_SHARE) > before
    page.get_by_role("button", name=ZH("shell.filters_unfold")).click()
    expect(page.locator(".st-key-filters")).to_be_visible()
    page.get_by_role("button", name=ZH("shell.panel_fold")).click()
    expect(opened.panel).to_be_hidden()
    page.get_by_role("button", name=ZH("shell.panel_unfold")).click()
    expect(opened.panel).to_be_visible()


def test_the_sheet_is_raised_over_the_map(open_page: Opener) -> None:
    opened = open_page()
    page = opened.page
    frame = page.locator(".st-key-map iframe")
    place = frame.bounding_box()
    sheet = page.locator(".st-key-tabs")
    raise_, lower = (
        page.get_by_role("button", name=ZH(f"shell.{word}"))
        for word in ("sheet_more", "sheet_less")
    )
    heights = []
    for _ in range(2):
        raise_.click()
        heights.append(sheet.evaluate("(one) => one.offsetHeight"))
    assert 300 < heights[0] < heights[1]
    expect(raise_).to_be_hidden()
    lower.click()
    lower.click()
    assert sheet.evaluate("(one) => one.offsetHeight") < 120
    assert frame.bounding_box() == place


PLACE_IN_SIGHT = """() => {
    const at = document.querySelector(".name.focused").getBoundingClientRect();
    return { left: at.left, right: at.right, top: at.top, bottom: at.bottom };
}"""


@pytest.mark.parametrize("focus", ["cluster:etown", "district:110105", "cluster:shunyi"])
def test_a_place_gone_to_is_clear_of_panel_and_figures(open_page: Opener, focus: str) -> None:
    opened = open_page(focus=focus)
    name = opened.body.evaluate(PLACE_IN_SIGHT)
    frame = opened.page.locator(".st-key-map iframe").bounding_box()
    panel = opened.panel.bounding_box()
    assert frame
    assert panel
    assert frame["x"] + name["right"] < panel["x"]
    assert name["left"] > 0
    assert name["top"] > 60
    assert frame["y"] + name["bottom"] < 1000 - 88


def test_navigation_stands_still_from_page_to_page(open_page: Opener) -> None:
    page = open_page().page
    places = []
    for word in ("nav.briefing", "nav.your_data", "nav.map"):
        page.locator(".st-key-pages").get_by_role("link", name=ZH(word)).click()
        page.locator('[data-test-script-state="notRunning"]').wait_for()
        expect(page.locator(".st-key-lang")).to_be_visible()
        places.append(page.locator(".st-key-pages").bounding_box())
    assert places[0] == places[1] == places[2]


@pytest.mark.parametrize(("scheme", "paper"), [("light", "#fbfaf8"), ("dark", "#211f1b")])
def test_the_page_takes_the_colours_of_its_theme(
    open_page: Opener, scheme: str, paper: str
) -> None:
    page = open_page(scheme=scheme).page
    said = page.evaluate("getComputedStyle(document.body).getPropertyValue('--paper').trim()")
    assert said == paper


def test_a_cluster_pressed_is_gone_to_whichever_way(open_page: Opener, register: Register) -> None:
    asked = View(sector=("finance",), focus="cluster:tongzhou")
    policies = Atlas(register).holding(asked).count.total
    by_filter = open_page(sector="finance")
    by_filter.option("cluster", "通州组团").click()
    by_filter.wait_for_focus("cluster:tongzhou")
    on_the_map = open_page(sector="finance")
    on_the_map.map.locator(".name-cluster span", has_text="通州组团").last.click()
    on_the_map.wait_for_focus("cluster:tongzhou")
    for page in (by_filter, on_the_map):
        page.wait_for_answer()
        expect(page.panel.locator("h2").first).to_have_text("通州组团")
        expect(page.panel.locator(".numbers b").last).to_have_text(str(policies))
        expect(page.page.locator(".figure-line em")).to_have_text("通州组团")
    assert by_filter.shown.inner_text() == on_the_map.shown.inner_text()
    on_the_map.page.locator(".st-key-only-here button").click()
    expect(on_the_map.page.locator(".st-key-chip-cluster-tongzhou")).to_be_visible()
    by_filter.option("cluster", "通州组团").click()
    by_filter.wait_for_focus("city")


def test_nothing_found_says_which_condition_to_lift_and_what_that_gives(
    open_page: Opener,
) -> None:
    opened = open_page(sector="education", status="registered")
    empty = opened.page.locator(".st-key-empty")
    lift = empty.locator(".st-key-lift-sector button")
    count = int(lift.inner_text().split()[-2])
    assert "教育" in lift.inner_text()
    lift.click()
    expect(opened.shown).to_have_text(str(count))
    opened.wait_for_query(status="registered")


def test_a_link_is_shared_with_its_extent_and_a_code(open_page: Opener) -> None:
    opened = open_page(focus="cluster:etown")
    opened.move(lambda: opened.body.evaluate("() => { window.map.zoomIn(2, {animate: false}); }"))
    zoom = opened.body.evaluate("() => window.map.getZoom()")
    opened.page.get_by_role("button", name=ZH("shell.share"), exact=True).click()
    dialog = opened.page.locator(".share-dialog")
    link = dialog.locator("input").input_value()
    assert link == opened.page.url
    assert "extent=" in link
    expect(dialog.locator("img")).to_have_attribute("src", re.compile("^data:image/svg"))
    again = open_page(**opened.query)
    assert again.body.evaluate("() => window.map.getZoom()") == zoom
    assert again.query == opened.query


HERE = ["holds.sheet", "holds.tab", "panel.fact_sheet", "shortlist.add"]
ACTIONS = {
    "cluster:chaoyang": [*HERE, "compare.tab"],
    "project:PP027": HERE,
}
"""The words of what can be done with a focus, in their order."""

WORDS_OF_AN_ICON = "(button) => getComputedStyle(button.querySelector('p').parentElement).opacity"
LEAST_TARGET = 24
CUT_OFF = "(words) => words.scrollWidth > words.clientWidth"


def boxes(buttons: Locator) -> list[FloatRect]:
    """Return where buttons stand, from left to right."""
    found = [box for one in buttons.all() if (box := one.bounding_box())]
    return sorted(found, key=lambda box: box["x"])


@pytest.mark.parametrize("focus", ACTIONS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_can_be_done_here_is_one_row(open_page: Opener, lang: str, focus: str) -> None:
    opened = open_page(width=SCREENS[0][0], height=SCREENS[0][1], lang=lang, focus=focus)
    page, text = opened.page, text_in(lang)
    buttons = page.locator(".st-key-desk").get_by_role("button")
    expect(buttons).to_have_count(len(ACTIONS[focus]))
    for width, height in SCREENS:
        page.set_viewport_size({"width": width, "height": height})
        opened.rest()
        panel, row = opened.panel.bounding_box(), boxes(buttons)
        assert panel
        assert len({(box["y"], box["height"]) for box in row}) == 1, width
        assert all(min(box["width"], box["height"]) >= LEAST_TARGET for box in row), width
        edges = [edge for box in row for edge in (box["x"], box["x"] + box["width"])]
        assert edges == sorted(edges), width
        assert panel["x"] < edges[0], width
        assert edges[-1] < panel["x"] + panel["width"], width
        assert row[0]["y"] + row[0]["height"] < panel["y"] + panel["height"], width
        assert not buttons.first.locator("p").evaluate(CUT_OFF), width
    for at, word in enumerate(ACTIONS[focus]):
        expect(buttons.nth(at)).to_have_accessible_name(text(word))


def test_an_icon_says_its_words_to_pointer_and_keyboard(open_page: Opener) -> None:
    opened = open_page(lang="en", focus="cluster:chaoyang")
    panel = opened.panel.bounding_box()
    assert panel
    buttons = opened.page.locator(".st-key-desk").get_by_role("button")
    expect(buttons).to_have_count(len(ACTIONS["cluster:chaoyang"]))
    answer, *icons = buttons.all()
    for icon in icons:
        assert icon.evaluate(WORDS_OF_AN_ICON) == "0"
        icon.hover()
        assert icon.evaluate(WORDS_OF_AN_ICON) == "1"
        words = icon.locator("p").bounding_box()
        assert words
        assert panel["x"] < words["x"]
        assert words["x"] + words["width"] < panel["x"] + panel["width"]
    answer.focus()
    for icon in icons:
        opened.page.keyboard.press("Tab")
        expect(icon).to_be_focused()
        assert icon.evaluate(WORDS_OF_AN_ICON) == "1"


def address(url: str) -> re.Pattern[str]:
    """Return what matches an address: the sign before a query says nothing without one."""
    return re.compile(re.escape(url.removesuffix("?")) + r"\??$")


def test_back_and_forward_through_places_filters_and_tabs(open_page: Opener) -> None:
    opened = open_page()
    page = opened.page
    steps = [page.url]

    def step(act: Callable[[], object], said: str) -> None:
        act()
        expect(page).to_have_url(re.compile(said))
        opened.wait_for_answer()
        steps.append(page.url)

    step(lambda: opened.option("sector", ZH("sector.finance")).click(), "sector=finance")
    name = opened.map.locator(".name-cluster span", has_text="通州组团").last
    step(name.click, "focus=cluster")
    step(lambda: opened.tab(ZH("fit.tab")).click(), "tab=fit")
    step(lambda: opened.option("status", ZH("status.landed")).click(), "status=landed")
    step(lambda: opened.tab(ZH("sources.tab")).click(), "tab=sources")
    for url in reversed(steps[:-1]):
        page.go_back()
        expect(page).to_have_url(address(url))
        opened.wait_for_answer()
    expect(opened.panel.locator("h2").first).to_have_text("北京市")
    assert opened.count_beside("sector", ZH("sector.finance")) > 0
    expect(opened.option("sector", ZH("sector.finance"))).to_have_attribute("aria-pressed", "false")
    for url in steps[1:]:
        page.go_forward()
        expect(page).to_have_url(address(url))
        opened.wait_for_answer()
    expect(opened.panel.locator("h2").first).to_have_text("通州组团")
    expect(opened.tab(ZH("sources.tab"))).to_be_checked()


def test_the_map_alone_for_a_frame_on_another_page(open_page: Opener) -> None:
    page = open_page(embed="1", width=800, height=600).page
    box = page.locator(".st-key-map iframe").bounding_box()
    assert box == {"x": 0, "y": 0, "width": 800, "height": 600}
    for part in ("bar", "filters", "figures", "panel", "look", "tabs"):
        expect(page.locator(f".st-key-{part}")).to_be_hidden()
