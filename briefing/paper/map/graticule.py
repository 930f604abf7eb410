"""Ticks of longitude and latitude along the frame of a map, with their degrees inside it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import to_rgba
from matplotlib.lines import Line2D
from numpy.typing import NDArray

from briefing.paper.map.frame import Frame
from briefing.paper.map.labels import Room
from briefing.paper.page.fonts import MM_PER_POINT, font_of, width_of
from briefing.paper.page.line import box_around, line_about
from briefing.paper.page.palette import INK, PAPER, QUIET

MINUTES: Final = (0.5, 1, 2, 5, 10, 15, 20, 30, 60, 120)
LEAST_GAP_MM: Final = 24.0
"""How far apart two ticks are at least."""

TICK_MM: Final = 1.3
SIZE: Final = 5.2
CORNER_MM: Final = 9.0
"""No degrees are written so near a corner."""

TICKS_AT: Final = 3.6


@dataclass(frozen=True)
class Tick:
    """A tick of the frame: its foot in mm, its direction inwards, and what is written there."""

    x: float
    y: float
    inwards: tuple[int, int]
    label: str


def ticks_of(frame: Frame) -> list[Tick]:
    """Return the ticks on all four sides; the lower and the left ones carry degrees."""
    width, height = frame.width, frame.height
    west, south, east, north = frame.sides()
    upright = [(south, 0.0, (0, 1), "EW"), (north, height, (0, -1), "")]
    level = [(west, 0.0, (1, 0), "NS"), (east, width, (-1, 0), "")]
    step = _step(frame)
    across = [
        Tick(at, y, inwards, label)
        for side, y, inwards, halves in upright
        for at, label in _places(side[:, 0], width, step, halves)
    ]
    along = [
        Tick(x, at, inwards, label)
        for side, x, inwards, halves in level
        for at, label in _places(side[:, 1], height, step, halves)
    ]
    return across + along


def _places(
    degrees: NDArray[np.float64], length: float, step: float, halves: str
) -> Iterator[tuple[float, str]]:
    """Yield where a side of a length in mm has ticks, and their degrees where it has any."""
    places = np.linspace(0, length, len(degrees))
    for minutes in _multiples(degrees, step):
        yield float(np.interp(minutes / 60, degrees, places)), _written(minutes, halves)


def _step(frame: Frame) -> float:
    """Return how many minutes lie between ticks, the same along both axes."""
    metres_per_minute = 1852 * np.cos(np.radians(frame.lat))
    least = LEAST_GAP_MM * frame.metres_per_mm / metres_per_minute
    return next((minutes for minutes in MINUTES if minutes >= least), MINUTES[-1])


def _multiples(degrees: NDArray[np.float64], step: float) -> NDArray[np.float64]:
    """Return the multiples of a step that lie between two degrees, in minutes."""
    first, last = 60 * degrees[0] / step, 60 * degrees[-1] / step
    multiples: NDArray[np.float64] = step * np.arange(np.ceil(first), np.floor(last) + 1)
    return multiples


def _written(minutes: float, halves: str) -> str:
    """Return degrees and minutes, such as ``116°30′E``; nothing without the halves' letters."""
    if not halves:
        return ""
    degrees, rest = divmod(abs(minutes), 60)
    written = f"{rest:04.1f}" if rest % 1 else f"{rest:02.0f}"
    return f"{degrees:.0f}°{written}′{halves[int(minutes < 0)]}"


def draw_graticule(axes: Axes, frame: Frame, room: Room) -> None:
    """Draw the ticks, and their degrees where there is room, which they then take."""
    for tick in ticks_of(frame):
        across, up = tick.inwards
        ends = [tick.x, tick.x + TICK_MM * across], [tick.y, tick.y + TICK_MM * up]
        axes.add_artist(Line2D(*ends, color=INK, linewidth=0.6, zorder=TICKS_AT))
        if tick.label and _is_off_corners(tick, frame):
            _write(axes, tick, room)


def _is_off_corners(tick: Tick, frame: Frame) -> bool:
    at, length = (tick.x, frame.width) if tick.inwards[0] == 0 else (tick.y, frame.height)
    return CORNER_MM < at < length - CORNER_MM


def _write(axes: Axes, tick: Tick, room: Room) -> None:
    width, height = width_of(tick.label, SIZE), SIZE * MM_PER_POINT
    across, up = tick.inwards
    x = tick.x + across * (TICK_MM + 0.5 + width / 2)
    y = tick.y + up * (TICK_MM + 0.3 + height / 2)
    box = np.array([[x - width / 2, y - height / 2, x + width / 2, y + height / 2]])
    if not room.are_free(box).all():
        return
    room.take(box)
    words = line_about(x, y, tick.label, font_of(SIZE), color=QUIET, at=TICKS_AT)
    paper = box_around(words, y, pad=0.6)
    paper.set(facecolor=to_rgba(PAPER, 0.75), edgecolor="none")
    axes.add_artist(paper)
    axes.add_artist(words)
