"""The colours of everything that is drawn: map, page, charts and paper.

The three hues of areas and the sand ramp were checked for deuteranopia, protanopia and grey print.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from geo.words.vocabulary import PROJECT_STATUSES, SECTORS


@dataclass(frozen=True)
class Theme:
    """The colours of a theme: quiet ground, one hue an area, red for what is chosen.

    ``paper`` lies behind text, ``ground`` behind the map and ``halo`` around what stands on it;
    ``unclassed`` is a district in no class, ``classes`` the ramp of the others from the palest on;
    ``areas`` are the hues of the areas in their order, ``other`` is for what lies in none.
    """

    paper: str
    ink: str
    quiet: str
    edge: str
    chosen: str
    ground: str
    halo: str
    line: str
    unclassed: str
    classes: tuple[str, ...]
    areas: tuple[str, ...]
    other: str


LIGHT: Final = Theme(
    paper="#fbfaf8",
    ink="#1c1917",
    quiet="#57534e",
    edge="#d6d3d1",
    chosen="#9e2a2b",
    ground="#f1eee8",
    halo="#ffffff",
    line="#ffffff",
    unclassed="#f7f4ee",
    classes=("#f1e9db", "#e8dcc6", "#ddcdaf", "#d0bb96", "#c1a87d"),
    areas=("#0f766e", "#3949c6", "#b45309"),
    other="#57534e",
)
DARK: Final = Theme(
    paper="#211f1b",
    ink="#f5f2ec",
    quiet="#c9c3b8",
    edge="#57534e",
    chosen="#ef8d85",
    ground="#191714",
    halo="#191714",
    line="#4a443c",
    unclassed="#24211d",
    classes=("#302b24", "#3d362b", "#4d4333", "#60523c", "#766446"),
    areas=("#2dd4bf", "#93a0ff", "#f5a623"),
    other="#b8b2a9",
)
THEMES: Final[Mapping[str, Theme]] = {"light": LIGHT, "dark": DARK}
"""The themes by the names that Streamlit gives them."""

_MUTED: Final = (
    *("#332288", "#88ccee", "#44aa99", "#117733", "#999933"),
    *("#ddcc77", "#cc6677", "#882255", "#aa4499"),
)
"""Paul Tol's scheme, made for colour-blind eyes (personal.sron.nl/~pault, 2021)."""

_VIRIDIS: Final = ("#fde725", "#7ad151", "#22a884", "#2a788e", "#414487", "#440154")
"""Six steps of matplotlib's ramp."""

OPTION_HUES: Final[Mapping[str, Mapping[str, str]]] = {
    "sector": dict(zip(SECTORS, _MUTED, strict=True)),
    "status": dict(zip(PROJECT_STATUSES, _VIRIDIS, strict=True)),
}
"""The hues of what bubbles are coloured by, beside areas; the same in both themes."""

BAR: Final = "#b45309"
"""The bars of charts and lists."""

FADED: Final = "#a8a29e"
"""What a chart shows beside what was chosen."""

LINE: Final = "#3949c6"
"""The line of a published figure."""

COMPARED: Final = ("#5b6ee1", "#b45309", "#14907f", "#c04d87")
"""The places that are compared, in their order."""
