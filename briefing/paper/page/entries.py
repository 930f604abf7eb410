"""Lists on paper whose entries have several parts: a name, what is said of it, and its sources."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from briefing.paper.page.page import Box, Page
from briefing.paper.page.palette import CHOSEN, EDGE, INK, QUIET
from geo.words.text import Text

HEADING: Final = 9.5
BODY: Final = 8.0
SMALL: Final = 6.8

BETWEEN_COLUMNS: Final = 1.5
"""Between the name of a fact and what it is, in mm."""


@dataclass(frozen=True)
class Entry:
    """An entry of a list: its name, what it says in plain letters, small lines, where it leads."""

    name: str
    strong: str = ""
    small: tuple[str, ...] = ()
    url: str = ""


def draw_small(page: Page, box: Box, y: float, sentences: Iterable[str]) -> float:
    """Draw sentences in small letters below y; return where they end."""
    for sentence in sentences:
        y = page.lines(box.left, y, page.wrap(sentence, box.width, SMALL), SMALL, color=QUIET)
    return y


def draw_facts(page: Page, box: Box, facts: Iterable[tuple[str, str]], indent: float) -> float:
    """Draw names of facts and, so far from them, what they are; return where they end."""
    y = box.top
    with page.element("Table"):
        for name, fact in facts:
            with page.element("TR"):
                with page.element("TH", scope="Row"):
                    names = page.wrap(name, indent - BETWEEN_COLUMNS, BODY)
                    end = page.lines(box.left, y, names, BODY, color=QUIET)
                with page.element("TD"):
                    lines = page.wrap(fact, box.width - indent, BODY)
                    y = max(end, page.lines(box.left + indent, y, lines, BODY))
            page.rule(box.left, box.right, y, EDGE)
    return y


def draw_list(page: Page, box: Box, head: str, entries: Sequence[Entry], text: Text) -> float:
    """Draw a heading and below it as many entries as fit; return where they end."""
    y = draw_head(page, box, head)
    return draw_entries(page, Box(box.left, y, box.width, box.bottom - y), entries, text)


def draw_head(page: Page, box: Box, head: str) -> float:
    """Draw a heading at the top of a box; return where it ends."""
    lines = page.wrap(head, box.width, HEADING, bold=True)
    with page.element("H2"):
        return page.lines(box.left, box.top, lines, HEADING, bold=True, color=CHOSEN) + 0.5


def draw_entries(
    page: Page, box: Box, entries: Sequence[Entry], text: Text, more: str = "briefing.more"
) -> float:
    """Draw as many entries as fit, then how many more there are; return where they end.

    ``more`` is the word that says so.
    """
    fitting = how_many_fit(page, box, entries)
    y = box.top
    with page.element("L"):
        for entry in entries[:fitting]:
            y = _draw_entry(page, box, y, entry)
    if fitting == len(entries):
        return y
    said = text(more, count=len(entries) - fitting)
    return page.lines(box.left, y, [said], BODY, color=QUIET)


def how_many_fit(page: Page, box: Box, entries: Sequence[Entry]) -> int:
    """Return how many entries fit in a box, with a line below them where they are not all."""
    room = box.height
    for number, entry in enumerate(entries):
        spare = 0 if number + 1 == len(entries) else page.line_height(BODY)
        height = _height(page, box, entry)
        if height + spare > room:
            return number
        room -= height
    return len(entries)


def _parts(page: Page, box: Box, entry: Entry) -> list[tuple[list[str], float, str, bool]]:
    """Return the wrapped parts of an entry: lines, font size, colour and weight."""
    parts = [(page.wrap(entry.name, box.width, BODY, bold=True, most_lines=2), BODY, INK, True)]
    if entry.strong:
        parts.append((page.wrap(entry.strong, box.width, BODY, most_lines=2), BODY, INK, False))
    parts += [
        (page.wrap(small, box.width, SMALL, most_lines=2), SMALL, QUIET, False)
        for small in entry.small
    ]
    return parts


ENTRY_GAP: Final = 1.1
"""Below an entry, in mm."""


def _height(page: Page, box: Box, entry: Entry) -> float:
    parts = _parts(page, box, entry)
    return sum(len(lines) * page.line_height(size) for lines, size, _, _ in parts) + ENTRY_GAP


def _draw_entry(page: Page, box: Box, y: float, entry: Entry) -> float:
    with page.element("LI"), page.element("LBody"):
        for lines, size, color, bold in _parts(page, box, entry):
            y = page.lines(box.left, y, lines, size, color=color, bold=bold, target=entry.url)
    page.rule(box.left, box.right, y + ENTRY_GAP / 2, EDGE, 0.3)
    return y + ENTRY_GAP
