"""The colours of paper: those of the map in its light theme, and of the page around it."""

from typing import Final

INK: Final = "#1c1917"
QUIET: Final = "#57534e"
EDGE: Final = "#d6d3d1"
PAPER: Final = "#ffffff"
CHOSEN: Final = "#9e2a2b"

GROUND: Final = "#f1eee8"
NO_CLASS: Final = "#f7f4ee"
LINE: Final = "#ffffff"
CLASSES: Final = ("#f1e9db", "#e8dcc6", "#ddcdaf", "#d0bb96", "#c1a87d")
OTHER: Final = "#57534e"

HUES: Final = {
    "area": {"scitech": "#0f766e", "business": "#3949c6", "highend": "#b45309"},
    "sector": {
        "technology": "#332288",
        "digital": "#88ccee",
        "finance": "#44aa99",
        "commerce": "#117733",
        "culture": "#999933",
        "education": "#ddcc77",
        "health": "#cc6677",
        "professional": "#882255",
        "aviation": "#aa4499",
    },
    "status": {
        "announced": "#fde725",
        "signed": "#7ad151",
        "registered": "#22a884",
        "under_construction": "#2a788e",
        "landed": "#414487",
        "operating": "#440154",
    },
}
"""What the bubbles are coloured by, as in ``static/map/palette.js``; a test holds them equal."""
