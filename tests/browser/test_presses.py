"""Presses of the filters' options: shown at once, rightly, and never lost."""

import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from urllib.parse import urlencode

import numpy as np
import pytest
from numpy.typing import NDArray
from openpyxl import load_workbook
from playwright.sync_api import expect

from geo.ask.filters import ProjectFilter
from geo.register.fields import FILTERS
from geo.register.load import Register
from geo.say.filter_words import filter_label, option_labels
from geo.view.view import CHOICES, View
from geo.words.text import text_in
from layers.wire import filter_message
from tests.browser.conftest import Opener
from tests.browser.line import open_on_line
from tests.browser.map_page import MapPage
from tests.unit.node import ask_module

ZH = text_in("zh")
MORE = [field.name for field in FILTERS if field.filter == "more"]
"""The filters that are drawn once they are unfolded."""

BURNERS = 2
"""Processes that do nothing but keep the processors busy: one for each of two."""

SIX = (
    ("status", "under_construction"),
    ("sector", "finance"),
    ("status", "signed"),
    ("sector", "health"),
    ("status", "operating"),
    ("sector", "digital"),
)

FOLLOW_PAINTS = """body => {
    window.paints = [];
    const tell = () => window.paints.push([body.dataset.view, Number(body.dataset.visible)]);
    new MutationObserver(tell).observe(body, { attributeFilter: ["data-view"] });
}"""
PAINTS = """() => {
    const all = window.paints.splice(0);
    const views = [window.lastView, ...all.map(([view]) => view)];
    window.lastView = views.at(-1);
    return all.filter(([view], at) => view !== views[at]);
}"""
"""The maps painted since asked last, each once: going to the place pressed paints it again."""

PRESS_EACH = """async (options) => {
    for (const option of options) {
        option.click();
        await new Promise(requestAnimationFrame);
    }
}"""

TWELVE = {
    "sector": ("technology", "digital", "finance", "commerce", "culture", "education", "health"),
    "status": ("announced", "signed", "registered", "under_construction", "landed"),
}
BURSTS = 8
CUT_MS = 5_000
BACK_MS = 60_000
"""Streamlit tries to connect again after a second, then later and later."""

Options = dict[str, tuple[str, ...]]


def filtered(options: Mapping[str, tuple[str, ...]]) -> View:
    """Return the view of a filter's options."""
    return View(**options)  # type: ignore[arg-type]


def with_point(register: Register) -> NDArray[np.bool_]:
    """Return which projects the map can draw."""
    pointed: NDArray[np.bool_] = (register.projects["level"] == "point").to_numpy()
    return pointed


def expected_paints(register: Register, views: list[View]) -> list[list[object]]:
    """Return the digest and the number of points of each view."""
    find = ProjectFilter(register.projects, register.places)
    filters = [dict(filter_message(view)) for view in views]
    digests = ask_module("engine/filters.js", "return request.map(module.digestOf);", filters)
    visible = [int((find.select(view).mask & with_point(register)).sum()) for view in views]
    return [[digest, count] for digest, count in zip(digests, visible, strict=True)]


def test_every_press_of_every_filter_paints_what_the_server_then_confirms(
    open_page: Opener, register: Register
) -> None:
    """Press each option in turn, not waiting for the server; all of a filter are none of it."""
    page = open_page()
    unfiltered = page.view
    page.body.evaluate(FOLLOW_PAINTS)
    for name in (*(name for name in CHOICES if name not in MORE), *MORE):
        if name == MORE[0]:
            page.page.locator(".st-key-more summary").click()
            page.option(name, option_labels(name, register.places, ZH)(CHOICES[name][0])).wait_for()
            page.wait_for_answer()
        label = option_labels(name, register.places, ZH)
        options = CHOICES[name]
        pressed = [filtered({name: options[:count]}) for count in range(1, len(options) + 1)]
        expected = expected_paints(register, pressed)
        for option, (digest, _) in zip(options, expected, strict=True):
            page.option(name, label(option)).click()
            expect(page.body).to_have_attribute("data-view", str(digest))
        whole = ZH("filter.every_option", name=filter_label(name, ZH))
        expect(page.page.locator(f".st-key-{name}")).to_contain_text(whole)
        page.wait_for_answer()
        expect(page.page).not_to_have_url(re.compile(f"[?&]{name}="))
        assert page.body.evaluate(PAINTS) == expected, name
        assert page.query == {}
        for option in options:
            page.option(name, label(option)).click()
        expect(page.page.locator(f".st-key-{name}")).not_to_contain_text(whole)
        expect(page.body).to_have_attribute("data-view", unfiltered)
        page.wait_for_answer()
        page.body.evaluate(PAINTS)


@contextmanager
def busy_processors() -> Iterator[None]:
    """Keep every processor busy with something else."""
    command = [sys.executable, "-c", "while True: pass"]
    burners = [subprocess.Popen(command) for _ in range(BURNERS)]
    try:
        yield
    finally:
        for burner in burners:
            burner.kill()
            burner.wait()


def exported_rows(page: MapPage) -> int:
    """Return how many projects the spreadsheet of the view holds."""
    href = page.page.locator('a[href*=".xlsx"]').first.get_attribute("href")
    answer = page.page.request.get(f"{page.page.url.partition('/?')[0]}{href}")
    sheet = load_workbook(BytesIO(answer.body()), read_only=True).active
    assert sheet
    return sum(1 for _ in sheet.iter_rows()) - 1


def test_a_press_that_the_map_has_shown_is_never_lost(
    open_page: Opener, register: Register
) -> None:
    """Press six options while the processors are busy, each when the map shows the last."""
    page = open_page()
    with busy_processors():
        for name, option in SIX:
            before = page.view
            page.option(name, ZH(f"{name}.{option}")).click()
            page.wait_for_paint(not_view=before)
        pressed = page.view
        chosen: Options = {
            name: tuple(option for option in CHOICES[name] if (name, option) in SIX)
            for name, _ in SIX
        }
        rows = ProjectFilter(register.projects, register.places).select(filtered(chosen)).mask
        expect(page.table).to_have_attribute("data-rows", str(rows.sum()))
        page.wait_for_answer()
    assert page.query == filtered(chosen).to_query()
    assert page.view == pressed
    assert page.visible == (rows & with_point(register)).sum()
    assert exported_rows(page) == rows.sum()


def test_bursts_of_presses_end_where_the_last_leads(open_page: Opener) -> None:
    """Press all clusters in and out as fast as frames are drawn: every run is cut short."""
    page = open_page()
    for _ in range(BURSTS):
        for pressed in ("false", "true"):
            options = page.page.locator(f".st-key-cluster [aria-pressed={pressed}]")
            options.evaluate_all(PRESS_EACH)
    page.rest()
    connected = page.page.locator('[data-test-connection-state="CONNECTED"]')
    expect(connected).to_have_count(1)
    page.choose("sector", ZH("sector.finance"))
    assert page.query == {"sector": "finance"}


def test_a_press_before_the_last_is_answered_ends_at_its_address(open_page: Opener) -> None:
    """The second press leads back to the address that the page still shows when it is made."""
    page, line = open_on_line(open_page)
    finance = page.option("sector", ZH("sector.finance"))
    page.wait_for_answer()
    line.press_unheard(page.page, [finance, finance])
    page.rest()
    assert page.query == {}
    assert finance.get_attribute("aria-pressed") == "false"


CHAOYANG = ".st-key-children button:has-text('朝阳组团')"
CITY = ".st-key-trail button >> nth=0"
CHIP = ".st-key-chip-sector-finance button"


@pytest.mark.parametrize(
    ("opened", "pressed", "left"),
    [
        ({}, [CHAOYANG], {"focus": "cluster:chaoyang"}),
        ({"sector": "finance"}, [CHIP], {}),
        ({"focus": "cluster:chaoyang", "sector": "finance"}, [CITY, CHIP], {}),
        ({"focus": "place:cbd"}, [CITY], {}),  # the box offers a site only while one is there
    ],
    ids=["a place", "a chip", "the city and a chip", "the city, from a site"],
)
def test_a_press_before_the_browser_has_heard_of_the_last_undoes_nothing(
    open_page: Opener, opened: dict[str, str], pressed: list[str], left: dict[str, str]
) -> None:
    """The last press sends all boxes as the browser shows them, which is as they were before."""
    page, line = open_on_line(open_page, **opened)
    page.wait_for_answer()
    operating = page.option("status", ZH("status.operating"))
    line.press_unheard(page.page, [*map(page.page.locator, pressed), operating])
    page.rest()
    assert page.query == left | {"status": "operating"}
    expect(page.page.get_by_test_id("stException")).to_have_count(0)
    expect(page.page.locator(".st-key-map iframe")).to_be_visible()


def test_twelve_fast_presses_a_reload_and_a_lost_network_lose_nothing(open_page: Opener) -> None:
    page, line = open_on_line(open_page)
    for name, options in TWELVE.items():
        for option in options:
            page.option(name, ZH(f"{name}.{option}")).evaluate("(option) => option.click()")
    pressed = filtered(TWELVE).to_query()
    expect(page.page).to_have_url(re.compile(re.escape(urlencode(pressed))))
    page.wait_for_answer()
    shown = page.visible, page.shown.inner_text()
    page.page.reload()
    page.wait_for_paint()
    page.wait_until_whole()
    assert page.query == pressed
    assert (page.visible, page.shown.inner_text()) == shown
    line.cut()
    page.page.locator('[data-test-connection-state="CONNECTED"]').wait_for(state="detached")
    page.page.wait_for_timeout(CUT_MS)
    last = page.option("status", ZH("status.operating"))
    expect(last).to_be_disabled()  # nothing can be pressed that would be lost
    line.mend()
    last.click(timeout=BACK_MS)
    expect(page.page).not_to_have_url(re.compile("status="), timeout=BACK_MS)  # all are none
    page.wait_for_answer()
    assert page.visible > shown[0]
