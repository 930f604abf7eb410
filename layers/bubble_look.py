"""How projects are gathered into bubbles and how large these are, on screen and on paper.

What is merged depends on a zoom of the web's maps alone, so that all maps of one view say the same.
"""

import math
from dataclasses import dataclass
from typing import Final

from layers.ground_look import TILE_PX

ZOOM_STEP: Final = 0.25
"""The zooms at which the screen stands."""

USUAL_PX: Final = (780, 590)
"""The width and height on which a view is taken to be seen where no screen says its own."""


@dataclass(frozen=True)
class BubbleLook:
    """Lengths in pixels: radii from ``smallest`` to ``largest``, and the ``ring`` around them.

    The radius of n projects is ``base + growth * sqrt(n)``, so that areas grow with them. Rows are
    first counted in cells that are ``cell`` wide.
    """

    smallest: float
    largest: float
    base: float
    growth: float
    ring: float
    cell: float

    def radius(self, count: int) -> float:
        """Return the radius in pixels of a bubble that stands for ``count`` projects."""
        grown = self.base + self.growth * math.sqrt(count)
        return min(self.largest, max(self.smallest, grown))


BUBBLE: Final = BubbleLook(smallest=11, largest=30, base=8, growth=2.7, ring=2, cell=28)


def zoom_showing(width: float, height: float) -> float:
    """Return the deepest zoom at which a part of the world finds room on the usual screen.

    Parameters
    ----------
    width, height
        Of the part, in widths of the world on the web's maps (Web Mercator).
    """
    across, down = USUAL_PX
    fitting = math.log2(min(across / width, down / height) / TILE_PX)
    return math.floor(fitting / ZOOM_STEP) * ZOOM_STEP
