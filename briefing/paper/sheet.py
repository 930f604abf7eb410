"""The map sheet: one page that says all without its presenter."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from briefing.content import Briefing
from briefing.paper.column import draw_column, draw_two_columns, height_of_two_columns
from briefing.paper.map.cells import cells_in
from briefing.paper.map.frame import Frame, bounds_of_section, frame_of
from briefing.paper.map.legend import signs_of
from briefing.paper.map.map import DrawnMap, bubbles_on, draw_map
from briefing.paper.map.marginalia import Strip
from briefing.paper.page.grey import take_colours_from
from briefing.paper.page.heading import draw_foot, draw_title
from briefing.paper.page.page import Box, Page
from briefing.paper.page.palette import CHOSEN
from briefing.paper.project import (
    draw_project_column,
    draw_project_in_two_columns,
    is_of_project,
)
from briefing.section import Section
from layers.basemaps import basemap_of

MARGIN: Final = 9.0
STRIP_GAP: Final = 2.5
LARGE: Final = 1.5
"""Letters so much larger than on paper leave no room for an inset."""

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
    if briefing.options.grey:
        take_colours_from(page)
    return page


def draw_edge(page: Page) -> Box:
    """Draw the edge of colour at the left of a sheet; return what its margins leave."""
    margin = MARGIN * page.scale
    page.fill(Box(0, 0, 2.2 * page.scale, page.height), CHOSEN)
    return Box(margin, 0.7 * margin, page.width - 2 * margin, page.height - 1.4 * margin)


def _draw_upright(page: Page, body: Box, briefing: Briefing, section: Section) -> None:
    """Draw the map above, and below it what stands beside it on other sheets."""
    gap, is_project = 5 * page.scale, is_of_project(section)
    least, most = (share * body.height for share in MAP_SHARES)
    wanted = most if is_project else height_of_two_columns(page, body.width, section)
    height = min(max(body.height - gap - wanted, least), most)
    draw_map_with_strip(page, Box(body.left, body.top, body.width, height), briefing, section)
    top = body.top + height + gap
    lower = Box(body.left, top, body.width, body.bottom - top)
    draw = draw_project_in_two_columns if is_project else draw_two_columns
    draw(page, lower, briefing, section)


def _draw_level(page: Page, body: Box, briefing: Briefing, section: Section) -> None:
    """Draw the map at the left, and beside it its column."""
    left, gap = Box(body.left, body.top, 0.63 * body.width, body.height), 7 * page.scale
    right = Box(left.right + gap, body.top, body.width - left.width - gap, body.height)
    draw_map_with_strip(page, left, briefing, section)
    draw = draw_project_column if is_of_project(section) else draw_column
    draw(page, right, briefing, section)


def draw_map_page(
    briefing: Briefing, section: Section, width: float, height: float, scale: float = 1
) -> Page:
    """Return a page of ``width`` by ``height`` mm with only the map of a section and its strip.

    ``scale`` multiplies letters; where they are large the strip has no inset.
    """
    page = Page(width, height, scale)
    box = Box(0.2, 0.2, width - 0.4, height - 0.4)
    draw_map_with_strip(page, box, briefing, section, has_inset=scale < LARGE)
    if briefing.options.grey:
        take_colours_from(page)
    return page


def draw_map_with_strip(
    page: Page, box: Box, briefing: Briefing, section: Section, *, has_inset: bool = True
) -> None:
    """Draw the map of a section, and below it inset, legend and scale."""
    gap = STRIP_GAP * page.scale
    strip, frame = _strip_and_frame(page, box, briefing, section, has_inset=has_inset)
    ground = Box(box.left, box.top, frame.width, frame.height)
    axes = page.picture(ground, section.map_in_words)
    drawn = draw_map(axes, briefing, section, frame, page.scale)
    strip.draw(box.left, ground.bottom + gap, frame, drawn, missing_from(briefing, section, drawn))


def _strip_and_frame(
    page: Page, box: Box, briefing: Briefing, section: Section, *, has_inset: bool
) -> tuple[Strip, Frame]:
    """Return the strip and the frame above it: its legend has what is drawn, and room for it.

    What is drawn hangs on the height of the frame, which hangs on the rows of the legend.
    """
    bounds = bounds_of_section(briefing, section)
    zoom = briefing.options.zoom if section is briefing.focus else None

    def legend(height: float) -> tuple[Strip, Frame]:
        frame = frame_of(bounds, box.width, height, zoom)
        signs = signs_of(briefing, section.key, frame, bubbles_on(briefing, frame))
        cells = cells_in(briefing, frame, section.key)
        said = cells.said if cells else ()
        return Strip(page, briefing, box.width, signs, said, has_inset), frame

    return fitting_strip(legend, box.height, STRIP_GAP * page.scale)


def fitting_strip(
    legend: Callable[[float], tuple[Strip, Frame]], height: float, gap: float
) -> tuple[Strip, Frame]:
    """Return a strip and a frame that have room in a height, with a gap between them, in mm.

    ``legend`` gives both for a height of the frame.
    """
    room, _ = legend(height)
    while True:
        strip, frame = legend(height - room.height - gap)
        if strip.height <= room.height:
            return strip, frame
        room = strip


def missing_from(briefing: Briefing, section: Section, drawn: DrawnMap) -> str:
    """Say how many of a section's projects its map does not show, and which basemap."""
    projects = briefing.atlas.register.projects[["lon", "cluster", "district"]]
    text, own = briefing.text, projects[section.mask & ~drawn.shows(len(projects))]
    pointless = own[own["lon"].isna()]
    known = ("cluster:" + pointless["cluster"]).fillna("district:" + pointless["district"])
    counts = {
        "briefing.off_map": len(own) - len(pointless),
        "briefing.hollow_off_map": int((known.notna() & ~known.isin(drawn.keys)).sum()),
        "briefing.city_only": int(known.isna().sum()),
    }
    said = [text(word, count=count) for word, count in counts.items() if count]
    if basemap_of(briefing.view.basemap).tiles:
        name = text(f"basemap.{briefing.view.basemap}")
        said.append(text("briefing.basemap_not_drawn", basemap=name))
    return " · ".join(said)
