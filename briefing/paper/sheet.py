"""The map sheet: one page that says all without its presenter."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from briefing.content import Briefing
from briefing.paper.column import draw_column, draw_two_columns
from briefing.paper.fonts import width_of
from briefing.paper.frame import Frame, bounds_in_view, bounds_of, frame_of
from briefing.paper.map import draw_map
from briefing.paper.marginalia import Strip
from briefing.paper.page import Box, Page
from briefing.paper.palette import CHOSEN, QUIET
from briefing.section import Section

MARGIN: Final = 9.0
TITLES: Final = (19.0, 15.0, 12.0)
TITLE_LINES: Final = 2
SUBTITLE: Final = 9.5
FOOT: Final = 6.5


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
    margin = MARGIN * size.scale
    page.fill(Box(0, 0, 2.2 * size.scale, size.height), CHOSEN)
    inner = Box(margin, 0.7 * margin, size.width - 2 * margin, size.height - 1.4 * margin)
    top = _draw_title(page, inner, briefing, section)
    signed = f"{briefing.approval} · {briefing.made_on}"
    bottom = draw_foot(page, inner, briefing.map_notes, signed)
    body = Box(inner.left, top, inner.width, bottom - top)
    if size.is_upright:
        upper = Box(body.left, body.top, body.width, 0.56 * body.height)
        lower = Box(
            body.left,
            upper.bottom + 5 * size.scale,
            body.width,
            body.bottom - upper.bottom - 5 * size.scale,
        )
        draw_map_with_strip(page, upper, briefing, section)
        draw_two_columns(page, lower, briefing, section)
    else:
        left = Box(body.left, body.top, 0.63 * body.width, body.height)
        gap = 7 * size.scale
        right = Box(left.right + gap, body.top, body.width - left.width - gap, body.height)
        draw_map_with_strip(page, left, briefing, section)
        draw_column(page, right, briefing, section)
    return page


def draw_map_page(
    briefing: Briefing, section: Section, width: float, height: float, scale: float = 1
) -> Page:
    """Return a page of ``width`` by ``height`` mm with only the map of a section and its strip."""
    page = Page(width, height, scale)
    draw_map_with_strip(page, Box(0.2, 0.2, width - 0.4, height - 0.4), briefing, section)
    return page


def _draw_title(page: Page, box: Box, briefing: Briefing, section: Section) -> float:
    """Draw title and filter; return where the body begins."""
    own = section is briefing.focus
    title = briefing.title if own else section.title
    y = draw_heading(page, box, title)
    said = f"{briefing.filters} · {section.counts}"
    y = page.lines(
        box.left, y, page.wrap(said, box.width, SUBTITLE, most_lines=2), SUBTITLE, color=QUIET
    )
    if briefing.options.note and own:
        note = page.wrap(briefing.options.note, box.width, SUBTITLE, most_lines=2)
        y = page.lines(box.left, y, note, SUBTITLE)
    return y + 2.5 * page.scale


def draw_heading(page: Page, box: Box, title: str) -> float:
    """Draw a title at the top of a box, smaller where it is long; return where it ends."""
    size, lines = _title_lines(page, title, box.width)
    return page.lines(box.left, box.top - 1.5 * page.scale, lines, size, bold=True)


def _title_lines(page: Page, title: str, width: float) -> tuple[float, list[str]]:
    """Return the largest size at which a title takes two lines, and those lines."""
    for size in TITLES:
        lines = page.wrap(title, width, size, bold=True)
        if len(lines) <= TITLE_LINES:
            return size, lines
    return size, page.wrap(title, width, size, bold=True, most_lines=TITLE_LINES)


def draw_foot(page: Page, box: Box, notes: Sequence[str], signed: str) -> float:
    """Draw what a reader must know, and who signs for it; return where the body ends."""
    signed_width = width_of(signed, FOOT * page.scale)
    lines = page.wrap(" · ".join(notes), box.width - signed_width - 8 * page.scale, FOOT)
    height = page.line_height(FOOT)
    top = box.bottom - len(lines) * height + 3 * page.scale
    page.lines(box.left, top, lines, FOOT, color=QUIET)
    page.lines(box.right, top, [signed], FOOT, color=QUIET, align="right")
    return top - 3 * page.scale


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
    own = section is briefing.focus
    bounds = (
        bounds_in_view(briefing.atlas, briefing.view)
        if own
        else bounds_of(briefing.atlas, section.key)
    )
    return frame_of(bounds, box.width, box.height)
