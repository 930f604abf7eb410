"""The same journeys wherever one sits: desks, tablet, phone, both languages and themes, 150 %."""

import re
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Locator, expect

from geo.register.load import Register
from geo.words.text import Text, text_in
from tests.browser.conftest import ColorScheme, Opener
from tests.browser.map_page import MapPage


@dataclass(frozen=True)
class Seat:
    """Where somebody sits: the window's size in its own pixels, language and theme."""

    width: int
    height: int
    locale: str
    scheme: ColorScheme

    @property
    def text(self) -> Text:
        """The words of the page there."""
        return text_in(self.locale[:2])


SEATS = {
    "desk": Seat(1440, 900, "zh-CN", "light"),
    "small desk": Seat(1366, 768, "en-GB", "dark"),
    "large desk": Seat(1920, 1080, "zh-CN", "dark"),
    "desk at 150 %": Seat(960, 600, "en-GB", "light"),
    "tablet": Seat(820, 1180, "en-GB", "dark"),
    "phone": Seat(390, 844, "zh-CN", "dark"),
}


PARTS = (
    ".share",
    *(
        f".st-key-{name}"
        for name in ("q", "pages", "lang", "filters", "figures", "panel", "look", "tabs")
    ),
)
"""What lies on the map and beside it; the title's words are measured, as its box is wider."""

OVERLAPS = """(parts) => {
    const title = document.createRange();
    title.selectNodeContents(document.querySelector(".title"));
    const shown = parts.filter((part) =>
        document.querySelector(part)?.checkVisibility({ visibilityProperty: true })
    );
    const boxes = shown.map((part) => [part, document.querySelector(part).getBoundingClientRect()]);
    boxes.push([".title", title.getBoundingClientRect()]);
    const meet = (one, other) =>
        Math.min(one.right, other.right) - Math.max(one.left, other.left) > 1 &&
        Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 1;
    return boxes.flatMap(([one, box], at) =>
        boxes.slice(at + 1).filter(([, other]) => meet(box, other)).map(([other]) => [one, other])
    );
}"""


@dataclass
class Journey:
    """A journey on a page, with the presses it takes."""

    page: MapPage
    text: Text
    presses: int = field(init=False, default=0)
    opened: str = field(init=False, default="")
    """The part that was opened last; none as it begins."""

    def press(self, target: Locator, where: str = "") -> None:
        """Press something, after what opens the part in which it lies, where that is closed."""
        self.page.wait_for_answer()
        if where not in {"", self.opened} and (opener := self._opener(where)).is_visible():
            opener.click()
            self.opened = where
            self.presses += 1
        target.click()
        self.presses += 1

    def _opener(self, where: str) -> Locator:
        """Return the button of a drawer on a phone, of what is folded on a tablet, else none."""
        drawers = self.page.page.locator(".drawers")
        if drawers.is_visible():
            return drawers.get_by_role("button", name=self.text(f"drawers.{where}"), exact=True)
        return self.page.page.locator(f'body[data-{where}="folded"] .{where}-fold')

    def search(self, words: str) -> None:
        """Type into the search box."""
        self.page.page.locator(".st-key-q input").fill(words)

    def facet(self, name: str) -> Locator:
        """Return the choice of what the panel says."""
        label = self.text(f"panel.facet_{name}")
        return self.page.panel.get_by_role("radio", name=label, exact=True)


@pytest.fixture(params=SEATS.values(), ids=SEATS)
def journey(request: pytest.FixtureRequest, open_page: Opener) -> Journey:
    seat: Seat = request.param
    page = open_page(width=seat.width, height=seat.height, locale=seat.locale, scheme=seat.scheme)
    return Journey(page, seat.text)


def test_finance_in_tongzhou_its_policies_and_windows_in_three_presses(journey: Journey) -> None:
    page, name = journey.page, {"zh": "通州 金融", "en": "Tongzhou Finance"}[journey.text.lang]
    assert page.page.evaluate(OVERLAPS, PARTS) == []
    journey.search(name)
    page.page.locator(".st-key-q input").press("Enter")
    expect(page.page).to_have_url(re.compile(r"sector=finance.*focus=|focus=.*sector=finance"))
    journey.press(journey.facet("policies"), "here")
    expect(page.panel.locator("ul.policies > li").first).to_be_visible()
    journey.press(journey.facet("windows"), "here")
    expect(page.panel).to_contain_text(journey.text("holds.services_source"))
    assert journey.presses <= 3
    assert page.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_what_does_not_operate_in_etown_is_exported_in_four_presses(
    journey: Journey, register: Register, tmp_path: Path
) -> None:
    page, projects = journey.page, register.projects
    journey.search({"zh": "亦庄组团", "en": "E-Town"}[journey.text.lang])
    page.page.locator(".st-key-q input").press("Enter")
    page.wait_for_focus("cluster:etown")
    journey.press(page.page.locator(".st-key-waiting button"), "filters")
    waiting = projects[(projects["cluster"] == "etown") & (projects["status"] != "operating")]
    expect(page.table).to_have_attribute("data-rows", str(len(waiting)))
    with page.page.expect_download() as download:
        journey.press(page.table.get_by_role("link", name="Excel"), "lists")
    download.value.save_as(tmp_path / "listed.xlsx")
    written = pd.read_excel(tmp_path / "listed.xlsx")
    assert set(written[journey.text("field.id")]) == set(waiting["id"])
    assert journey.presses <= 4


def test_what_lies_within_three_kilometres_in_three_presses(
    journey: Journey, register: Register
) -> None:
    page = journey.page
    journey.search({"zh": "国贸", "en": "CBD"}[journey.text.lang])
    found = page.page.locator(".suggestions [role=option]")
    expect(found.filter(has_text="CBD").first).to_be_visible()
    journey.press(found.first.locator("b"))
    expect(page.page).to_have_url(re.compile("shape=near%3Aplace%3Acbd%2C3"))
    expect(page.table).not_to_have_attribute("data-rows", str(len(register.projects)))
    journey.press(page.table.locator("tbody button").first, "lists")
    expect(page.page).to_have_url(re.compile("focus=project"))
    assert journey.presses <= 3
