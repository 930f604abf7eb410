"""The ground on paper: streets, names, neighbours, degrees and scale, and whose it all is."""

import io
import re
import zipfile
from dataclasses import asdict
from html import unescape
from pathlib import Path

import numpy as np
import pypdf
import pytest
import shapely

from briefing.__main__ import main
from briefing.content import Options, make_briefing
from briefing.formats import FORMATS
from briefing.paper.answer import answer_pdf
from briefing.paper.map.frame import Frame, bounds_of, frame_of
from briefing.paper.map.graticule import ticks_of
from briefing.paper.map.ground import ground_in, zoom_of_frame
from briefing.paper.map.labels import Room
from briefing.paper.map.map_names import neighbours_on
from briefing.paper.map.street_names import StreetName, place_street_names
from briefing.paper.page.document import pdf_of
from briefing.paper.page.fonts import MM_PER_POINT
from briefing.paper.sheet import SIZES, draw_sheet
from geo.ask.atlas import Atlas
from geo.ground.neighbours import read_neighbours
from geo.ground.streets import read_streets
from geo.view.view import View
from geo.words.text import text_in
from layers.ground_look import RAILWAYS, ROADS, opacity_at
from tests.unit.node import ask_module

CBD = "place:cbd"
DRAWN = ("svg", "pdf", "report", "pptx", "html")
TABLES = ("csv", "xlsx")


@pytest.fixture(scope="module")
def cbd(atlas: Atlas) -> Frame:
    return frame_of(bounds_of(atlas, CBD), 180, 140)


def names_in(frame: Frame, lang: str = "zh") -> list[StreetName]:
    return place_street_names(ground_in(frame), lang, Room(frame, []))


def said_by(name: str, content: bytes) -> str:
    """Return the words of a file without blanks."""
    if name in {"pdf", "report"}:
        pages = pypdf.PdfReader(io.BytesIO(content)).pages
        words = "".join(page.extract_text() for page in pages)
    elif name in {"pptx", "xlsx"}:
        parts = zipfile.ZipFile(io.BytesIO(content))
        words = "".join(
            parts.read(part).decode("utf-8", "ignore") for part in parts.namelist() if "xml" in part
        )
    elif name == "svg":  # a line of the page is a text of its own
        texts = re.findall(r"<text[^>]*>([^<]*)</text>", content.decode())
        words = "".join(map(unescape, texts))
    else:
        words = content.decode("utf-8-sig").replace("\\u00a9", "©")  # as JSON in a script has it
    return re.sub(r"\s", "", words)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_streets_are_named_as_text_in_the_reader_s_language(atlas: Atlas, lang: str) -> None:
    briefing = make_briefing(atlas, View(focus=CBD, lang=lang))
    said = said_by("pdf", pdf_of([draw_sheet(briefing, SIZES["a4-landscape"])], briefing))
    named = {"zh": ("长安街", "西大望路", "三环"), "en": ("Chang'anAve", "Chaoyangmennei")}[lang]
    assert any(name in said for name in named)
    assert text_in(lang)("map.ground_attribution").replace(" ", "") in said


def test_a_sheet_grows_by_less_than_300_kb(atlas: Atlas) -> None:
    def size(*, ground: bool) -> int:
        briefing = make_briefing(atlas, View(focus=CBD), Options(ground=ground))
        return len(pdf_of([draw_sheet(briefing, SIZES["a4-landscape"])], briefing))

    assert 0 < size(ground=True) - size(ground=False) < 300_000


def test_a_name_lies_along_its_street_and_never_on_its_head(cbd: Frame) -> None:
    ground, names = ground_in(cbd), names_in(cbd)
    streets = ground.features
    assert len(names) > 20
    for name in names:
        lines = streets["shape"][streets["name_zh"] == name.text]
        nearest = shapely.distance(lines.to_numpy(), shapely.Point(name.x, name.y)).min()
        assert nearest < name.size * MM_PER_POINT * 2.5
        assert -np.radians(105) < name.angle <= np.radians(75)


@pytest.mark.parametrize(("lang", "sign"), [("zh", -1), ("en", 1)])
def test_steep_streets_are_all_read_the_same_way(cbd: Frame, lang: str, sign: int) -> None:
    angles = np.degrees([name.angle for name in names_in(cbd, lang)])
    steep = angles[np.abs(angles) > 80]
    assert len(steep) > 5
    assert set(np.sign(steep)) == {sign}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_names_keep_off_what_is_taken_and_off_each_other(cbd: Frame, lang: str) -> None:
    room = Room(cbd, [])
    everywhere = np.array([[0.0, 0.0, cbd.width / 2, cbd.height]])
    room.take(everywhere)
    names = place_street_names(ground_in(cbd), lang, room)
    boxes = [shapely.union_all(shapely.box(*name.boxes.T)) for name in names]
    assert names
    assert min(name.boxes[:, 0].min() for name in names) > cbd.width / 2
    assert max(name.boxes[:, 2].max() for name in names) < cbd.width
    one, other = shapely.STRtree(boxes).query(boxes, predicate="intersects")
    assert all(one == other)


def test_larger_paper_shows_more_in_letters_of_the_same_size(atlas: Atlas) -> None:
    bounds = bounds_of(atlas, "cluster:chaoyang")
    a4, a3 = (frame_of(bounds, 175 * size, 150 * size) for size in (1.0, 2**0.5))
    small, large = names_in(a4), names_in(a3)
    assert len(ground_in(a3).features) >= len(ground_in(a4).features)
    assert len(large) > 1.4 * len(small)
    assert {name.size for name in large} == {name.size for name in small}


def test_a_city_shows_wide_roads_only_and_a_cluster_its_streets(atlas: Atlas) -> None:
    city, cluster = (frame_of(bounds_of(atlas, key), 200, 140) for key in ("city", CBD))
    classes = [set(ground_in(frame).features["road_class"].dropna()) for frame in (city, cluster)]
    assert classes[0] == {0, 1}
    assert classes[1] >= {1, 2, 3, 4}


def test_lines_on_paper_are_where_they_are_on_the_ground(cbd: Frame) -> None:
    ground = ground_in(cbd)
    streets = read_streets()
    for row in ground.features[ground.features["kind"] == "road"].itertuples():
        whole = shapely.transform(streets.geometry[row.Index], cbd.project)
        assert shapely.distance(whole, row.shape) < 0.1
        ends = shapely.points(shapely.get_coordinates(row.shape))
        assert shapely.distance(whole, ends).max() < 0.1


def test_neighbours_are_named_on_their_own_ground_at_the_frame_s_sides(atlas: Atlas) -> None:
    frame = frame_of(bounds_of(atlas, "city"), 200, 140)
    names = neighbours_on(frame, "zh", 1)
    assert {name.text for name in names} == {"河北省", "天津市"}
    around = read_neighbours().set_index("name_zh").geometry
    city = atlas.register.districts.geometry.union_all()
    for name in names:
        point = shapely.Point(name.x, name.y)
        assert shapely.within(point, shapely.transform(around[name.text], frame.project))
        assert not shapely.within(point, shapely.transform(city, frame.project))
        sides = (name.x, name.y, frame.width - name.x, frame.height - name.y)
        assert min(sides) < 14


def test_a_folder_without_neighbours_has_none(tmp_path: Path) -> None:
    assert read_neighbours(tmp_path).empty


def test_ticks_stand_at_their_degrees(cbd: Frame) -> None:
    labelled = [tick for tick in ticks_of(cbd) if tick.label]
    assert {tick.label[-1] for tick in labelled} == {"E", "N"}
    for tick in labelled:
        degrees, minutes = re.fullmatch(r"(\d+)°([\d.]+)′[EN]", tick.label).groups()  # type: ignore[union-attr]
        value = int(degrees) + float(minutes) / 60
        west, south, _, _ = cbd.sides(401)
        side, axis = (south, 0) if tick.y == 0 else (west, 1)
        nearest = side[np.abs(side[:, axis] - value).argmin()]
        x, y = cbd.project(nearest[None])[0]
        assert np.hypot(x - tick.x, y - tick.y) < 0.3


@pytest.mark.parametrize("key", ["city", "cluster:etown", CBD])
def test_the_scale_is_round_and_said(atlas: Atlas, key: str) -> None:
    frame = frame_of(bounds_of(atlas, key), 183.1, 133.7)
    scale = 1000 * frame.metres_per_mm
    assert float(f"{scale:.2g}") == pytest.approx(scale)
    page = draw_sheet(make_briefing(atlas, View(focus=key, lang="en")), SIZES["a4-landscape"])
    said = next(t.get_text() for t in page.texts if t.get_text().startswith("1 : "))
    bar = [shape for shape in page.drawing.patches if shape.get_gid() == "scale-bar"]
    km = float(
        next(t.get_text() for t in page.texts if t.get_text().endswith(" km")).removesuffix(" km")
    )
    written = int(re.sub(r"\D", "", said.removeprefix("1 : ")))
    length = sum(part.get_width() for part in bar)
    assert written == pytest.approx(1e6 * km / length, rel=1e-3)


@pytest.mark.parametrize("name", DRAWN)
def test_every_file_that_draws_the_ground_says_whose_it_is(atlas: Atlas, name: str) -> None:
    said = text_in("en")("map.ground_attribution").replace(" ", "")
    times = {}
    for ground in (True, False):
        view = View(lang="en", focus="cluster:daxing")
        briefing = make_briefing(atlas, view, Options(ground=ground))
        content = said_by(name, FORMATS[name].write(briefing, SIZES["a4-landscape"]))
        times[ground] = content.count(said)
    assert times[True] > times[False]
    assert times[False] == (name == "html")  # among the words of the map's script


@pytest.mark.parametrize("name", TABLES)
def test_a_table_says_nothing_of_streets(atlas: Atlas, name: str) -> None:
    briefing = make_briefing(atlas, View(lang="en", focus="cluster:daxing"))
    content = said_by(name, FORMATS[name].write(briefing, SIZES["a4-landscape"]))
    assert "OpenStreetMap" not in content


def test_the_answer_says_whose_streets_it_shows(atlas: Atlas) -> None:
    said = said_by("pdf", answer_pdf(atlas, View(lang="en", focus=CBD)))
    assert "OpenStreetMapcontributors(ODbL)" in said


@pytest.mark.parametrize(
    ("basemap", "shows"),
    [
        ("ground", {None: True, False: False, True: True}),
        ("none", {None: False, False: False, True: True}),
        ("amap", {None: False, False: False, True: True}),
    ],
)
def test_the_ground_follows_the_basemap_unless_asked(
    atlas: Atlas, basemap: str, shows: dict[bool | None, bool]
) -> None:
    for asked, drawn in shows.items():
        briefing = make_briefing(atlas, View(basemap=basemap), Options(ground=asked))
        assert briefing.has_ground is drawn


@pytest.mark.parametrize("option", [["--ground", "no"], ["--basemap", "none"]])
def test_the_command_line_leaves_the_ground_out(option: list[str], tmp_path: Path) -> None:
    asked = ["--focus", CBD, "--lang", "en", "--format", "svg", "--out", str(tmp_path)]
    assert main([*asked, *option]) == 0
    (file,) = tmp_path.iterdir()
    assert "OpenStreetMap" not in file.read_text("utf-8")


def test_an_unknown_word_for_the_ground_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--ground", "maybe", "--lang", "en", "--out", str(tmp_path)]) == 2
    assert "yes, no" in capsys.readouterr().err


def test_screen_and_paper_draw_lines_alike() -> None:
    zooms = [7.5, 9.25, 10, 11.5, 12.5, 13.75, 16]
    looks = [*map(asdict, (*ROADS, RAILWAYS))]
    body = """
        const { looks, zooms } = request;
        return zooms.map((zoom) => looks.map((look) => module.widthAt(look, zoom)));
    """
    asked = ask_module("ground/lines.js", body, {"looks": looks, "zooms": zooms})
    expected = [[look.width_at(zoom) for look in (*ROADS, RAILWAYS)] for zoom in zooms]
    assert asked == [pytest.approx(widths) for widths in expected]


def test_districts_pale_where_streets_are_near() -> None:
    assert opacity_at(9) == opacity_at(10) > opacity_at(11) > opacity_at(13) == opacity_at(18) > 0


def test_the_zoom_of_paper_grows_with_its_scale(cbd: Frame) -> None:
    half = Frame(cbd.lon, cbd.lat, 2 * cbd.metres_per_mm, cbd.width, cbd.height, cbd.zoom)
    assert zoom_of_frame(cbd) - zoom_of_frame(half) == pytest.approx(1)
