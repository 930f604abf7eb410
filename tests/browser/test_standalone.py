"""The standalone file opened from disk with the network closed: it answers all by itself."""

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from briefing.content import Options, make_briefing
from briefing.files.standalone import standalone_page
from geo.ask.atlas import Atlas
from geo.register.load import Register, load_register
from geo.settings import settings
from geo.view.view import View
from geo.words.text import text_in
from layers.choropleth import district_classes
from tests.browser.test_ground import INKED
from tests.browser.test_hostile_text import HOSTILE, rename_projects

ZH = text_in("zh")
PAINT_MS = 30_000
TITLE = HOSTILE[2]

Opener = Callable[..., Page]


@pytest.fixture
def open_file(browser: Browser, atlas: Atlas, tmp_path: Path) -> Iterator[Opener]:
    """Return a function that writes the file of a view and opens it in an offline browser."""
    contexts: list[BrowserContext] = []
    asked: list[str] = []
    errors: list[str] = []

    def open_(view: View, options: Options | None = None, of: Atlas = atlas) -> Page:
        path = tmp_path / "map.html"
        path.write_bytes(standalone_page(make_briefing(of, view, options)))
        context = browser.new_context(offline=True)
        contexts.append(context)
        page: Page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: errors.append(error.stack or str(error)))
        page.on("console", lambda message: errors.append(message.text))
        page.goto(path.as_uri())
        page.locator("body[data-view]").wait_for(timeout=PAINT_MS)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert all(url.endswith("/map.html") for url in asked), asked
    assert not errors, errors


def shown(page: Page) -> int:
    """Return how many projects the list says that it has."""
    return int(page.locator("#panel h2 b").inner_text())


def choose_sector(page: Page, word: str) -> None:
    """Press a sector and wait for the map to follow."""
    before = page.locator("body").get_attribute("data-view")
    page.locator(".sectors button", has_text=ZH(word)).click()
    page.locator(f'body:not([data-view="{before}"])').wait_for()


def test_it_opens_at_the_view_and_counts_as_the_page_does(
    open_file: Opener, register: Register
) -> None:
    view = View(focus="cluster:etown", status=("landed", "operating"))
    page = open_file(view, Options(whole=True))
    kept = register.projects[register.projects["status"].isin(view.status)]
    here = kept[kept["cluster"] == "etown"]
    assert shown(page) == len(here)
    expect(page.locator(".leaflet-popup-content dd").first).to_have_text(str(len(here)))
    with_point = (kept["level"] == "point").sum()
    expect(page.locator("body")).to_have_attribute("data-visible", str(with_point))
    page.locator("#panel .back").click()
    expect(page.locator("#panel h2 b")).to_have_text(str(len(kept)))


def test_it_holds_its_focus_and_lists_its_policies(open_file: Opener, atlas: Atlas) -> None:
    view, options = View(focus="cluster:etown"), Options(title="题" * 80)
    focus = make_briefing(atlas, view).focus
    page = open_file(view, options)
    assert shown(page) == len(focus.projects)
    page.locator("#panel .back").click()
    expect(page.locator("#panel h2 b")).to_have_text(str(len(focus.projects)))
    left = int(atlas.filter.select(view).mask.sum()) - len(focus.projects)
    said = ZH("standalone.of_focus", place=focus.name, count=left)
    expect(page.locator("footer")).to_contain_text(said)
    policies = page.locator("footer details").first
    expect(policies.locator("summary")).to_contain_text(str(len(focus.policies)))
    assert policies.locator("li").count() == len(focus.policies)
    assert page.locator("#map").bounding_box()["height"] > 400


def test_it_draws_the_main_roads_and_says_whose_they_are(open_file: Opener) -> None:
    page = open_file(View(focus="cluster:chaoyang"))
    expect(page.locator("body")).to_have_attribute("data-ground", "main")
    inked = page.locator(".leaflet-streets-pane canvas").evaluate(INKED)
    assert inked > 5_000
    said = ZH("map.ground_attribution")
    expect(page.locator(".leaflet-control-attribution")).to_contain_text(said)
    plain = open_file(View(focus="cluster:chaoyang", basemap="none"))
    assert plain.locator(".leaflet-streets-pane").count() == 0


def test_search_finds_names_and_places(open_file: Opener, atlas: Atlas) -> None:
    page = open_file(View())
    for text in ("朝阳 金融", "biopark", "pd", "etown", "ETOWN\u3000jk", "没有这样的项目"):
        page.get_by_role("searchbox").fill(text)
        found = int(atlas.filter.select(View(q=text)).mask.sum())
        expect(page.locator("#panel h2 b")).to_have_text(str(found))
    expect(page.locator("#panel")).to_contain_text(ZH("empty.title"))


def ranges_of(bounds: tuple[float, ...], metric: str) -> list[str]:
    """Return what the legend says of classes; what is counted ends before the next begins."""
    if metric == "investment":
        between = [f"{first:,g}–{last:,g}" for first, last in pairwise(bounds[1:])]
        return [f"<{bounds[1]:,g}", *between, f"{bounds[-1]:,g}+"]
    firsts = [max(bound, 1) for bound in bounds]
    closed = [
        f"{first:,g}" if first == after - 1 else f"{first:,g}–{after - 1:,g}"
        for first, after in pairwise(firsts)
    ]
    return [*closed, f"{firsts[-1]:,g}+"]


@pytest.mark.parametrize("metric", ["projects", "investment", "policies"])
def test_a_sector_filters_list_map_and_colours(
    open_file: Opener, atlas: Atlas, metric: str
) -> None:
    page = open_file(View(metric=metric))
    choose_sector(page, "sector.finance")
    view = View(metric=metric, sector=("finance",))
    mask = atlas.filter.select(view).mask
    assert shown(page) == mask.sum()
    bounds = district_classes(atlas, view, mask).bounds
    steps = [step.inner_text() for step in page.locator(".legend .step").all()]
    assert steps == ranges_of(bounds, metric)


@pytest.mark.parametrize("metric", ["none", "fit"])
def test_a_metric_without_numbers_leaves_districts_plain(open_file: Opener, metric: str) -> None:
    page = open_file(View(metric=metric))
    assert page.locator(".legend .step").count() == 0


def test_a_project_opens_with_its_sources(open_file: Opener, atlas: Atlas) -> None:
    page = open_file(View(q="阿斯利康"))
    page.locator("#panel li button").first.click()
    name = page.locator("#panel h2").inner_text()
    project = atlas.register.projects.set_index("name_zh").loc[name]
    source = atlas.sources[project["sources"][0]]
    expect(page.locator("#panel .sources").first).to_contain_text(source.title_zh)
    expect(page.locator(".leaflet-popup-content h3")).to_have_text(name)


def test_the_language_changes_every_word(open_file: Opener) -> None:
    page = open_file(View(focus="district:110105"))
    page.get_by_role("button", name="English").click()
    expect(page.locator(".leaflet-popup-content h3")).to_have_text("Chaoyang")
    page.locator("footer summary").first.wait_for()
    for part in ("#head h1", ".sectors", ".legend", "#panel h2"):
        assert not re.search(r"[\u4e00-\u9fff]", page.locator(part).inner_text()), part


def test_it_opens_at_an_extent(open_file: Opener) -> None:
    extent = (116.40, 39.70, 116.60, 39.85)
    page = open_file(View(extent=extent))
    scale = page.locator(".leaflet-control-scale-line").inner_text()
    assert scale in {"1 km", "2 km", "3 km"}


def test_a_file_without_projects_says_so(open_file: Opener) -> None:
    page = open_file(View(q="没有这样的项目"))
    assert shown(page) == 0
    expect(page.locator("body")).to_have_attribute("data-visible", "0")


def test_hostile_text_shows_as_it_is(open_file: Opener, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    shutil.copytree(settings().data, folder)
    rename_projects(folder / "projects.csv")
    hostile = Atlas(load_register(folder))
    page = open_file(View(focus="place:biopark"), Options(title=TITLE, note=HOSTILE[0]), hostile)
    expect(page.locator("#head h1")).to_have_text(TITLE)
    expect(page.locator("footer p").first).to_have_text(HOSTILE[0])
    for name in HOSTILE:
        expect(page.locator("#panel").get_by_role("button", name=name, exact=True)).to_be_visible()
    page.locator("#panel").get_by_role("button", name=HOSTILE[0], exact=True).click()
    expect(page.locator("#panel h2")).to_have_text(HOSTILE[0])
    assert page.title() == TITLE


def test_five_thousand_projects_fit_into_five_megabytes(register: Register) -> None:
    """Try it with projects that say as much as the real ones do."""
    projects = pd.concat([register.projects] * 10, ignore_index=True).head(5000)
    projects["id"] = [f"G{row:05}" for row in range(len(projects))]
    atlas = Atlas(replace(register, projects=projects))
    assert len(standalone_page(make_briefing(atlas, View()))) <= 5_000_000
