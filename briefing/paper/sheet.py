"""The map sheet: one page that says all without its presenter."""

from dataclasses import dataclass
from typing import Final

from briefing.content import Briefing
from briefing.paper.column import draw_column, draw_two_columns, least_two_columns
from briefing.paper.frame import Frame, bounds_of_section, frame_of
from briefing.paper.heading import draw_foot, draw_title
from briefing.paper.map import draw_map
from briefing.paper.marginalia import Strip
from briefing.paper.page import Box, Page
from briefing.paper.palette import CHOSEN
from briefing.section import Section

MARGIN: Final = 9.0
MAP_SHARES: Final = (0.42, 0.56)
"""Least and most of an upright sheet's body that map and strip take."""


@dataclass(frozen=True)
class Size:
    """A sheet of paper in mm, and what its letters are multiplied by."""

    name: str
    width: float
    height: float
    scale: float

    @property
    def is_upright(self) -> bool:
        """Tell whether the sheet is higher than wide."""
        return self.height > self.width


SIZES: Final = {
    size.name: size
    for size in (
        Size("16:9", 338.67, 190.5, 1.0),
        Size("a4-landscape", 297, 210, 1.0),
        Size("a4-portrait", 210, 297, 1.0),
        Size("a3-landscape", 420, 297, 1.4),
        Size("a3-portrait", 297, 420, 1.4),
    )
}


def draw_sheet(briefing: Briefing, size: Size, section: Section | None = None) -> Page:
    """Return the sheet of a briefing, or of one of its sections, drawn on a page.

    A sheet of the view's own focus shows the view's extent, if it has one; others show all of
    their place.
    """
    page = Page(size.width, size.height, size.scale)
    section = section or briefing.focus
    inner = draw_edge(page)
    top = draw_title(page, inner, briefing, section)
    bottom = draw_foot(page, inner, briefing.map_notes, briefing.signature)
    body = Box(inner.left, top, inner.width, bottom - top)
    draw = _draw_upright if size.is_upright else _draw_level
    draw(page, body, briefing, section)
    return page


def draw_edge(page: Page) -> Box:
    """Draw the edge of colour at the left of a sheet; return what its margins leave."""
    margin = MARGIN * page.scale
    page.fill(Box(0, 0, 2.2 * page.scale, page.height), CHOSEN)
    return Box(margin, 0.7 * margin, page.width - 2 * margin, page.height - 1.4 * margin)


def _draw_upright(page: Page, body: Box, briefing: Briefing, section: Section) -> None:
    """Draw the map above, and below it what stands beside it on other sheets."""
    gap = 5 * page.scale
    wanted = least_two_columns(page, body.width, section)
    least, most = (share * body.height for share in MAP_SHARES)
    height = min(max(body.height - gap - wanted, least), most)
    draw_map_with_strip(page, Box(body.left, body.top, body.width, height), briefing, section)
    top = body.top + height + gap
    lower = Box(body.left, top, body.width, body.bottom - top)
    draw_two_columns(page, lower, briefing, section)


def _draw_level(page: Page, body: Box, briefing: Briefing, section: Section) -> None:
    """Draw the map at the left, and beside it its column."""
    left, gap = Box(body.left, body.top, 0.63 * body.width, body.height), 7 * page.scale
    right = Box(left.right + gap, body.top, body.width - left.width - gap, body.height)
    draw_map_with_strip(page, left, briefing, section)
    draw_column(page, right, briefing, section)


def draw_map_page(
    briefing: Briefing, section: Section, width: float, height: float, scale: float = 1
) -> Page:
    """Return a page of ``width`` by ``height`` mm with only the map of a section and its strip."""
    page = Page(width, height, scale)
    draw_map_with_strip(page, Box(0.2, 0.2, width - 0.4, height - 0.4), briefing, section)
    return page


def draw_map_with_strip(page: Page, box: Box, briefing: Briefing, section: Section) -> None:
    """Draw the map of a section, and below it inset, legend and scale."""
    strip = Strip(page, briefing, box.width)
    gap = 2.5 * page.scale
    ground = Box(box.left, box.top, box.width, box.height - strip.height - gap)
    frame = _frame(briefing, section, ground)
    drawn = draw_map(page.axes(ground), briefing, section.key, frame, page.scale)
    placed = section.mask & briefing.atlas.register.projects["lon"].notna().to_numpy(bool)
    off_map = placed & ~drawn.shows(len(placed))
    strip.draw(box.left, ground.bottom + gap, frame, drawn, int(off_map.sum()))


def _frame(briefing: Briefing, section: Section, box: Box) -> Frame:
    return frame_of(bounds_of_section(briefing, section), box.width, box.height)
