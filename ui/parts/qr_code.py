"""A link as a QR code, drawn here: nothing asks another server."""

from functools import lru_cache

import segno
from segno.encoder import DataOverflowError

_KEPT = 64
_SCALE = 5


@lru_cache(_KEPT)
def qr_code(link: str) -> str:
    """Return the code of a link as the address of an SVG, empty where the link is too long."""
    try:
        return segno.make_qr(link, error="m").svg_data_uri(scale=_SCALE, light="#fff")
    except DataOverflowError:
        return ""
