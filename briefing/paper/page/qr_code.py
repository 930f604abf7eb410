"""The link of a view as a QR code on paper, where an installation says what its address is."""

from typing import Final
from urllib.parse import urlencode

import numpy as np
import segno
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Outline
from numpy.typing import NDArray
from segno.encoder import DataOverflowError

from briefing.content import Briefing
from briefing.paper.page.page import Box, Page
from briefing.paper.page.palette import INK
from geo.settings import settings

LEAST_MODULE_MM: Final = 0.34
"""So wide is a module that telephones read from paper."""

CORNERS: Final = np.array([(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)], dtype=float)
LARGEST_MM: Final = 24.0


def link_of(briefing: Briefing) -> str:
    """Return the address of the view a briefing is of; nothing where the page has no address."""
    address, query = settings().address, urlencode(briefing.view.to_query())
    return f"{address.rstrip('/')}/?{query}" if address else ""


def draw_qr_code(page: Page, box: Box, briefing: Briefing) -> float:
    """Draw the code of a briefing's link at the upper right of a box; return the width it takes.

    A link whose modules would be too small to read has none.
    """
    link = link_of(briefing)
    modules = _modules(link) if link else None
    if modules is None or len(modules) * LEAST_MODULE_MM > LARGEST_MM:
        return 0
    module = LEAST_MODULE_MM * page.scale
    side = len(modules) * module
    left, top = box.right - side, box.top
    squares = [
        Outline(CORNERS * module + (left + column * module, top + row * module), closed=True)
        for row, column in np.argwhere(modules)
    ]
    code = PathPatch(Outline.make_compound_path(*squares), facecolor=INK, linewidth=0)
    with page.element("Figure", link):
        code.set(antialiased=False, url=link, gid=page.structure.mark())
    page.drawing.add_artist(code)
    return side + 4 * page.scale


def _modules(link: str) -> NDArray[np.bool_] | None:
    """Return which modules of a link's code are dark, shape (n, n); None for one too long."""
    try:
        return np.array([*segno.make_qr(link, error="m").matrix], dtype=bool)
    except DataOverflowError:
        return None
