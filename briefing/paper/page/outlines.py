"""The letters that a document uses, as a small TrueType font.

Our font has cubic outlines (CFF). matplotlib embeds such as ``FontFile2`` of a ``CIDFontType2``,
which is right for TrueType alone (ISO 32000-1, 9.9), or draws each letter (Type 3).
"""

import io
from collections.abc import Sequence
from typing import Final

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.basePen import AbstractPen
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables._g_l_y_f import Glyph
from matplotlib.ft2font import FT2Font, GlyphIndexType, LoadFlags
from matplotlib.path import Path as Outline

MOST_ERROR: Final = 0.5
"""How far a curve may lie from the one it stands for, in thousandths of the font's size."""

UNITS_PER_PIXEL: Final = 64
"""FreeType's outlines are given in pixels, of which a font that is not scaled has so many units."""

NO_GLYPH: Final = ".notdef"


def true_type_of(font: FT2Font, glyphs: Sequence[GlyphIndexType]) -> bytes:
    """Return some glyphs of a font as a TrueType font, where they are numbered from 1 on."""
    outlines, widths = {NO_GLYPH: Glyph()}, {NO_GLYPH: (0, 0)}
    for index in glyphs:
        name, glyph = f"glyph{index}", font.load_glyph(index, LoadFlags.NO_SCALE)
        outlines[name] = _outline(font)
        widths[name] = (glyph.horiAdvance, glyph.horiBearingX)
    return _built(font, outlines, widths)


def _built(font: FT2Font, outlines: dict[str, Glyph], widths: dict[str, tuple[int, int]]) -> bytes:
    builder = FontBuilder(font.units_per_EM)
    builder.updateHead(created=0, modified=0)  # the same letters give the same file
    builder.setupGlyphOrder([*outlines])
    builder.setupGlyf(outlines)
    builder.setupHorizontalMetrics(widths)
    builder.setupHorizontalHeader(ascent=font.ascender, descent=font.descender)
    content = io.BytesIO()
    builder.save(content)
    return content.getvalue()


def _outline(font: FT2Font) -> Glyph:
    """Return the outline of the glyph that a font has loaded, in curves of TrueType."""
    pen = TTGlyphPen(None)
    curves = Cu2QuPen(pen, MOST_ERROR, reverse_direction=True)
    corners, codes = font.get_path()
    if len(corners):
        _trace(Outline(corners * UNITS_PER_PIXEL, codes), curves)
    return pen.glyph()


def _trace(outline: Outline, pen: AbstractPen) -> None:
    draw = {
        Outline.MOVETO: pen.moveTo,
        Outline.LINETO: pen.lineTo,
        Outline.CURVE3: pen.qCurveTo,
        Outline.CURVE4: pen.curveTo,
    }
    for points, code in outline.iter_segments(simplify=False):
        if code == Outline.CLOSEPOLY:
            pen.closePath()
        else:
            draw[code](*points.reshape(-1, 2).tolist())
