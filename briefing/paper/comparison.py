"""The places that a view compares, side by side on paper: a table that runs over pages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from briefing.content import Briefing
from briefing.paper.page.entries import BODY, HEADING, SMALL
from briefing.paper.page.heading import draw_foot, draw_heading, draw_subtitle, write_number
from briefing.paper.page.page import Box, Page
from briefing.paper.page.palette import CHOSEN, EDGE, INK, PAPER, QUIET
from briefing.paper.sheet import Size, draw_edge
from geo.say.side_by_side import Cell, ComparedPart, ComparedRow, SideBySide

NAME_SHARE: Final = 0.5
"""The width of the column of names, in those of a place's column."""

LETTERS: Final = (1.0, 0.85)
"""The shares of their size that letters may have so that all of it is one page."""

PADDING: Final = 1.2
Line = tuple[str, float, str, bool]
"""A line of a cell: its words, size, colour and whether it is bold."""


def comparison_pages(briefing: Briefing, size: Size) -> list[Page]:
    """Return the sheet of the places that a view compares: one page if it can be, else several."""
    for letters in LETTERS:
        pages = _Table(briefing, size, letters).draw()
        if len(pages) == 1:
            return pages
    pages = _Table(briefing, size, 1).draw()
    for at, page in enumerate(pages, 1):
        write_number(page, f"{at} / {len(pages)}")
    return pages


@dataclass(frozen=True)
class _Block:
    """A row of the table, laid out: the lines of each cell; a heading has one cell."""

    cells: tuple[tuple[Line, ...], ...]
    height: float
    fill: str = ""


class _Table:
    def __init__(self, briefing: Briefing, size: Size, letters: float) -> None:
        self._briefing, self._size, self._letters = briefing, size, letters
        self._compared: SideBySide = briefing.side_by_side

    def draw(self) -> list[Page]:
        """Return the pages."""
        first, body = self._begin()
        tables = self._laid(first, body)
        pages = [first, *(self._begin()[0] for _ in tables[1:])]
        for page, blocks in zip(pages, tables, strict=True):
            self._draw_table(page, body, blocks)
        return pages

    def _laid(self, page: Page, body: Box) -> list[list[_Block]]:
        """Return the rows of each page below the repeated head; a heading keeps to what follows."""
        head, *blocks = self._blocks(page, body)
        tables, y = [[head]], body.top + head.height
        for block, after in zip(blocks, [*blocks[1:], None], strict=True):
            kept = block.height + (after.height if after and len(block.cells) == 1 else 0)
            if y + kept > body.bottom:
                tables.append([head])
                y = body.top + head.height
            tables[-1].append(block)
            y += block.height
        return tables

    def _begin(self) -> tuple[Page, Box]:
        """Return a new page with heading and foot, and the box between them."""
        said, compared, size = self._briefing, self._compared, self._size
        page = Page(size.width, size.height, size.scale)
        inner = draw_edge(page)
        y = draw_heading(page, inner, said.title)
        y = draw_subtitle(page, inner, y, f"{compared.answers} · {said.filters}", color=QUIET)
        if said.options.note:
            y = draw_subtitle(page, inner, y, said.options.note)
        notes = [said.data_as_of, *compared.notes]
        bottom = draw_foot(page, inner, notes, said.made_on)
        y += 2.5 * page.scale
        return page.scaled(self._letters), Box(inner.left, y, inner.width, bottom - y)

    def _blocks(self, page: Page, body: Box) -> Iterator[_Block]:
        """Yield the head of the table, then each part: its heading and its rows."""
        width, widths = body.width, self._widths(body.width)
        names = ["", *self._compared.places]
        head = [[(name, BODY, PAPER, True)] for name in names]
        yield self._block(page, head, widths, CHOSEN)
        for part in self._compared.parts:
            yield self._block(page, [[(part.title, HEADING, CHOSEN, True)]], [width])
            yield from self._rows(page, part, body)

    def _rows(self, page: Page, part: ComparedPart, body: Box) -> Iterator[_Block]:
        """Yield the rows of a part; one that is higher than half a page, an entry at a time."""
        if not part.rows:
            yield self._block(page, [[(part.none, BODY, QUIET, False)]], [body.width])
        widths = self._widths(body.width)
        for row in part.rows:
            whole = self._block(page, _lines_of(row), widths)
            apart = whole.height > body.height / 2
            rows = row.entry_by_entry() if apart else [row]
            yield from (self._block(page, _lines_of(one), widths) for one in rows)

    def _block(
        self, page: Page, cells: Sequence[Sequence[Line]], widths: Sequence[float], fill: str = ""
    ) -> _Block:
        """Break the lines of cells to their widths."""
        padding = PADDING * page.scale
        broken = tuple(
            tuple(
                (words, size, color, bold)
                for text, size, color, bold in cell
                for words in page.wrap(text, width - 2 * padding, size, bold=bold)
            )
            for cell, width in zip(cells, widths, strict=True)
        )
        heights = (sum(page.line_height(size) for _, size, _, _ in cell) for cell in broken)
        return _Block(broken, max(heights) + padding, fill)

    def _draw_table(self, page: Page, body: Box, blocks: Sequence[_Block]) -> None:
        """Draw rows below each other."""
        y = body.top
        with page.element("Table"):
            for block in blocks:
                with page.element("TR"):
                    self._place(page, Box(body.left, y, body.width, block.height), block)
                y += block.height

    def _place(self, page: Page, box: Box, block: _Block) -> None:
        """Draw a row in a box."""
        is_row, left = len(block.cells) > 1, box.left
        if block.fill:
            page.fill(box, block.fill)
        widths = self._widths(box.width) if is_row else [box.width]
        indent = PADDING * page.scale if is_row else 0
        for at, (cell, width) in enumerate(zip(block.cells, widths, strict=True)):
            scope = "Column" if block.fill else "" if at else "Row"
            with page.element("TH" if scope else "TD", scope=scope):
                _write(page, left + indent, box.top + PADDING * page.scale / 2, cell)
            left += width
        page.rule(box.left, box.right, box.bottom, EDGE, 0.3)

    def _widths(self, width: float) -> list[float]:
        shares = [NAME_SHARE, *(1.0 for _ in self._compared.places)]
        return [width * share / sum(shares) for share in shares]


def _write(page: Page, x: float, y: float, cell: Sequence[Line]) -> None:
    """Write the lines of a cell below y."""
    for words, size, color, bold in cell:
        y = page.lines(x, y, [words], size, color=color, bold=bold)


def _lines_of(row: ComparedRow) -> list[list[Line]]:
    """Return the lines of each cell of a row, that of its name first."""
    return [[(row.name, BODY, INK, True)], *(_lines_of_cell(cell) for cell in row.cells)]


def _lines_of_cell(cell: Cell) -> list[Line]:
    pairs = (((one.name, INK), (one.more, QUIET)) for one in cell)
    return [(words, SMALL, ink, False) for pair in pairs for words, ink in pair if words]
