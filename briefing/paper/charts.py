"""The charts of a view on one sheet: sectors by cluster, statuses, investment, years."""

from collections.abc import Callable, Sequence
from typing import Final

from briefing.content import Briefing
from briefing.paper.page.entries import BODY, HEADING, SMALL, draw_small
from briefing.paper.page.heading import draw_foot, draw_heading, draw_subtitle
from briefing.paper.page.page import Box, Page
from briefing.paper.page.palette import CHOSEN, INK, PAPER, QUIET, on_paper
from briefing.paper.sheet import Size, draw_edge
from geo.say.chart_words import BarChart, BarOfChart, CountTable
from layers.palette import BAR

GAP: Final = 7.0
ROW: Final = 5.6
"""The height in mm of a row, at most."""

LABEL_SHARE: Final = 0.3
VALUE_SHARE: Final = 0.2
"""Of the width: names of bars at the left of them, values at their right."""

PALEST, DARKEST = 0.06, 0.95
DARK: Final = 0.55
"""From this share of the largest count on a cell is so dark that its number is light."""


def draw_charts(briefing: Briefing, size: Size) -> Page:
    """Return the sheet of a briefing's charts."""
    page = Page(size.width, size.height, size.scale)
    inner = draw_edge(page)
    y = draw_heading(page, inner, briefing.title)
    said = f"{briefing.filters} · {briefing.charts.rule}"
    y = draw_subtitle(page, inner, y, said, color=QUIET) + 3 * page.scale
    if briefing.options.note:
        y = draw_subtitle(page, inner, y, briefing.options.note) + 3 * page.scale
    bottom = draw_foot(page, inner, [briefing.data_as_of], briefing.made_on)
    body = Box(inner.left, y, inner.width, bottom - y)
    for box, draw in zip(_boxes(body, size, page.scale), _charts(briefing), strict=True):
        draw(page, box)
    return page


def _charts(briefing: Briefing) -> list[Callable[[Page, Box], None]]:
    table, bars = briefing.charts.table, briefing.charts.bars
    return [
        lambda page, box: _draw_table(page, box, table),
        *(lambda page, box, chart=chart: _draw_bars(page, box, chart) for chart in bars),
    ]


def _boxes(body: Box, size: Size, scale: float) -> list[Box]:
    """Return where the charts stand: the table at the left, or above, and bars beside it."""
    gap = GAP * scale
    if size.is_upright:
        heights = [0.34, 0.2, 0.23, 0.23]
        free, y, boxes = body.height - 3 * gap, body.top, []
        for share in heights:
            boxes.append(Box(body.left, y, body.width, share * free))
            y += share * free + gap
        return boxes
    half, high = (body.width - gap) / 2, (body.height - gap) / 2
    right, below = body.left + half + gap, body.top + high + gap
    return [Box(x, y, half, high) for y in (body.top, below) for x in (body.left, right)]


def _draw_title(page: Page, box: Box, title: str) -> Box:
    """Draw the title of a chart; return the box below it."""
    lines = page.wrap(title, box.width, HEADING, bold=True)
    with page.element("H2"):
        y = page.lines(box.left, box.top, lines, HEADING, bold=True, color=CHOSEN) + page.scale
    return Box(box.left, y, box.width, box.bottom - y)


def _draw_bars(page: Page, box: Box, chart: BarChart) -> None:
    """Draw bars from above, each with its name and its value in words, and what is left out."""
    room = _draw_title(page, box, chart.title)
    note = page.line_height(SMALL) if chart.note else 0
    row = min(ROW * page.scale, (room.height - note) / max(1, len(chart.bars)))
    left, width = room.left + LABEL_SHARE * room.width, _bar_room(room)
    with page.element("Table"):
        for at, bar in enumerate(chart.bars):
            long = width * bar.value / (chart.most or 1)
            _draw_bar(page, Box(left, room.top + at * row, long, row), bar)
    draw_small(page, room, room.top + row * len(chart.bars), [chart.note] if chart.note else [])


def _draw_bar(page: Page, box: Box, bar: BarOfChart) -> None:
    """Draw a bar as long as a box, its name before it and its value behind it."""
    page.fill(Box(box.left, box.top + 0.12 * box.height, box.width, 0.76 * box.height), BAR)
    baseline = box.top + box.height / 2 + BASELINE * page.line_height(BODY)
    with page.element("TR"):
        with page.element("TH", scope="Row"):
            page.text(box.left - 1.5, baseline, bar.label, BODY, align="right")
        with page.element("TD"):
            page.text(box.right + 1.2, baseline, bar.said, BODY, color=INK)


BASELINE: Final = 0.25
"""From the middle of a row to the baseline of its letters, in heights of a line."""


def _bar_room(room: Box) -> float:
    return (1 - LABEL_SHARE - VALUE_SHARE) * room.width


def _draw_table(page: Page, box: Box, table: CountTable) -> None:
    """Draw counts as cells, the darker the more."""
    room = _draw_title(page, box, table.title)
    label, columns = 0.2 * room.width, len(table.columns)
    width = (room.width - label) / columns
    heads = [page.wrap(name, width - 1, SMALL) for name in table.columns]
    top = room.top + max(map(len, heads)) * page.line_height(SMALL) + page.scale
    row = min(1.2 * ROW * page.scale, (room.bottom - top) / len(table.rows))
    with page.element("Table"):
        _draw_heads(page, Box(room.left + label, room.top, width, 0), heads)
        for number, (name, counts) in enumerate(zip(table.rows, table.counts, strict=True)):
            first = Box(room.left + label, top + number * row, width, row)
            _draw_row(page, first, name, counts, table.most or 1)


def _draw_heads(page: Page, first: Box, heads: Sequence[Sequence[str]]) -> None:
    """Draw the heads of columns as wide as the first; above the names of rows stands none."""
    with page.element("TR"):
        with page.element("TD"):
            page.text(first.left, first.top, "", SMALL)
        for at, head in enumerate(heads):
            with page.element("TH", scope="Column"):
                middle = first.left + (at + 0.5) * first.width
                page.lines(middle, first.top, head, SMALL, color=QUIET, align="center")


def _draw_row(page: Page, first: Box, name: str, counts: Sequence[int], most: int) -> None:
    """Draw a row of counts from its first cell on, and its name before that."""
    baseline = first.top + first.height / 2 + BASELINE * page.line_height(BODY)
    with page.element("TR"):
        with page.element("TH", scope="Row"):
            page.text(first.left - 1.5, baseline, name, BODY, align="right")
        for at, count in enumerate(counts):
            left = first.left + at * first.width + 0.3
            cell = Box(left, first.top + 0.3, first.width - 0.6, first.height - 0.6)
            with page.element("TD"):
                _draw_cell(page, cell, baseline, count, count / most)


def _draw_cell(page: Page, cell: Box, baseline: float, count: int, share: float) -> None:
    page.fill(cell, on_paper(BAR, PALEST + share * (DARKEST - PALEST)))
    color = PAPER if share >= DARK else INK if count else QUIET
    page.text(cell.left + cell.width / 2, baseline, str(count), BODY, color=color, align="center")
