"""The colours of paper: those of the light theme, on white."""

from typing import Final

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
HUES: Final = {"area": dict(zip(REGION.areas, LIGHT.areas, strict=False)), **OPTION_HUES}
"""What the bubbles are coloured by; an area beyond the last hue has none of its own."""
