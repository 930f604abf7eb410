"""One view is one map: its bubbles are those of the page, legend and notes are of what is drawn."""

import re
from dataclasses import replace

import numpy as np
import pytest
import shapely

from briefing.content import Briefing, Options, make_briefing
from briefing.paper.map.bubbles import bubbles_at
from briefing.paper.map.frame import bounds_of_section, frame_of
from briefing.paper.map.legend import signs_of
from briefing.paper.map.map import bubbles_on
from briefing.paper.page.page import Page
from briefing.paper.sheet import SIZES, draw_sheet
from briefing.ranges import ranges_of
from geo.ask.atlas import Atlas
from geo.view.shapes import Circle
from geo.view.view import View
from geo.words.text import text_in
from layers.choropleth import Choropleth
from tests.unit.node import ask_module
from ui.serve.snapshot import zoom_of

PLAIN = Options(ground=False)
BINS = """
const { zoom, points } = request;
const x = Float64Array.from(points, ([lon]) => lon / 360 + 0.5);
const y = Float64Array.from(points, ([, lat]) => {
  const sine = Math.sin((lat * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
});
const codes = new Int8Array(points.length);
const rows = Uint32Array.from(points, (_, at) => at);
const scale = 256 * 2 ** zoom;
const marked = new Uint8Array(points.length);
const all = { rows, x, y, codes, options: 1, news: codes, silent: 1, marked };
const [left, top] = [Math.min(...x) * scale - 50, Math.min(...y) * scale - 50];
const view = { scale, left, top, width: Math.max(...x) * scale - left + 50,
  height: Math.max(...y) * scale - top + 50 };
return module.bubblesOf(all, view).bubbles.map(({ left, top, count, radius }) =>
  [left, top, count, radius]);
"""


@pytest.mark.parametrize("zoom", [8.5, 9.75, 11.0])
def test_bubbles_are_those_of_the_page(atlas: Atlas, zoom: float) -> None:
    points = atlas.register.projects[["lon", "lat"]].dropna().to_numpy(float)
    asked = {"zoom": zoom, "points": points.tolist()}
    on_screen = np.array(ask_module("engine/bins.js", BINS, asked))
    on_paper = np.array([(b.x, b.y, len(b.rows), b.radius) for b in bubbles_at(zoom, points)])
    assert len(on_screen) == len(on_paper) > 10
    for drawn in (on_screen, on_paper):
        drawn[:] = drawn[np.lexsort(drawn.round(1).T)]
    assert on_paper == pytest.approx(on_screen, abs=0.05)


@pytest.mark.parametrize("focus", ["city", "cluster:etown"])
def test_a_view_has_one_map_whatever_the_language_and_the_paper(atlas: Atlas, focus: str) -> None:
    def counts(lang: str, size: str) -> list[str]:
        briefing = make_briefing(atlas, View(focus=focus, lang=lang), PLAIN)
        page = draw_sheet(briefing, SIZES[size])
        inside = bubbles_on(briefing, frame_of(bounds_of_section(briefing, briefing.focus), 90, 90))
        shown = {str(len(bubble.rows)) for bubble in inside}
        written = [text.get_text() for text in page.figure.axes[1].texts]
        return sorted(words for words in written if words in shown and len(words) > 1)

    assert counts("zh", "16:9")
    assert counts("zh", "16:9") == counts("en", "a4-portrait") == counts("en", "a3-landscape")


def test_a_snapshot_has_the_bubbles_of_its_screen(atlas: Atlas) -> None:
    view = View(extent=(116.2, 39.8, 116.6, 40.1))
    briefing = make_briefing(atlas, view, replace(PLAIN, zoom=11.0))
    bounds = bounds_of_section(briefing, briefing.focus)
    degrees = atlas.register.projects[["lon", "lat"]].to_numpy(float)
    counts = sorted(len(b.rows) for b in bubbles_on(briefing, frame_of(bounds, 200, 140, 11.0)))
    of_screen = sorted(len(bubble.rows) for bubble in bubbles_at(11.0, degrees))
    assert counts
    assert not set(counts) - set(of_screen)
    page = draw_sheet(briefing, SIZES["16:9"])
    written = [text.get_text() for text in page.figure.axes[1].texts]
    assert str(counts[-1]) in written


@pytest.mark.parametrize(
    ("query", "zoom"), [("11.25", 11.25), ("", None), ("x", None), ("-3", None)]
)
def test_only_a_zoom_of_the_map_is_taken(query: str, zoom: float | None) -> None:
    assert zoom_of({"zoom": query}) == zoom


def texts_of(page: Page) -> list[str]:
    return [text.get_text() for text in page.texts]


VIEWS = (
    View(),
    View(focus="cluster:daxing", lang="en"),
    View(sector=("education",), colour="sector", lang="en"),
    View(q="no such project"),
    View(shape=Circle(116.46, 39.91, 5), focus="project:PP011"),
)


@pytest.mark.parametrize("view", VIEWS)
def test_the_legend_holds_what_is_drawn_and_nothing_else(atlas: Atlas, view: View) -> None:
    briefing = make_briefing(atlas, view, PLAIN)
    text, projects = briefing.text, atlas.register.projects
    frame = frame_of(bounds_of_section(briefing, briefing.focus), 180, 120)
    bubbles = bubbles_on(briefing, frame)
    words = {sign.words for sign in signs_of(briefing, view.focus, frame, bubbles)}
    groups = [projects.iloc[bubble.rows] for bubble in bubbles]
    silent = any((group["news"] == "silent").all() for group in groups)
    assert (text("map.legend_pale") in words) == silent
    assert (text("map.legend_bubble") in words) == bool(bubbles)
    assert (text("briefing.shape") in words) == (view.shape is not None)
    if view.colour == "sector":
        assert text("sector.education") in words
        assert text("sector.finance") not in words


@pytest.mark.parametrize("size", ["a4-landscape", "a4-portrait"])
@pytest.mark.parametrize("view", [View(lang="en"), View(lang="en", focus="district:110105")])
def test_what_the_map_shows_and_what_it_says_it_does_not_add_up(
    atlas: Atlas, view: View, size: str
) -> None:
    briefing = make_briefing(atlas, view, PLAIN)
    page = draw_sheet(briefing, SIZES[size])
    said = " ".join(texts_of(page))
    beyond = sum(int(n) for n in re.findall(r"[←→↓↑] (\d+)", said))
    outside = re.search(r"(\d+) more with coordinates", said)
    assert beyond <= (int(outside[1]) if outside else 0)
    city = re.search(r"(\d+) known only by the city", said)
    projects = atlas.register.projects[briefing.focus.mask]
    pointless = projects[projects["lon"].isna()]
    only = pointless[pointless["cluster"].isna() & pointless["district"].isna()]
    assert (int(city[1]) if city else 0) == len(only)


def test_classes_name_their_full_range() -> None:
    def ranges(bounds: tuple[float, ...], most: float, metric: str = "projects") -> list[str]:
        return ranges_of(Choropleth({}, bounds, most), metric, text_in("zh"))

    assert ranges((4, 11, 52), 144) == ["4–10", "11–51", "52–144"]
    assert ranges((0, 11, 52), 144) == ["1–10", "11–51", "52–144"]
    assert ranges((0, 2.5), 9, "investment") == ["<2.5", "2.5–9"]
    assert ranges((3,), 3) == ["3"]
    assert ranges((), 0) == []


def test_an_online_basemap_is_said_to_be_left_out(atlas: Atlas) -> None:
    said = " ".join(texts_of(draw_sheet(_of(atlas, "amap"), SIZES["a4-landscape"])))
    text = text_in("en")
    name = text("basemap.amap")
    assert text("briefing.basemap_not_drawn", basemap=name).split()[0] in said
    assert name in said


def _of(atlas: Atlas, basemap: str) -> Briefing:
    return make_briefing(atlas, View(lang="en", basemap=basemap, focus="cluster:daxing"), PLAIN)


def test_counts_of_a_district_do_not_stand_in_a_cluster(atlas: Atlas) -> None:
    briefing = make_briefing(atlas, View(focus="cluster:etown"), PLAIN)
    page = draw_sheet(briefing, SIZES["a4-landscape"])
    box = page.figure.axes[1].get_position()
    frame = frame_of(
        bounds_of_section(briefing, briefing.focus),
        box.width * page.width,
        box.height * page.height,
    )
    cluster = frame.shape(atlas.register.zones.loc["etown"].geometry)
    names = {f"{row}" for row in atlas.register.districts["name_zh"]}
    written = [text for text in page.figure.axes[1].texts if text.get_text() in names]
    assert len(written) >= 2
    for text in written:
        left, base = text.get_position()
        middle = np.array([[left + 4, base + 1]])
        assert not cluster.contains_properly(shapely.Point(*middle[0]))
