"""The legend of a map on paper: the signs that are on it, and no others."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from matplotlib.patches import Circle, Rectangle

from briefing.content import Briefing
from briefing.paper.map.areas import DASHES, SCHEMATIC, zones_of
from briefing.paper.map.bubbles import Bubble
from briefing.paper.map.frame import Frame
from briefing.paper.map.marks import (
    ERROR_STYLE,
    RING_PT,
    SHAPE_STYLE,
    column_of,
    has_error,
    is_marked,
)
from briefing.paper.page.fonts import BASELINE, MM_PER_POINT
from briefing.paper.page.page import Page
from briefing.paper.page.palette import CHOSEN, HUES, OTHER, PALE, PAPER, QUIET, on_paper
from geo.ground.bounds import read_bounds

SMALL: Final = 7.0
COUNT: Final = 5.0
SWATCH: Final = 5.5
SIGN: Final = SWATCH + 1.2

Swatch = Callable[[Page, float, float], None]
"""Draws a sign whose middle left is at x, y."""


@dataclass(frozen=True)
class Sign:
    """A sign of the legend: what draws it, and what it stands for."""

    swatch: Swatch
    words: str


def signs_of(
    briefing: Briefing, focus: str, frame: Frame, bubbles: list[Bubble]
) -> tuple[Sign, ...]:
    """Return the signs that a map shows: those of its bubbles, its hues, and its areas."""
    return (
        *_bubble_signs(briefing, bubbles),
        *_area_signs(briefing, focus, frame),
        *_hue_signs(briefing, frame, bubbles),
    )


def _bubble_signs(briefing: Briefing, bubbles: list[Bubble]) -> list[Sign]:
    text, projects = briefing.text, briefing.atlas.register.projects
    silent, ids = column_of(briefing, "news") == "silent", column_of(briefing, "id")
    has_marked = any(is_marked(briefing, ids[bubble.rows]) for bubble in bubbles)
    has_hollow = bool(projects.loc[briefing.selection.mask, "lon"].isna().any())
    signs = [
        (_count, "map.legend_bubble", bool(bubbles)),
        (_changed, "changes.legend", has_marked),
        (_pale, "map.legend_pale", any(silent[bubble.rows].all() for bubble in bubbles)),
        (_hollow, "map.legend_hollow", has_hollow),
    ]
    return [Sign(swatch, text(word)) for swatch, word, is_there in signs if is_there]


def _area_signs(briefing: Briefing, focus: str, frame: Frame) -> list[Sign]:
    text, zones = briefing.text, zones_of(briefing)
    schematic = frame.near(zones[zones["geometry_basis"] == SCHEMATIC])
    bounds = frame.near(read_bounds())
    signs = [
        (_outlined(DASHES, QUIET), "map.schematic", _is_in(frame, schematic.geometry)),
        (_outlined("solid", QUIET), "map.bounds", _is_in(frame, bounds.geometry)),
        (_outlined(SHAPE_STYLE, CHOSEN), "briefing.shape", briefing.view.shape is not None),
        (_outlined(ERROR_STYLE, CHOSEN), "briefing.error", has_error(briefing, focus)),
    ]
    return [Sign(swatch, text(word)) for swatch, word, is_there in signs if is_there]


def _is_in(frame: Frame, shapes: Iterable[shapely.Geometry]) -> bool:
    """Tell whether a frame shows a part of some shapes in WGS-84."""
    ground = shapely.Polygon(frame.corners())
    return bool(shapely.intersects(np.array(list(shapes), dtype=object), ground).any())


def _hue_signs(briefing: Briefing, frame: Frame, bubbles: list[Bubble]) -> list[Sign]:
    """Return the hues of bubbles, and of areas those of clusters too."""
    text, colour = briefing.text, briefing.view.colour
    values = column_of(briefing, colour)
    shown = [set(values[bubble.rows]) for bubble in bubbles]
    if colour != "area":
        options = set().union(*shown)
        return [
            Sign(_dot(hue), text(f"{colour}.{option}"))
            for option, hue in HUES[colour].items()
            if option in options
        ]
    zones, places = frame.near(zones_of(briefing)), briefing.atlas.register.places
    single = {area for areas in shown if len(areas) == 1 for area in areas}
    drawn = {
        area
        for area, clusters in zones[zones["kind"] == "cluster"].groupby("parent")
        if _is_in(frame, clusters.geometry)
    }
    signs = [
        Sign(_dot(hue), places[f"area:{area}"].name(text.lang))
        for area, hue in HUES["area"].items()
        if area in single | drawn
    ]
    is_mixed = any(len(areas) > 1 or not areas & HUES["area"].keys() for areas in shown)
    return [*signs, *([Sign(_dot(OTHER), text("briefing.several_areas"))] if is_mixed else [])]


def baseline_of(page: Page, middle: float, size: float) -> float:
    """Return the baseline of a line of text about a middle."""
    return middle + BASELINE * size * page.scale * MM_PER_POINT


def _dot(hue: str) -> Swatch:
    def draw(page: Page, x: float, y: float) -> None:
        middle = (x + SWATCH * page.scale / 2, y)
        page.drawing.add_artist(Circle(middle, 1.5 * page.scale, facecolor=hue, edgecolor="none"))

    return draw


def _count(page: Page, x: float, y: float) -> None:
    _dot(OTHER)(page, x, y)
    baseline = baseline_of(page, y, COUNT)
    middle = x + SWATCH * page.scale / 2
    with page.structure.unread():
        page.text(middle, baseline, "n", COUNT, color=PAPER, bold=True, align="center")


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
    baseline = baseline_of(page, y, COUNT)
    with page.structure.unread():
        page.text(middle[0], baseline, "n", COUNT, color=QUIET, align="center")


def _outlined(style: str | tuple[int, tuple[int, int]], color: str) -> Swatch:
    def draw(page: Page, x: float, y: float) -> None:
        width, height = SWATCH * page.scale, 2.6 * page.scale
        patch = Rectangle((x, y - height / 2), width, height, facecolor="none", edgecolor=color)
        patch.set(linewidth=0.9, linestyle=style)
        page.drawing.add_artist(patch)

    return draw
