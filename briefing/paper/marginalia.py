"""What stands beside a map on paper: inset, legend, scale bar and north arrow, in one strip.

They stand below the map, never on it, so that they cover nothing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from matplotlib.patches import Circle, PathPatch, Polygon, Rectangle

from briefing.content import Briefing
from briefing.paper.areas import DASHES, outline_of
from briefing.paper.fonts import BASELINE, MM_PER_POINT, width_of
from briefing.paper.frame import Frame, frame_of
from briefing.paper.map import DrawnMap
from briefing.paper.marks import RING_PT
from briefing.paper.page import Box, Page
from briefing.paper.palette import (
    CHOSEN,
    CLASSES,
    EDGE,
    HUES,
    INK,
    LINE,
    OTHER,
    PALE,
    PAPER,
    QUIET,
    on_paper,
)
from geo.say.fit_words import how_ranked
from geo.words.numerals import number
from geo.words.text import Text

SMALL: Final = 7.0
COUNT: Final = 5.0
LEAST_HEIGHT: Final = 19.0
INSET_SHAPE: Final = 1.2
"""Width of the inset in heights."""

SWATCH: Final = 5.5
SIGN: Final = SWATCH + 1.2
ITEM_GAP: Final = 4.0
STEPS_KM: Final = (0.5, 1, 2, 5, 10, 20, 50)
LONGEST_BAR: Final = 42.0

Swatch = Callable[[Page, float, float], None]
"""Draws a sign whose middle left is at x, y."""


@dataclass(frozen=True)
class Strip:
    """The strip below a map, as high as its legend needs; lengths in mm."""

    page: Page
    briefing: Briefing
    width: float

    @property
    def height(self) -> float:
        """Height that the legend takes, or the inset."""
        rows = self._flow()[-1][1] + 2 + len(self._ranking)
        rows += self.briefing.view.metric not in {"none", "fit"}
        return max(LEAST_HEIGHT * self.page.scale, rows * self._row)

    def draw(self, left: float, top: float, frame: Frame, drawn: DrawnMap, off_map: int) -> None:
        """Draw the strip from its upper left; ``off_map`` projects lie outside the frame."""
        page, inset = self.page, LEAST_HEIGHT * self.page.scale
        _draw_inset(page, Box(left, top, INSET_SHAPE * inset, inset), self.briefing, frame)
        bar = self._bar_width
        _draw_scale(page, Box(left + self.width - bar, top, bar, inset), self.briefing, frame)
        end = self._draw_legend(left + self._legend_left, top + self._row / 2, drawn)
        if off_map:
            words = self.briefing.text("briefing.off_map", count=off_map)
            at = left + self._legend_left, _baseline(page, end, SMALL)
            page.text(*at, words, SMALL, color=QUIET)

    def _draw_legend(self, left: float, y: float, drawn: DrawnMap) -> float:
        """Draw colours, ranking and signs; return the middle of the row below them."""
        page = self.page
        if self.briefing.view.metric not in {"none", "fit"}:
            _draw_ramp(page, left, y, self.briefing, drawn)
            y += self._row
        for line in self._ranking:
            page.text(left, _baseline(page, y, SMALL), line, SMALL)
            y += self._row
        flow = self._flow()
        for (x, row), (swatch, words) in zip(flow, _signs(self.briefing), strict=True):
            at = y + row * self._row
            swatch(page, left + x, at)
            page.text(left + x + page.scale * SIGN, _baseline(page, at, SMALL), words, SMALL)
        return y + (flow[-1][1] + 1) * self._row

    @property
    def _row(self) -> float:
        return 1.12 * self.page.line_height(SMALL)

    @property
    def _bar_width(self) -> float:
        return (LONGEST_BAR + 8) * self.page.scale

    @property
    def _legend_left(self) -> float:
        return (INSET_SHAPE * LEAST_HEIGHT + ITEM_GAP) * self.page.scale

    @property
    def _room(self) -> float:
        """Width of the legend, between the inset and the scale bar."""
        return self.width - self._legend_left - self._bar_width

    @property
    def _ranking(self) -> list[str]:
        """The lines that say how clusters are ranked, where the map shows that."""
        view, text = self.briefing.view, self.briefing.text
        if view.metric != "fit":
            return []
        said = [text("map.legend_fit")] if view.weights.total else []
        said.append(how_ranked(view, text))
        return [line for words in said for line in self.page.wrap(words, self._room, SMALL)]

    def _flow(self) -> list[tuple[float, int]]:
        """Return the offset and the row of every sign."""
        room = self._room
        places, x, row = [], 0.0, 0
        for _, words in _signs(self.briefing):
            width = SIGN * self.page.scale + width_of(words, SMALL * self.page.scale)
            if x and x + width > room:
                x, row = 0.0, row + 1
            places.append((x, row))
            x += width + ITEM_GAP * self.page.scale
        return places


def _draw_inset(page: Page, box: Box, briefing: Briefing, frame: Frame) -> None:
    """Draw the city with the frame in it."""
    districts = briefing.atlas.register.districts_coarse
    whole = frame_of(tuple(districts.total_bounds), box.width * 0.94, box.height * 0.94)
    axes = page.axes(box)
    axes.set(xticks=[], yticks=[], facecolor=PAPER)
    axes.set(
        xlim=(-0.03 * box.width, 0.97 * box.width), ylim=(-0.03 * box.height, 0.97 * box.height)
    )
    for spine in axes.spines.values():
        spine.set(edgecolor=EDGE, linewidth=0.6)
    for geometry in districts.geometry.simplify(0.004):
        outline = outline_of(whole.shape(geometry))
        axes.add_artist(PathPatch(outline, facecolor=CLASSES[1], edgecolor=LINE, linewidth=0.4))
    corners = whole.project(frame.corners())
    axes.add_artist(Polygon(corners, fill=False, edgecolor=CHOSEN, linewidth=1.2))


def nice_length(metres_per_mm: float, longest_mm: float) -> float:
    """Return the longest round length in km that takes no more paper than ``longest_mm``."""
    fitting = [km for km in STEPS_KM if 1000 * km / metres_per_mm <= longest_mm]
    return fitting[-1] if fitting else STEPS_KM[0]


def _draw_scale(page: Page, box: Box, briefing: Briefing, frame: Frame) -> None:
    """Draw a scale bar in four parts, the scale itself, and an arrow to the north above them."""
    scale = page.scale
    km = nice_length(frame.metres_per_mm, LONGEST_BAR * scale)
    length = 1000 * km / frame.metres_per_mm
    longest = f"{number(km)} km"
    left = box.right - length - width_of(longest, SMALL * scale) / 2
    bar = Box(left, box.top + 0.68 * box.height, length, 1.1 * scale)
    _draw_bar(page, bar)
    words = briefing.text("briefing.scale", number=number(round(1000 * frame.metres_per_mm)))
    page.text(box.right, bar.top - scale, words, SMALL, align="right")
    y = bar.bottom + page.line_height(SMALL)
    for share, said in ((0, number(0)), (0.5, number(km * 0.5)), (1, longest)):
        page.text(left + share * length, y, said, SMALL, color=QUIET, align="center")
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


def _draw_ramp(page: Page, x: float, y: float, briefing: Briefing, drawn: DrawnMap) -> None:
    text, view = briefing.text, briefing.view
    baseline = _baseline(page, y, SMALL)
    title = text(f"map.legend_{view.metric}")
    page.text(x, baseline, title, SMALL)
    x += width_of(title, SMALL * page.scale) + 2 * page.scale
    steps = [text("map.legend_no_data"), *ranges_of(drawn.colours.bounds, view.metric, text)]
    for colour, words in zip(drawn.ramp, steps, strict=False):
        height, width = 2.6 * page.scale, 4.6 * page.scale
        page.fill(Box(x, y - height / 2, width, height), colour, edge=EDGE)
        x += width + 0.8 * page.scale
        page.text(x, baseline, words, SMALL, color=QUIET)
        x += width_of(words, SMALL * page.scale) + 2 * page.scale


def ranges_of(bounds: Sequence[float], metric: str, text: Text) -> list[str]:
    """Return what each class of a choropleth holds, such as ``3–5``; the last is open."""
    written = text.money if metric == "investment" else number
    below = 0 if metric == "investment" else 1  # counts are whole: the class ends one below
    closed = [
        written(low) if low == high - below else f"{written(low)}–{written(high - below)}"
        for low, high in pairwise(bounds)
    ]
    return [*closed, *(f"{written(low)}+" for low in bounds[-1:])]


def _signs(briefing: Briefing) -> list[tuple[Swatch, str]]:
    text, colour = briefing.text, briefing.view.colour
    if colour == "area":
        places = briefing.atlas.register.places
        hues = [
            (_dot(hue), places[f"area:{area}"].name(text.lang))
            for area, hue in HUES["area"].items()
        ]
        hues.append((_dot(OTHER), text("briefing.several_areas")))
    else:
        hues = [(_dot(hue), text(f"{colour}.{option}")) for option, hue in HUES[colour].items()]
    changed = [(_changed, text("changes.legend"))] if briefing.changes else []
    return [
        *changed,
        (_count, text("map.legend_bubble")),
        (_pale, text("map.legend_pale")),
        (_hollow, text("map.legend_hollow")),
        (_outlined(DASHES), text("map.schematic")),
        (_outlined("solid"), text("map.bounds")),
        *hues,
    ]


def _baseline(page: Page, middle: float, size: float) -> float:
    """Return the baseline of a line of text about a middle."""
    return middle + BASELINE * size * page.scale * MM_PER_POINT


def _dot(hue: str) -> Swatch:
    def draw(page: Page, x: float, y: float) -> None:
        middle = (x + SWATCH * page.scale / 2, y)
        page.drawing.add_artist(Circle(middle, 1.5 * page.scale, facecolor=hue, edgecolor="none"))

    return draw


def _count(page: Page, x: float, y: float) -> None:
    _dot(OTHER)(page, x, y)
    baseline = _baseline(page, y, COUNT)
    page.text(
        x + SWATCH * page.scale / 2, baseline, "n", COUNT, color=PAPER, bold=True, align="center"
    )


def _pale(page: Page, x: float, y: float) -> None:
    middle = (x + SWATCH * page.scale / 2, y)
    pale = Circle(middle, 1.5 * page.scale, facecolor=on_paper(OTHER, PALE), edgecolor=OTHER)
    pale.set_linewidth(0.5)
    page.drawing.add_artist(pale)


def _changed(page: Page, x: float, y: float) -> None:
    middle = (x + SWATCH * page.scale / 2, y)
    ring = Circle(middle, 1.5 * page.scale, facecolor=OTHER, edgecolor=CHOSEN, linewidth=RING_PT)
    page.drawing.add_artist(ring)


def _hollow(page: Page, x: float, y: float) -> None:
    middle = (x + SWATCH * page.scale / 2, y)
    page.drawing.add_artist(
        Circle(middle, 1.5 * page.scale, facecolor=PAPER, edgecolor=QUIET, linewidth=0.8)
    )
    baseline = _baseline(page, y, COUNT)
    page.text(middle[0], baseline, "n", COUNT, color=QUIET, align="center")


def _outlined(style: str | tuple[int, tuple[int, int]]) -> Swatch:
    def draw(page: Page, x: float, y: float) -> None:
        width, height = SWATCH * page.scale, 2.6 * page.scale
        patch = Rectangle((x, y - height / 2), width, height, facecolor="none", edgecolor=QUIET)
        patch.set(linewidth=0.9, linestyle=style)
        page.drawing.add_artist(patch)

    return draw
