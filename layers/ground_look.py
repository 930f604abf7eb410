"""How the ground looks at a zoom of the web's maps, on screen and on paper: one table for both.

A pixel is one of 1/96 inch on screen; paper, which is read from nearer, says what it takes for one.
"""

import math
from dataclasses import dataclass
from typing import Final

EQUATOR_M: Final = 40_075_016.686
"""The length of the equator of Web Mercator (EPSG:3857) in metres."""

TILE_PX: Final = 256
"""The width of the world at zoom 0."""


@dataclass(frozen=True)
class LineLook:
    """How lines are drawn: from a zoom on ``shown``, there ``width`` pixels wide.

    They grow by ``growth`` a level.
    """

    shown: float
    width: float
    growth: float

    def width_at(self, zoom: float) -> float:
        """Return the width in pixels at a zoom; 0 where the lines are not drawn."""
        grown = self.width * math.pow(self.growth, zoom - self.shown)
        return min(grown, WIDEST_PX) if self.is_shown(zoom) else 0.0

    def is_shown(self, zoom: float) -> bool:
        """Tell whether the lines are drawn at a zoom."""
        return zoom >= self.shown


@dataclass(frozen=True)
class RoadLook(LineLook):
    """How a class of road is drawn: also what its casing has beyond it, and from when it is named.

    ``casing`` is in pixels, ``named`` a zoom.
    """

    casing: float
    named: float


ROADS: Final = (
    RoadLook(8, 1.2, 1.34, 1.3, 10.25),
    RoadLook(9.25, 0.9, 1.38, 1.3, 11.5),
    RoadLook(10.75, 0.8, 1.46, 1.3, 12),
    RoadLook(11.75, 0.9, 1.5, 0.8, 12.75),
    RoadLook(12.5, 0.9, 1.5, 0.8, 13.5),
)
"""By class, expressways first."""

RAILWAYS: Final = LineLook(10.5, 0.9, 1.2)

WIDEST_PX: Final = 11.0
RING_GROWTH: Final = 1.7
"""How much wider a ring of the class of trunk roads is drawn than these."""

ALL_TRUNKS: Final = 11.0
LONG_TRUNK_M: Final = 5000.0
"""Up to a zoom only the trunk roads are drawn that are rings, or reach so far."""

MOST_ERROR_PX: Final = {"road": 40, "other": 14}
"""A feature that may be further off is not drawn."""

THINNEST_RUNWAY_PX: Final = 1.6

NAMED: Final = {"airport": 9.25, "water": 10.0, "rail": 11.0, "ring": 9.5}
"""From which zoom what is no common road has its name, the most important first."""

LEVEL_RINGS: Final = 11.5
"""Up to this zoom the name of a ring stands level."""

NAME_PX: Final = {"wide": 11.0, "street": 10.5}
"""The size of a name: of an expressway, a trunk road or a point, and of other streets."""

STRAIGHT: Final = 0.97
"""The least chord of the stretch that a name lies along, in lengths of it."""

SPACE_PX: Final = {"ring": 260, "road": 320}
MOST_NAMES: Final = {"ring": 4, "road": 3}
"""How far apart one road's names are, and how many of them are shown."""

FADES: Final = {"from": 10.0, "a_level": 0.2, "most": 0.9, "least": 0.42}
"""How opaque a district is: less from a zoom on, so that the streets lead when one is near."""


def opacity_at(zoom: float) -> float:
    """Return how much of a district's colour is left at a zoom."""
    faded = FADES["most"] - FADES["a_level"] * max(0.0, zoom - FADES["from"])
    return max(FADES["least"], faded)


def zoom_of(metres_per_pixel: float, lat: float) -> float:
    """Return the zoom at which a pixel is so many metres on the ground at a latitude, degrees."""
    return math.log2(EQUATOR_M * math.cos(math.radians(lat)) / (TILE_PX * metres_per_pixel))
