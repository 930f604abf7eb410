"""Every control can be pressed in its middle: nothing lies on it, at any size."""

import re

import pytest
from playwright.sync_api import Frame, expect

from geo.words.text import text_in
from tests.browser.conftest import Opener

SIZES = ((1440, 900), (1366, 768), (1920, 1080), (820, 1180), (390, 844), (960, 600), (911, 512))
"""The last two are the first two at 150 %."""
FILTERED = {"sector": "finance,commerce", "status": "landed", "focus": "cluster:tongzhou"}
CONTROLS = "button:not(.marker), a[href], input, summary, [role=radio], select"

COVERED = """(selector) => {
    const inSight = (one, x, y) => {
        for (let up = one; up; up = up.parentElement) {
            const style = getComputedStyle(up);
            if (style.visibility !== "visible") return false;
            if (up === one || !/auto|scroll|hidden/.test(style.overflow)) continue;
            const box = up.getBoundingClientRect();
            if (x < box.left || x > box.right || y < box.top || y > box.bottom) return false;
        }
        return x >= 0 && y >= 0 && x < innerWidth && y < innerHeight;
    };
    const covered = [];
    for (const one of document.querySelectorAll(selector)) {
        const { x, y, width, height } = one.getBoundingClientRect();
        const [middle, centre] = [x + width / 2, y + height / 2];
        if (width < 2 || height < 2 || !inSight(one, middle, centre)) continue;
        const hit = document.elementFromPoint(middle, centre);
        const label = one.closest("label");
        const free = hit && (one.matches(".marker")
            ? !hit.matches(".tools")  // markers may lie on each other, and below a tool's button
            : one.contains(hit) || (hit.contains(one) && label && hit.closest("label") === label));
        if (!free) covered.push(`${one.ariaLabel || one.textContent} under ${hit?.className}`);
    }
    return covered;
}"""


def covered(frame: Frame, selector: str) -> list[str]:
    """Return what a selector finds in a frame and something else lies on."""
    found: list[str] = frame.evaluate(COVERED, selector)
    return found


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_control_can_be_pressed_in_its_middle(open_page: Opener, lang: str) -> None:
    text = text_in(lang)
    page = open_page(lang=lang, **FILTERED)
    page.page.locator(".timeline .play").wait_for()
    shell = page.page.main_frame
    found = []
    for width, height in SIZES:
        page.page.set_viewport_size({"width": width, "height": height})
        page.rest()
        found += [f"{width}: {one}" for one in covered(shell, CONTROLS)]
        found += [f"{width}, map: {one}" for one in covered(page.page.frames[1], "button, a")]
    page.page.set_viewport_size({"width": 1366, "height": 768})
    page.map.get_by_role("button", name=text("tools.select"), exact=True).click()
    page.page.get_by_role("button", name=text("shell.sheet_more")).click()
    page.rest()
    found += [f"tools and sheet: {one}" for one in covered(shell, CONTROLS)]
    found += [f"tools and sheet: {one}" for one in covered(page.page.frames[1], "button, a")]
    assert not found, "\n".join(found)


def test_a_place_pointed_at_says_its_name_and_count(open_page: Opener) -> None:
    page = open_page(lang="zh")
    name = page.map.locator('.name[data-key="district:110112"]')
    name.hover()
    expect(page.map.locator(".hover-line")).to_have_text(re.compile(r"^通州区 · \d+ 个项目$"))
    assert name.get_attribute("title") is None
