"""Pages of lists: tables that flow over pages, each under the repeated head of its columns."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from briefing.content import Briefing
from briefing.paper.page.document import Document
from briefing.paper.page.list_table import BODY, ListTable
from briefing.paper.page.listing import Listing
from briefing.paper.page.page import Page
from briefing.paper.page.palette import QUIET
from briefing.paper.sheet import Size

MARGIN: Final = 16.0
FOOT: Final = 12.0
"""From the lower edge to the foot."""

LEAST: Final = 40.0
"""A list begins on a page that has so much room left."""

GAP: Final = 6.0
"""Between two lists on a page."""


@dataclass(frozen=True)
class _Chunk:
    """What one page has of a table: rows below y, under the heading if it begins here."""

    table: ListTable
    y: float
    begins: bool
    rows: range


class ListPages:
    """The pages that some lists take; ``starts`` are the headings, and the page of each from 0."""

    def __init__(self, briefing: Briefing, size: Size, listings: Sequence[Listing]) -> None:
        """Break the lists into pages."""
        self._size, ruler = size, Page(size.width, size.height)
        width = size.width - 2 * MARGIN
        said = f"{briefing.title} · {briefing.data_as_of} · {briefing.approval}"
        self._foot = ruler.wrap(said, 0.9 * width, BODY, most_lines=1)
        self._pages: list[list[_Chunk]] = [[]]
        self._y = MARGIN
        tables = [ListTable(one, ruler, MARGIN, width) for one in listings]
        self.starts = [(table.listing.heading, self._lay(table)) for table in tables]

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return len(self._pages)

    def add_to(self, document: Document) -> None:
        """Add the pages to a document, with a bookmark for each list."""
        for number in range(self.pages):
            begins = (heading for heading, start in self.starts if start == number)
            document.add(self._draw(number), *begins)

    def _draw(self, number: int) -> Page:
        """Return a page, counted from 0."""
        page = Page(self._size.width, self._size.height)
        for chunk in self._pages[number]:
            y = chunk.table.draw_heading(page, chunk.y) if chunk.begins else chunk.y
            chunk.table.draw_rows(page, y, chunk.rows)
        with page.structure.unread():
            page.lines(MARGIN, page.height - FOOT, self._foot, BODY, color=QUIET)
        return page

    def _lay(self, table: ListTable) -> int:
        """Lay out a table on this page and the next ones; return the page on which it begins."""
        if self._y + LEAST > self._size.height - MARGIN:
            self._turn()
        start, row = len(self._pages) - 1, self._fill(table, 0)
        while row < len(table.rows):
            self._turn()
            row = self._fill(table, row)
        self._y += GAP
        return start

    def _turn(self) -> None:
        self._pages.append([])
        self._y = MARGIN

    def _fill(self, table: ListTable, first: int) -> int:
        """Lay out rows from the first on, as many as this page takes; return the next one."""
        y, row, begins = self._y, first, first == 0
        self._y += table.heading_height * begins + table.height(table.head)
        while row < len(table.rows):
            height = table.height(table.rows[row])
            if row > first and self._y + height > self._size.height - MARGIN:
                break
            self._y += height
            row += 1
        self._pages[-1].append(_Chunk(table, y, begins, range(first, row)))
        return row
