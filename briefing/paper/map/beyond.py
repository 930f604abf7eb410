"""What lies beyond the frame of a map: how much to each side, at that side's edge."""

from typing import Final

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from briefing.paper.map.frame import Frame, Points
from briefing.paper.map.labels import Room
from briefing.paper.page.fonts import BOLD, font_of, line_height, width_of
from briefing.paper.page.line import box_around, line_about
from briefing.paper.page.palette import INK, PAPER
from geo.words.numerals import number

SIZE: Final = 7.0
AT: Final = 8.0
EDGE_MM: Final = 1.6
STEP_MM: Final = 2.0
ARROWS: Final = {"←": (-1, 0), "→": (1, 0), "↓": (0, -1), "↑": (0, 1)}


def draw_beyond(axes: Axes, frame: Frame, degrees: Points, scale: float, room: Room) -> None:
    """Write at each side of a frame how many points lie beyond it, and take the room for that.

    ``degrees`` are WGS-84 longitudes and latitudes, shape (n, 2).
    """
    paper = frame.project(degrees)
    outside = paper[~frame.contains(paper)]
    sides = _sides(frame, outside)
    for at, (arrow, side) in enumerate(ARROWS.items()):
        beyond = outside[sides == at]
        if not len(beyond):
            continue
        words = f"{arrow} {number(len(beyond))}"
        half = np.array([width_of(words, SIZE * scale, BOLD), line_height(SIZE * scale)]) / 2
        middles = _along(frame, np.array(side), half, beyond.mean(axis=0))
        free = room.are_free(np.hstack([middles - half, middles + half]))
        if free.any():
            x, y = middles[free.argmax()]
            room.take(np.array([[x - half[0], y - half[1], x + half[0], y + half[1]]]))
            font = font_of(SIZE * scale, bold=True)
            count = line_about(float(x), float(y), words, font, color=INK, at=AT)
            box = box_around(count, float(y), pad=1.2)
            box.set(facecolor=PAPER, edgecolor=INK, linewidth=0.5)
            axes.add_artist(box)
            axes.add_artist(count)


def _along(frame: Frame, side: Points, half: Points, wanted: Points) -> Points:
    """Return the middles along a side of a frame, shape (n, 2), the nearest to a point first."""
    size = np.array([frame.width, frame.height])
    inset = half + EDGE_MM
    at_side = np.where(side < 0, inset, size - inset)
    steps = np.arange(inset[side == 0][0], (size - inset)[side == 0][0], STEP_MM)
    middles = np.where(side == 0, steps[:, None], at_side)
    nearest = np.abs((middles - wanted)[:, side == 0][:, 0]).argsort(kind="stable")
    return np.asarray(middles[nearest], dtype=np.float64)


def _sides(frame: Frame, paper: Points) -> NDArray[np.int64]:
    """Return beyond which side each point lies farthest, as its place among the arrows."""
    x, y = paper.T
    beyond = np.column_stack([-x, x - frame.width, -y, y - frame.height])
    return np.asarray(beyond.argmax(axis=1), dtype=np.int64)
