"""A briefing says what the page says, in every format: each file is read back and counted."""

import csv
import datetime as dt
import io
import json
import logging
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
import openpyxl
import pyogrio
import pypdf
import pypdfium2
import pytest
import shapely
import shapely.affinity
from matplotlib.text import Text
from pyproj import Geod

from briefing.__main__ import main
from briefing.content import MOST_LETTERS, Briefing, Options, make_briefing
from briefing.files.data import geojson_file, shapefile_zip
from briefing.files.frames import district_sectors
from briefing.files.geopackage import gpkg_file
from briefing.files.workbook import csv_file, xlsx_file
from briefing.formats import FORMATS, files_of, pack_of
from briefing.paper.cover import draw_cover
from briefing.paper.map.frame import bounds_of_section, frame_of
from briefing.paper.page.document import pdf_of
from briefing.paper.page.fonts import printable, width_of, wrap
from briefing.paper.page.page import Page
from briefing.paper.page.picture import png_of, svg_of
from briefing.paper.report import report_file
from briefing.paper.sheet import SIZES, draw_sheet
from geo.ask.atlas import Atlas
from geo.region import REGION
from geo.register.load import load_register
from geo.view.shapes import Circle, Near
from geo.view.view import CHOICES, View
from geo.words.text import text_in
from tests.unit.printed import flat
from tests.unit.tables import by_id, is_over, table

HOSTILE = "<img src=x onerror=alert(1)> ${alert(1)} {{7*7}} $x^2$"
FORMULA = "=cmd()"
OPTIONS = Options(approval_number="", made_on=dt.date(2026, 2, 3))
VIEWS = (
    View(),
    View(lang="en", focus="cluster:etown", sector=("health", "finance")),
    View(focus="district:110105", colour="status", metric="investment"),
    View(lang="en", q="no such project"),
    View(focus="project:PP011", metric="none"),
)


@pytest.fixture(autouse=True)
def no_missing_glyph(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test whose text the font has no glyph for."""
    with caplog.at_level(logging.ERROR, logger="briefing.paper.page.fonts"):
        yield
    assert [record for record in caplog.records if record.name == "briefing.paper.page.fonts"] == []


def briefing_of(atlas: Atlas, view: View) -> Briefing:
    return make_briefing(atlas, view, OPTIONS)


@cache
def etown_rows() -> list[dict[str, str]]:
    """Return the projects that the source or their place puts in E-Town, as far as CSV tells."""
    places = {row["id"]: row["parent"] for row in table("places")}

    def in_etown(row: dict[str, str]) -> bool:
        if row["cluster"]:
            return row["cluster"] == "etown"
        place = row["place"]
        while place in places and places[place].startswith("place:"):
            place = places[place].removeprefix("place:")
        return places.get(place) == "cluster:etown"

    return [row for row in table("projects") if in_etown(row)]


# what it says


@pytest.mark.parametrize("view", VIEWS)
def test_the_levels_add_up_and_unplaced_projects_are_those_without_a_point(
    atlas: Atlas, view: View
) -> None:
    focus = briefing_of(atlas, view).focus
    assert sum(focus.summary.levels.values()) == len(focus.projects) == focus.summary.projects
    assert len(focus.unplaced) == focus.summary.projects - focus.summary.levels["point"]
    assert sum(bar.count for bar in focus.sectors) == focus.summary.projects


def test_a_briefing_counts_what_the_files_of_the_register_hold(atlas: Atlas) -> None:
    briefing = briefing_of(atlas, View(lang="en", focus="cluster:etown"))
    values = {row.name: row.values[0] for row in briefing.focus.table.rows}
    stated = [row for row in etown_rows() if row["cluster"] == "etown"]
    assert int(values["Projects"]) >= len(stated)
    ids = {project.id for project in briefing.focus.projects}
    assert {row["id"] for row in etown_rows()} <= ids
    rows = [row for row in table("projects") if row["id"] in ids]
    single = [r for r in rows if r["aggregate"] == "no" and r["investment_yi_cny"]]
    money = sum(float(row["investment_yi_cny"]) for row in single)
    name = "Disclosed investment (CNY bn, without aggregates)"
    assert float(values[name].replace(",", "")) == pytest.approx(money / 10, abs=0.005)
    assert (
        int(values["under construction"])
        == Counter(r["status"] for r in rows)["under_construction"]
    )


def test_the_table_sets_the_focus_beside_the_city(atlas: Atlas) -> None:
    city = briefing_of(atlas, View()).focus.table
    assert city.head == ("指标", "北京市")
    etown = briefing_of(atlas, View(focus="cluster:etown")).focus.table
    assert etown.head == ("指标", "亦庄组团", "北京市")
    assert [row.values[1] for row in etown.rows] == [row.values[0] for row in city.rows]


def test_a_section_stands_for_every_cluster_that_holds_a_project(atlas: Atlas) -> None:
    sections = briefing_of(atlas, View()).clusters
    assert {section.key for section in sections} == {
        f"cluster:{name}"
        for name in ("haidian", "changping", "chaoyang", "shunyi", "tongzhou", "etown", "daxing")
    }
    assert briefing_of(atlas, View(q="no such project")).clusters == ()
    assert {s.key for s in briefing_of(atlas, View(focus="district:110105")).clusters} == {
        "cluster:chaoyang"
    }


def test_the_groups_of_policies_are_what_their_scopes_say(atlas: Atlas) -> None:
    focus = briefing_of(atlas, View(focus="cluster:etown")).focus
    scopes = {row["id"]: set(row["scope"].split(";")) for row in table("policies")}
    text = text_in("zh")
    names = [group.name for group in focus.policy_groups]
    reaches = ("whole_local", "whole_zone_wide", "whole_citywide", "part_local", "over")
    assert names == [text(f"holding.{name}") for name in reaches]
    for group in focus.policy_groups[:-1]:
        for policy in group.policies:
            assert (group.name == names[2]) == ("city" in scopes[policy.id])
            assert (group.name == names[1]) == ("ftz" in scopes[policy.id])
    assert all(is_over(by_id("policies")[p.id]) for p in focus.policy_groups[-1].policies)
    assert {policy.id for policy in focus.own_policies} == {
        policy.id for policy in focus.whole_policies if not scopes[policy.id] & {"city", "ftz"}
    }


def test_every_source_cited_is_listed_and_no_other(atlas: Atlas) -> None:
    briefing = briefing_of(atlas, View(lang="en", focus="cluster:daxing"))
    listed = {source.id for source in briefing.sources}
    cited = {id_ for p in briefing.focus.projects for id_ in p.sources}
    cited |= {id_ for p in briefing.focus.policies for id_ in p.sources}
    assert cited <= listed
    headlines = {row["source"] for row in table("indicators")}
    assert listed - cited <= headlines


def test_the_approval_number_or_the_note_that_it_is_missing(atlas: Atlas) -> None:
    assert "未填写" in briefing_of(atlas, View()).approval
    given = make_briefing(atlas, View(), Options(approval_number="京S(2026)001号"))
    assert given.approval == "审图号：京S(2026)001号"


def test_the_filter_is_said_in_words(atlas: Atlas) -> None:
    view = View(sector=("finance", "health"), start=dt.date(2021, 1, 1), q="银行")
    said = briefing_of(atlas, view).filters
    assert said == "行业：金融、健康医疗 · 从 2021-01-01 · 搜索：“银行”"
    assert briefing_of(atlas, View()).filters == "筛选：全部项目"


def test_a_title_names_the_sectors_the_search_the_shape_and_the_period(atlas: Atlas) -> None:
    circle = Circle(116.46, 39.91, 5)
    asked = View(lang="en", sector=("finance",), q="bank", shape=circle, start=dt.date(2021, 1, 1))
    title = briefing_of(atlas, asked).title
    for words in ("Beijing", "Finance", "“bank”", "centre 116.4600, 39.9100", "2021-01-01"):
        assert words in title
    many = View(sector=tuple(CHOICES["sector"][:5]), q="银" * 60)
    assert len(briefing_of(atlas, many).title) <= MOST_LETTERS["title"]
    assert briefing_of(atlas, View()).title == "北京市：项目与政策"


@pytest.mark.parametrize(
    "view",
    [
        View(focus="cluster:etown"),
        View(focus="district:110114"),
        View(sector=("culture",), district=("110119",)),
        View(shape=Circle(116.46, 39.91, 5)),
        View(focus="cluster:shunyi", shape=Near("cluster:etown", 3)),
    ],
)
@pytest.mark.parametrize("width", [170.0, 260.0])
def test_a_sheet_shows_all_of_its_projects_and_the_shape_that_filters_them(
    atlas: Atlas, view: View, width: float
) -> None:
    briefing = briefing_of(atlas, view)
    frame = frame_of(bounds_of_section(briefing, briefing.focus), width, 140)
    points = atlas.register.projects.loc[briefing.focus.mask, ["lon", "lat"]].dropna()
    corners = [points.to_numpy(float), *(atlas.shapes.outline(view.shape) if view.shape else ())]
    assert frame.contains(frame.project(np.vstack(corners))).all()


def test_few_of_the_citys_projects_lie_beyond_its_frame(atlas: Atlas) -> None:
    briefing = briefing_of(atlas, View())
    frame = frame_of(bounds_of_section(briefing, briefing.focus), 190, 120)
    points = atlas.register.projects[["lon", "lat"]].dropna().to_numpy(float)
    assert frame.contains(frame.project(points)).mean() > 0.95


def test_places_by_sector_adds_up_to_the_projects_shown(atlas: Atlas) -> None:
    briefing = briefing_of(atlas, View(lang="en"))
    frame = district_sectors(briefing).set_index("Place")
    split = frame.index.get_loc("district not known") + 1
    for group in (frame.iloc[:split], frame.iloc[split:]):
        assert group["Total"].sum() == len(table("projects"))
        assert (group.drop(columns="Total").sum(axis=1) == group["Total"]).all()


# files of data


def xlsx_sheets(content: bytes) -> dict[str, list[tuple[object, ...]]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


@pytest.mark.parametrize("view", VIEWS)
def test_data_files_hold_the_projects_of_the_focus(
    atlas: Atlas, view: View, tmp_path: Path
) -> None:
    briefing = briefing_of(atlas, view)
    ids = [project.id for project in briefing.focus.projects]
    placed = briefing.focus.summary.levels["point"]
    sheets = list(xlsx_sheets(xlsx_file(briefing)).values())
    assert [row[0] for row in sheets[0][1:]] == ids
    assert [row[0] for row in sheets[1][1:]] == [p.id for p in briefing.focus.policies]
    assert [row[0] for row in sheets[3][1:]] == [s.id for s in briefing.sources]
    rows = list(csv.reader(io.StringIO(csv_file(briefing).decode("utf-8-sig"))))
    assert [row[0] for row in rows[1:]] == ids
    features = json.loads(geojson_file(briefing))["features"]
    assert [feature["properties"]["id"] for feature in features] == ids
    assert sum(feature["geometry"] is not None for feature in features) == placed
    path = tmp_path / "b.gpkg"
    path.write_bytes(gpkg_file(briefing, path.name))
    layer = pyogrio.read_dataframe(path, layer="projects")
    assert layer["id"].tolist() == ids
    assert int(layer.geometry.notna().sum()) == placed


def test_csv_opens_in_excel_and_names_every_language_s_money(atlas: Atlas) -> None:
    assert csv_file(briefing_of(atlas, View())).startswith(b"\xef\xbb\xbf")
    for lang, unit in (("zh", 1), ("en", 10)):
        rows = next(iter(xlsx_sheets(xlsx_file(briefing_of(atlas, View(lang=lang)))).values()))
        column = rows[0].index({"zh": "投资额（亿元）", "en": "Investment (CNY bn)"}[lang])
        written = sum(float(str(row[column])) for row in rows[1:] if row[column] is not None)
        single = (r for r in table("projects") if r["aggregate"] == "no")
        stated = sum(float(r["investment_yi_cny"] or 0) for r in single)
        assert written == pytest.approx(stated / unit)


def test_the_shapefiles_are_in_cgcs2000_and_read_as_utf8(atlas: Atlas, tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(shapefile_zip(briefing_of(atlas, View())))) as archive:
        archive.extractall(tmp_path)
    assert (tmp_path / "projects.cpg").read_text() == "UTF-8"
    projects = pyogrio.read_dataframe(tmp_path / "projects.shp")
    assert projects.crs.to_epsg() == 4490
    by_id = {row["id"]: row for row in table("projects")}
    assert projects["name_zh"].tolist() == [by_id[id_]["name_zh"] for id_ in projects["id"]]
    zones = pyogrio.read_dataframe(tmp_path / "zones.shp")
    assert set(zones["basis"]) <= {"schematic", "digitised", "boundary"}


def test_geojson_follows_rfc_7946(atlas: Atlas) -> None:
    document = json.loads(geojson_file(briefing_of(atlas, View())))
    assert "crs" not in document
    for feature in document["features"]:
        if feature["geometry"]:
            lon, lat = feature["geometry"]["coordinates"]
            assert 115 < lon < 118
            assert 39 < lat < 42


# sheets and the report


def words_of(content: bytes) -> str:
    """Return the text of a PDF as ``flat`` has it."""
    document = pypdfium2.PdfDocument(content)
    try:
        pages = [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()
    return flat("".join(pages))


@pytest.mark.parametrize("view", [view for view in VIEWS if not view.focus.startswith("project:")])
def test_a_pdf_sheet_says_what_the_briefing_says_as_text(atlas: Atlas, view: View) -> None:
    briefing = briefing_of(atlas, view)
    words = words_of(pdf_of([draw_sheet(briefing, SIZES["a4-landscape"])], briefing))
    said = [briefing.title, briefing.focus.counts, *briefing.notes, briefing.approval]
    said += [value for row in briefing.focus.table.rows for value in row.values]
    said += [f"{bar.name}{bar.count:,}" for bar in briefing.focus.sectors]
    assert [part for part in said if flat(part) not in words] == []


@pytest.mark.parametrize("view", VIEWS)
def test_what_the_map_draws_and_what_lies_off_it_are_all_that_have_a_point(
    atlas: Atlas, view: View
) -> None:
    briefing = briefing_of(atlas, view)
    page = draw_sheet(briefing, SIZES["16:9"])
    texts = [text.get_text() for text in page.texts]
    off = next((t for t in texts if "图外" in t or "outside this map" in t), "")
    missing = int(next(iter(re.findall(r"\d+", off)), 0))
    assert 0 <= missing <= briefing.focus.summary.levels["point"]
    assert printable(briefing.title) in texts


@pytest.mark.parametrize("focus", ["city", "cluster:haidian", "cluster:shunyi", "district:110101"])
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("size", ["16:9", "a4-portrait"])
def test_no_text_of_a_sheet_covers_another_or_leaves_the_page(
    atlas: Atlas, focus: str, lang: str, size: str
) -> None:
    check_texts(draw_sheet(briefing_of(atlas, View(focus=focus, lang=lang)), SIZES[size]))


LONG: Final = {
    "zh": "国家服务业扩大开放综合示范区与自由贸易试验区工作领导小组办公室",
    "en": "Office of the leading group for the demonstration zone and ",
}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("size", SIZES)
def test_texts_at_their_limits_are_whole_and_cover_nothing(
    atlas: Atlas, lang: str, size: str
) -> None:
    written = {name: (LONG[lang] * 20)[:most] for name, most in MOST_LETTERS.items()}
    options = Options(**written, made_on=OPTIONS.made_on, ground=False)
    every = {name: tuple(CHOICES[name][1:]) for name in ("sector", "status", "kind", "origin")}
    view = View(lang=lang, metric="investment", district=tuple(REGION.adcodes[1:]), **every)
    briefing = make_briefing(atlas, view, options)
    page = draw_sheet(briefing, SIZES[size])
    check_texts(page)
    said = flat("".join(text.get_text() for text in page.texts))
    for words in (briefing.filters, briefing.signature, *written.values()):
        assert flat(printable(words)) in said
    map_axes = page.figure.axes[1].get_position()
    assert map_axes.height * page.height > 0.25 * page.height
    assert map_axes.width * page.width > 0.5 * page.width


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_texts_of_a_report_s_cover_at_their_limits_cover_nothing(atlas: Atlas, lang: str) -> None:
    written = {name: (LONG[lang] * 20)[:most] for name, most in MOST_LETTERS.items()}
    options = Options(**written, made_on=OPTIONS.made_on, ground=False)
    every = {name: tuple(CHOICES[name][1:]) for name in ("sector", "status", "kind", "origin")}
    view = View(lang=lang, district=tuple(REGION.adcodes[1:]), **every)
    briefing = make_briefing(atlas, view, options)
    check_texts(draw_cover(briefing, SIZES["a4-portrait"]))


def check_texts(page: Page) -> None:
    """Fail where a text of a page covers another or leaves the page."""
    page.figure.draw_without_rendering()
    edge = page.figure.bbox
    written = [text for text in page.texts if text.get_text()]
    for box, words in ((text.get_window_extent(), text.get_text()) for text in written):
        assert edge.x0 <= box.x0 <= box.x1 <= edge.x1, words
        assert edge.y0 <= box.y0 <= box.y1 <= edge.y1, words
    taken = np.array([paper_taken(text) for text in written])
    one, other = shapely.STRtree(taken).query(taken, predicate="intersects")
    pairs = [
        (written[a].get_text(), written[b].get_text())
        for a, b in zip(one, other, strict=True)
        if a < b
    ]
    assert [pair for pair in pairs if not _same_line(pair)] == []


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("size", ["16:9", "a4-portrait"])
def test_a_sheet_of_no_project_says_so_within_its_margin(
    atlas: Atlas, lang: str, size: str
) -> None:
    text = text_in(lang)
    page = draw_sheet(briefing_of(atlas, View(q="zzzz", lang=lang)), SIZES[size])
    page.figure.draw_without_rendering()
    boxes = {t.get_text(): t.get_window_extent() for t in page.texts if t.get_text()}
    assert text("panel.projects", count=0) in boxes
    assert text("briefing.more", count=1) not in boxes
    margin = min(box.x0 for box in boxes.values())
    assert boxes[text("briefing.no_projects")].x1 <= page.figure.bbox.x1 - margin + 1


def paper_taken(text: Text) -> shapely.Polygon:
    """Return the paper that a drawn text takes, however it is turned, less a pixel around."""
    turned = text.get_rotation()
    anchor = text.get_transform().transform(text.get_position())
    text.set_rotation(0)
    box = shapely.box(*text.get_window_extent().padded(-1).extents)
    text.set_rotation(turned)
    return shapely.affinity.rotate(box, turned, origin=tuple(anchor))


def _same_line(pair: tuple[str, str]) -> bool:
    """Tell whether the pair is a bullet and its entry, whose boxes touch."""
    return "·" in pair


def test_the_scale_bar_is_true_on_the_ground(atlas: Atlas) -> None:
    briefing = briefing_of(atlas, View(focus="cluster:etown"))
    bounds = bounds_of_section(briefing, briefing.focus)
    page = draw_sheet(briefing, SIZES["a4-landscape"])
    bars = [shape for shape in page.drawing.patches if shape.get_gid() == "scale-bar"]
    end = next(t.get_text() for t in page.texts if t.get_text().endswith(" km"))
    map_box = page.figure.axes[1].get_position()
    frame = frame_of(bounds, map_box.width * page.width, map_box.height * page.height)
    west, south, _, _ = bounds
    lon, lat, _ = Geod(ellps="WGS84").fwd(west, south, 60, 1000 * float(end.removesuffix(" km")))
    ends = frame.project(np.array([(west, south), (lon, lat)]))
    on_paper = float(np.hypot(*(ends[1] - ends[0])))
    assert sum(bar.get_width() for bar in bars) == pytest.approx(on_paper, rel=0.001)


def test_the_scale_bar_can_be_read_at_its_quarters(atlas: Atlas) -> None:
    page = draw_sheet(briefing_of(atlas, View(focus="cluster:etown")), SIZES["a4-landscape"])
    bars = [shape for shape in page.drawing.patches if shape.get_gid() == "scale-bar"]
    starts = [bar.get_x() for bar in bars]
    quarter = bars[0].get_width()
    assert np.diff(starts) == pytest.approx([quarter] * 3)
    first, second, third, fourth = (bar.get_facecolor() for bar in bars)
    assert first == third != second == fourth
    end = next(t for t in page.texts if t.get_text().endswith(" km"))
    x, y = end.get_position()
    assert x == pytest.approx(starts[3] + quarter)
    half = float(end.get_text().removesuffix(" km")) / 2
    below = {t.get_position(): t.get_text() for t in page.texts}
    assert (below[starts[0], y], below[starts[2], y]) == ("0", f"{half:g}")


def test_png_is_of_print_size_and_svg_brings_its_letters(atlas: Atlas) -> None:
    briefing = briefing_of(atlas, View(lang="en", focus="cluster:chaoyang"))
    page = draw_sheet(briefing, SIZES["a4-landscape"])
    content = png_of(page)
    assert content.startswith(b"\x89PNG")
    assert int.from_bytes(content[16:20]) == pytest.approx(297 / 25.4 * 300, abs=1)
    drawing = svg_of(page, briefing).decode()
    assert drawing.count("@font-face") == 2
    assert "Chaoyang cluster: projects and policies</text>" in drawing


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_report_lists_every_project_policy_and_source(atlas: Atlas, lang: str) -> None:
    briefing = briefing_of(atlas, View(lang=lang, focus="cluster:tongzhou"))
    content = report_file(briefing)
    words = words_of(content)
    names = [p.name for p in briefing.focus.projects] + [p.title for p in briefing.focus.policies]
    names += [source.id for source in briefing.sources]
    assert [name for name in names if flat(printable(name)) not in words] == []
    outline = [item.title for item in pypdf.PdfReader(io.BytesIO(content)).outline]
    assert briefing.focus.name in outline


# text is text


def hostile_atlas() -> Atlas:
    register = load_register()
    register.projects.loc[0, ["name_zh", "name_en"]] = HOSTILE
    register.projects.loc[1, ["name_zh", "name_en"]] = FORMULA
    return Atlas(register)


def test_hostile_text_stays_text_in_every_format(tmp_path: Path) -> None:
    options = Options(title=HOSTILE, note=FORMULA, author=HOSTILE, approval_number=HOSTILE)
    atlas = hostile_atlas()
    register = atlas.register.projects
    first = register["id"].iloc[0]
    briefing = make_briefing(atlas, View(q=first), options)
    page = draw_sheet(briefing, SIZES["a4-landscape"])
    assert HOSTILE in [text.get_text() for text in page.texts]
    svg = svg_of(page, briefing).decode()
    assert "<img" not in svg
    assert "&lt;img src=x onerror=alert(1)&gt;" in svg
    assert flat(HOSTILE) in words_of(pdf_of([page], briefing))
    assert flat(HOSTILE) in words_of(report_file(briefing))
    assert json.loads(geojson_file(briefing))["features"][0]["properties"]["name_zh"] == HOSTILE
    second = make_briefing(atlas, View(q=str(register["id"].iloc[1])), options)
    rows = next(iter(xlsx_sheets(xlsx_file(second)).values()))
    assert rows[1][1] == "'" + FORMULA
    (tmp_path / "b.gpkg").write_bytes(gpkg_file(second, "b.gpkg"))
    assert pyogrio.read_dataframe(tmp_path / "b.gpkg", layer="projects")["name_zh"][0] == FORMULA


def test_letters_that_the_font_lacks_are_named_by_their_script(
    caplog: pytest.LogCaptureFixture,
) -> None:
    assert printable("a\U0001f9ffb\nc") == "a[其他字符 other characters]b c"
    assert "no glyph" in caplog.text
    korean = "Swire (스와이어그룹 중국, 베이징 CBD)"
    assert printable(korean) == "Swire ([韩文 Korean letters] CBD)"
    assert printable("اجتماع مجلس x 중") == ("[阿拉伯文 Arabic letters] x [韩文 Korean letters]")
    assert printable(printable(korean)) == printable(korean)
    caplog.clear()
    assert printable("北京 “两区” CNY 1,000") == "北京 “两区” CNY 1,000"
    assert not caplog.text


def test_lines_break_where_unicode_allows_and_keep_every_letter() -> None:
    words = "北京“两区”开放，地图（示意）。E-Town cluster: projects"
    lines = wrap(words, 20, 8)
    assert "".join("".join(lines).split()) == "".join(words.split())
    assert all(width_of(line, 8) <= 20 for line in lines)
    assert not any(line.startswith(("，", "。", "）", "”")) for line in lines)
    assert wrap(words, 20, 8, most_lines=1)[0].endswith("…")


# the command line and the pack


def test_the_command_line_writes_each_format_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--focus", "cluster:daxing", "--sector", "health", "--lang", "en"]
    assert main([*arguments, "--format", "csv,geojson", "--out", str(tmp_path)]) == 0
    written = sorted(path.suffix for path in tmp_path.iterdir())
    assert written == [".csv", ".geojson"]
    assert len(capsys.readouterr().out.splitlines()) == 2
    assert main([*arguments, "--format", "csv", "--pack", "--out", str(tmp_path)]) == 0
    assert any(path.suffix == ".zip" for path in tmp_path.iterdir())


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("focus", "cluster:nowhere"),
        ("sector", "mining"),
        ("format", "doc"),
        ("format", ","),
        ("size", "a5"),
        ("from", "spring"),
        ("title", "x" * 81),
        ("approval-number", "x" * 61),
        ("extent", "1,2"),
        ("shape", "near:place:nowhere,3"),
        ("lang", "fr"),
        ("metric", "happiness"),
        ("colour", "red"),
        ("basemap", "bing"),
        ("weights", "9,1,1,1"),
        ("weights", "much"),
        ("point", "north"),
        ("policy", "XX999"),
        ("compare", "cluster:nowhere"),
        ("shortlist", "cluster:nowhere,a note"),
        ("check", "nothing"),
        ("tab", "nothing"),
    ],
)
def test_an_unknown_value_gives_one_sentence_and_code_2(
    option: str, value: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([f"--{option}={value}"]) == 2
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 1
    assert f"--{option}" in said[0]


def test_a_first_day_after_the_last_is_said_as_that(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--from", "2024-05", "--to", "2023-02", "--lang", "en"]) == 2
    [said] = capsys.readouterr().err.splitlines()
    assert "--from 2024-05-01 lies after --to 2023-02-28" in said


def test_a_pack_holds_the_files_ticked(atlas: Atlas) -> None:
    briefing = briefing_of(atlas, View(focus="cluster:daxing"))
    content = pack_of(files_of(briefing, ["csv", "geojson"], SIZES["16:9"]))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        assert names == [
            "two-zones-cluster-daxing-zh-2026-02-03.csv",
            "two-zones-cluster-daxing-zh-2026-02-03.geojson",
        ]
        assert archive.read(names[0]) == csv_file(briefing)
    assert set(FORMATS) >= {"png", "svg", "pdf", "report", "xlsx", "csv", "geojson", "gpkg", "shp"}
