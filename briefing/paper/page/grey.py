"""A page without colours, for printers that have none: hues become tones, classes have hatches."""

from collections.abc import Mapping
from typing import Final

import numpy as np
from matplotlib.collections import Collection
from matplotlib.colors import to_hex, to_rgba
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Text
from matplotlib.typing import ColorType

from briefing.paper.page.page import Page
from briefing.paper.page.palette import HUES, OTHER

DARKEST, PALEST = 0.05, 0.62
LUMINANCE: Final = np.array([0.2126, 0.7152, 0.0722])
"""Of red, green and blue (Rec. ITU-R BT.709), as far as paper needs it."""


def _tones() -> Mapping[str, float]:
    """Return a tone for every hue of the bubbles, as far apart as those of one kind can be."""
    tones: dict[str, float] = {}
    for hues in HUES.values():
        steps = np.linspace(DARKEST, PALEST, len(hues) + 1)
        tones |= dict(zip(hues.values(), steps.tolist(), strict=False))
    return {**tones, OTHER: PALEST}


TONES: Final = _tones()


def take_colours_from(page: Page) -> None:
    """Turn every colour of a page into the grey that stands for it."""
    for artist in page.figure.findobj():
        match artist:
            case Text():
                artist.set_color(_grey(artist.get_color(), is_named=False))
            case Line2D():
                artist.set_color(_grey(artist.get_color()))
                artist.set_markeredgecolor(_grey(artist.get_markeredgecolor()))
            case Patch():
                artist.set_hatchcolor(_grey(artist.get_hatchcolor()))
                artist.set_facecolor(_grey(artist.get_facecolor()))
                artist.set_edgecolor(_grey(artist.get_edgecolor()))
            case Collection():
                edges = np.asarray(artist.get_edgecolor()).reshape(-1, 4).tolist()
                artist.set_edgecolor([_grey((r, g, b, a)) for r, g, b, a in edges])


def _grey(colour: ColorType, *, is_named: bool = True) -> tuple[float, float, float, float]:
    """Return the tone of a hue that a legend names, or as light a grey as any other colour."""
    red, green, blue, opacity = to_rgba(colour)
    named = TONES.get(to_hex((red, green, blue))) if is_named else None
    tone = float(np.array([red, green, blue]) @ LUMINANCE) if named is None else named
    return tone, tone, tone, opacity
