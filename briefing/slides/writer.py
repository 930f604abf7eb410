"""What all slides of a briefing share: their title, foot and number, and lists that flow on."""

from collections.abc import Sequence
from functools import cached_property
from typing import Final

from briefing.content import BEFORE, SUBJECTS, Briefing
from briefing.paper.page.page import Box
from briefing.paper.page.palette import QUIET
from briefing.slides.deck import Deck
from briefing.slides.deck_slide import DeckSlide
from briefing.slides.master import MARGIN
from briefing.slides.room import Column, Row, Style, rows_that_fit

FOOT_GAP: Final = 3.5
NUMBER_WIDTH: Final = 24.0
REST: Final = 8.0
"""The height in mm of the line that says how many rows are not on a slide."""
LATIN_LANGUAGE: Final = "en-GB"
"""The language of all that is not Chinese."""

COVER: Final = Style(28, bold=True)
COVER_TOP: Final = 0.12
"""Of the height of a slide, what is left free above the title of a cover."""

TITLE: Final = Style(22, bold=True)
SUBTITLE: Final = Style(13, QUIET)
TEXT: Final = Style(12)
SMALL: Final = Style(12, QUIET)


class SlideWriter:
    """Slides that are added to a deck one after another."""

    def __init__(self, deck: Deck, briefing: Briefing) -> None:
        self.deck, self.briefing, self.text = deck, briefing, briefing.text
        self.inner = Box(MARGIN, 9, deck.width - 2 * MARGIN, deck.height - 18)

    def number(self) -> None:
        """Write a number on every slide, now that it is known how many there are."""
        pages = self.deck.pages
        box = Box(self.inner.right - 30, self.inner.bottom - 6, 30, 6)
        for number, slide in enumerate(pages, start=1):
            slide.number(box, number, SMALL)

    def titled(self, title: str, subtitle: str = "") -> tuple[DeckSlide, float]:
        """Return a new slide with a title and the filter, and where its body begins."""
        slide = self.deck.add_slide()
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
        slide.foot(box, self._foot_words, SMALL)

    @cached_property
    def _foot_words(self) -> str:
        """The day of the data and who made the slides; of a map also datum, streets, approval."""
        said = self.briefing
        of_map = [said.text("briefing.datum"), *said.ground_attribution, said.approval]
        facts = of_map if said.options.subject in {SUBJECTS[0], BEFORE} else []
        return " · ".join([said.data_as_of, *facts, said.made_on])

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

    def cover(self, lines: Sequence[str]) -> None:
        """Add a cover: the title of the briefing, and lines below it."""
        slide, inner = self.deck.add_slide(is_cover=True), self.inner
        top = COVER_TOP * self.deck.height
        end = slide.title(Box(inner.left, top, inner.width, 30), self.briefing.title, COVER) + 4
        room = Box(inner.left, end, inner.width, inner.bottom - self.foot_height - end)
        slide.subtitle(room, [*filter(None, lines)], SUBTITLE)
        self.foot(slide)
