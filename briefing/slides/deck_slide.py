"""A slide of a deck, drawn on in millimetres: text, tables, charts and pictures, all editable."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Final

from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData
from pptx.chart.plot import BarPlot
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION
from pptx.enum.shapes import PP_PLACEHOLDER_TYPE
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.shapes.autoshape import Shape
from pptx.shapes.base import BaseShape
from pptx.slide import Slide
from pptx.table import Table, _Cell
from pptx.text.text import TextFrame
from pptx.util import Length, Mm, Pt

from briefing.paper.page.page import Box
from briefing.paper.page.palette import CHOSEN, EDGE
from briefing.slides.ooxml import (
    describe,
    describe_frame,
    label_every_bar,
    paint,
    place_of,
    put_svg_behind,
    set_chart_font,
    size_empty,
    take_over,
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
from geo.words import numerals
from layers.palette import BAR

CHART_POINTS: Final = 12
USUAL_TITLE, USUAL_TEXT = 44.0, 18.0
"""The sizes of letters in PowerPoint, in points, where nothing is said of them."""

FRAME_SHARE: Final = 0.92
"""Of a box, what its margins leave to words."""

TITLES: Final = {PP_PLACEHOLDER_TYPE.TITLE, PP_PLACEHOLDER_TYPE.CENTER_TITLE}
MAX_COVER_SHARE: Final = 0.35
"""A template's title that ends below this share of the slide leaves too little room: it moves."""

ROOM_FOR_LABELS: Final = 1.12
"""How much longer the axis of a chart is than its longest bar."""


@dataclass(frozen=True)
class Canvas:
    """What the slides of a deck have in common: its own mm in real ones, its height in its mm."""

    unit: float
    height: float
    has_template: bool


class DeckSlide:
    """A slide, drawn on in mm from its top left corner."""

    def __init__(self, canvas: Canvas, slide: Slide) -> None:
        """Take a slide of a deck."""
        self._canvas, self._slide = canvas, slide

    def title(self, box: Box, text: str, style: Style) -> float:
        """Write the title where the layout has it, else in a box; return where it ends, in mm."""
        place = self._slide.shapes.title
        if place is None:
            return self.text(box, [text], style)
        if self._canvas.has_template and self._end(place) < MAX_COVER_SHARE * self._canvas.height:
            run = write_run(place.text_frame.paragraphs[0], text, None)
            unit = Mm(1) * self._canvas.unit
            fitted = fitting(style, text, place.width / unit, place.height / unit)
            run.font.size = Pt(fitted.size * self._canvas.unit)
            return self._end(place)
        return self._fill_place(place, box, [text], style)

    def subtitle(self, box: Box, lines: Sequence[str], style: Style) -> float:
        """Write what stands below a title, into the place for it where the layout has one."""
        place = place_of(self._slide, PP_PLACEHOLDER_TYPE.SUBTITLE)
        if place is None:
            return self.text(box, lines, style)
        return self._fill_place(place, box, lines, style)

    def foot(self, box: Box, words: str, style: Style) -> None:
        """Write the foot, into the place for it where the layout has one."""
        place = take_over(self._slide, PP_PLACEHOLDER_TYPE.FOOTER)
        if place is None:
            self.text(box, [words], style)
        else:
            self._fill_place(place, box, [words], style)

    def number(self, box: Box, number: int, style: Style) -> None:
        """Write the number of the slide where the layout has it, else at the right of a box."""
        place = take_over(self._slide, PP_PLACEHOLDER_TYPE.SLIDE_NUMBER)
        if place is None:
            place = self._slide.shapes.add_textbox(*self._corners(box))
            frame = place.text_frame
            frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
            frame.paragraphs[0].alignment = PP_ALIGN.RIGHT
            write_number(frame.paragraphs[0], number, self._scaled(style))
        else:
            write_number(place.text_frame.paragraphs[0], number, None)

    def box_of(self, shape: BaseShape) -> Box:
        """Return where a shape stands, in mm."""
        unit = Mm(1) * self._canvas.unit
        return Box(
            *(length / unit for length in (shape.left, shape.top, shape.width, shape.height))
        )

    def fit_words(self, shape: Shape) -> None:
        """Make the letters of a shape smaller where its words have no room in it.

        What a template says of their size may stand in its master: letters without a size are
        taken for those of PowerPoint.
        """
        box, runs = self.box_of(shape), [r for p in shape.text_frame.paragraphs for r in p.runs]
        kind = shape.placeholder_format.type if shape.is_placeholder else None
        usual = USUAL_TITLE if kind in TITLES else USUAL_TEXT
        points = max((run.font.size.pt for run in runs if run.font.size), default=usual)
        style = Style(points / self._canvas.unit)
        words = " ".join(run.text for run in runs)
        fitted = fitting(style, words, FRAME_SHARE * box.width, FRAME_SHARE * box.height)
        if fitted.size < style.size:
            for run in runs:
                run.font.size = Pt(fitted.size * self._canvas.unit)

    def _end(self, place: Shape) -> float:
        """Return where a place ends, in mm from the top."""
        return float((place.top + place.height) / (Mm(1) * self._canvas.unit))

    def _fill_place(self, place: Shape, box: Box, paragraphs: Sequence[str], style: Style) -> float:
        """Move a place to a box and write paragraphs into it; return where they end, in mm."""
        place.left, place.top, place.width, place.height = self._corners(box)
        place.text_frame.clear()
        return self._fill(place.text_frame, box, paragraphs, style, "left")

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
            paint(made.fill.fore_color, fill)
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
        set_chart_font(chart.font, Pt(CHART_POINTS * self._canvas.unit))
        _dress_axes(chart, max(value for _, value in values))
        _dress_bars(chart.plots[0])

    def picture(self, box: Box, png: bytes, svg: bytes, description: str) -> None:
        """Put a picture into a box, as a drawing too, with what it shows in words."""
        shape = self._slide.shapes.add_picture(BytesIO(png), *self._corners(box))
        put_svg_behind(self._slide, shape, svg)
        describe(shape, description)

    def notes(self, lines: Sequence[str]) -> None:
        """Write the speaker's notes, if there are any."""
        if not lines:
            return
        frame = self._slide.notes_slide.notes_text_frame
        if frame is None:
            return
        for number, line in enumerate(lines):
            paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
            write_run(paragraph, line, None)

    def _length(self, mm: float) -> Length:
        return Length(round(Mm(1) * mm * self._canvas.unit))

    def _corners(self, box: Box) -> tuple[Length, Length, Length, Length]:
        left, top, width, height = map(self._length, (box.left, box.top, box.width, box.height))
        return left, top, width, height

    def _scaled(self, style: Style) -> Style:
        return replace(style, size=style.size * self._canvas.unit)


def _dress_axes(chart: Chart, longest: float) -> None:
    """Take what a bar needs not off its axes, and leave room for the label of the longest."""
    names, values = chart.category_axis, chart.value_axis
    names.reverse_order = True
    paint(names.format.line.color, EDGE)
    label_every_bar(names)
    names.has_major_gridlines = values.has_major_gridlines = values.visible = False
    values.minimum_scale, values.maximum_scale = 0, ROOM_FOR_LABELS * (longest or 1)


def _dress_bars(plot: BarPlot) -> None:
    """Give the bars their colour and each its number."""
    plot.gap_width, plot.has_data_labels = 45, True
    plot.data_labels.position = XL_LABEL_POSITION.OUTSIDE_END
    fill = plot.series[0].format.fill
    fill.solid()
    paint(fill.fore_color, BAR)
