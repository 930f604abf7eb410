"""The page as a user meets it, driven through the contract's keys and the map's paint signal."""

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import FrameLocator, Locator, Page, Route, expect

PAINT_MS = 90_000  # the machines that run this are shared
DRAWN_MS = 300_000  # what draws files lets everything else on the machine go first
UPLOADER = '.st-key-data-upload input[type="file"]'
IDLE_TICKS, MOST_TICKS = 30, 1800
COME_TO_REST = """([ticks, most]) => new Promise((done, fail) => {
    let idle = 0;
    let waited = 0;
    const timer = setInterval(() => {
        const root = document.querySelector("[data-test-script-state]");
        idle = root?.matches('[data-test-script-state="notRunning"]') ? idle + 1 : 0;
        waited += 1;
        if (idle < ticks && waited < most) return;
        clearInterval(timer);
        if (idle < ticks) fail(new Error(`no rest: ${root?.outerHTML.split(">")[0]}`));
        else done();
    }, 50);
})"""
"""Ticks and not seconds, as a browser that gets no processor has not seen what has come."""
FOLLOW_MOVE = """() => {
    window.rest = new Promise((done) => window.map.once("moveend", () => done()));
}"""

FIRST_IN_SIGHT = """(body, selector) => {
    const frame = window.frameElement;
    const { left, top } = frame.getBoundingClientRect();
    return [...document.querySelectorAll(selector)].findIndex((one) => {
        const { x, y, width, height } = one.getBoundingClientRect();
        const [middle, centre] = [x + width / 2, y + height / 2];
        const outside = window.parent.document.elementFromPoint(left + middle, top + centre);
        return outside === frame && one.contains(document.elementFromPoint(middle, centre));
    });
}"""
"""The first of the map's elements that neither another one nor a panel of the page covers."""


class MapPage:
    """A page with its map's frame."""

    def __init__(self, page: Page) -> None:
        """Take an opened page."""
        self.page = page
        self.map: FrameLocator = page.frame_locator(".st-key-map iframe")
        self.body: Locator = self.map.locator("body")

    def wait_for_paint(self, not_view: str | None = None) -> None:
        """Wait until the map has painted, a view other than ``not_view`` where one is given."""
        known = f':not([data-view="{not_view}"])' if not_view else ""
        self.map.locator(f"body[data-view]{known}").wait_for(timeout=PAINT_MS)

    @property
    def visible(self) -> int:
        """How many projects that pass the filter have a point, as the map says."""
        return int(self.body.get_attribute("data-visible") or -1)

    @property
    def view(self) -> str:
        """The digest of the filter, as the map says."""
        return self.body.get_attribute("data-view") or ""

    @property
    def query(self) -> dict[str, str]:
        """The query parameters in the address bar."""
        return _query(self.page.url)

    def wait_for_query(self, **query: str) -> None:
        """Wait until the address bar says these query parameters, and no others."""
        self.page.wait_for_url(lambda url: _query(url) == query, timeout=PAINT_MS)

    def choose(self, key: str, label: str) -> None:
        """Press an option of a filter; wait for the map to follow and the server to answer."""
        self.change(self.option(key, label).click)
        self.wait_for_answer()

    def change(self, act: Callable[[], object]) -> None:
        """Do what changes the filter, and wait for the map and the link to follow."""
        before, link = self.view, self.page.url
        act()
        self.wait_for_paint(not_view=before)
        expect(self.page).not_to_have_url(link, timeout=PAINT_MS)

    def wait_for_answer(self) -> None:
        """Wait until the server has drawn the whole page, as Streamlit says on its root."""
        self.page.locator('[data-test-script-state="notRunning"]').wait_for(timeout=PAINT_MS)

    def wait_until_whole(self) -> None:
        """Wait until all scripts have drawn: the last says the count that is read aloud."""
        expect(self.page.locator(".live-count")).not_to_be_empty(timeout=PAINT_MS)
        expect(self.page.get_by_test_id("stSkeleton")).to_have_count(0, timeout=PAINT_MS)

    def rest(self) -> None:
        """Wait until the page has come to rest: an answer under way would draw its boxes anew."""
        self.page.evaluate(COME_TO_REST, [IDLE_TICKS, MOST_TICKS])

    def hold(self, address: str) -> list[Route]:
        """Keep back what is fetched from where a pattern matches, until each is let go."""
        held: list[Route] = []
        self.page.route(re.compile(address), lambda route: held.append(route))  # noqa: PLW0108
        return held

    def move(self, act: Callable[[], object]) -> None:
        """Do what moves the map, and wait until it has come to rest."""
        self.body.evaluate(FOLLOW_MOVE)
        act()
        self.body.evaluate("() => window.rest")

    def in_sight(self, selector: str) -> Locator:
        """Return the first of the map's elements that a user could press, as it lies now."""
        place = self.body.evaluate(FIRST_IN_SIGHT, selector)
        assert place >= 0, f"no {selector} lies in sight"
        return self.map.locator(selector).nth(place)

    def option(self, key: str, label: str) -> Locator:
        """Return the button of a filter's option; labels end with a count."""
        pattern = re.compile(rf"^{re.escape(label)} \d+$")
        return self.page.locator(f".st-key-{key} button").filter(has_text=pattern)

    def count_beside(self, key: str, label: str) -> int:
        """Return the count beside an option."""
        return int(self.option(key, label).inner_text().split()[-1])

    def wait_for_focus(self, focus: str) -> None:
        """Wait until the address bar says the focus and the page is whole.

        The city is said by saying nothing.
        """
        if focus == "city":
            expect(self.page).not_to_have_url(re.compile("focus="), timeout=PAINT_MS)
        else:
            kind, _, id_ = focus.partition(":")
            expect(self.page).to_have_url(re.compile(f"focus={kind}(%3A|:){id_}"), timeout=PAINT_MS)
        self.wait_for_answer()

    def tab(self, word: str) -> Locator:
        """Return the choice of a tab by its label."""
        return self.page.locator(".st-key-tab").get_by_role("radio", name=word, exact=True)

    @property
    def open_tab(self) -> Locator:
        """The choice of tabs with the content of the open one."""
        return self.page.locator(".st-key-tabs")

    @property
    def panel(self) -> Locator:
        """The side panel."""
        return self.page.locator(".st-key-panel")

    @property
    def table(self) -> Locator:
        """The table twin."""
        return self.page.locator(".listing")

    def open_facet(self, label: str) -> None:
        """Let the panel say another thing of its place."""
        self.page.locator(".st-key-facet").get_by_role("radio", name=label, exact=True).click()
        self.wait_for_answer()

    @property
    def shown(self) -> Locator:
        """How many projects are shown, in the line of figures."""
        return self.page.locator(".figure-line b").first

    @property
    def legend(self) -> Locator:
        """The legend in the card of layers."""
        return self.page.locator(".st-key-legend .legend")

    @property
    def popup(self) -> Locator:
        """The open popup of the map."""
        return self.map.locator(".leaflet-popup-content")


def _query(address: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
