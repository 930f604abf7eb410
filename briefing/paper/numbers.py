"""The numbers beside a map on paper: a table of indicators, and the sectors as bars."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from briefing.paper.page.line import Align
from briefing.paper.page.page import Box, Page
from briefing.paper.page.palette import CHOSEN, EDGE, INK, PAPER, QUIET
from briefing.section import Bar, Table, TableRow
from geo.words.numerals import number
from geo.words.text import Text
from layers.palette import BAR

HEADING: Final = 9.5
BODY: Final = 8.0
ROW_GAP: Final = 0.2
"""Between two rows of a table, in lines."""

WIDEST_HEAD: Final = 0.24
"""The most of a table's width that the name of a place makes its column; it is wrapped there."""


def table_height(page: Page, width: float, table: Table) -> float:
    """Return the height in mm that a table takes."""
    heads = max(map(len, _heads(page, width, table)))
    rows = sum(len(_name_lines(page, width, table, row)) + ROW_GAP for row in table.rows)
    return page.line_height(BODY) * (heads + 2 * ROW_GAP + rows)


def draw_table(page: Page, box: Box, table: Table) -> float:
    """Draw a table under its head; return where it ends."""
    line, pad = page.line_height(BODY), _pad(page)
    rights = _right_edges(page, box, table)
    heads = _heads(page, box.width, table)
    height = (max(map(len, heads)) + ROW_GAP) * line
    page.fill(Box(box.left, box.top, box.width, height), CHOSEN)
    top = box.top + ROW_GAP / 2 * line
    places: list[tuple[float, Align]] = [(box.left + pad, "left")]
    places += [(right, "right") for right in rights]
    with page.element("Table"):
        with page.element("TR"):
            for (x, align), head in zip(places, heads, strict=True):
                with page.element("TH", scope="Column"):
                    page.lines(x, top, head, BODY, color=PAPER, bold=True, align=align)
        y = box.top + height + ROW_GAP * line
        for row in table.rows:
            y = _draw_row(page, replace(box, top=y), table, row)
    return y


def _draw_row(page: Page, box: Box, table: Table, row: TableRow) -> float:
    """Draw a row of a table at the top of a box; return where it ends."""
    gap = ROW_GAP * page.line_height(BODY)
    with page.element("TR"):
        with page.element("TH", scope="Row"):
            names = _name_lines(page, box.width, table, row)
            end = page.lines(box.left + _indent(page, row), box.top, names, BODY)
        for right, value in zip(_right_edges(page, box, table), row.values, strict=True):
            with page.element("TD"):
                page.lines(right, box.top, [value], BODY, color=INK, align="right")
    page.rule(box.left, box.right, end + gap / 2, EDGE)
    return end + gap


def _pad(page: Page) -> float:
    return 1.5 * page.scale


def _indent(page: Page, row: TableRow) -> float:
    return _pad(page) + (3 * page.scale if row.indent else 0)


def _widths(page: Page, width: float, table: Table) -> list[float]:
    """Return the widths of the columns of values: as their values need, or their heads."""
    columns = zip(*(row.values for row in table.rows), strict=True)
    needed = [max(page.width_of(value, BODY) for value in values) for values in columns]
    heads = [page.width_of(head, BODY) for head in table.head[1:]]
    gap = 4 * page.scale
    return [
        max(values, min(head, WIDEST_HEAD * width)) + gap
        for values, head in zip(needed, heads, strict=True)
    ]


def _right_edges(page: Page, box: Box, table: Table) -> list[float]:
    widths = _widths(page, box.width, table)
    return [box.right - _pad(page) - sum(widths[n + 1 :]) for n in range(len(widths))]


def _heads(page: Page, width: float, table: Table) -> list[list[str]]:
    """Return the lines of every head."""
    widths = _widths(page, width, table)
    rooms = [width - 2 * _pad(page) - sum(widths), *(w - 3 * page.scale for w in widths)]
    return [
        page.wrap(head, room, BODY, bold=True) for head, room in zip(table.head, rooms, strict=True)
    ]


def _name_lines(page: Page, width: float, table: Table, row: TableRow) -> list[str]:
    room = width - _pad(page) - sum(_widths(page, width, table)) - _indent(page, row)
    return page.wrap(row.name, room, BODY)


def bars_height(page: Page, bars: Sequence[Bar]) -> float:
    """Return the height in mm that the sectors take."""
    return page.line_height(HEADING) + max(len(bars), 1) * page.line_height(BODY)


def draw_bars(page: Page, box: Box, bars: Sequence[Bar], text: Text) -> float:
    """Draw the sectors as bars below the top of a box; return where they end."""
    with page.element("H2"):
        y = page.lines(box.left, box.top, [text("panel.sectors")], HEADING, bold=True)
    if not bars:
        none = page.wrap(text("briefing.no_projects"), box.width, BODY)
        return page.lines(box.left, y, none, BODY, color=QUIET)
    names = max(page.width_of(bar.name, BODY) for bar in bars) + 3 * page.scale
    room = box.width - names - 10 * page.scale
    with page.element("Table"):
        for bar in bars:
            _draw_bar(
                page, Box(box.left + names, y, room * bar.count / bars[0].count, 0), box.left, bar
            )
            y += page.line_height(BODY)
    return y


def _draw_bar(page: Page, strip: Box, left: float, bar: Bar) -> None:
    """Draw a sector: its name from the left, its bar as wide as the strip, its count behind."""
    height = page.line_height(BODY)
    page.fill(Box(strip.left, strip.top + 0.2 * height, strip.width, 0.6 * height), BAR)
    with page.element("TR"):
        with page.element("TH", scope="Row"):
            page.lines(left, strip.top, [bar.name], BODY)
        with page.element("TD"):
            page.lines(strip.right + 1.5 * page.scale, strip.top, [number(bar.count)], BODY)
