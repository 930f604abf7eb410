"""The colours of paper: those of the light theme, on white."""

from typing import Final

from matplotlib.colors import to_hex, to_rgb

from geo.region import REGION
from layers.palette import LIGHT, OPTION_HUES

PAPER: Final = "#ffffff"
INK: Final = LIGHT.ink
QUIET: Final = LIGHT.quiet
EDGE: Final = LIGHT.edge
CHOSEN: Final = LIGHT.chosen
GROUND: Final = LIGHT.ground
NO_CLASS: Final = LIGHT.unclassed
LINE: Final = LIGHT.line
CLASSES: Final = LIGHT.classes
OTHER: Final = LIGHT.other
STREETS: Final = LIGHT.streets
HUES: Final = {"area": dict(zip(REGION.areas, LIGHT.areas, strict=False)), **OPTION_HUES}
"""What the bubbles are coloured by; an area beyond the last hue has none of its own."""
PALE: Final = 0.25
"""How thickly a bubble is laid of which nothing was heard for long."""


def ramp_on_paper(opacity: float) -> tuple[str, ...]:
    """Return the colour of no class, then those of the classes, laid so thickly on white paper."""
    return tuple(on_paper(color, opacity) for color in (NO_CLASS, *CLASSES))


def on_paper(color: str, opacity: float) -> str:
    """Return what a colour becomes that is laid so thickly on white paper."""
    red, green, blue = (opacity * ink + 1 - opacity for ink in to_rgb(color))
    return to_hex((red, green, blue))
