"""The cover of a deck: title, filter and counts, a note, and the programme's own figures."""

from functools import cached_property
from typing import Final

from briefing.paper.page.page import Box
from briefing.paper.page.palette import QUIET
from briefing.slides.deck_slide import DeckSlide
from briefing.slides.place import HEADING
from briefing.slides.room import SHRINKING, Cell, Column, Row, Style, table_height
from briefing.slides.writer import COVER_TOP, SlideWriter
from geo.say.source_words import cite

TITLE: Final = Style(34, bold=True)
TEXT: Final = Style(14)
LINES: Final = Style(14, QUIET)
SOURCES: Final = Style(12, QUIET)
GAPS: Final = 24.0
"""In mm, all of what is left free between the parts of the cover."""


class Cover:
    """The cover of the slides that a writer makes."""

    def __init__(self, writer: SlideWriter) -> None:
        """Take what writes the slides."""
        self._writer, self._said, self._text = writer, writer.briefing, writer.text

    def add(self) -> bool:
        """Add the cover; figures without room have a slide of their own; tell whether there is."""
        slide = self._writer.deck.add_slide(is_cover=True)
        height = table_height(self._columns, self._rows, self._writer.inner.width)
        scale = self._scale(height)
        end = self._write(slide, scale or self._scale(0) or SHRINKING[-1])
        if scale is not None:
            self._draw_figures(slide, end + 4 * scale)
        self._writer.foot(slide)
        if scale is None:
            head, sources = self._text("slides.figures"), self._sources
            self._writer.list(head, self._columns, self._rows, "", subtitle=sources, whole=True)
        return scale is not None

    def _write(self, slide: DeckSlide, scale: float) -> float:
        """Write title, lines and note in a share of their size; return where they end."""
        inner, note = self._writer.inner, self._said.options.note
        top = COVER_TOP * self._writer.deck.height * scale
        box = Box(inner.left, top, inner.width, 30 * scale)
        end = slide.title(box, self._said.title, TITLE.shrunk(scale)) + 4
        box = Box(inner.left, end, inner.width, 22 * scale)
        end = slide.subtitle(box, self._lines, LINES.shrunk(scale)) + 3
        if note:
            box = Box(inner.left, end, inner.width, 20 * scale)
            end = slide.text(box, [note], TEXT.shrunk(scale)) + 3
        return end

    def _draw_figures(self, slide: DeckSlide, top: float) -> None:
        """Draw the programme's own figures, and their sources below them."""
        inner, heading = self._writer.inner, self._text("slides.figures")
        end = slide.text(Box(inner.left, top, inner.width, 8), [heading], HEADING) + 1.5
        box = Box(inner.left, end, inner.width, 0)
        end = slide.table(box, self._columns, self._rows, heading) + 1.5
        slide.text(Box(inner.left, end, inner.width, 6), [self._sources], SOURCES)

    def _scale(self, table: float) -> float | None:
        """Return the share of their size that letters may have so that all has room, if any."""
        inner = self._writer.inner
        texts = [(TITLE, self._said.title), (TEXT, self._said.options.note)]
        texts += [(LINES, line) for line in self._lines]
        texts.append((SOURCES, self._sources))
        for scale in SHRINKING:
            styled = [(style.shrunk(scale), text) for style, text in texts if text]
            needed = sum(len(s.wrap(t, inner.width)) * s.line_height for s, t in styled)
            top = COVER_TOP * self._writer.deck.height * scale
            if top + needed + GAPS + table <= inner.bottom - self._writer.foot_height:
                return scale
        return None

    @property
    def _lines(self) -> list[str]:
        """What the deck is about: the filter, how many projects, how well placed, how silent."""
        said = self._said
        return [said.filters, said.focus.counts, said.focus.levels, said.focus.silent]

    @cached_property
    def _sources(self) -> str:
        """The sources of the programme's own figures, each once."""
        cited = dict.fromkeys(cite(f.source, self._text) for f in self._said.headlines)
        return f"{self._text('panel.sources_of')} {'; '.join(cited)}"

    @cached_property
    def _columns(self) -> list[Column]:
        return [
            Column(self._text("briefing.indicator"), 3),
            Column(self._text("indicators.value"), 2, is_number=True),
            Column(self._text("indicators.as_of"), 2),
            Column(self._text("figure.newest_head"), 4),
        ]

    @cached_property
    def _rows(self) -> list[Row]:
        return [
            (Cell(f.name), Cell(f.said, bold=True), Cell(f.as_of), Cell(f.newest))
            for f in self._said.headlines
        ]
