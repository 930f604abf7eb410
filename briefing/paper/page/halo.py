"""The outlines of words, for the paper around them: each letter is traced once, words stay text."""

from functools import lru_cache
from pathlib import Path

import numpy as np
from matplotlib.font_manager import FontProperties, get_font
from matplotlib.ft2font import LoadFlags
from matplotlib.path import Path as Outline
from numpy.typing import NDArray

from briefing.paper.page.fonts import MM_PER_POINT, width_of

_TRACED_AT = 100
"""The size at which letters are traced."""


def outline_of_words(words: str, font: FontProperties) -> Outline:
    """Return the outline of words in mm, from the beginning of their baseline."""
    file, size = Path(str(font.get_file())), float(font.get_size_in_points())
    corners, codes, x = [np.empty((0, 2))], [np.empty(0, dtype=np.uint8)], 0.0
    for letter in words:
        traced, steps = _traced(letter, file)
        corners.append(traced * size * MM_PER_POINT + (x, 0.0))
        codes.append(steps)
        x += width_of(letter, size, file)
    return Outline(np.concatenate(corners), np.concatenate(codes))


@lru_cache(maxsize=5000)
def _traced(letter: str, file: Path) -> tuple[NDArray[np.float64], NDArray[np.uint8]]:
    """Return the corners of a letter's outline in sizes of the font, and what leads to each."""
    face = get_font(str(file))
    face.set_size(_TRACED_AT, 72)
    face.load_char(ord(letter), LoadFlags.NO_HINTING)
    corners, codes = face.get_path()
    return corners / _TRACED_AT, codes.astype(np.uint8)
