"""What all slides of a briefing share: their title, foot and number, and lists that flow on."""

from collections.abc import Sequence
from functools import cached_property
from typing import Final

from briefing.content import Briefing
from briefing.paper.page import Box
from briefing.paper.palette import CHOSEN, QUIET
from briefing.slides.deck import WIDTH, Deck, DeckSlide
from briefing.slides.room import Column, Row, Style, rows_that_fit

MARGIN: Final = 14.0
STRIPE: Final = 2.2
FOOT_GAP: Final = 3.5
NUMBER_WIDTH: Final = 34.0
REST: Final = 7.0
"""The height in mm of the line that says how many rows are not on a slide."""
LATIN_LANGUAGE: Final = "en-GB"
"""The language of all that is not Chinese."""

TITLE: Final = Style(22, bold=True)
SUBTITLE: Final = Style(12, QUIET)
TEXT: Final = Style(10.5)
SMALL: Final = Style(8.5, QUIET)


class SlideWriter:
    """Slides that are added to a deck one after another."""

    def __init__(self, deck: Deck, briefing: Briefing) -> None:
        self.deck, self.briefing, self.text = deck, briefing, briefing.text
        self.inner = Box(MARGIN, 9, WIDTH - 2 * MARGIN, deck.height - 18)

    def number(self) -> None:
        """Write a number on every slide, now that it is known how many there are."""
        pages = self.deck.pages
        box = Box(self.inner.right - 30, self.inner.bottom - 4.5, 30, 5)
        for number, slide in enumerate(pages, start=1):
            slide.number(box, number, len(pages), SMALL)

    def slide(self) -> DeckSlide:
        """Return a new slide."""
        slide = self.deck.add_slide()
        if not self.deck.has_template:
            slide.stripe(Box(0, 0, STRIPE, self.deck.height), CHOSEN)
        return slide

    def titled(self, title: str, subtitle: str = "") -> tuple[DeckSlide, float]:
        """Return a new slide with a title and the filter, and where its body begins."""
        slide = self.slide()
        inner = self.inner
        end = slide.title(Box(inner.left, inner.top, inner.width, 11), title, TITLE) + 1
        said = " · ".join(part for part in (self.briefing.filters, subtitle) if part)
        end = slide.text(Box(inner.left, end, inner.width, 6), [said], SUBTITLE)
        self.foot(slide)
        return slide, end + 3.5

    def foot(self, slide: DeckSlide) -> None:
        """Write the foot, as many lines as it takes, above the lower edge."""
        inner, height = self.inner, self.foot_height - FOOT_GAP
        box = Box(inner.left, inner.bottom - height, inner.width - NUMBER_WIDTH, height)
        slide.text(box, [self._foot_words], SMALL)

    @cached_property
    def _foot_words(self) -> str:
        said = self.briefing
        facts = [said.data_as_of, said.text("briefing.datum")]
        return " · ".join([*facts, *said.ground_attribution, said.approval, said.made_on])

    @cached_property
    def foot_height(self) -> float:
        """The height in mm of the foot and of the gap above it."""
        lines = SMALL.wrap(self._foot_words, self.inner.width - NUMBER_WIDTH)
        return len(lines) * SMALL.line_height + FOOT_GAP

    def list(  # noqa: PLR0913 (what a list may have)
        self,
        title: str,
        columns: Sequence[Column],
        rows: Sequence[Row],
        none: str,
        *,
        subtitle: str = "",
        whole: bool = False,
    ) -> None:
        """Add a table on as many slides as it needs; ``none`` is what to say where it is empty.

        Unless it is to be ``whole`` it ends with its first slide where there is no annex.
        """
        inner, whole = self.inner, whole or self.briefing.options.annex
        slide, top = self.titled(title, subtitle)
        if not rows:
            slide.text(Box(inner.left, top, inner.width, 8), [none], TEXT)
        while rows:
            room = Box(inner.left, top, inner.width, inner.bottom - self.foot_height - REST - top)
            here = rows_that_fit(rows, columns, room)
            end = slide.table(room, columns, rows[:here], title)
            rows = rows[here:]
            if rows and not whole:
                rest = [self.text("slides.rest_in_annex", count=len(rows))]
                slide.text(Box(inner.left, end + 1, inner.width, REST), rest, TEXT)
                return
            if rows:
                slide, top = self.titled(self.text("slides.continued", title=title), subtitle)

    def paragraphs(self, title: str, paragraphs: Sequence[str]) -> None:
        """Add a slide of a few sentences."""
        slide, top = self.titled(title)
        inner = self.inner
        slide.text(Box(inner.left, top, inner.width, inner.bottom - top), paragraphs, TEXT)
