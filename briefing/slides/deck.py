"""A deck of slides in millimetres: text, tables, charts and pictures, each of them editable."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from typing import Final

from pptx import Presentation
from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData
from pptx.chart.plot import BarPlot
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION
from pptx.enum.shapes import MSO_SHAPE, PP_PLACEHOLDER
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.slide import Slide, SlideLayout
from pptx.table import Table, _Cell
from pptx.text.text import TextFrame
from pptx.util import Length, Mm, Pt

from briefing.paper.page import Box
from briefing.paper.palette import CHOSEN, EDGE
from briefing.slides.ooxml import (
    describe,
    describe_frame,
    label_every_bar,
    plain_line,
    put_svg_behind,
    rgb,
    say_languages,
    set_chart_font,
    size_empty,
    underline,
    undress,
    write_number,
    write_run,
)
from briefing.slides.room import (
    BODY,
    CELL_X,
    CELL_Y,
    HEAD,
    Cell,
    Column,
    Row,
    Style,
    fitting,
    row_height,
    widths_of,
)
from briefing.slides.template import open_template
from geo.words import numerals
from layers.palette import BAR

WIDTH, HEIGHT = 338.67, 190.5
LATIN: Final = "Arial"
"""The font of all else, where no template brings its own."""

MAX_COVER_SHARE: Final = 0.35
"""A template's title that ends below this share of the slide leaves too little room: it moves."""

LONGEST_PROPERTY: Final = 255
ROOM_FOR_LABELS: Final = 1.12
"""How much longer the axis of a chart is than its longest bar."""


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

    def save(self, title: str, author: str, made_on: dt.date, language: str) -> bytes:
        """Return the file; ``language`` is that of all that is not Chinese."""
        for slide in self._file.slides:
            say_languages(slide, language)
        properties = self._file.core_properties
        for name, words in (("title", title), ("author", author), ("last_modified_by", author)):
            setattr(properties, name, plain_line(words)[:LONGEST_PROPERTY])
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
            run = write_run(place.text_frame.paragraphs[0], text, None)
            unit = Mm(1) * self._deck.unit
            fitted = fitting(style, text, place.width / unit, place.height / unit)
            run.font.size = Pt(fitted.size * self._deck.unit)
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
            write_run(paragraph, words, self._scaled(style))
        lines = sum(len(style.wrap(words, box.width)) for words in paragraphs)
        return box.top + lines * style.line_height

    def table(
        self, box: Box, columns: Sequence[Column], rows: Sequence[Row], description: str
    ) -> float:
        """Draw a table under a head as high as its text; return where it ends, in mm."""
        widths = widths_of(columns, box.width)
        heights = [row_height([Cell(c.head) for c in columns], widths, HEAD)]
        heights += [row_height(row, widths) for row in rows]
        shape = self._slide.shapes.add_table(
            len(rows) + 1,
            len(columns),
            *self._corners(Box(box.left, box.top, box.width, sum(heights))),
        )
        undress(shape.table)
        describe_frame(shape, description)
        self._size(shape.table, widths, heights)
        for at, column in enumerate(columns):
            self._cell(shape.table.cell(0, at), Cell(column.head), HEAD, column, CHOSEN)
            for number, row in enumerate(rows, start=1):
                self._cell(shape.table.cell(number, at), row[at], BODY, column, None)
        return box.top + sum(heights)

    def _size(self, table: Table, widths: Sequence[float], heights: Sequence[float]) -> None:
        for column, width in zip(table.columns, widths, strict=True):
            column.width = self._length(width)
        for row, height in zip(table.rows, heights, strict=True):
            row.height = self._length(height)

    def _cell(
        self, made: _Cell, cell: Cell, style: Style, column: Column, fill: str | None
    ) -> None:
        indent = 4 * CELL_X if cell.indent else CELL_X
        made.margin_left, made.margin_right = self._length(indent), self._length(CELL_X)
        made.margin_top = made.margin_bottom = self._length(CELL_Y)
        made.vertical_anchor = MSO_ANCHOR.TOP
        paragraph = made.text_frame.paragraphs[0]
        paragraph.alignment = PP_ALIGN.RIGHT if column.is_number else PP_ALIGN.LEFT
        written = self._scaled(replace(style, bold=style.bold or cell.bold))
        if cell.text:
            run = write_run(paragraph, cell.text, written)
            if cell.url:
                run.hyperlink.address = cell.url
        else:
            size_empty(paragraph, written.size)
        if fill:
            made.fill.solid()
            made.fill.fore_color.rgb = rgb(fill)
        underline(made, EDGE)

    def bars(
        self, box: Box, name: str, values: Sequence[tuple[str, float]], decimals: int = 0
    ) -> None:
        """Draw an editable bar chart, the first value on top."""
        data = CategoryChartData(number_format="#,##0." + "#" * decimals if decimals else "0")
        data.categories = [label for label, _ in values]
        data.add_series(name, [value for _, value in values])
        frame = self._slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *self._corners(box), data)
        said = ", ".join(f"{label} {numerals.number(value)}" for label, value in values)
        describe_frame(frame, f"{name}: {said}")
        chart = frame.chart
        chart.has_legend = chart.has_title = False
        set_chart_font(chart.font, Pt(9 * self._deck.unit), self._deck.latin)
        _dress_axes(chart, max(value for _, value in values))
        _dress_bars(chart.plots[0])

    def picture(self, box: Box, png: bytes, svg: bytes, description: str) -> None:
        """Put a picture into a box, as a drawing too, with what it shows in words."""
        shape = self._slide.shapes.add_picture(BytesIO(png), *self._corners(box))
        put_svg_behind(self._slide, shape, svg)
        describe(shape, description)

    def number(self, box: Box, number: int, count: int, style: Style) -> None:
        """Write which slide of how many this is, at the right of a box."""
        frame = self._slide.shapes.add_textbox(*self._corners(box)).text_frame
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        paragraph = frame.paragraphs[0]
        paragraph.alignment = PP_ALIGN.RIGHT
        write_number(paragraph, number, self._scaled(style))
        write_run(paragraph, f" / {count}", self._scaled(style))

    def stripe(self, box: Box, color: str) -> None:
        """Fill a box with a colour."""
        shape = self._slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *self._corners(box))
        shape.fill.solid()
        shape.fill.fore_color.rgb = rgb(color)
        shape.line.fill.background()
        shape.shadow.inherit = False

    def notes(self, lines: Sequence[str]) -> None:
        """Write the speaker's notes."""
        frame = self._slide.notes_slide.notes_text_frame
        if frame is None:
            return
        for number, line in enumerate(lines):
            paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
            write_run(paragraph, line, None)

    def _length(self, mm: float) -> Length:
        return Length(round(Mm(1) * mm * self._deck.unit))

    def _corners(self, box: Box) -> tuple[Length, Length, Length, Length]:
        left, top, width, height = map(self._length, (box.left, box.top, box.width, box.height))
        return left, top, width, height

    def _scaled(self, style: Style) -> Style:
        return replace(style, size=style.size * self._deck.unit, latin=self._deck.latin)


def _dress_axes(chart: Chart, longest: float) -> None:
    """Take what a bar needs not off its axes, and leave room for the label of the longest."""
    names, values = chart.category_axis, chart.value_axis
    names.reverse_order = True
    names.format.line.color.rgb = rgb(EDGE)
    label_every_bar(names)
    names.has_major_gridlines = values.has_major_gridlines = values.visible = False
    values.minimum_scale, values.maximum_scale = 0, ROOM_FOR_LABELS * (longest or 1)


def _dress_bars(plot: BarPlot) -> None:
    """Give the bars their colour and each its number."""
    plot.gap_width, plot.has_data_labels = 45, True
    plot.data_labels.position = XL_LABEL_POSITION.OUTSIDE_END
    fill = plot.series[0].format.fill
    fill.solid()
    fill.fore_color.rgb = rgb(BAR)
