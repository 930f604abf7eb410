"""Bubbles on paper: one a place with its count, merged where they would overlap on screen.

They are those of the page (`engine/bins.js`) at the zoom of the view, whatever the paper and the
language. Rows are counted in cells of the world first, then the larger of two bubbles that overlap
takes the smaller, until none do.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from briefing.paper.map.frame import Frame, Points
from briefing.paper.map.world import degrees_at, pixels_at
from layers.bubble_look import BUBBLE


@dataclass(frozen=True, eq=False)
class Bubble:
    """Projects drawn as one: middle and radius, and the positions of their rows.

    In pixels of the world at a zoom, y down, or in mm from a frame's lower left, y up.
    """

    x: float
    y: float
    radius: float
    rows: NDArray[np.int64]


def bubbles_in(frame: Frame, bubbles: Sequence[Bubble]) -> list[Bubble]:
    """Return which bubbles of the world at a frame's zoom stand in it, in mm, in their order."""
    middles = np.array([(bubble.x, bubble.y) for bubble in bubbles]).reshape(-1, 2)
    paper = frame.project(degrees_at(frame.zoom, middles))
    return [
        Bubble(float(x), float(y), bubble.radius * frame.mm_per_pixel, bubble.rows)
        for bubble, (x, y), is_inside in zip(bubbles, paper, frame.contains(paper), strict=True)
        if is_inside
    ]


def bubbles_at(zoom: float, degrees: Points) -> list[Bubble]:
    """Return the bubbles of points in pixels of the world at a zoom, the largest first.

    ``degrees`` are WGS-84 longitudes and latitudes, shape (n, 2); NaN where nothing is to be drawn.
    """
    rows = np.flatnonzero(np.isfinite(degrees).all(axis=1))
    pixels = pixels_at(zoom, degrees[rows])
    _, cell_of = np.unique(np.floor(pixels / BUBBLE.cell), axis=0, return_inverse=True)
    order = np.argsort(cell_of, kind="stable")
    splits = np.flatnonzero(np.diff(cell_of[order])) + 1
    groups = np.split(order, splits) if len(order) else []
    return _merged([_bubble(pixels[group].mean(axis=0), rows[group]) for group in groups])


def _bubble(middle: Points, rows: NDArray[np.int64]) -> Bubble:
    return Bubble(float(middle[0]), float(middle[1]), BUBBLE.radius(len(rows)), rows)


def _merged(bubbles: list[Bubble]) -> list[Bubble]:
    """Merge bubbles that overlap into the larger one, which stays where it is, until none do."""
    kept: list[Bubble] = []
    for bubble in sorted(bubbles, key=lambda b: (-len(b.rows), int(b.rows.min()))):
        at = next((n for n, host in enumerate(kept) if _overlap(host, bubble)), None)
        if at is None:
            kept.append(bubble)
        else:
            rows = np.concatenate([kept[at].rows, bubble.rows])
            kept[at] = _bubble(np.array([kept[at].x, kept[at].y]), rows)
    return kept if len(kept) == len(bubbles) else _merged(kept)


def _overlap(one: Bubble, other: Bubble) -> bool:
    distance = float(np.hypot(one.x - other.x, one.y - other.y))
    return distance < one.radius + other.radius + 2 * BUBBLE.ring
