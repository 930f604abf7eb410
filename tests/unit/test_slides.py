"""The slides read back: they say what the content model says, and text is text."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Final
from zipfile import ZipFile

import pytest
from lxml import etree
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE, PP_PLACEHOLDER
from pptx.util import Cm, Pt

from briefing.content import Briefing, Options, make_briefing
from briefing.paper.page.palette import CHOSEN
from briefing.sentences import sentence_of, unplaced_sentence
from briefing.slides.ooxml import EAST_ASIAN
from briefing.slides.slides import NOTED_AMOUNTS, slide_deck
from briefing.slides.template import open_template
from geo.ask.atlas import Atlas
from geo.errors import TemplateError, TemplateMarkError
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
    rows = etown.focus.table.rows
    assert table[1:] == [[row.name, *row.values] for row in rows if not row.indent]
    slide = etown_deck.slides[1]
    notes = slide.notes_slide.notes_text_frame.text
    assert all(f"{row.name}: {', '.join(row.values)}" in notes for row in rows)
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


# our own master


def test_the_master_is_ours_at_16_9_with_theme_colours(city_deck: bytes) -> None:
    deck = opened(city_deck)
    assert deck.slide_width / deck.slide_height == pytest.approx(16 / 9, abs=1e-3)
    layouts = [layout._element.get("type") for layout in deck.slide_layouts]
    assert layouts == ["title", "titleOnly"]
    used = [slide.slide_layout._element.get("type") for slide in deck.slides]
    assert used == ["title", *["titleOnly"] * (len(used) - 1)]
    theme = etree.fromstring(ZipFile(BytesIO(city_deck)).read("ppt/theme/theme1.xml"))
    accent = theme.find(".//a:accent1/a:srgbClr", NAMESPACE).get("val")
    assert f"#{accent.lower()}" == CHOSEN
    for slide in deck.slides:
        assert not slide._element.findall(".//a:srgbClr", NAMESPACE)  # all colours are the theme's
        assert slide.shapes.title.is_placeholder


def test_number_and_foot_stand_in_their_places_and_no_place_is_empty(city_deck: bytes) -> None:
    for at, slide in enumerate(opened(city_deck).slides, start=1):
        places = {place.placeholder_format.type: place for place in slide.placeholders}
        assert places[PP_PLACEHOLDER.SLIDE_NUMBER].text_frame.text == str(at)
        assert "WGS-84" in places[PP_PLACEHOLDER.FOOTER].text_frame.text
        assert all(place.text_frame.text for place in places.values())
        ids = [shape.shape_id for shape in slide.shapes]
        assert len(ids) == len(set(ids))


def test_no_letters_are_smaller_than_12_points(city_deck: bytes, etown_deck: Presentation) -> None:
    for deck in (opened(city_deck), etown_deck):
        for slide in deck.slides:
            sizes = {int(size) for size in slide._element.xpath(".//a:rPr/@sz | .//a:defRPr/@sz")}
            assert min(sizes) >= 1200
            for shape in (shape for shape in slide.shapes if shape.has_chart):
                assert shape.chart.font.size >= Pt(12)


def test_what_is_said_of_an_amount_stands_beside_it(atlas: Atlas) -> None:
    briefing = make_briefing(atlas, View(focus="cluster:etown"))
    deck = opened(slide_deck(briefing))
    noted = [p for p in briefing.focus.projects if briefing.amount_notes[p.id]]
    assert noted
    notes = deck.slides[1].notes_slide.notes_text_frame.text
    assert all(briefing.amount_notes[p.id] in notes for p in noted[:NOTED_AMOUNTS])


# a template that is a form


def form(width: float) -> bytes:
    """Return a presentation of one slide with marks, as wide as asked for in cm."""
    deck = Presentation()
    deck.slide_width = Cm(width)
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    for at, words in enumerate(("{{ title }}", "截至：{{data_date}}", "{{map}}", "{{table}}")):
        box = slide.shapes.add_textbox(Cm(1 + 11 * (at % 2)), Cm(1 + 8 * (at // 2)), Cm(11), Cm(8))
        box.text_frame.text = words
    spread = slide.shapes[1].text_frame.paragraphs[0]
    spread.runs[0].text = "截至：{{data_"
    spread.add_run().text = "date}}"
    file = BytesIO()
    deck.save(file)
    return file.getvalue()


@pytest.mark.parametrize("width", [25.4, 33.867], ids=["4:3", "16:9"])
def test_marks_of_a_template_are_filled_where_they_stand(etown: Briefing, width: float) -> None:
    options = replace(etown.options, template=form(width))
    deck = opened(slide_deck(replace(etown, options=options)))
    (slide,) = deck.slides
    words = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    assert words == [etown.title, f"截至：{etown.data_as_of}"]
    (picture,) = [s for s in slide.shapes if s.shape_type == MSO_SHAPE_TYPE.PICTURE]
    (table,) = [shape for shape in slide.shapes if shape.has_table]
    for drawn, left in ((picture, Cm(1)), (table, Cm(12))):
        assert drawn.left == pytest.approx(left, abs=2)
        assert drawn.top == pytest.approx(Cm(9), abs=2)
        assert drawn._element.xpath(".//p:cNvPr")[0].get("descr")
    assert table.table.cell(1, 1).text == etown.focus.table.rows[0].values[0]


def test_marks_in_a_layout_make_a_slide(etown: Briefing) -> None:
    def mark(deck: Presentation) -> None:
        deck.slide_layouts[1].placeholders[0].text_frame.text = "{{headline}}"
        deck.slide_layouts[1].placeholders[1].text_frame.text = "{{map}}"

    options = replace(etown.options, template=template(mark))
    (slide,) = opened(slide_deck(replace(etown, options=options))).slides
    assert slide.shapes.title.text == sentence_of(etown.focus, etown.text)
    assert [s for s in slide.shapes if s.shape_type == MSO_SHAPE_TYPE.PICTURE]


@pytest.mark.parametrize("words", ["{{budget}}", "图：{{map}}"])
def test_a_mark_that_cannot_be_filled_is_named(etown: Briefing, words: str) -> None:
    def mark(deck: Presentation) -> None:
        deck.slides.add_slide(deck.slide_layouts[5]).shapes.title.text = words

    options = replace(etown.options, template=template(mark))
    with pytest.raises(TemplateMarkError) as caught:
        slide_deck(replace(etown, options=options))
    for lang in ("zh", "en"):
        assert "{{title}}" in caught.value.sentence(lang)


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
