"""The colours of everything that is drawn: map, page, charts and paper.

The three hues of areas and the ramp were checked for deuteranopia, protanopia and grey print.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from geo.words.vocabulary import PROJECT_STATUSES, SECTORS


@dataclass(frozen=True)
class GroundInks:
    """The colours of streets and their names: quiet, and none of them the hue of an area.

    ``expressway`` and its ``edge``; a ``road`` or a ``minor`` one and their ``casing``; what only a
    ground of one's own has is a ``railway``, a ``lake`` and a ``park``.
    """

    expressway: str
    edge: str
    road: str
    minor: str
    casing: str
    runway: str
    railway: str
    lake: str
    park: str
    name: str
    halo: str


@dataclass(frozen=True)
class Theme:
    """The colours of a theme: quiet ground, one hue an area, red for what is chosen.

    ``paper`` lies behind text, ``ground`` behind the map and ``halo`` around what stands on it;
    ``unclassed`` is a district in no class, ``classes`` the ramp of the others from the palest on;
    ``cells`` the deeper one of cells, which lie among streets;
    ``streets`` are the colours of what lies below them;
    ``areas`` are the hues of the areas in their order, ``other`` is for what lies in none;
    ``changed`` rings what changed since the reader was here.
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
    cells: tuple[str, ...]
    streets: GroundInks
    areas: tuple[str, ...]
    other: str
    changed: str


LIGHT: Final = Theme(
    paper="#fbfaf8",
    ink="#1c1917",
    quiet="#57534e",
    edge="#d6d3d1",
    chosen="#9e2a2b",
    ground="#f1eee8",
    halo="#ffffff",
    line="#5f7886",
    unclassed="#faf9f6",
    classes=("#f4f8fa", "#cedde3", "#afc3cd", "#92acb9", "#7897a5"),
    cells=("#cfe0ea", "#a3c4d6", "#73a2bc", "#457d9d", "#1f5576"),
    streets=GroundInks(
        expressway="#fff3d6",
        edge="#b08034d9",
        road="#fffdf9",
        minor="#fffefaeb",
        casing="#5f73808c",
        runway="#8f8a82",
        railway="#8a7f96",
        lake="#a9c7d3d9",
        park="#d5dcc0d9",
        name="#46525a",
        halo="#f7fafbe6",
    ),
    areas=("#0f766e", "#3949c6", "#b45309"),
    other="#57534e",
    changed="#a21caf",
)
DARK: Final = Theme(
    paper="#211f1b",
    ink="#f5f2ec",
    quiet="#c9c3b8",
    edge="#57534e",
    chosen="#ef8d85",
    ground="#191714",
    halo="#191714",
    line="#7f97a3",
    unclassed="#1b1d1f",
    classes=("#1f272c", "#2f3b40", "#3c4d55", "#475f6b", "#56727e"),
    cells=("#24404e", "#2f5a6f", "#3f7a95", "#5a9fbd", "#8cc8e0"),
    streets=GroundInks(
        expressway="#b39a63",
        edge="#14110cb3",
        road="#8d8f8f",
        minor="#90969abf",
        casing="#00000073",
        runway="#77716a",
        railway="#8d829b",
        lake="#2b4653d9",
        park="#2f3a2ad9",
        name="#d3dade",
        halo="#171d21e6",
    ),
    areas=("#2dd4bf", "#93a0ff", "#f5a623"),
    other="#b8b2a9",
    changed="#f0abfc",
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

BAR: Final = "#64748b"
"""The bars of charts and lists."""

FADED: Final = "#a8a29e"
"""What a chart shows beside what was chosen."""

LINE: Final = "#3949c6"
"""The line of a published figure."""

COMPARED: Final = ("#5b6ee1", "#b45309", "#14907f", "#c04d87")
"""The places that are compared, in their order."""
