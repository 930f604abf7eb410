"""What stands above and below the body of a sheet: title, filter and note; notes and signature.

No word of theirs is cut: they take smaller letters, then more lines, and the body what is left.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from briefing.content import Briefing
from briefing.paper.page.page import Box, Page
from briefing.paper.page.palette import CHOSEN, INK, QUIET
from briefing.paper.page.qr_code import draw_qr_code
from briefing.section import Section
from geo.ground.membership import PROJECT_PREFIX

TITLES: Final = (19.0, 15.0, 12.0)
TITLE_LINES: Final = 2
SUBTITLES: Final = (9.5, 8.0, 7.0)
SUBTITLE_LINES: Final = 2
FOOT: Final = 6.5
SIGNED_SHARE: Final = 0.45
"""The most of the width that a signature takes."""

FOOT_GAP: Final = 8.0
NUMBER_RIGHT, NUMBER_UP = 9.0, 2.2
"""How far from the right and the lower edge the number of a page stands."""


def draw_title(page: Page, box: Box, briefing: Briefing, section: Section) -> float:
    """Draw title, filter and note of a section's sheet; return where the body begins."""
    own = section is briefing.focus
    code = draw_qr_code(page, box, briefing) if own else 0
    top, box = box.top, replace(box, width=box.width - code)
    y = draw_heading(page, box, briefing.title if own else section.title)
    y = draw_subtitle(page, box, y, _subtitle(briefing, section), color=QUIET)
    if own and briefing.changes:
        y = draw_subtitle(page, box, y, briefing.changes.summary(briefing.text), color=CHOSEN)
    if own and briefing.options.note:
        y = draw_subtitle(page, box, y, briefing.options.note)
    return max(y, top + code) + 2.5 * page.scale


def _subtitle(briefing: Briefing, section: Section) -> str:
    """Return the filter and what passes; of a project what it is in a few words."""
    if not section.key.startswith(PROJECT_PREFIX):
        return f"{briefing.filters} · {section.counts}"
    said = [cell for line in section.projects for cell in line.cells.values()][1:4]
    return " · ".join(filter(None, said)) or briefing.filters


def draw_heading(page: Page, box: Box, title: str) -> float:
    """Draw a title at the top of a box, smaller where it is long; return where it ends."""
    size, lines = page.fit(title, box.width, TITLES, TITLE_LINES, bold=True)
    with page.element("H1"):
        return page.lines(box.left, box.top - 1.5 * page.scale, lines, size, bold=True)


def draw_subtitle(page: Page, box: Box, y: float, words: str, color: str = INK) -> float:
    """Draw words below y, smaller where they are long; return where they end."""
    size, lines = page.fit(words, box.width, SUBTITLES, SUBTITLE_LINES)
    return page.lines(box.left, y, lines, size, color=color)


def draw_foot(page: Page, box: Box, notes: Sequence[str], signed: str) -> float:
    """Draw what a reader must know, and who signs for it; return where the body ends."""
    signature = page.wrap(signed, SIGNED_SHARE * box.width, FOOT)
    room = box.width - max(page.width_of(line, FOOT) for line in signature) - FOOT_GAP * page.scale
    said = page.wrap(" · ".join(notes), room, FOOT)
    height = max(len(said), len(signature)) * page.line_height(FOOT)
    top = box.bottom - height + 3 * page.scale
    with page.structure.at_the_foot():
        page.lines(box.left, top, said, FOOT, color=QUIET)
        page.lines(box.right, top, signature, FOOT, color=QUIET, align="right")
    return top - 3 * page.scale


def write_number(page: Page, number: str) -> None:
    """Write the number of a page below its foot, where it is not read with the page."""
    x, y = page.width - NUMBER_RIGHT * page.scale, page.height - NUMBER_UP * page.scale
    with page.structure.unread():
        page.text(x, y, number, FOOT, color=QUIET, align="right")
