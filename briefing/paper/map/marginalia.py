"""What stands beside a map on paper: inset, legend, scale bar and north arrow, in one strip.

They stand below the map, never on it, so that they cover nothing.
"""

from dataclasses import dataclass
from typing import Final

from matplotlib.patches import PathPatch, Polygon, Rectangle
from matplotlib.path import Path as Outline

from briefing.content import Briefing
from briefing.paper.map.areas import outline_of
from briefing.paper.map.frame import Frame, frame_of
from briefing.paper.map.legend import SIGN, SMALL, Sign, baseline_of
from briefing.paper.map.map import DrawnMap
from briefing.paper.page.fonts import width_of
from briefing.paper.page.hatching import hatches_of
from briefing.paper.page.page import Box, Page
from briefing.paper.page.palette import (
    CHOSEN,
    CLASSES,
    EDGE,
    INK,
    LINE,
    PAPER,
    QUIET,
)
from briefing.ranges import ranges_of
from geo.once import once_for_owner
from geo.say.fit_words import how_ranked
from geo.words.numerals import number
from geo.words.vocabulary import DISTRICT_METRICS

LEAST_HEIGHT: Final = 19.0
INSET_SHAPE: Final = 1.2
"""Width of the inset in heights."""

MISSING_ROWS: Final = 2
"""For what the map does not show."""

ITEM_GAP: Final = 4.0
RAMP_SWATCH: Final = 4.6
RAMP_GAP: Final = 2.0
"""In the row of classes: how wide a colour is, and how far one class is from the next."""

STEPS_KM: Final = (0.5, 1, 2, 5, 10, 20, 50)
LONGEST_BAR: Final = 42.0
BAR_SHARE: Final = 0.28
"""Of the width of the strip, the most that the scale bar takes."""


@dataclass(frozen=True)
class Strip:
    """The strip below a map, as high as its legend of signs needs; lengths in mm.

    ``said`` are sentences that stand above the signs. Without an inset, as on slides, the legend
    has all of the width, and the scale stands below it.
    """

    page: Page
    briefing: Briefing
    width: float
    signs: tuple[Sign, ...]
    said: tuple[str, ...] = ()
    has_inset: bool = True

    @property
    def height(self) -> float:
        """Height that the legend takes, or the inset."""
        rows = self.rows + MISSING_ROWS + len(self._said)
        rows += self._has_ramp
        return max(LEAST_HEIGHT * self.page.scale, rows * self._row)

    @property
    def rows(self) -> int:
        """How many rows its signs take."""
        flow = self._flow()
        return flow[-1][1] + 1 if flow else 0

    def draw(self, left: float, top: float, frame: Frame, drawn: DrawnMap, missing: str) -> None:
        """Draw the strip from its upper left; ``missing`` says what the map does not show."""
        page, height = self.page, LEAST_HEIGHT * self.page.scale
        bar_top, bar = top, self._bar_width
        if self.has_inset:
            _draw_inset(page, Box(left, top, INSET_SHAPE * height, height), self.briefing, frame)
        else:
            height = MISSING_ROWS * self._row
            bar_top += self.height - height
        box = Box(left + self.width - bar, bar_top, bar, height)
        _draw_scale(page, box, self.briefing, frame, is_low=not self.has_inset)
        end = self._draw_legend(left + self._legend_left, top + self._row / 2, drawn)
        y = end - page.line_height(SMALL) / 2
        room = self.width - self._legend_left - (bar if y < box.bottom else 0)
        lines = page.wrap(missing, room, SMALL) if missing else []
        page.lines(left + self._legend_left, y, lines, SMALL, color=QUIET)

    def _draw_legend(self, left: float, y: float, drawn: DrawnMap) -> float:
        """Draw colours, ranking and signs; return the middle of the row below them."""
        page = self.page
        if self._has_ramp:
            _draw_ramp(page, Box(left, y, self._room, self._row), self.briefing, drawn)
            y += self._row
        for line in self._said:
            page.text(left, baseline_of(page, y, SMALL), line, SMALL)
            y += self._row
        for (x, row), sign in zip(self._flow(), self.signs, strict=True):
            at = y + row * self._row
            sign.swatch(page, left + x, at)
            beside = left + x + page.scale * SIGN, baseline_of(page, at, SMALL)
            page.text(*beside, sign.words, SMALL)
        return y + self.rows * self._row

    @property
    def _row(self) -> float:
        return 1.12 * self.page.line_height(SMALL)

    @property
    def _bar_width(self) -> float:
        return _longest_bar(self.page, self.width) + 8 * self.page.scale

    @property
    def _legend_left(self) -> float:
        inset = INSET_SHAPE * LEAST_HEIGHT + ITEM_GAP if self.has_inset else SIGN / 2
        return inset * self.page.scale

    @property
    def _room(self) -> float:
        """Width of the legend, between the inset and the scale bar where there is an inset."""
        bar = self._bar_width if self.has_inset else 0
        return self.width - self._legend_left - bar

    @property
    def _has_ramp(self) -> bool:
        """Whether districts or cells are coloured by classes."""
        return self.briefing.view.metric in DISTRICT_METRICS or self.briefing.cells is not None

    @property
    def _said(self) -> list[str]:
        """The lines of what else is said, and of how clusters are ranked where the map shows it."""
        said = [*self.said, *_ranking(self.briefing)]
        return [line for words in said for line in self.page.wrap(words, self._room, SMALL)]

    def _flow(self) -> list[tuple[float, int]]:
        """Return the offset and the row of every sign."""
        room = self._room
        places, x, row = [], 0.0, 0
        for sign in self.signs:
            width = SIGN * self.page.scale + self.page.width_of(sign.words, SMALL)
            if x and x + width > room:
                x, row = 0.0, row + 1
            places.append((x, row))
            x += width + ITEM_GAP * self.page.scale
        return places


def _ranking(briefing: Briefing) -> list[str]:
    """Say how clusters are ranked, where the map shows that."""
    view, text = briefing.view, briefing.text
    if view.metric != "fit":
        return []
    said = [text("map.legend_fit")] if view.weights.total else []
    return [*said, how_ranked(view, text)]


def _draw_inset(page: Page, box: Box, briefing: Briefing, frame: Frame) -> None:
    """Draw the city with the frame in it."""
    whole, districts = _key_map(briefing, box.width, box.height)
    axes = page.picture(box, briefing.text("briefing.key_map"))
    axes.set(xticks=[], yticks=[], facecolor=PAPER)
    axes.set(
        xlim=(-0.03 * box.width, 0.97 * box.width), ylim=(-0.03 * box.height, 0.97 * box.height)
    )
    for spine in axes.spines.values():
        spine.set(edgecolor=EDGE, linewidth=0.6)
    for outline in districts:
        axes.add_artist(PathPatch(outline, facecolor=CLASSES[1], edgecolor=LINE, linewidth=0.4))
    corners = whole.project(frame.corners())
    axes.add_artist(Polygon(corners, fill=False, edgecolor=CHOSEN, linewidth=1.2))


@once_for_owner
def _key_map(briefing: Briefing, width: float, height: float) -> tuple[Frame, list[Outline]]:
    """Return the frame of the city in a box of a size in mm, and its districts' outlines."""
    districts = briefing.atlas.register.districts_coarse
    whole = frame_of(tuple(districts.total_bounds), width * 0.94, height * 0.94)
    shapes = map(whole.shape, districts.geometry.simplify(0.004))
    return whole, [outline_of(shape) for shape in shapes]


def nice_length(metres_per_mm: float, longest_mm: float) -> float:
    """Return the longest round length in km that takes no more paper than ``longest_mm``."""
    fitting = [km for km in STEPS_KM if 1000 * km / metres_per_mm <= longest_mm]
    return fitting[-1] if fitting else STEPS_KM[0]


def _longest_bar(page: Page, width: float) -> float:
    """Return how long the scale bar of a strip of a width may be."""
    return min(LONGEST_BAR * page.scale, BAR_SHARE * width)


def _draw_scale(page: Page, box: Box, briefing: Briefing, frame: Frame, *, is_low: bool) -> None:
    """Draw a scale bar in four parts, the scale itself, and an arrow to the north.

    The arrow stands above them, in a low box at their left.
    """
    scale = page.scale
    km = nice_length(frame.metres_per_mm, box.width - 8 * scale)
    length = 1000 * km / frame.metres_per_mm
    longest = f"{number(km)} km"
    left = box.right - length - width_of(longest, SMALL * scale) / 2
    bar = Box(left, box.top + (0.42 if is_low else 0.68) * box.height, length, 1.1 * scale)
    _draw_bar(page, bar)
    words = briefing.text("briefing.scale", number=number(round(1000 * frame.metres_per_mm)))
    y = bar.bottom + page.line_height(SMALL)
    with page.element("Figure", briefing.text("briefing.scale_and_north", scale=words)):
        page.text(box.right, bar.top - scale, words, SMALL, align="right")
        for share, said in ((0, number(0)), (0.5, number(km * 0.5)), (1, longest)):
            page.text(left + share * length, y, said, SMALL, color=QUIET, align="center")
    if is_low:
        _draw_north(page, left - 5 * scale, box.top, 0.9 * box.height)
    else:
        _draw_north(page, left + length / 2, box.top, 0.46 * box.height)


def _draw_bar(page: Page, bar: Box) -> None:
    """Draw a scale bar as four boxes, the first and the third filled."""
    width = bar.width / 4
    for part in range(4):
        box = Rectangle((bar.left + part * width, bar.top), width, bar.height, gid="scale-bar")
        box.set(facecolor=INK if part % 2 == 0 else PAPER, edgecolor=INK, linewidth=0.5)
        page.drawing.add_artist(box)


def _draw_north(page: Page, x: float, top: float, height: float) -> None:
    letter = page.line_height(SMALL)
    tip, foot = top + letter, top + height
    half = 0.32 * (foot - tip)
    arrow = [(x, tip), (x + half, foot), (x, foot - 0.3 * (foot - tip)), (x - half, foot)]
    page.drawing.add_artist(Polygon(arrow, facecolor=INK, edgecolor="none"))
    page.text(x, top + 0.75 * letter, "N", SMALL + 1, bold=True, align="center")


def _draw_ramp(page: Page, row: Box, briefing: Briefing, drawn: DrawnMap) -> None:
    """Draw the classes of the districts about a row's upper edge, no wider than the row."""
    text, view = briefing.text, briefing.view
    title = text("briefing.classes", title=text(f"map.legend_{view.metric}"))
    ranges = ranges_of(drawn.colours, view.metric, text)
    steps = [text("map.legend_no_data"), *ranges]
    words = sum(page.width_of(said, SMALL) for said in (title, *steps))
    between = RAMP_GAP + len(steps) * (RAMP_SWATCH + 1.5 * RAMP_GAP)
    size = min(1.0, row.width / (words + between * page.scale))
    scale, letters = size * page.scale, size * SMALL
    baseline = baseline_of(page, row.top, letters)
    page.text(row.left, baseline, title, letters)
    x = row.left + page.width_of(title, letters) + RAMP_GAP * scale
    looks = zip(drawn.ramp, hatches_of(briefing), strict=True)
    for (colour, hatch), said in zip(looks, steps, strict=False):
        swatch = Box(x, row.top - 1.3 * page.scale, RAMP_SWATCH * scale, 2.6 * page.scale)
        page.fill(swatch, colour, edge=EDGE, hatch=hatch)
        x += (RAMP_SWATCH + RAMP_GAP / 2) * scale
        page.text(x, baseline, said, letters, color=QUIET)
        x += page.width_of(said, letters) + RAMP_GAP * scale
