"""Bubbles on paper: one a place with its count, merged where they would overlap.

Rows are counted in cells of the picture first, then the larger of two bubbles that overlap takes
the smaller, until none do.
"""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from briefing.paper.frame import Frame, Points

CELL: Final = 6.0
"""Width of a cell in mm at scale 1."""


@dataclass(frozen=True, eq=False)
class Bubble:
    """Projects drawn as one: middle in mm from the frame's lower left, radius in mm, their rows."""

    x: float
    y: float
    radius: float
    rows: NDArray[np.int64]


def radius_of(count: int, scale: float = 1) -> float:
    """Return the radius in mm of a bubble that stands for ``count`` projects."""
    return scale * min(7.0, max(2.4, 1.8 + 0.6 * math.sqrt(count)))


def bubbles_in(frame: Frame, paper: Points, scale: float = 1) -> list[Bubble]:
    """Return the bubbles of a frame, the largest first.

    Parameters
    ----------
    frame
        The frame; points outside it are left out.
    paper
        Points on its paper in mm, shape (n, 2); NaN where there is none.
    scale
        Multiplies every radius.
    """
    inside = np.flatnonzero(frame.contains(paper))
    drawn = paper[inside]
    cells = np.floor(drawn / (CELL * scale)).astype(np.int64)
    _, cell_of = np.unique(cells, axis=0, return_inverse=True)
    order = np.argsort(cell_of, kind="stable")
    splits = np.flatnonzero(np.diff(cell_of[order])) + 1
    groups = np.split(order, splits) if len(order) else []
    return _merged([_bubble(drawn[g].mean(axis=0), inside[g], scale) for g in groups], scale)


def _bubble(middle: Points, rows: NDArray[np.int64], scale: float) -> Bubble:
    return Bubble(float(middle[0]), float(middle[1]), radius_of(len(rows), scale), rows)


def _merged(bubbles: list[Bubble], scale: float) -> list[Bubble]:
    """Merge bubbles that overlap into the larger one, which stays where it is, until none do."""
    kept: list[Bubble] = []
    for bubble in sorted(bubbles, key=lambda b: (-len(b.rows), int(b.rows[0]))):
        at = next((n for n, host in enumerate(kept) if _overlap(host, bubble)), None)
        if at is None:
            kept.append(bubble)
        else:
            rows = np.concatenate([kept[at].rows, bubble.rows])
            kept[at] = _bubble(np.array([kept[at].x, kept[at].y]), rows, scale)
    return kept if len(kept) == len(bubbles) else _merged(kept, scale)


def _overlap(one: Bubble, other: Bubble) -> bool:
    distance = float(np.hypot(one.x - other.x, one.y - other.y))
    return distance < one.radius + other.radius
