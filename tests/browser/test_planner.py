"""The planner's journeys: the timeline plays, places are compared, charts filter, rows download."""

import csv
import io
import re
from pathlib import Path

from playwright.sync_api import expect

from geo.words.text import text_in
from tests.browser.conftest import Opener
from tests.browser.map_page import PAINT_MS, MapPage
from tests.unit.tables import table

EN = text_in("en")


def dated_by(month: str) -> int:
    """Count the projects whose date may lie in a month or before it."""
    return sum((row["date"] + "-01")[:7] <= month for row in table("projects") if row["date"])


def said_by(page: MapPage) -> str:
    """Return what the timeline says of its span."""
    return page.page.locator(".timeline output").inner_text()


def at_rest(page: MapPage) -> str:
    """Wait until the link has the end of the period that was come to, and return its month."""
    page.rest()  # while it plays the link follows
    expect(page.page).to_have_url(re.compile("to="), timeout=PAINT_MS)
    return page.query["to"][:7]


def test_the_timeline_plays_in_the_browser_and_rests_in_the_link(open_page: Opener) -> None:
    page = open_page()
    everything = page.visible
    page.page.get_by_role("button", name="逐月播放").click()
    page.wait_for_paint(not_view=page.view)
    views = {page.view}
    for _ in range(3):
        page.wait_for_paint(not_view=page.view)
        views.add(page.view)
    assert len(views) > 2
    assert page.visible < everything
    expect(page.shown).not_to_have_text(str(len(table("projects"))))  # all follows as it plays
    page.page.get_by_role("button", name="暂停").click()
    month = at_rest(page)
    said = page.page.locator(".timeline output")
    expect(said).to_contain_text(f"：{dated_by(month)} 个")
    expect(page.page.locator(".st-key-figures")).to_contain_text(
        f"{dated_by(month)} / {len(table('projects'))}"
    )
    page.page.get_by_role("button", name="全部日期").click()
    expect(page.page).not_to_have_url(re.compile("to="), timeout=PAINT_MS)
    expect(page.body).to_have_attribute("data-visible", str(everything), timeout=PAINT_MS)


def test_the_timeline_by_keyboard(open_page: Opener) -> None:
    page = open_page(to="2021-02-28", lang="en")
    slider = page.page.get_by_role("slider", name=EN("timeline.to"))
    expect(slider).to_have_attribute("aria-valuetext", re.compile("Feb 2021"))
    before = page.view
    slider.focus()
    page.page.keyboard.press("ArrowRight")
    page.wait_for_paint(not_view=before)
    expect(page.page).to_have_url(re.compile("to=2021-03-31"), timeout=PAINT_MS)
    expect(slider).to_have_attribute(
        "aria-valuetext", f"Up to Mar 2021: {dated_by('2021-03')} dated projects"
    )
    first = page.page.get_by_role("slider", name=EN("timeline.from"))
    first.focus()
    page.page.keyboard.press("End")  # no further than the other handle
    expect(page.page).to_have_url(re.compile("from=2021-03-01&to=2021-03-31"), timeout=PAINT_MS)
    expect(page.shown).to_have_text(re.findall(r"\d+", said_by(page))[-1])
    page.page.keyboard.press("Home")
    expect(page.page).not_to_have_url(re.compile("from="), timeout=PAINT_MS)


def test_comparing_chaoyang_with_tongzhou(open_page: Opener) -> None:
    page = open_page()
    page.tab("对比").click()
    page.page.get_by_role("button", name="对比朝阳组团和通州组团").click()
    figures = page.page.locator("table.compared")
    expect(figures.locator("thead th")).to_have_text(["朝阳组团", "通州组团"], timeout=PAINT_MS)
    page.wait_for_query(compare="cluster:chaoyang,cluster:tongzhou", tab="compare")
    left, right = (page.page.frame_locator(f".st-key-linked-{n} iframe") for n in (0, 1))
    for frame in (left, right):
        frame.locator("body[data-view]").wait_for(timeout=PAINT_MS)

    def stand(frame: object) -> list[float]:
        return frame.locator("body").evaluate(  # type: ignore[attr-defined, no-any-return]
            "() => [window.map.getZoom(), window.map.getCenter().lng]"
        )

    assert stand(left)[0] == stand(right)[0]
    before = stand(left)[1], stand(right)[1]
    left.locator("body").evaluate("() => window.map.panBy([80, 0], { animate: false })")
    moved = stand(left)[1] - before[0]
    assert moved > 0
    a_pixel = moved / 80
    assert abs(stand(right)[1] - before[1] - moved) < a_pixel
    again = open_page(**page.query)
    expect(again.page.locator("table.compared thead th")).to_have_text(
        ["朝阳组团", "通州组团"], timeout=PAINT_MS
    )


def test_a_pressed_bar_filters_the_map_and_a_second_press_lifts_it(open_page: Opener) -> None:
    page = open_page(tab="charts", lang="en")
    bar = page.page.locator('.st-key-chart-status path[aria-label*="Under construction"]')
    everything, before = page.visible, page.view
    bar.first.click(timeout=PAINT_MS)
    page.wait_for_paint(not_view=before)
    expect(page.page).to_have_url(re.compile("status=under_construction"), timeout=PAINT_MS)
    assert page.visible < everything
    page.wait_for_answer()
    chosen = page.page.locator(
        '.st-key-chart-status-under_construction path[aria-label*="Under construction"]'
    )
    chosen.first.wait_for(timeout=PAINT_MS)
    page.rest()  # drawn before it listens for presses
    chosen.first.click()
    expect(page.page).not_to_have_url(re.compile("status="), timeout=PAINT_MS)


def test_a_checks_rows_open_and_download(open_page: Opener, tmp_path: Path) -> None:
    page = open_page(tab="quality", check="undated")
    undated = {row["id"] for row in table("projects") if not row["date"]}
    with page.page.expect_download() as caught:
        page.page.get_by_role("button", name=f"下载这 {len(undated)} 行（CSV）").click()
    target = tmp_path / "rows.csv"
    caught.value.save_as(target)
    rows = list(csv.DictReader(io.StringIO(target.read_text(encoding="utf-8-sig"))))
    assert {row["id"] for row in rows} == undated
    assert set(rows[0]) == set(table("projects")[0])
