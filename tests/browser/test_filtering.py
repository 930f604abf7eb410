"""Filtering in the browser: the same rows as the server finds, and without waiting for it."""

import json
import random
from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, Page, expect

from benchmarks.registers import write_register
from geo.ask.filters import PROJECT_FILTERS, ProjectFilter
from geo.register.load import Register, load_register
from geo.view.view import CHOICES, View
from geo.words.text import text_in
from layers.bundle import _bundled
from tests.browser.conftest import Opener
from tests.browser.line import open_on_line
from tests.browser.server import serve
from ui.store import shared_store

VIEWS = 6
LARGE = 5_200
"""Projects, more than are answered in the page."""

MOST_MESSAGES = 48
MOST_BYTES = 16_000
"""Of a filter's messages both ways, before compression."""

MOST_BYTES_OF_ONE = 2_500
ZH = text_in("zh")
FRAMES = ("framesent", "framereceived")

STYLED = "() => getComputedStyle(document.body).color"
INSERT = """() => {
    document.querySelector(".st-key-sector").append(document.createElement("span"));
    document.body.getBoundingClientRect();
}"""
MOST_STYLED = 60
"""Elements of a page of a thousand that an inserted one may have styled anew."""


def random_view(seed: int) -> View:
    """Return a view with several filters set, some with a text or a period; the same each time."""
    dice = random.Random(seed)  # noqa: S311
    chosen = {
        name: tuple(option for option in CHOICES[name] if dice.random() < 0.6)
        for name in dice.sample(PROJECT_FILTERS, 3)
    }
    view = View(**chosen)  # type: ignore[arg-type]
    if dice.random() < 0.5:
        view = replace(view, q=dice.choice(("北京", "park", "中心")))
    return view


@pytest.mark.parametrize("seed", range(VIEWS))
def test_the_browser_finds_the_rows_that_the_server_finds(
    open_page: Opener, register: Register, seed: int
) -> None:
    view = random_view(seed)
    found = ProjectFilter(register.projects, register.places).select(view)
    page = open_page(**view.to_query())
    with_point = found.mask & (register.projects["level"] == "point").to_numpy()
    assert page.visible == with_point.sum()
    expect(page.table).to_have_attribute("data-rows", str(found.mask.sum()))


@pytest.mark.parametrize("kind", ["PageEngine", "WorkerEngine"])
def test_what_was_expected_is_shown_and_nothing_before(
    open_page: Opener, register: Register, kind: str
) -> None:
    """Ask an engine for what may come next: it answers as if asked for it, and stays as it was."""
    page = open_page()
    script = _bundled("projects.js")["projects.js"]
    answer = {"body": script, "content_type": "text/javascript"}
    page.page.route("**/projects.js", lambda route: route.fulfill(**answer))
    found = page.body.evaluate(
        """async (_, [address, kind]) => {
            const base = document.querySelector("script[src*=boot]").src;
            const kinds = await import(new URL("projects.js", base).href);
            const addresses = await (await fetch(address)).json();
            const view = {
                scale: 256 * 2 ** 9, left: 0, top: 0, width: 2 ** 17, height: 2 ** 17,
                colour: "area",
            };
            const all = { filter: {}, rest: "", hidden: [], view };
            const next = { ...all, filter: { sector: [2] } };
            const engines = [new kinds[kind](), new kinds.WorkerEngine()];
            await Promise.all(engines.map((engine) => engine.open(addresses)));
            const [engine, other] = engines;
            await engine.ask("show", all);
            const before = await engine.ask("inPlace", "city");
            const expected = await engine.ask("expect", next);
            const between = await engine.ask("inPlace", "city");
            const shown = await engine.ask("show", next);
            const after = await engine.ask("inPlace", "city");
            const plain = await other.ask("show", next);
            await engine.ask("look", { ...view, scale: 4 * view.scale });
            await engine.ask("show", next);
            const [{ first, count }] = shown.bubbles;
            const members = await engine.ask("members", { first, count });
            const told = [expected, shown, plain].map((answer) => JSON.stringify(answer));
            return {
                counts: [before, between, after].map(({ count }) => count),
                told,
                members: members?.rows.length,
            };
        }""",
        [shared_store().index["wgs84"].url, kind],
    )
    in_sector = int((register.projects["sector"] == CHOICES["sector"][2]).sum())
    assert found["counts"] == [len(register.projects), len(register.projects), in_sector]
    assert len(set(found["told"])) == 1
    assert found["members"]  # of a bubble of that view, though another was looked at meanwhile


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Register]]:
    """Serve a generated register, and yield its address with it."""
    folder = tmp_path_factory.mktemp("large") / "data"
    write_register(folder, LARGE)
    with serve(env={"TWOZONES_DATA": str(folder)}) as address:
        yield address, load_register(folder)


def test_only_a_large_register_is_answered_by_workers(
    open_page: Opener, large: tuple[str, Register]
) -> None:
    address, register = large
    page = open_page(base=address)
    assert page.visible == LARGE
    page.choose("sector", ZH("sector.finance"))
    in_sector = int((register.projects["sector"] == "finance").sum())
    assert page.visible == in_sector
    expect(page.table).to_have_attribute("data-rows", str(in_sector))
    assert len(page.page.workers) == len(["the map's", "the table's"])
    assert open_page().page.workers == []


def test_pointing_at_an_option_changes_nothing(open_page: Opener) -> None:
    page = open_page()
    before = page.view, page.visible
    page.option("sector", ZH("sector.finance")).hover()
    page.page.wait_for_timeout(300)
    assert (page.view, page.visible) == before


def test_a_press_shows_before_the_server_answers(open_page: Opener, register: Register) -> None:
    """Hold back every message to the server: the map follows the press all the same."""
    page, line = open_on_line(open_page)
    before = page.view
    line.holds_presses = True
    label = ZH("sector.finance")
    page.option("sector", label).click()
    page.wait_for_paint(not_view=before)
    finance = register.projects[register.projects["sector"] == "finance"]
    assert page.visible == (finance["level"] == "point").sum()
    assert line.presses
    expect(page.shown).to_have_text(str(len(register.projects)))
    pressed = page.view
    page.option("sector", label).click()  # lifted, the server still silent
    expect(page.body).to_have_attribute("data-view", before)
    page.option("sector", label).click()
    expect(page.body).to_have_attribute("data-view", pressed)
    line.deliver()
    expect(page.shown).to_have_text(str(len(finance)))
    assert page.view == pressed


def test_two_presses_in_a_row_end_at_both(open_page: Opener, register: Register) -> None:
    page = open_page()
    page.option("sector", ZH("sector.finance")).click()
    page.option("sector", ZH("sector.health")).click()
    both = register.projects[register.projects["sector"].isin(["finance", "health"])]
    expect(page.body).to_have_attribute("data-visible", str((both["level"] == "point").sum()))
    expect(page.table).to_have_attribute("data-rows", str(len(both)))
    page.rest()
    assert page.visible == (both["level"] == "point").sum()
    assert page.query == {"sector": "finance,health"}


def test_a_filter_sends_little_and_nothing_large(open_page: Opener) -> None:
    sizes: list[int] = []

    def watch(opened: Page) -> None:
        opened.on("websocket", lambda socket: [socket.on(name, count) for name in FRAMES])

    def count(message: bytes | str) -> None:
        sizes.append(len(message))

    page = open_page(prepare=watch)
    page.choose("sector", ZH("sector.health"))
    sizes.clear()
    page.choose("sector", ZH("sector.finance"))
    assert 10 < len(sizes) <= MOST_MESSAGES
    assert max(sizes) < MOST_BYTES_OF_ONE
    assert sum(sizes) < MOST_BYTES


def test_what_is_inserted_has_little_styled_anew(open_page: Opener, browser: Browser) -> None:
    """A press inserts its answer in many places: each would have the page styled anew."""
    page = open_page().page
    page.evaluate(STYLED)  # nothing of before is left to be styled
    browser.start_tracing(page=page, categories=["devtools.timeline"])
    page.evaluate(INSERT)
    events = json.loads(browser.stop_tracing())["traceEvents"]
    styled = [event["args"] for event in events if event["name"] == "UpdateLayoutTree"]
    assert 0 < sum(one.get("elementCount", 0) for one in styled) < MOST_STYLED
