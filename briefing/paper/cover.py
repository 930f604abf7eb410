"""The first page of a report: what it is of, who made it, and what it comes to."""

from typing import Final

from briefing.content import Briefing
from briefing.paper.heading import draw_foot, draw_heading, draw_subtitle
from briefing.paper.numbers import draw_bars, draw_table
from briefing.paper.page import Box, Page
from briefing.paper.palette import CHOSEN, QUIET
from briefing.paper.qr_code import draw_qr_code
from briefing.paper.sheet import Size, draw_edge
from briefing.sentences import policies_sentence, sentence_of, unplaced_sentence

TOP: Final = 0.16
"""Of the height, what is left free above the title."""

HEADING: Final = 13.0
SENTENCE: Final = 11.0
SMALL: Final = 9.0
GAP: Final = 5.0


def draw_cover(briefing: Briefing, size: Size) -> Page:
    """Return the page: title, filter, maker and note, then the summary with its numbers."""
    page = Page(size.width, size.height, size.scale)
    inner = draw_edge(page)
    gap = GAP * page.scale
    draw_qr_code(page, inner, briefing)
    top = Box(inner.left, inner.top + TOP * inner.height, inner.width, inner.height)
    y = draw_heading(page, top, briefing.title) + gap / 2
    for line in filter(None, (briefing.filters, briefing.made_on, briefing.approval)):
        y = draw_subtitle(page, inner, y, line, color=QUIET)
    if briefing.options.note:
        y = draw_subtitle(page, inner, y + gap / 2, briefing.options.note)
    _draw_summary(page, Box(inner.left, y + 3 * gap, inner.width, 0), briefing)
    draw_foot(page, inner, briefing.notes, briefing.signature)
    return page


def _draw_summary(page: Page, box: Box, briefing: Briefing) -> None:
    """Draw what the focus comes to: sentences, then its table, then its sectors."""
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
    draw_bars(page, Box(box.left, y + gap, box.width, 0), focus.sectors, text)


def _changes(briefing: Briefing) -> str:
    return briefing.changes.summary(briefing.text) if briefing.changes else ""
