"""The contents of a document: the names of its parts, how many projects each has, their pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from briefing.content import Briefing
from briefing.paper.page.document import Document
from briefing.paper.page.heading import draw_foot, draw_heading, draw_subtitle
from briefing.paper.page.page import Box, Page
from briefing.paper.page.palette import CHOSEN, EDGE, QUIET
from briefing.paper.sheet import Size, draw_edge
from geo.words.numerals import number

ENTRY: Final = 8.5
ROW: Final = 1.5
"""Height of a row, in lines."""

NUMBER_WIDTH: Final = 9.0
COLUMNS: Final = 2
COLUMN_GAP: Final = 8.0


@dataclass(frozen=True)
class Part:
    """A part of a document: its name, its page after the contents, how many projects it has."""

    name: str
    page: int
    count: int | None = None


class Contents:
    """The pages of contents of a document, with links to its parts."""

    def __init__(self, briefing: Briefing, size: Size, parts: Sequence[Part], before: int) -> None:
        """Take the parts; ``before`` is how many pages stand before the contents."""
        self._briefing, self._size, self._parts = briefing, size, parts
        page, body = self._page()
        self._row_height = ROW * page.line_height(ENTRY)
        self._rows = int(body.height // self._row_height)
        self.pages = -(-len(parts) // (COLUMNS * self._rows))
        self._after = before + self.pages

    def add_to(self, document: Document) -> None:
        """Add the pages to a document, with a bookmark on the first."""
        for page in range(self.pages):
            document.add(self._draw(page), *[self._heading][page:])

    @property
    def _heading(self) -> str:
        return self._briefing.text("atlas.contents")

    def _draw(self, number: int) -> Page:
        """Return a page of contents, counted from 0."""
        page, body = self._page()
        gap, most = COLUMN_GAP * page.scale, COLUMNS * self._rows
        width = (body.width - gap) / COLUMNS
        with page.element("TOC"):
            for at, part in enumerate(self._parts[number * most : (number + 1) * most]):
                column, row = divmod(at, self._rows)
                left, top = body.left + column * (width + gap), body.top + row * self._row_height
                with page.element("TOCI"):
                    self._entry(page, Box(left, top, width, self._row_height), part)
        return page

    def _entry(self, page: Page, box: Box, part: Part) -> None:
        """Draw a part's name and the number of its page, which lead there, and its count."""
        target, column = self._after + part.page, NUMBER_WIDTH * page.scale
        name = page.wrap(part.name, box.width - 2 * column, ENTRY, most_lines=1)
        page.lines(box.left, box.top, name, ENTRY, target=target)
        count = [] if part.count is None else [number(part.count)]
        page.lines(box.right - column, box.top, count, ENTRY, color=QUIET, align="right")
        said = [str(target + 1)]
        page.lines(
            box.right, box.top, said, ENTRY, color=CHOSEN, bold=True, align="right", target=target
        )
        page.rule(box.left, box.right, box.bottom - page.scale, EDGE)

    def _page(self) -> tuple[Page, Box]:
        """Return a page with its heading and foot, and the box between them."""
        briefing, size = self._briefing, self._size
        page = Page(size.width, size.height, size.scale)
        inner = draw_edge(page)
        y = draw_heading(page, inner, self._heading)
        said = f"{briefing.title} · {briefing.text('atlas.columns')}"
        y = draw_subtitle(page, inner, y, said, color=QUIET) + 4 * page.scale
        bottom = draw_foot(page, inner, briefing.notes, briefing.signature)
        return page, Box(inner.left, y, inner.width, bottom - y)
