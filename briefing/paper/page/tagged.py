"""Pages as one PDF whose content is marked: what is read by its number, all else as artifact."""

import io
import math
import os
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Final, cast

from matplotlib.backend_bases import RendererBase
from matplotlib.backends.backend_mixed import MixedModeRenderer
from matplotlib.backends.backend_pdf import (
    GraphicsContextPdf,
    Name,
    PdfFile,
    Reference,
    RendererPdf,
    Verbatim,
    pdfRepr,
)
from matplotlib.font_manager import FontPath, get_font
from matplotlib.ft2font import FT2Font, GlyphIndexType, LoadFlags
from matplotlib.typing import ColorType

from briefing.paper.page.line import Line
from briefing.paper.page.outlines import true_type_of
from briefing.paper.page.page import Page
from briefing.paper.page.structure import mark_of

POINTS_PER_INCH: Final = 72
SEES_THROUGH: Final = ("figure", "axes")
"""Groups of artists that are no content of their own, unless they are marked."""

END: Final = b"EMC"
"""Ends marked content."""

MOST_IN_A_BLOCK: Final = 100
"""Of the characters of a CMap (Adobe Technical Note 5014)."""

CMAP: Final = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
{blocks}
endcmap
CMapName currentdict /CMap defineresource pop
end
end"""

NONSYMBOLIC: Final = 32
"""The flag of a font whose letters are those of a script (ISO 32000-1, 9.8.2)."""


class MarkedPages:
    """A PDF that grows by pages, all with one set of fonts."""

    def __init__(self) -> None:
        """Take an empty file."""
        self._content = io.BytesIO()
        self._file = _File(self._content)

    def add(self, page: Page) -> None:
        """Draw a page onto the next one of the file."""
        figure = page.figure
        figure.dpi = POINTS_PER_INCH
        width, height = figure.get_size_inches()
        self._file.newPage(width, height)
        marking = _MarkingRenderer(self._file, POINTS_PER_INCH, height, width)
        renderer = MixedModeRenderer(figure, width, height, POINTS_PER_INCH, marking)
        figure.draw(cast(RendererBase, renderer))  # it passes on what it does not draw itself
        renderer.finalize()
        self._file.endStream()

    def content(self) -> bytes:
        """Return the file, which takes no more pages."""
        self._file.finalize()
        self._file.close()
        return self._content.getvalue()


class _MarkingRenderer(RendererPdf):
    """Draws every artist between the operators of marked content (ISO 32000-1, 14.6)."""

    def __init__(self, file: PdfFile, dpi: float, height: float, width: float) -> None:
        super().__init__(file, dpi, height, width)
        self._marked: list[bool] = []
        self._inks: dict[ColorType, GraphicsContextPdf] = {}
        self._taken: ColorType | None = None

    def open_group(self, s: str, gid: str | None = None) -> None:
        """Begin marked content, unless the group stands in some or is seen through."""
        begin = self._begins(s, gid)
        if begin:
            self.file.output(Verbatim(begin))
        self._marked.append(bool(begin))

    def _begins(self, group: str, gid: str | None) -> bytes:
        """Return the operator that begins the marked content of a group, if it is any."""
        mark = mark_of(gid)
        if any(self._marked) or (mark is None and group in SEES_THROUGH):
            return b""
        return b"/Artifact BMC" if mark is None else b"/Span <</MCID %d>> BDC" % mark

    def close_group(self, s: str) -> None:  # noqa: ARG002 (matplotlib's own)
        """End what the group began."""
        if self._marked.pop():
            self.file.output(Verbatim(END))

    def draw_line(self, line: Line) -> None:
        """Draw a line of text where it is measured to be, each letter by its advance alone."""
        self._take(line.get_color())
        said = b" ".join([b"BT", _place(line), *self.file.shown(line), b"ET"])
        begin = self._begins("text", line.get_gid())
        self.file.output(Verbatim(b"\n".join([begin, said, END]) if begin else said))

    def check_gc(self, gc: GraphicsContextPdf, fillcolor: ColorType | None = None) -> None:
        """Let what is drawn next look as it should."""
        self._taken = None
        super().check_gc(gc, fillcolor)

    def _take(self, color: ColorType) -> None:
        """Let letters be drawn next in a colour, if they are not anyway."""
        if self._taken == color:
            return
        if color not in self._inks:
            self._inks[color] = self.new_gc()
            self._inks[color].set_foreground(color)
        self.check_gc(self._inks[color], self._inks[color].get_rgb())
        self._taken = color


def _place(line: Line) -> bytes:
    """Return the operator that moves to where a line begins, and turns as it does."""
    start = line.start(1.0)
    if not line.angle:
        return b"%.4f %.4f Td" % start
    cos, sin = math.cos(line.angle), math.sin(line.angle)
    return b"%.6f %.6f %.6f %.6f %.4f %.4f Tm" % (cos, sin, -sin, cos, *start)


class _File(PdfFile):
    """A PDF whose fonts are TrueType, with the letters that it uses and no more."""

    def __init__(self, content: io.BytesIO) -> None:
        super().__init__(content, metadata={"CreationDate": None})
        self._code = cache(self._code_of)

    def shown(self, line: Line) -> Iterator[bytes]:
        """Yield the operators that show a line: the name of a font in this file, codes of it."""
        size = pdfRepr(line.get_fontsize())
        codes = [self._code(line.font, letter) for letter in line.get_text()]
        for font, run in groupby(codes, key=itemgetter(0)):
            yield b"%b %b Tf <%b> Tj" % (font, size, b"".join(map(itemgetter(1), run)))

    def _code_of(self, file: str, letter: str) -> tuple[bytes, bytes]:
        """Return the part of a font, and the code in it, that stand for a letter."""
        font = get_font(file)
        glyph = font.get_char_index(ord(letter))
        part, code = self._character_tracker.track_glyph(font, letter, glyph)
        path = FontPath(os.fsdecode(font.fname), font.face_index)
        return pdfRepr(self.fontName(path, part)), b"%04x" % code

    def embedTTF(  # noqa: N802 (matplotlib's own)
        self, filename: str, subset_index: int, charmap: Mapping[int, GlyphIndexType]
    ) -> Reference:
        """Write a font: the program, its widths, and the characters that its codes stand for."""
        font, codes = get_font(filename), sorted(charmap)
        name = Name(self._get_subsetted_psname(font.postscript_name, charmap))
        program, numbers, unicode = (self.reserveObject(part) for part in ("font", "ids", "cmap"))
        content = true_type_of(font, [charmap[code] for code in codes])
        self.outputStream(program, content, extra={"Length1": len(content)})
        self.outputStream(numbers, _glyph_numbers(codes))
        self.outputStream(unicode, self._cmap(filename, subset_index, codes))
        descriptor = self._written(_descriptor(font, name) | {"FontFile2": program})
        letters = {
            "Type": Name("Font"),
            "Subtype": Name("CIDFontType2"),
            "BaseFont": name,
            "CIDSystemInfo": {"Registry": "Adobe", "Ordering": "Identity", "Supplement": 0},
            "FontDescriptor": descriptor,
            "W": [part for code in codes for part in (code, [_width(font, charmap[code])])],
            "CIDToGIDMap": numbers,
        }
        return self._written(
            {
                "Type": Name("Font"),
                "Subtype": Name("Type0"),
                "BaseFont": name,
                "Encoding": Name("Identity-H"),
                "DescendantFonts": [self._written(letters)],
                "ToUnicode": unicode,
            }
        )

    def _written(self, facts: Mapping[str, object]) -> Reference:
        reference: Reference = self.reserveObject()
        self.writeObject(reference, facts)
        return reference

    def _cmap(self, filename: str, subset: int, codes: Sequence[int]) -> bytes:
        """Return which characters the codes of a font stand for (ISO 32000-1, 9.10.3)."""
        lines = []
        for code in codes:
            said = self._character_tracker.subset_to_unicode(filename, subset, code)
            lines.append(f"<{code:04x}> <{said.encode('utf-16be').hex()}>")
        parts = (lines[at : at + MOST_IN_A_BLOCK] for at in range(0, len(lines), MOST_IN_A_BLOCK))
        blocks = ("\n".join([f"{len(part)} beginbfchar", *part, "endbfchar"]) for part in parts)
        return CMAP.format(blocks="\n".join(blocks)).encode()


def _glyph_numbers(codes: Sequence[int]) -> bytes:
    """Return the number of the glyph of every code up to the last, two bytes each."""
    numbers = dict(zip(codes, range(1, len(codes) + 1), strict=True))
    return b"".join(numbers.get(code, 0).to_bytes(2, "big") for code in range(codes[-1] + 1))


def _width(font: FT2Font, glyph: GlyphIndexType) -> int:
    """Return how far a glyph moves the pen, in thousandths of the font's size."""
    advance = font.load_glyph(glyph, LoadFlags.NO_SCALE).horiAdvance
    return round(1000 * advance / font.units_per_EM)


def _descriptor(font: FT2Font, name: Name) -> dict[str, object]:
    """Return what a PDF says of a font (ISO 32000-1, 9.8), in thousandths of its size."""
    unit = 1000 / font.units_per_EM
    return {
        "Type": Name("FontDescriptor"),
        "FontName": name,
        "Flags": NONSYMBOLIC,
        "FontBBox": [round(side * unit) for side in font.bbox],
        "Ascent": round(font.ascender * unit),
        "Descent": round(font.descender * unit),
        "CapHeight": round(font.ascender * unit),
        "ItalicAngle": 0,
        "StemV": 0,
    }
