"""The atlas: a sheet for every district, cluster or project of a view, with contents, as one PDF.

Each sheet has its key map, the inset of its strip; contents lead to the pages.
"""

from collections.abc import Sequence
from typing import Final

from briefing.content import Briefing
from briefing.paper.document import Document
from briefing.paper.fonts import printable
from briefing.paper.heading import draw_foot, draw_heading, draw_subtitle
from briefing.paper.page import Box, Page
from briefing.paper.palette import CHOSEN, EDGE, QUIET
from briefing.paper.picture import pdf_of
from briefing.paper.sheet import Size, draw_edge, draw_sheet, numbered
from briefing.section import Section, make_section
from geo.ground.membership import PROJECT_PREFIX

SERIES: Final = ("district", "cluster", "project")
ENTRY: Final = 8.5
NUMBER_WIDTH: Final = 9.0


def atlas_file(briefing: Briefing, size: Size) -> bytes:
    """Return the atlas of a briefing's series as PDF.

    First the sheet of the view, then contents, then a sheet for each part that has a project.
    """
    sections = sections_of(briefing, briefing.options.series)
    contents = _Contents(briefing, size, sections)
    document, total = Document(briefing), 1 + contents.pages + len(sections)
    document.add(
        pdf_of(numbered(draw_sheet(briefing, size), f"1 / {total}"), briefing), briefing.title
    )
    heading = printable(briefing.text("atlas.contents"))
    for number in range(contents.pages):
        page = numbered(contents.draw(number), f"{2 + number} / {total}")
        document.add(pdf_of(page, briefing), None if number else heading)
    for section in sections:
        said = f"{document.pages + 1} / {total}"
        page = numbered(draw_sheet(briefing, size, section), said)
        document.add(pdf_of(page, briefing), printable(section.name))
    for page_at, box, target in contents.links:
        document.link(1 + page_at, box, 1 + contents.pages + target)
    return document.content()


def sections_of(briefing: Briefing, series: str) -> list[Section]:
    """Return a section for each part of a briefing's focus that has a project shown."""
    atlas, focus = briefing.atlas, briefing.focus
    if series == "cluster":
        return list(briefing.clusters)
    if series == "project":
        keys = [f"{PROJECT_PREFIX}{project.id}" for project in focus.projects]
    else:
        places = atlas.register.places.of_kind("district")
        keys = [
            place.key for place in places if (focus.mask & atlas.membership.mask(place.key)).any()
        ]
    return [make_section(atlas, briefing.view, key, focus.mask) for key in keys]


class _Contents:
    """The pages of contents; ``links`` are the boxes of entries, by page, with what they name."""

    def __init__(self, briefing: Briefing, size: Size, sections: Sequence[Section]) -> None:
        self._briefing, self._size, self._sections = briefing, size, sections
        self._trial = self._page()
        self.links: list[tuple[int, Box, int]] = []

    @property
    def pages(self) -> int:
        """How many pages they are."""
        return -(-len(self._sections) // self._most)

    def draw(self, number: int) -> Page:
        """Return a page of contents, counted from 0."""
        page, body = self._page()
        width, height = self._column(body), 1.5 * page.line_height(ENTRY)
        first = number * self._most
        for at, section in enumerate(self._sections[first : first + self._most]):
            column, row = divmod(at, self._rows)
            box = Box(body.left + column * (width + 8), body.top + row * height, width, height)
            self._entry(page, box, section, 2 + self.pages + first + at)
            self.links.append((number, box, first + at))
        return page

    def _entry(self, page: Page, box: Box, section: Section, number: int) -> None:
        room = box.width - 2 * NUMBER_WIDTH * page.scale
        name = page.wrap(section.name, room, ENTRY, most_lines=1)
        page.lines(box.left, box.top, name, ENTRY)
        count = f"{section.summary.projects:,}"
        middle = box.right - NUMBER_WIDTH * page.scale
        page.lines(middle, box.top, [count], ENTRY, color=QUIET, align="right")
        page.lines(box.right, box.top, [str(number)], ENTRY, color=CHOSEN, bold=True, align="right")
        page.rule(box.left, box.right, box.bottom - 1, EDGE)

    def _page(self) -> tuple[Page, Box]:
        """Return a page with its heading and foot, and the box between them."""
        briefing, size = self._briefing, self._size
        page = Page(size.width, size.height, size.scale)
        inner = draw_edge(page)
        y = draw_heading(page, inner, briefing.text("atlas.contents"))
        said = f"{briefing.title} · {briefing.text('atlas.columns')}"
        y = draw_subtitle(page, inner, y, said, color=QUIET) + 4 * page.scale
        bottom = draw_foot(page, inner, briefing.notes, briefing.signature)
        return page, Box(inner.left, y, inner.width, bottom - y)

    def _column(self, body: Box) -> float:
        return (body.width - 8) / 2

    @property
    def _rows(self) -> int:
        page, body = self._trial
        return int(body.height // (1.5 * page.line_height(ENTRY)))

    @property
    def _most(self) -> int:
        return 2 * self._rows
