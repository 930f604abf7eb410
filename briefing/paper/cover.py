"""The first page of a report: what it is of, who made it, and what it comes to."""

from typing import Final

from briefing.content import Briefing
from briefing.paper.column import SMALLER
from briefing.paper.numbers import draw_bars, draw_table
from briefing.paper.page.heading import draw_foot, draw_heading, draw_subtitle
from briefing.paper.page.page import Box, Page
from briefing.paper.page.palette import CHOSEN, QUIET
from briefing.paper.page.qr_code import draw_qr_code
from briefing.paper.sheet import Size, draw_edge
from briefing.sentences import policies_sentence, sentence_of, unplaced_sentence

TOP: Final = 0.16
"""Of the height, what is left free above the title."""

HEADING: Final = 13.0
SENTENCE: Final = 11.0
SMALL: Final = 9.0
GAP: Final = 5.0


def draw_cover(briefing: Briefing, size: Size) -> Page:
    """Return the page: title, filter, maker and note, then the summary with its numbers.

    Its letters are so large that all of it has room, as far as can be.
    """
    for share in SMALLER:
        page, is_whole = _cover(briefing, size, share)
        if is_whole:
            break
    return page


def _cover(briefing: Briefing, size: Size, share: float) -> tuple[Page, bool]:
    """Return the page in letters of a share of their size, and whether all of it has room."""
    whole = Page(size.width, size.height, size.scale)
    inner = draw_edge(whole)
    bottom = draw_foot(whole, inner, briefing.notes, briefing.signature)
    width = inner.width - draw_qr_code(whole, inner, briefing)
    page, free = whole.scaled(share), TOP * inner.height if share == 1 else 0
    y = _draw_title(page, Box(inner.left, inner.top + free, width, 0), briefing)
    y = _draw_summary(page, Box(inner.left, y + 2 * GAP * page.scale, inner.width, 0), briefing)
    return whole, y <= bottom


def _draw_title(page: Page, box: Box, briefing: Briefing) -> float:
    """Draw what the report is of, and who made it; return where that ends."""
    y = draw_heading(page, box, briefing.title) + GAP * page.scale / 2
    for line in (briefing.filters, briefing.made_on, briefing.approval):
        y = draw_subtitle(page, box, y, line, color=QUIET)
    if briefing.options.note:
        y = draw_subtitle(page, box, y + GAP * page.scale / 2, briefing.options.note)
    return y


def _draw_summary(page: Page, box: Box, briefing: Briefing) -> float:
    """Draw what the focus comes to, sentences, table and sectors; return where that ends."""
    text, focus, gap = briefing.text, briefing.focus, GAP * page.scale
    with page.element("H2"):
        heading = [text("word.summary")]
        y = page.lines(box.left, box.top, heading, HEADING, bold=True, color=CHOSEN)
    for say in (sentence_of, policies_sentence, unplaced_sentence):
        lines = page.wrap(say(focus, text), box.width, SENTENCE)
        y = page.lines(box.left, y, lines, SENTENCE)
    for said in filter(None, (focus.levels, focus.silent, _changes(briefing))):
        y = page.lines(box.left, y, page.wrap(said, box.width, SMALL), SMALL, color=QUIET)
    y = draw_table(page, Box(box.left, y + gap, box.width, 0), focus.table)
    return draw_bars(page, Box(box.left, y + gap, box.width, 0), focus.sectors, text)


def _changes(briefing: Briefing) -> str:
    return briefing.changes.summary(briefing.text) if briefing.changes else ""
