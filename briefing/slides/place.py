"""What a slide says of a place: its map, its numbers, its sectors, its policies, each in a box."""

from io import BytesIO
from typing import Final

from briefing.content import Briefing
from briefing.paper.page.page import Box, Page
from briefing.paper.page.palette import CHOSEN
from briefing.paper.sheet import draw_map_page
from briefing.section import Section
from briefing.slides.deck_slide import DeckSlide
from briefing.slides.room import Cell, Column, Style, rows_that_fit
from briefing.slides.writer import TEXT
from geo.say.policy_words import PolicyLine

LEAST_BARS: Final = 3
"""A chart of more sectors with fewer bars than these says too little."""

LEAST_LIST: Final = 26.0
"""The least height in mm in which a list is of use."""

MAP_LETTERS: Final = 1.75
"""How much larger letters on a slide's map are than on paper: names have 12 points or more."""

PICTURE_DPI: Final = 170
HEADING: Final = Style(14, CHOSEN, bold=True)

CHART_BAR: Final = 6.6
CHART_EDGES: Final = 4.0
"""Heights in mm: a bar of the chart with the space around it, and what the chart takes beside."""


def draw_page(slide: DeckSlide, box: Box, page: Page, described: str) -> None:
    """Draw a page of paper in a box as SVG, with a PNG of it for older programs."""
    png, svg = BytesIO(), BytesIO()
    page.figure.savefig(png, format="png", dpi=PICTURE_DPI)
    page.figure.savefig(svg, format="svg")
    slide.picture(box, png.getvalue(), svg.getvalue(), described)


class PlaceParts:
    """The parts of a place, drawn on slides of a briefing."""

    def __init__(self, briefing: Briefing) -> None:
        """Take a briefing."""
        self._briefing, self._text = briefing, briefing.text

    def map(self, slide: DeckSlide, section: Section, box: Box) -> None:
        """Draw the map of a place as PNG and as SVG, with letters that are read from afar."""
        page = draw_map_page(self._briefing, section, box.width, box.height, MAP_LETTERS)
        draw_page(slide, box, page, section.map_in_words)

    def table(self, slide: DeckSlide, section: Section, box: Box) -> float:
        """Draw the numbers of a place; what they are made of stands in the notes."""
        name, *places = section.table.head
        columns = [
            Column(name, 5 - len(places)),
            *(Column(place, 1.4, is_number=True) for place in places),
        ]
        rows = [
            (Cell(row.name), *(Cell(value) for value in row.values))
            for row in section.table.rows
            if not row.indent
        ]
        here = rows_that_fit(rows, columns, box)
        return slide.table(box, columns, rows[:here], section.title)

    def chart(self, slide: DeckSlide, section: Section, room: Box) -> float:
        """Draw how many projects each sector has; return where what follows may begin."""
        name, least = self._text("slides.sectors"), min(LEAST_BARS, len(section.sectors))
        if room.height < HEADING.line_height + CHART_EDGES + CHART_BAR * least:
            return room.top
        end = slide.text(Box(room.left, room.top, room.width, 6), [name], HEADING)
        if not section.sectors:
            return slide.text(Box(room.left, end, room.width, 6), [self._text("empty.title")], TEXT)
        room_for = max(1, int((room.bottom - end - CHART_EDGES) / CHART_BAR))
        values = self._bars(section, room_for)
        height = CHART_EDGES + CHART_BAR * len(values)
        slide.bars(Box(room.left, end, room.width, height), name, values)
        return end + height + 1

    def _bars(self, section: Section, most: int) -> list[tuple[str, int]]:
        """Return the largest sectors, and what is in all others as the last bar."""
        values = [(bar.name, bar.count) for bar in section.sectors]
        if len(values) <= most:
            return values
        others = values[most - 1 :]
        name = self._text("slides.other_sectors", count=len(others))
        return [*values[: most - 1], (name, sum(count for _, count in others))]

    def policies(self, slide: DeckSlide, section: Section, room: Box) -> None:
        """List the policies that hold in a place as far as there is room, its own first."""
        policies = section.whole_policies
        if room.height < LEAST_LIST:
            return
        heading = self._text("panel.policies", count=len(policies))
        end = slide.text(Box(room.left, room.top, room.width, 6), [heading], HEADING)
        lines = [self._policy(policy) for policy in policies]
        left = room.bottom - end - TEXT.line_height
        shown = 0
        while shown < len(lines):
            left -= len(TEXT.wrap(lines[shown], room.width)) * TEXT.line_height
            if left < 0:
                break
            shown += 1
        said = lines[:shown]
        if rest := len(lines) - shown:
            said.append(self._text("slides.rest", count=rest))
        said = said or [self._text("briefing.no_policies")]
        slide.text(Box(room.left, end, room.width, room.bottom - end), said, TEXT)

    def _policy(self, policy: PolicyLine) -> str:
        return "· " + self._text("briefing.policy_line", title=policy.title, status=policy.status)
