"""A page as a picture: PNG, and SVG whose text can be selected and brings its font along."""

import base64
import datetime as dt
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Final, TypeAlias

from fontTools import subset
from fontTools.ttLib import TTFont

from briefing.content import Briefing
from briefing.paper.page.fonts import BOLD, FAMILY, REGULAR
from briefing.paper.page.page import MM_PER_INCH, Page

Metadata: TypeAlias = Mapping[str, str | dt.datetime | None]

PRINT_DPI: Final = 300
SCREEN_PIXELS: Final = 1920
"""The longer side of a picture for the screen."""


def png_of(page: Page, dpi: float = PRINT_DPI) -> bytes:
    """Return a page as PNG of so many dots an inch."""
    return _saved(page, "png", {"Software": None}, dpi)


def screen_png_of(page: Page) -> bytes:
    """Return a page as PNG whose longer side has ``SCREEN_PIXELS``."""
    return png_of(page, SCREEN_PIXELS * MM_PER_INCH / max(page.width, page.height))


def svg_of(page: Page, briefing: Briefing) -> bytes:
    """Return a page as SVG that carries the letters it uses as fonts of its own."""
    metadata = {"Title": briefing.title, "Date": None, "Creator": briefing.text("app.title")}
    drawing = _saved(page, "svg", metadata).decode()
    letters = "".join({text.get_text() for text in page.texts})
    faces = "".join(
        f"@font-face{{font-family:'{FAMILY}';font-weight:{weight};"
        f"src:url(data:font/otf;base64,{_letters(font, letters)})}}"
        for font, weight in ((REGULAR, "normal"), (BOLD, "bold"))
    )
    style = '<style type="text/css">'
    return drawing.replace(style, style + faces, 1).encode()


def _saved(
    page: Page, form: str, metadata: Mapping[str, str | dt.datetime | None], dpi: float = PRINT_DPI
) -> bytes:
    content = io.BytesIO()
    page.figure.savefig(content, format=form, metadata=dict(metadata), dpi=dpi)
    return content.getvalue()


def _letters(font: Path, letters: str) -> str:
    """Return the part of a font that has some letters, in base64."""
    whole = TTFont(font, lazy=True)
    options = subset.Options(layout_features=[], notdef_outline=True)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=letters)
    subsetter.subset(whole)
    content = io.BytesIO()
    whole.save(content)
    whole.close()
    return base64.b64encode(content.getvalue()).decode()
