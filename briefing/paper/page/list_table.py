"""A list of a report as a table that may be broken between its rows."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Final

from briefing.paper.page.listing import Listing
from briefing.paper.page.page import Box, Page
from briefing.paper.page.palette import CHOSEN, EDGE, PAPER

HEADING: Final = 13.0
BODY: Final = 7.0
BESIDE, ABOVE = 1.0, 0.5
"""Padding of a cell in mm."""

Lines = Sequence[str]
Row = Sequence[Lines]
"""The lines of the cells of a row."""


class ListTable:
    """A list laid out in a width: the lines of its cells, and how high its rows are, in mm."""

    def __init__(self, listing: Listing, ruler: Page, left: float, width: float) -> None:
        """Take a list; ``ruler`` is a page like those that it will stand on."""
        self.listing, self._ruler, self._left, self._width = listing, ruler, left, width

    @cached_property
    def heading(self) -> Lines:
        """The lines of its heading."""
        return self._ruler.wrap(self.listing.heading, self._width, HEADING, bold=True)

    @property
    def heading_height(self) -> float:
        """Height of its heading."""
        return len(self.heading) * self._ruler.line_height(HEADING)

    @cached_property
    def head(self) -> Row:
        """The heads of its columns; what is said instead where it has no rows."""
        if not self.listing.rows:
            return [self._ruler.wrap(self.listing.none, self._width, BODY)]
        return self._wrapped([name for name, _ in self.listing.columns], bold=True)

    @cached_property
    def rows(self) -> list[Row]:
        """Its rows."""
        return [self._wrapped(cells) for cells in self.listing.rows]

    def height(self, row: Row) -> float:
        """Return the height of a row."""
        return max(map(len, row)) * self._ruler.line_height(BODY) + 2 * ABOVE

    def draw_heading(self, page: Page, y: float) -> float:
        """Draw the heading below y; return where it ends."""
        with page.element("H1"):
            return page.lines(self._left, y, self.heading, HEADING, bold=True, color=CHOSEN)

    def draw_rows(self, page: Page, y: float, rows: range) -> None:
        """Draw some rows below y, under the head of their columns."""
        if not self.listing.rows:
            page.lines(self._left, y, self.head[0], BODY)
            return
        with page.element("Table"):
            y = self._draw_head(page, y)
            for number in rows:
                y = self._draw_row(page, y, number)

    def _draw_head(self, page: Page, y: float) -> float:
        height = self.height(self.head)
        page.fill(Box(self._left, y, self._width, height), CHOSEN)
        with page.element("TR"):
            for x, lines in zip(self._lefts(), self.head, strict=True):
                with page.element("TH", scope="Column"):
                    page.lines(x, y + ABOVE, lines, BODY, color=PAPER, bold=True)
        return y + height

    def _draw_row(self, page: Page, y: float, number: int) -> float:
        row, listing = self.rows[number], self.listing
        link = listing.links[number] if listing.links else ""
        with page.element("TR"):
            for column, (x, lines) in enumerate(zip(self._lefts(), row, strict=True)):
                target = link if column == listing.linked else ""
                with page.element("TD"):
                    page.lines(x, y + ABOVE, lines, BODY, target=target)
        end = y + self.height(row)
        page.rule(self._left, self._left + self._width, end, EDGE, 0.4)
        return end

    def _wrapped(self, cells: Sequence[str], *, bold: bool = False) -> Row:
        return [
            self._ruler.wrap(cell, width - 2 * BESIDE, BODY, bold=bold)
            for cell, width in zip(cells, self._widths, strict=True)
        ]

    @cached_property
    def _widths(self) -> list[float]:
        whole = sum(share for _, share in self.listing.columns)
        return [self._width * share / whole for _, share in self.listing.columns]

    def _lefts(self) -> Iterator[float]:
        """Yield where the text of each column begins."""
        x = self._left + BESIDE
        for width in self._widths:
            yield x
            x += width
