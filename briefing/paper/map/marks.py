"""The marks on the map of paper: bubbles, the error of a point, a drawn shape, the spot asked."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Circle, Polygon, Wedge
from numpy.typing import NDArray

from briefing.content import Briefing
from briefing.paper.map.bubbles import Bubble
from briefing.paper.map.frame import Frame
from briefing.paper.page.fonts import MM_PER_POINT, font_of
from briefing.paper.page.line import line_about
from briefing.paper.page.palette import CHOSEN, HUES, INK, OTHER, PALE, PAPER, on_paper
from geo.ground.membership import PROJECT_PREFIX
from geo.once import once_for_owner
from geo.words.numerals import number

ERROR_STYLE: Final = ":"
SHAPE_STYLE: Final = "-."
CROSS_MM: Final = 2.2
RING_PT: Final = 1.6
"""The ring of a bubble that holds what is new or changed."""

INNER: Final = 0.92
"""The radius of a bubble within its edge of paper, in radii."""


def draw_bubble(axes: Axes, bubble: Bubble, briefing: Briefing, size: float) -> None:
    """Draw a bubble, and its count in letters of a size in points.

    It has one hue by area, or a ring of shares by sector or status; it is pale if silent.
    """
    middle, colour = (bubble.x, bubble.y), briefing.view.colour
    names = ("news", "id", colour)
    news, ids, options = (column_of(briefing, name)[bubble.rows] for name in names)
    opacity = PALE if (news == "silent").all() else 1
    shares = Counter(HUES[colour].get(option, OTHER) for option in options)
    around = Circle(middle, bubble.radius, facecolor=PAPER, edgecolor="none", zorder=4)
    if is_marked(briefing, ids):
        around.set(edgecolor=CHOSEN, linewidth=RING_PT)
    axes.add_artist(around)
    draw = _draw_dot if colour == "area" else _draw_ring
    draw(axes, bubble, shares, opacity)
    on_hue = colour == "area" and opacity == 1
    ink, font = PAPER if on_hue else INK, font_of(size, bold=True)
    said = number(len(bubble.rows))
    axes.add_artist(line_about(*middle, said, font, color=ink, at=5))


@once_for_owner
def column_of(briefing: Briefing, name: str) -> NDArray[np.object_]:
    """Return what the register's projects have in a column, shape (n,)."""
    return briefing.atlas.register.projects[name].to_numpy(object)


def is_marked(briefing: Briefing, ids: Iterable[str]) -> bool:
    """Tell whether one of some projects is new or changed."""
    marks = briefing.changes.marks if briefing.changes else {}
    return any(id_ in marks for id_ in ids)


def _draw_dot(axes: Axes, bubble: Bubble, shares: Mapping[str, int], opacity: float) -> None:
    """Draw the one hue of a bubble's projects, edged with it where it is pale."""
    hue = next(iter(shares)) if len(shares) == 1 else OTHER
    dot = Circle((bubble.x, bubble.y), INNER * bubble.radius, zorder=4)
    dot.set(facecolor=on_paper(hue, opacity), edgecolor=hue, linewidth=0 if opacity == 1 else 0.5)
    axes.add_artist(dot)


def _draw_ring(axes: Axes, bubble: Bubble, shares: Mapping[str, int], opacity: float) -> None:
    """Draw the share of each hue of a bubble's projects, clockwise from the top."""
    middle, start = (bubble.x, bubble.y), 90.0
    for hue, count in sorted(shares.items()):
        end = start - 360 * count / len(bubble.rows)
        wedge = Wedge(middle, INNER * bubble.radius, end, start, width=0.3 * bubble.radius)
        wedge.set(facecolor=on_paper(hue, opacity), edgecolor="none", zorder=4)
        axes.add_artist(wedge)
        start = end


def draw_error(axes: Axes, briefing: Briefing, focus: str, frame: Frame) -> None:
    """Draw the error of the point in focus as a dotted circle."""
    spot = _spot(briefing, focus)
    if spot is None:
        return
    lon, lat, radius = spot
    middle = frame.project(np.array([[lon, lat]]))[0]
    axes.add_artist(
        Circle(
            tuple(middle),
            radius / frame.metres_per_mm,
            edgecolor=CHOSEN,
            fill=False,
            linestyle=ERROR_STYLE,
            linewidth=1.2,
            zorder=3,
        )
    )


def has_error(briefing: Briefing, focus: str) -> bool:
    """Tell whether the error of the point in focus is drawn."""
    return _spot(briefing, focus) is not None


def _spot(briefing: Briefing, focus: str) -> tuple[float, float, float] | None:
    """Return longitude, latitude and error in metres of a project or place in focus."""
    atlas = briefing.atlas
    if focus.startswith(PROJECT_PREFIX):
        position = atlas.membership.position(focus.removeprefix(PROJECT_PREFIX)) or 0
        row = atlas.register.projects.iloc[position]
        return None if np.isnan(row["lon"]) else (row["lon"], row["lat"], row["radius_m"])
    place = atlas.register.places[focus]
    if place.kind != "place" or place.anchor is None or place.radius_m is None:
        return None
    return (*place.anchor, place.radius_m)


def draw_shape(axes: Axes, briefing: Briefing, frame: Frame) -> None:
    """Draw the outline of the shape that filters the projects."""
    shape = briefing.view.shape
    for ring in briefing.atlas.shapes.outline(shape) if shape else ():
        edge = Polygon(frame.project(ring), fill=False, edgecolor=CHOSEN, linewidth=1.2)
        edge.set(linestyle=SHAPE_STYLE, zorder=3)
        axes.add_artist(edge)


def asked_spot(briefing: Briefing, frame: Frame) -> list[Bubble]:
    """Return the ground that the cross at the spot asked about covers, if one is."""
    point = briefing.view.point
    if point is None:
        return []
    x, y = frame.project(np.array([[point.lon, point.lat]]))[0]
    return [Bubble(float(x), float(y), CROSS_MM, np.empty(0, dtype=np.int64))]


def draw_asked(axes: Axes, cross: Bubble) -> None:
    """Draw the spot asked about as a cross in a circle, with paper around its lines."""
    points = 2 * cross.radius / MM_PER_POINT
    for color, weight in ((PAPER, 4.0), (CHOSEN, 1.6)):
        for marker in ("o", "+"):
            axes.plot(
                cross.x,
                cross.y,
                marker,
                markersize=points,
                markeredgewidth=weight,
                color=color,
                fillstyle="none",
                zorder=9,
            )
