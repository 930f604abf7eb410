"""A deck of slides in millimetres: text, tables, charts and pictures, each of them editable."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Final

from lxml import etree
from pptx import Presentation
from pptx.chart.axis import CategoryAxis
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION
from pptx.enum.shapes import MSO_SHAPE, PP_PLACEHOLDER
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import BaseOxmlElement
from pptx.slide import Slide, SlideLayout
from pptx.table import Table, _Cell
from pptx.text.text import TextFrame, _Paragraph, _Run
from pptx.util import Length, Mm, Pt

from briefing.paper.fonts import BOLD, REGULAR, wrap
from briefing.paper.fonts import line_height as printed_line_height
from briefing.paper.page import Box
from briefing.paper.palette import CHOSEN, EDGE, INK, PAPER
from briefing.slides.template import open_template
from layers.palette import BAR

EAST_ASIAN: Final = "Microsoft YaHei"
"""The font of Chinese on every run: on all Windows and in Office; others fall back to their own."""

WIDTH, HEIGHT = 338.67, 190.5
CELL_X, CELL_Y = 2.0, 0.7
"""Margins in mm inside a cell of a table."""

LATIN: Final = "Arial"
"""The font of all else, where no template brings its own."""

SLACK: Final = 0.88
"""Text is measured as if its box were so much narrower: fonts differ between machines."""

MAX_COVER_SHARE: Final = 0.35
"""A template's title that ends below this share of the slide leaves too little room: it moves."""

LONGEST_PROPERTY: Final = 255
ROOM_FOR_LABELS: Final = 1.12
"""How much longer the axis of a chart is than its longest bar."""
_TABLE_STYLE: Final = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""PowerPoint's "No Style, No Grid": the colours of a table are ours."""


@dataclass(frozen=True)
class Style:
    """How a text looks: its size in points, colour, weight, and a font for what is not Chinese."""

    size: float = 11
    color: str = INK
    bold: bool = False
    latin: str = ""

    def wrap(self, text: str, width: float) -> list[str]:
        """Break a text as it will be broken in a box of ``width`` mm, or in a narrower font."""
        return wrap(text, SLACK * width, self.size, BOLD if self.bold else REGULAR)

    @property
    def line_height(self) -> float:
        """The height in mm of a line."""
        return printed_line_height(self.size)


@dataclass(frozen=True)
class Column:
    """A column of a table: its head, its share of the width, and whether it holds numbers."""

    head: str
    share: float
    is_number: bool = False


@dataclass(frozen=True)
class Cell:
    """A text in a table, perhaps a link."""

    text: str
    url: str = ""
    bold: bool = False
    indent: bool = False


Row = Sequence[Cell]
HEAD = Style(11, PAPER, bold=True)
BODY = Style(10)


class Deck:
    """A presentation being made, its lengths in mm whatever size the template's slides have."""

    def __init__(self, template: bytes | None = None) -> None:
        """Start from a user's template, whose own slides are left out, or from a plain one.

        Raises
        ------
        TemplateError
            The template is no presentation, or not one that slides can be made from.
        """
        self.has_template = template is not None
        self._file = open_template(template) if template else Presentation()
        if not self.has_template:
            self._file.slide_width, self._file.slide_height = Mm(WIDTH), Mm(HEIGHT)
        self.latin = "" if self.has_template else LATIN
        self.layout = _plainest_layout(list(self._file.slide_layouts))
        self.unit = self._file.slide_width / Mm(WIDTH)
        self.height = self._file.slide_height / self._file.slide_width * WIDTH

    def add_slide(self) -> "DeckSlide":
        """Return a new slide at the end."""
        return DeckSlide(self, self._file.slides.add_slide(self.layout))

    @property
    def pages(self) -> list["DeckSlide"]:
        """The slides so far."""
        return [DeckSlide(self, slide) for slide in self._file.slides]

    def save(self, title: str, author: str, made_on: dt.date) -> bytes:
        """Return the file."""
        properties = self._file.core_properties
        for name, words in (("title", title), ("author", author), ("last_modified_by", author)):
            setattr(properties, name, _plain(words)[:LONGEST_PROPERTY])
        made = dt.datetime.combine(made_on, dt.time())
        properties.created = properties.modified = made
        file = BytesIO()
        self._file.save(file)
        return file.getvalue()


def _plainest_layout(layouts: list[SlideLayout]) -> SlideLayout:
    """Return the layout with a title and the least else, or the one with the fewest places."""

    def places(layout: SlideLayout) -> tuple[bool, int]:
        kinds = [place.placeholder_format.type for place in layout.placeholders]
        return PP_PLACEHOLDER.TITLE not in kinds, len(kinds)

    return min(layouts, key=places)


class DeckSlide:
    """A slide, drawn on in mm from its top left corner."""

    def __init__(self, deck: Deck, slide: Slide) -> None:
        """Take a slide of a deck."""
        self._deck, self._slide = deck, slide

    def title(self, box: Box, text: str, style: Style) -> float:
        """Write the title where the template has it, else in a box; return where it ends, in mm."""
        place = self._slide.shapes.title
        if place is None:
            return self.text(box, [text], style)
        for other in list(self._slide.placeholders):
            if other.shape_id != place.shape_id:
                other.element.getparent().remove(other.element)
        end: float = (place.top + place.height) / (Mm(1) * self._deck.unit)
        if self._deck.has_template and end < MAX_COVER_SHARE * self._deck.height:
            run = _write(place.text_frame.paragraphs[0], text, None)
            run.font.size = Pt(style.size * self._deck.unit)
            return end
        place.left, place.top, place.width, place.height = self._corners(box)
        return self._fill(place.text_frame, box, [text], style, "left")

    def text(self, box: Box, paragraphs: Sequence[str], style: Style, align: str = "left") -> float:
        """Write paragraphs into a box; return where they end, in mm."""
        frame = self._slide.shapes.add_textbox(*self._corners(box)).text_frame
        return self._fill(frame, box, paragraphs, style, align)

    def _fill(
        self, frame: TextFrame, box: Box, paragraphs: Sequence[str], style: Style, align: str
    ) -> float:
        frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
        frame.vertical_anchor = MSO_ANCHOR.TOP
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        for number, words in enumerate(paragraphs):
            paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
            paragraph.alignment = {"left": PP_ALIGN.LEFT, "right": PP_ALIGN.RIGHT}[align]
            _write(paragraph, words, self._scaled(style))
        lines = sum(len(style.wrap(words, box.width)) for words in paragraphs)
        return box.top + lines * style.line_height

    def table(self, box: Box, columns: Sequence[Column], rows: Sequence[Row]) -> float:
        """Draw a table under a head as high as its text; return where it ends, in mm."""
        widths = _widths(columns, box.width)
        heights = [row_height([Cell(c.head) for c in columns], widths, HEAD)]
        heights += [row_height(row, widths) for row in rows]
        shape = self._slide.shapes.add_table(
            len(rows) + 1,
            len(columns),
            *self._corners(Box(box.left, box.top, box.width, sum(heights))),
        )
        table = shape.table
        _undress(table)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = self._length(width)
        for row, height in zip(table.rows, heights, strict=True):
            row.height = self._length(height)
        for at, column in enumerate(columns):
            self._cell(table.cell(0, at), Cell(column.head), HEAD, column, CHOSEN)
            for number, row in enumerate(rows, start=1):
                self._cell(table.cell(number, at), row[at], BODY, column, None)
        return box.top + sum(heights)

    def _cell(
        self, made: _Cell, cell: Cell, style: Style, column: Column, fill: str | None
    ) -> None:
        indent = 4 * CELL_X if cell.indent else CELL_X
        made.margin_left, made.margin_right = self._length(indent), self._length(CELL_X)
        made.margin_top = made.margin_bottom = self._length(CELL_Y)
        made.vertical_anchor = MSO_ANCHOR.MIDDLE
        paragraph = made.text_frame.paragraphs[0]
        paragraph.alignment = PP_ALIGN.RIGHT if column.is_number else PP_ALIGN.LEFT
        written = self._scaled(replace(style, bold=style.bold or cell.bold))
        if cell.text:
            run = _write(paragraph, cell.text, written)
            if cell.url:
                run.hyperlink.address = cell.url
        else:
            _size_empty(paragraph, written.size)
        if fill:
            made.fill.solid()
            made.fill.fore_color.rgb = _rgb(fill)
        _underline(made, EDGE)

    def bars(self, box: Box, name: str, values: Sequence[tuple[str, int]]) -> None:
        """Draw an editable bar chart, the first value on top."""
        data = CategoryChartData(number_format="0")
        data.categories = [label for label, _ in values]
        data.add_series(name, [value for _, value in values])
        chart = self._slide.shapes.add_chart(
            XL_CHART_TYPE.BAR_CLUSTERED, *self._corners(box), data
        ).chart
        chart.has_legend = chart.has_title = False
        chart.font.size, chart.font.color.rgb = Pt(9 * self._deck.unit), _rgb(INK)
        chart.font.name = self._deck.latin or None
        _set_east_asian(chart.font._rPr)  # noqa: SLF001 (python-pptx has no name for it)
        chart.category_axis.reverse_order = True
        chart.category_axis.format.line.color.rgb = _rgb(EDGE)
        _label_every_bar(chart.category_axis)
        chart.category_axis.has_major_gridlines = chart.value_axis.has_major_gridlines = False
        chart.value_axis.visible = False
        chart.value_axis.minimum_scale = 0
        chart.value_axis.maximum_scale = ROOM_FOR_LABELS * max(value for _, value in values)
        plot = chart.plots[0]
        plot.gap_width, plot.has_data_labels = 45, True
        plot.data_labels.position = XL_LABEL_POSITION.OUTSIDE_END
        fill = plot.series[0].format.fill
        fill.solid()
        fill.fore_color.rgb = _rgb(BAR)

    def picture(self, box: Box, png: bytes, description: str) -> None:
        """Put a picture into a box, with what it shows in words for who cannot see it."""
        shape = self._slide.shapes.add_picture(BytesIO(png), *self._corners(box))
        shape._element.nvPicPr.cNvPr.set("descr", _plain(description))  # noqa: SLF001 (likewise)

    def stripe(self, box: Box, color: str) -> None:
        """Fill a box with a colour."""
        shape = self._slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *self._corners(box))
        shape.fill.solid()
        shape.fill.fore_color.rgb = _rgb(color)
        shape.line.fill.background()
        shape.shadow.inherit = False

    def notes(self, lines: Sequence[str]) -> None:
        """Write the speaker's notes."""
        frame = self._slide.notes_slide.notes_text_frame
        if frame is None:
            return
        for number, line in enumerate(lines):
            paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
            _write(paragraph, line, None)

    def _length(self, mm: float) -> Length:
        return Length(round(Mm(1) * mm * self._deck.unit))

    def _corners(self, box: Box) -> tuple[Length, Length, Length, Length]:
        left, top, width, height = map(self._length, (box.left, box.top, box.width, box.height))
        return left, top, width, height

    def _scaled(self, style: Style) -> Style:
        return replace(style, size=style.size * self._deck.unit, latin=self._deck.latin)


def row_height(row: Row, widths: Sequence[float], style: Style = BODY) -> float:
    """Return the height in mm that a row of a table takes in columns of some widths in mm."""
    lines = [
        len(style.wrap(cell.text, width - (5 if cell.indent else 2) * CELL_X))
        for cell, width in zip(row, widths, strict=True)
    ]
    return max(lines) * style.line_height + 2 * CELL_Y


def rows_that_fit(rows: Sequence[Row], columns: Sequence[Column], room: Box) -> int:
    """Return how many rows of a table, at least one, are no higher than ``room`` with the head."""
    widths = _widths(columns, room.width)
    left = room.height - row_height([Cell(column.head) for column in columns], widths, HEAD)
    for number, row in enumerate(rows):
        left -= row_height(row, widths)
        if left < 0:
            return max(1, number)
    return len(rows)


def _widths(columns: Sequence[Column], width: float) -> list[float]:
    total = sum(column.share for column in columns)
    return [width * column.share / total for column in columns]


def _write(paragraph: _Paragraph, text: str, style: Style | None) -> _Run:
    """Write a text as one run, its Chinese in our font; without a style as the template has it."""
    run = paragraph.add_run()
    run.text = _plain(text)
    if style:
        run.font.size, run.font.bold = Pt(style.size), style.bold
        run.font.color.rgb = _rgb(style.color)
        run.font.name = style.latin or None
    _set_east_asian(run._r.get_or_add_rPr())  # noqa: SLF001 (likewise)
    return run


def _size_empty(paragraph: _Paragraph, size: float) -> None:
    """Make an empty paragraph as high as one of a font size in points; it would be 18 else."""
    ending = paragraph._p.get_or_add_endParaRPr()  # noqa: SLF001 (likewise)
    ending.set("sz", str(Pt(size).centipoints))


def _plain(text: str) -> str:
    """Return a text on one line, without the characters that XML cannot hold."""
    return "".join(c for c in " ".join(text.split()) if c.isprintable())


def _set_east_asian(properties: BaseOxmlElement) -> None:
    """Set the font of Chinese in a run's properties, where the schema's order wants it."""
    for old in properties.findall(qn("a:ea")):
        properties.remove(old)
    font = etree.SubElement(properties, qn("a:ea"))
    font.set("typeface", EAST_ASIAN)
    later = [qn(f"a:{tag}") for tag in ("cs", "sym", "hlinkClick", "hlinkMouseOver", "rtl")]
    for element in [child for child in properties if child.tag in later]:
        properties.append(element)


def _label_every_bar(axis: CategoryAxis) -> None:
    """Name every category, however little room there is."""
    element = axis._element  # noqa: SLF001 (likewise)
    skip = element.makeelement(qn("c:tickLblSkip"), {"val": "1"})
    element.insert_element_before(skip, "c:tickMarkSkip", "c:noMultiLvlLbl", "c:extLst")


def _undress(table: Table) -> None:
    """Take the template's bands and colours off a table."""
    table.horz_banding = False
    style = table._tbl.tblPr.find(qn("a:tableStyleId"))  # noqa: SLF001 (likewise)
    if style is not None:
        style.text = _TABLE_STYLE


def _underline(cell: _Cell, color: str) -> None:
    """Draw a thin line below a cell."""
    properties = cell._tc.get_or_add_tcPr()  # noqa: SLF001 (likewise)
    line = etree.fromstring(
        f'<a:lnB xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" w="6350">'
        f'<a:solidFill><a:srgbClr val="{color.lstrip("#")}"/></a:solidFill></a:lnB>'
    )
    properties.insert(0, line)


def _rgb(color: str) -> RGBColor:
    return RGBColor.from_string(color.lstrip("#").upper())
