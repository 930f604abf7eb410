"""A view at two dates on paper: two maps of one scale, counts by status, and what differs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from briefing.before_after import BeforeAfter, before_after
from briefing.content import Briefing
from briefing.paper.map.frame import Bounds, Frame, bounds_of_section, frame_of
from briefing.paper.map.legend import signs_of
from briefing.paper.map.map import bubbles_on, draw_map
from briefing.paper.map.marginalia import Strip
from briefing.paper.numbers import BODY, draw_table
from briefing.paper.page.entries import Entry, draw_entries, draw_head, how_many_fit
from briefing.paper.page.grey import take_colours_from
from briefing.paper.page.heading import draw_foot, draw_heading, draw_subtitle, write_number
from briefing.paper.page.page import Box, Page
from briefing.paper.page.palette import CHOSEN, QUIET
from briefing.paper.sheet import STRIP_GAP, Size, draw_edge, fitting_strip, missing_from

CAPTION: Final = 9.5
BETWEEN: Final = 4.0
"""Between the two maps, in mm at scale 1."""

GAP: Final = 7.0
MAPS_SHARE: Final = 0.7
"""Of a level sheet's width, what the maps take; of an upright one's height they take half."""

COLUMNS: Final = 2
"""Of a page on which the list goes on."""


def before_after_pages(briefing: Briefing, size: Size) -> list[Page]:
    """Return the sheet of a view at two dates; a list that is longer goes on overleaf."""
    content = before_after(briefing)
    sheet = _Sheet(content, size)
    pages = sheet.draw()
    for at, page in enumerate(pages, 1):
        if len(pages) > 1:
            write_number(page, f"{at} / {len(pages)}")
        if briefing.options.grey:
            take_colours_from(page)
    return pages


@dataclass(frozen=True)
class _Sheet:
    """The pages of a sheet being drawn."""

    content: BeforeAfter
    size: Size

    def draw(self) -> list[Page]:
        """Return the pages."""
        entries = [
            Entry(_named(self.content, one.mark, one.name), small=(one.said,))
            for one in self.content.projects
        ]
        page, body = self._begin()
        rest = entries[self._draw_first(page, body, entries) :]
        pages = [page]
        while rest:
            page, body = self._begin()
            rest = rest[_draw_columns(page, body, rest, self.content) :]
            pages.append(page)
        return pages

    def _begin(self) -> tuple[Page, Box]:
        """Return a page with heading and foot, and the box between them."""
        content, size = self.content, self.size
        said, page = content.after, Page(size.width, size.height, size.scale)
        inner = draw_edge(page)
        y = draw_heading(page, inner, said.title)
        y = draw_subtitle(page, inner, y, f"{said.filters} · {content.summary}", color=QUIET)
        if said.options.note:
            y = draw_subtitle(page, inner, y, said.options.note)
        bottom = draw_foot(page, inner, content.notes, said.signature)
        y += 2.5 * page.scale
        return page, Box(inner.left, y, inner.width, bottom - y)

    def _draw_first(self, page: Page, body: Box, entries: Sequence[Entry]) -> int:
        """Draw maps, table and list; return how many entries found room."""
        gap = GAP * page.scale
        if self.size.is_upright:
            maps = Box(body.left, body.top, body.width, (body.height - gap) / 2)
            low = Box(body.left, maps.bottom + gap, body.width, body.bottom - maps.bottom - gap)
            half = (low.width - gap) / 2
            table = Box(low.left, low.top, half, low.height)
            listed = Box(table.right + gap, low.top, half, low.height)
        else:
            maps = Box(body.left, body.top, MAPS_SHARE * body.width, body.height)
            table = Box(maps.right + gap, body.top, body.right - maps.right - gap, body.height)
            listed = table
        draw_two_maps(page, maps, self.content)
        end = draw_table(page, table, self.content.table)
        if listed is table:
            top = end + gap / 2
            listed = Box(table.left, top, table.width, table.bottom - top)
        return self._draw_list(page, listed, entries)

    def _draw_list(self, page: Page, box: Box, entries: Sequence[Entry]) -> int:
        """Draw what differs as far as there is room; return how many entries that is."""
        text = self.content.after.text
        y = draw_head(page, box, text("before.list", count=len(entries)))
        room = Box(box.left, y, box.width, box.bottom - y)
        if not entries:
            page.lines(room.left, y, page.wrap(self.content.summary, room.width, BODY), BODY)
            return 0
        draw_entries(page, room, entries, text, "briefing.overleaf")
        return how_many_fit(page, room, entries)


def _named(content: BeforeAfter, mark: str, name: str) -> str:
    return content.after.text("changes.marked", mark=mark, name=name)


def _draw_columns(page: Page, body: Box, entries: Sequence[Entry], content: BeforeAfter) -> int:
    """Draw entries in columns of a page; return how many found room."""
    gap, drawn = GAP * page.scale, 0
    width = (body.width - (COLUMNS - 1) * gap) / COLUMNS
    for column in range(COLUMNS):
        box = Box(body.left + column * (width + gap), body.top, width, body.height)
        rest = entries[drawn:]
        fitting = max(1, how_many_fit(page, box, rest)) if rest else 0
        draw_entries(page, box, rest[:fitting], content.after.text)
        drawn += fitting
    return drawn


def draw_two_maps_page(content: BeforeAfter, width: float, height: float, scale: float = 1) -> Page:
    """Return a page of ``width`` by ``height`` mm with only the two maps and their strip."""
    page = Page(width, height, scale)
    draw_two_maps(page, Box(0.2, 0.2, width - 0.4, height - 0.4), content, has_inset=False)
    if content.after.options.grey:
        take_colours_from(page)
    return page


def draw_two_maps(page: Page, box: Box, content: BeforeAfter, *, has_inset: bool = True) -> None:
    """Draw the maps of both dates beside each other, of one frame, above one strip."""
    caption = _caption_height(page)
    strip, frame = _strip_and_frame(page, box, content, has_inset=has_inset)
    said, lefts = [], (box.left, box.right - frame.width)
    for left, briefing, date in zip(
        lefts, (content.before, content.after), content.dates, strict=True
    ):
        section, text = briefing.focus, briefing.text
        head = text("before.map", date=date, count=section.summary.projects)
        with page.element("H2"):
            page.lines(left, box.top, [head], CAPTION, bold=True, color=CHOSEN)
        ground = Box(left, box.top + caption, frame.width, frame.height)
        axes = page.picture(ground, f"{head}. {section.map_in_words}")
        drawn = draw_map(axes, briefing, section, frame, page.scale)
        if missing := missing_from(briefing, section, drawn):
            said.append(text("before.missing", date=date, missing=missing))
    top = box.top + caption + frame.height + STRIP_GAP * page.scale
    strip.draw(box.left, top, frame, drawn, " · ".join(said))


def _caption_height(page: Page) -> float:
    return page.line_height(CAPTION) + page.scale


def _strip_and_frame(
    page: Page, box: Box, content: BeforeAfter, *, has_inset: bool
) -> tuple[Strip, Frame]:
    """Return the strip, whose legend has what either map shows, and the frame of both maps."""
    bounds, after = _bounds(content), content.after
    width = (box.width - BETWEEN * page.scale) / 2

    def legend(height: float) -> tuple[Strip, Frame]:
        frame = frame_of(bounds, width, height, after.options.zoom)
        signs = {
            sign.words: sign
            for one in (content.before, after)
            for sign in signs_of(one, one.focus.key, frame, bubbles_on(one, frame))
        }
        return Strip(page, after, box.width, tuple(signs.values()), (), has_inset), frame

    return fitting_strip(legend, box.height - _caption_height(page), STRIP_GAP * page.scale)


def _bounds(content: BeforeAfter) -> Bounds:
    """Return the ground that both maps show: all that the sheet of either would."""
    both = [bounds_of_section(one, one.focus) for one in (content.before, content.after)]
    (west, south, east, north), (left, low, right, high) = both
    return min(west, left), min(south, low), max(east, right), max(north, high)
