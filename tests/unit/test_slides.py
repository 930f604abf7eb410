"""The slides read back: they say what the content model says, and text is text."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Final
from zipfile import ZipFile

import pytest
from lxml import etree
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.util import Cm

from briefing.content import Briefing, Options, make_briefing
from briefing.sentences import sentence_of, unplaced_sentence
from briefing.slides.ooxml import EAST_ASIAN
from briefing.slides.slides import slide_deck
from briefing.slides.template import open_template
from geo.ask.atlas import Atlas
from geo.errors import TemplateError
from geo.register.load import Register
from geo.view.view import View
from geo.words.text import text_in

ZH = text_in("zh")
HOSTILE = ("<img src=x onerror=alert(1)>", "${alert(1)}", "{{7*7}}", "=cmd()", "a\x0bb\x00c")
NAMESPACE = {"a": "http://schemas.openxmlformats.org/drawingml/2006/main"}


@pytest.fixture(scope="module")
def etown(atlas: Atlas) -> Briefing:
    view = View(focus="cluster:etown", sector=("health",))
    return make_briefing(atlas, view, Options(annex=True))


@pytest.fixture(scope="module")
def etown_deck(etown: Briefing) -> Presentation:
    return opened(slide_deck(etown))


def opened(content: bytes) -> Presentation:
    return Presentation(BytesIO(content))


def titles(deck: Presentation) -> list[str]:
    return [slide.shapes.title.text for slide in deck.slides]


def tables(deck: Presentation, title: str) -> list[list[list[str]]]:
    """Return the rows of every table, head included, of the slides whose title starts so."""
    return [
        [[cell.text for cell in row.cells] for row in shape.table.rows]
        for slide in deck.slides
        if slide.shapes.title.text.startswith(title)
        for shape in slide.shapes
        if shape.has_table
    ]


def the_only(shapes: list) -> object:
    (shape,) = shapes
    return shape


def test_a_place_has_its_numbers_in_a_table_and_a_chart(
    etown: Briefing, etown_deck: Presentation
) -> None:
    (table,) = tables(etown_deck, sentence_of(etown.focus, etown.text))
    assert table[0] == list(etown.focus.table.head)
    assert table[1:] == [[row.name, *row.values] for row in etown.focus.table.rows]
    slide = etown_deck.slides[1]
    chart = the_only([shape.chart for shape in slide.shapes if shape.has_chart])
    assert list(chart.plots[0].categories) == [bar.name for bar in etown.focus.sectors]
    assert list(chart.series[0].values) == [bar.count for bar in etown.focus.sectors]
    picture = the_only([s for s in slide.shapes if s.shape_type == MSO_SHAPE_TYPE.PICTURE])
    assert etown.focus.counts in picture._element.nvPicPr.cNvPr.get("descr")
    assert etown.focus.levels in slide.notes_slide.notes_text_frame.text


def test_counts_on_slides_are_those_of_the_register(
    etown: Briefing, etown_deck: Presentation, register: Register
) -> None:
    projects = register.projects[register.projects["sector"] == "health"]
    here = projects[projects["cluster"] == "etown"]
    (place,) = tables(etown_deck, sentence_of(etown.focus, etown.text))
    assert place[1][1:] == [str(len(here)), str(len(projects))]
    title = unplaced_sentence(etown.focus, etown.text)
    listed = [row for table in tables(etown_deck, title) for row in table[1:]]
    assert len(listed) == (here["level"] != "point").sum()


def test_every_run_has_a_chinese_font(etown_deck: Presentation) -> None:
    for slide in etown_deck.slides:
        for part in (slide._element, slide.notes_slide._element if slide.has_notes_slide else None):
            runs = [] if part is None else part.findall(".//a:r", NAMESPACE)
            for run in runs:
                assert run.find("a:rPr/a:ea", NAMESPACE).get("typeface") == EAST_ASIAN


def test_long_lists_flow_and_lose_nothing(atlas: Atlas) -> None:
    briefing = make_briefing(atlas, View(focus="district:110105"), Options(annex=True))
    deck = opened(slide_deck(briefing))
    ids = [row[0] for table in tables(deck, "来源（") for row in table[1:]]
    assert ids == [source.id for source in briefing.sources]
    title = unplaced_sentence(briefing.focus, briefing.text)
    names = [row[0] for table in tables(deck, title) for row in table[1:]]
    assert names == [project.name for project in briefing.focus.unplaced]
    assert len(tables(deck, "来源（")) > 1
    bottom = deck.slide_height
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= deck.slide_width
            assert shape.top + shape.height <= bottom


def test_a_view_without_projects_says_so(atlas: Atlas) -> None:
    deck = opened(slide_deck(make_briefing(atlas, View(q="没有这样的项目"))))
    said = [shape.text_frame.text for shape in deck.slides[1].shapes if shape.has_text_frame]
    assert ZH("empty.title") in said
    assert not [shape for shape in deck.slides[1].shapes if shape.has_chart]


def test_hostile_text_stays_text(atlas: Atlas) -> None:
    words = " ".join(HOSTILE)
    options = Options(title=words, note=words, author=words)
    content = slide_deck(make_briefing(atlas, View(q="没有这样的项目"), options))
    deck = opened(content)
    assert titles(deck)[0] == words.replace("\x0b", " ").replace("\x00", "")
    assert deck.core_properties.author == titles(deck)[0]
    archive = ZipFile(BytesIO(content))
    for name in archive.namelist():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(archive.read(name))


def template(change: Callable[[Presentation], object]) -> bytes:
    """Return a presentation as a user may have one, changed in some way."""
    deck = Presentation()
    change(deck)
    file = BytesIO()
    deck.save(file)
    return file.getvalue()


def with_two_slides(deck: Presentation) -> None:
    for _ in range(2):
        deck.slides.add_slide(deck.slide_layouts[0]).shapes.title.text = "旧幻灯片"


def test_a_template_gives_its_size_and_layouts_and_keeps_no_slide(etown: Briefing) -> None:
    options = replace(etown.options, template=template(with_two_slides))
    deck = opened(slide_deck(replace(etown, options=options)))
    assert deck.slide_width == Cm(25.4)
    assert "旧幻灯片" not in titles(deck)
    assert titles(deck)[0] == etown.title
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left + shape.width <= deck.slide_width + 1


def without_layouts(deck: Presentation) -> None:
    for layout in list(deck.slide_layouts):
        deck.slide_layouts.remove(layout)


def truncated() -> bytes:
    return template(with_two_slides)[:5000]


def a_workbook() -> bytes:
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return file.getvalue()


@pytest.mark.parametrize(
    "content", [b"", b"not a zip", truncated(), a_workbook(), template(without_layouts)]
)
def test_what_is_no_template_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(TemplateError) as caught:
        open_template(content)
    for lang in ("zh", "en"):
        assert ".pptx" in caught.value.sentence(lang)


LONG: Final = Options(
    title="题" * 80, note="注" * 400, author="作" * 60, approval_number="GS京（2026）" + "9" * 48
)
"""All that a maker may write, at its limit."""


def wide_enough(deck: Presentation) -> None:
    """Assert that what stands on slides lies within them and that no text box covers a table."""
    for slide in deck.slides:
        boxes = [shape for shape in slide.shapes if shape.shape_type != MSO_SHAPE_TYPE.PICTURE]
        for shape in boxes:
            assert shape.top >= 0
            assert shape.left + shape.width <= deck.slide_width + 1
            assert shape.top + shape.height <= deck.slide_height + 1, shape.name
        for table in (shape for shape in boxes if shape.has_table):
            foot = [one for one in boxes if one.has_text_frame and one.top > table.top]
            assert all(
                table.top + table.height <= one.top + Cm(0.1)
                for one in foot
                if one.left < table.left + table.width and one.left + one.width > table.left
            )


@pytest.mark.parametrize("own", [None, "template"])
def test_nothing_overruns_at_the_limits_of_text(atlas: Atlas, own: str | None) -> None:
    template_file = template(with_two_slides) if own else None
    options = replace(LONG, template=template_file)
    briefing = make_briefing(atlas, View(focus="cluster:etown", sector=("health",)), options)
    wide_enough(opened(slide_deck(briefing)))


@pytest.fixture(scope="module")
def city_deck(atlas: Atlas) -> bytes:
    return slide_deck(make_briefing(atlas, View(lang="en")))


def test_a_deck_has_ten_slides_at_most_and_says_what_the_annex_adds(
    atlas: Atlas, city_deck: bytes
) -> None:
    deck = opened(city_deck)
    assert len(deck.slides) <= 10
    focus = make_briefing(atlas, View(lang="en")).focus
    said = titles(deck)
    assert sentence_of(focus, text_in("en")) in said
    words = [s.text_frame.text for slide in deck.slides for s in slide.shapes if s.has_text_frame]
    assert any("--annex" in text for text in words)


def test_pictures_tables_and_charts_are_described_and_slides_numbered(city_deck: bytes) -> None:
    for slide in opened(city_deck).slides:
        for shape in slide.shapes:
            if shape.shape_type == MSO_SHAPE_TYPE.PICTURE or shape.has_table or shape.has_chart:
                (properties,) = shape._element.xpath(".//p:cNvPr")
                assert properties.get("descr")
        (number,) = slide._element.findall(".//a:fld", NAMESPACE)
        assert number.get("type") == "slidenum"


def test_every_run_says_its_language(city_deck: bytes, etown_deck: Presentation) -> None:
    for deck in (opened(city_deck), etown_deck):
        for slide in deck.slides:
            for run in slide._element.findall(".//a:r", NAMESPACE):
                text = run.find("a:t", NAMESPACE).text or ""
                lang = run.find("a:rPr", NAMESPACE).get("lang")
                is_chinese = any("\u4e00" <= letter <= "\u9fff" for letter in text)
                assert lang == ("zh-CN" if is_chinese else "en-GB")


def test_a_map_is_a_drawing_with_a_picture_beside(city_deck: bytes) -> None:
    archive = ZipFile(BytesIO(city_deck))
    drawings = [name for name in archive.namelist() if name.endswith(".svg")]
    pictures = [
        shape
        for slide in opened(city_deck).slides
        for shape in slide.shapes
        if shape.shape_type == MSO_SHAPE_TYPE.PICTURE
    ]
    assert len(drawings) == len(pictures) > 1
    assert all(etree.fromstring(archive.read(name)).tag.endswith("svg") for name in drawings)
    assert "image/svg+xml" in archive.read("[Content_Types].xml").decode()
