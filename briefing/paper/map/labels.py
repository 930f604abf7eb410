"""Names on a map of paper, placed so that none covers another name or a bubble.

Positions are tried in turn, nearest first. A name that ends up off its own ground gets a line that
leads to it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
import shapely
from numpy.typing import NDArray

from briefing.paper.map.bubbles import Bubble
from briefing.paper.map.frame import Frame
from briefing.paper.page.fonts import BOLD, REGULAR, line_height, width_of
from geo.ground.prepared import is_inside

GAP: Final = 0.8
RINGS: Final = (4.0, 6.5, 9.5, 13.0, 17.0, 22.0, 28.0)
DIRECTIONS: Final = 16
ANYWHERE_MM: Final = 2.5
"""Between the places tried all over the frame for a name that finds none nearby."""

HOLLOW_RADIUS: Final = 2.1


@dataclass(frozen=True, eq=False)
class Name:
    """A name to place about ``x``, ``y`` (mm on paper); its size in points.

    ``hollow`` counts the projects known only that far; a name with such a count, or ``required``,
    is placed anywhere in the frame that is free. ``ground`` is the shape on paper that it names;
    ``clear`` is how far in mm it must keep from its anchor, for the name of a bubble; ``key`` is
    that of the place whose projects are counted.
    """

    text: str
    x: float
    y: float
    size: float
    color: str
    bold: bool = False
    hollow: int = 0
    required: bool = False
    ground: shapely.Geometry | None = None
    clear: float | None = None
    key: str = ""

    @property
    def text_width(self) -> float:
        """Width of the words in mm."""
        return width_of(self.text, self.size, BOLD if self.bold else REGULAR)

    @property
    def hollow_radius(self) -> float:
        """Radius in mm of the ring around the hollow count, 0 without one."""
        return (
            HOLLOW_RADIUS
            * self.size
            / 8
            * (1 + 0.22 * (len(str(self.hollow)) - 1))
            * bool(self.hollow)
        )

    @property
    def width(self) -> float:
        """Width of words and count in mm."""
        radius = self.hollow_radius
        return self.text_width + (2 * radius + GAP if radius else 0)

    @property
    def height(self) -> float:
        """Height in mm."""
        return max(line_height(self.size) * 0.85, 2 * self.hollow_radius)


@dataclass(frozen=True, eq=False)
class PlacedName:
    """A name with the middle of its box; ``leads`` where a line must lead to its ground."""

    name: Name
    x: float
    y: float
    leads: bool


Boxes: TypeAlias = NDArray[np.float64]
"""Left, low, right and high in mm, shape (n, 4)."""


class Room:
    """The paper of a frame, and what is taken of it: all that is placed is checked here."""

    def __init__(self, frame: Frame, bubbles: Sequence[Bubble]) -> None:
        """Take a frame that has only bubbles on it."""
        self._frame = frame
        self._taken: Boxes = np.array(
            [(b.x - b.radius, b.y - b.radius, b.x + b.radius, b.y + b.radius) for b in bubbles]
        ).reshape(-1, 4)

    def positions_from(self, x: float, y: float) -> NDArray[np.float64]:
        """Return middles all over the frame in mm, shape (n, 2), the nearest to a point first."""
        across = np.arange(GAP, self._frame.width, ANYWHERE_MM)
        up = np.arange(GAP, self._frame.height, ANYWHERE_MM)
        middles = np.stack(np.meshgrid(across, up), axis=-1).reshape(-1, 2)
        nearest = np.argsort(np.hypot(*(middles - (x, y)).T), kind="stable")
        return np.asarray(middles[nearest], dtype=np.float64)

    def _hold(self, boxes: Boxes) -> NDArray[np.bool_]:
        """Return which boxes lie within the frame."""
        frame = self._frame
        inside = (boxes[:, :2] >= GAP).all(axis=1)
        inside &= (boxes[:, 2] <= frame.width - GAP) & (boxes[:, 3] <= frame.height - GAP)
        return np.asarray(inside, dtype=bool)

    def are_free(self, boxes: Boxes) -> NDArray[np.bool_]:
        """Return which boxes lie within the frame and come near nothing that is there."""
        free = self._hold(boxes)
        free[free] = ~_collide(boxes[free], self._taken)
        return free

    def take(self, boxes: Boxes) -> None:
        """Let nothing else be placed on some boxes."""
        self._taken = np.vstack([self._taken, boxes])


def place_names(names: Iterable[Name], room: Room) -> list[PlacedName]:
    """Place names, the most important first; one that finds no room is left out."""
    placed = []
    for name in names:
        at = _free_place(name, room)
        if at is not None:
            placed.append(at)
            room.take(_boxes(name, np.array([[at.x, at.y]])))
    return placed


def _free_place(name: Name, room: Room) -> PlacedName | None:
    """Return the nearest place that is free: on the name's own ground, else near, else anywhere."""
    found = _free_among(_positions(name), name, room)
    if found is None and (name.hollow or name.required):
        found = _free_among(room.positions_from(name.x, name.y), name, room)
    return found


def _free_among(tried: NDArray[np.float64], name: Name, room: Room) -> PlacedName | None:
    """Return the first of the middles tried, shape (n, 2), that is free, best at home."""
    free = room.are_free(_boxes(name, tried))
    at_home = _are_at_home(name, tried)
    free_at = _first(free & at_home, free)
    if free_at is None:
        return None
    x, y = tried[free_at]
    return PlacedName(name, float(x), float(y), leads=not at_home[free_at])


def _first(*masks: NDArray[np.bool_]) -> int | None:
    """Return the first position that the first of the masks to have any lets through."""
    return next((int(mask.argmax()) for mask in masks if mask.any()), None)


def _are_at_home(name: Name, middles: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return which middles lie on the ground that a name has; it is at home anywhere without."""
    if name.ground is None:
        return np.ones(len(middles), dtype=bool)
    return is_inside(name.ground, *middles.T)


def _positions(name: Name) -> NDArray[np.float64]:
    """Return the middles to try in mm, shape (n, 2), the best first."""
    anchor: NDArray[np.float64] = np.array([name.x, name.y])
    if name.clear is not None:
        x, y = name.clear + GAP + name.width / 2, name.clear + GAP + name.height / 2
        beside = [
            (x, 0),
            (-x, 0),
            (0, -y),
            (0, y),
            (x, -y / 2),
            (x, y / 2),
            (-x, -y / 2),
            (-x, y / 2),
        ]
        return anchor + np.array(beside, dtype=np.float64)
    angles = np.pi / 2 + 2 * np.pi * np.arange(DIRECTIONS) / DIRECTIONS
    ring = np.column_stack([1.3 * np.cos(angles), np.sin(angles)])
    rings: NDArray[np.float64] = np.vstack([0 * ring[:1], *(radius * ring for radius in RINGS)])
    return anchor + rings


def _boxes(name: Name, middles: NDArray[np.float64]) -> Boxes:
    half = np.array([name.width / 2, name.height / 2])
    return np.hstack([middles - half, middles + half])


def _collide(boxes: Boxes, taken: Boxes) -> NDArray[np.bool_]:
    """Return which boxes come nearer than the gap to one that is taken."""
    west, south, east, north = np.moveaxis(boxes[:, None, :], -1, 0)
    left, low, right, high = np.moveaxis(taken[None, :, :], -1, 0)
    across = np.logical_and(west < right + GAP, left < east + GAP)
    along = np.logical_and(south < high + GAP, low < north + GAP)
    return np.asarray(np.logical_and(across, along).any(axis=1), dtype=bool)
