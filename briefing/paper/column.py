"""What stands beside the map on a sheet: the table, the sectors, the policies and the projects."""

from collections.abc import Callable, Sequence
from typing import Final

from briefing.content import Briefing
from briefing.paper.numbers import (
    BODY,
    HEADING,
    bars_height,
    draw_bars,
    draw_table,
    table_height,
)
from briefing.paper.page.page import Box, Page
from briefing.paper.page.palette import CHOSEN, QUIET
from briefing.section import Section
from geo.words.text import Text

SMALLER: Final = (1.0, 0.92, 0.84, 0.76, 0.68)
"""Of the size of letters, the shares that are tried where a column is short."""

LEAST, WANTED = 2, 6
"""How many lines of a list there should be at least, and where there is room for them."""

GAP: Final = 3.5
"""Between two parts, in mm at scale 1."""

ENTRY_LINES: Final = 2
"""How many lines a policy or project may take."""


def draw_column(page: Page, box: Box, briefing: Briefing, section: Section) -> None:
    """Fill a column: table, sectors, then policies and projects as far as they fit."""

    def needed(page: Page) -> float:
        numbers = table_height(page, box.width, section.table) + bars_height(page, section.sectors)
        return numbers + 2 * _list_height(page, LEAST) + 3 * GAP * page.scale

    page = _lettered(page, box.height, needed)
    gap = GAP * page.scale
    y = draw_table(page, box, section.table) + gap
    y = draw_bars(page, Box(box.left, y, box.width, 0), section.sectors, briefing.text) + gap
    _draw_lists(page, Box(box.left, y, box.width, box.bottom - y), section, briefing)


def draw_two_columns(page: Page, box: Box, briefing: Briefing, section: Section) -> None:
    """Fill a broad box: policies below the table, beside them projects below the sectors."""
    page = _lettered(page, box.height, lambda page: _two_columns(page, box.width, section, LEAST))
    left, right = _halves(page, box)
    ends = (
        draw_table(page, left, section.table),
        draw_bars(page, right, section.sectors, briefing.text),
    )
    lists = _lists(section, briefing)
    for half, end, (head, entries) in zip((left, right), ends, lists, strict=True):
        top = end + GAP * page.scale
        below = Box(half.left, top, half.width, half.bottom - top)
        _draw_list(page, below, head, entries, briefing.text)


def height_of_two_columns(page: Page, width: float, section: Section) -> float:
    """Return the height in mm that two columns should have: their numbers, and some entries."""
    return _two_columns(page, width, section, WANTED)


def _two_columns(page: Page, width: float, section: Section, entries: int) -> float:
    half, _ = _halves(page, Box(0, 0, width, 0))
    numbers = max(table_height(page, half.width, section.table), bars_height(page, section.sectors))
    return numbers + GAP * page.scale + _list_height(page, entries)


def _list_height(page: Page, entries: int) -> float:
    return page.line_height(HEADING) + entries * page.line_height(BODY)


def _lettered(page: Page, height: float, needed: Callable[[Page], float]) -> Page:
    """Return the page with letters so large that what is needed finds room, as far as can be."""
    pages = [page.scaled(share) for share in SMALLER]
    return next((page for page in pages if needed(page) <= height), pages[-1])


def _halves(page: Page, box: Box) -> tuple[Box, Box]:
    gap = 7 * page.scale
    width = (box.width - gap) / 2
    return (
        Box(box.left, box.top, width, box.height),
        Box(box.left + width + gap, box.top, width, box.height),
    )


def _lists(section: Section, briefing: Briefing) -> tuple[tuple[str, list[str]], ...]:
    """Return the head and the entries, or the words for none, of the policies and the projects."""
    text = briefing.text
    policies = section.whole_policies
    return (
        (
            text("panel.policies", count=len(policies)),
            [text("briefing.policy_line", title=p.title, status=p.status) for p in policies]
            or [text("briefing.no_policies")],
        ),
        (
            text("panel.projects", count=len(section.projects)),
            _project_entries(section, briefing) or [text("briefing.no_projects")],
        ),
    )


def _project_entries(section: Section, briefing: Briefing) -> list[str]:
    """Return the projects by name: what is new or changed first, then the names of what is gone."""
    changes = briefing.changes
    if changes is None:
        return [project.name for project in section.projects]
    marked = [briefing.marked(p) for p in section.projects if p.id in changes.marks]
    others = [p.name for p in section.projects if p.id not in changes.marks]
    mark = briefing.text("changes.gone")
    gone = changes.gone if section is briefing.focus else ()
    names = [briefing.text("changes.marked", mark=mark, name=name) for name in gone]
    return [*marked, *names, *others]


def _draw_lists(page: Page, box: Box, section: Section, briefing: Briefing) -> None:
    """Draw policies and projects below each other; what one does not need the other takes."""
    gap = GAP * page.scale
    policies, projects = _lists(section, briefing)
    text = briefing.text
    needed = _height_of(page, box, projects[1])
    room = max((box.height - gap) / 2, box.height - gap - needed)
    upper = Box(box.left, box.top, box.width, room)
    y = _draw_list(page, upper, *policies, text) + gap
    lower = Box(box.left, y, box.width, box.bottom - y)
    _draw_list(page, lower, *projects, text)


def _height_of(page: Page, box: Box, entries: Sequence[str]) -> float:
    lines = sum(len(lines) for lines in _wrapped(page, box, entries[:MOST_ENTRIES]))
    return page.line_height(HEADING) + lines * page.line_height(BODY)


MOST_ENTRIES: Final = 60
"""No sheet has room for more."""


def _wrapped(page: Page, box: Box, entries: Sequence[str]) -> list[list[str]]:
    indent = _indent(page)
    return [page.wrap(entry, box.width - indent, BODY, most_lines=ENTRY_LINES) for entry in entries]


def _indent(page: Page) -> float:
    return 3.2 * page.scale


def _draw_list(page: Page, box: Box, head: str, entries: Sequence[str], text: Text) -> float:
    """Draw a heading and as many entries as fit, then how many more there are.

    Where not even one line fits below the heading nothing is drawn: the table has the counts.
    """
    if box.height < page.line_height(HEADING) + page.line_height(BODY):
        return box.top
    with page.element("H2"):
        y = page.lines(box.left, box.top, [head], HEADING, bold=True, color=CHOSEN)
    fitting = _fitting(page, Box(box.left, y, box.width, box.bottom - y), entries)
    with page.element("L"):
        for lines in fitting:
            y = _draw_entry(page, box, y, lines)
    left = len(entries) - len(fitting)
    if not left:
        return y
    more = text("briefing.more", count=left)
    return page.lines(box.left + _indent(page), y, [more], BODY, color=QUIET)


def _fitting(page: Page, box: Box, entries: Sequence[str]) -> list[list[str]]:
    """Return the lines of as many entries as fit; what tells how many more needs a line."""
    line, room = page.line_height(BODY), box.height
    fitting: list[list[str]] = []
    for lines in _wrapped(page, box, entries[:MOST_ENTRIES]):
        last = 0 if len(fitting) + 1 == len(entries) else line
        if len(lines) * line + last > room:
            break
        fitting.append(lines)
        room -= len(lines) * line
    return fitting


def _draw_entry(page: Page, box: Box, y: float, lines: list[str]) -> float:
    with page.element("LI"):
        with page.element("Lbl"):
            page.lines(box.left + 0.6 * page.scale, y, ["·"], BODY, color=CHOSEN, bold=True)
        with page.element("LBody"):
            return page.lines(box.left + _indent(page), y, lines, BODY)
