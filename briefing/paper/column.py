"""What stands beside the map on a sheet: the table, the sectors, the policies and the projects."""

from collections.abc import Sequence
from typing import Final

from briefing.content import Briefing
from briefing.paper.fonts import width_of
from briefing.paper.page import Box, Page
from briefing.paper.palette import CHOSEN, EDGE, INK, PAPER, QUIET
from briefing.section import Bar, Section, Table
from geo.words.numerals import number
from geo.words.text import Text
from layers.palette import BAR

HEADING: Final = 9.5
BODY: Final = 8.0
GAP: Final = 3.5
"""Between two parts, in mm at scale 1."""

ENTRY_LINES: Final = 2
"""How many lines a policy or project may take."""


def draw_column(page: Page, box: Box, briefing: Briefing, section: Section) -> None:
    """Fill a column: table, sectors, then policies and projects as far as they fit."""
    gap = GAP * page.scale
    y = _draw_table(page, box, section.table) + gap
    y = _draw_bars(page, Box(box.left, y, box.width, 0), section.sectors, briefing.text) + gap
    _draw_lists(page, Box(box.left, y, box.width, box.bottom - y), section, briefing.text)


def draw_two_columns(page: Page, box: Box, briefing: Briefing, section: Section) -> None:
    """Fill a broad box: table and sectors side by side, policies and projects below them."""
    left, right = _halves(page, box)
    ends = (
        _draw_table(page, left, section.table),
        _draw_bars(page, right, section.sectors, briefing.text),
    )
    y = max(ends) + GAP * page.scale
    left, right = _halves(page, Box(box.left, y, box.width, box.bottom - y))
    for half, (head, entries) in zip((left, right), _lists(section, briefing.text), strict=True):
        _draw_list(page, half, head, entries, briefing.text)


def _halves(page: Page, box: Box) -> tuple[Box, Box]:
    gap = 7 * page.scale
    width = (box.width - gap) / 2
    return (
        Box(box.left, box.top, width, box.height),
        Box(box.left + width + gap, box.top, width, box.height),
    )


def _draw_table(page: Page, box: Box, table: Table) -> float:
    """Draw a table under its head; return where it ends."""
    pad = 1.5 * page.scale
    widths = [_column_width(page, table, column) for column in range(1, len(table.head))]
    rights = [box.right - pad - sum(widths[n + 1 :]) for n in range(len(widths))]
    line = page.line_height(BODY)
    page.fill(Box(box.left, box.top, box.width, 1.2 * line), CHOSEN)
    y = box.top + 0.1 * line
    _draw_row(page, (box.left + pad, *rights), y, table.head, is_head=True)
    y += 1.2 * line
    for row in table.rows:
        left = box.left + pad + (3 * page.scale if row.indent else 0)
        names = page.wrap(row.name, box.right - pad - sum(widths) - left, BODY)
        _draw_row(page, (left, *rights), y, (names[0], *row.values))
        y = page.lines(left, y + line, names[1:], BODY) + 0.2 * line
        page.rule(box.left, box.right, y - 0.1 * line, EDGE)
    return y


def _column_width(page: Page, table: Table, column: int) -> float:
    cells = [table.head[column], *(row.values[column - 1] for row in table.rows)]
    return max(width_of(cell, BODY * page.scale) for cell in cells) + 4 * page.scale


def _draw_row(
    page: Page,
    edges: Sequence[float],
    y: float,
    cells: Sequence[str],
    *,
    is_head: bool = False,
) -> None:
    """Write the first cell from its left edge, the others to their right edges."""
    color = PAPER if is_head else INK
    page.lines(edges[0], y, [cells[0]], BODY, color=color, bold=is_head)
    for right, cell in zip(edges[1:], cells[1:], strict=True):
        page.lines(right, y, [cell], BODY, color=color, bold=is_head, align="right")


def _draw_bars(page: Page, box: Box, bars: Sequence[Bar], text: Text) -> float:
    """Draw the sectors as bars below the top of a box; return where they end."""
    y = page.lines(box.left, box.top, [text("panel.sectors")], HEADING, bold=True)
    if not bars:
        none = page.wrap(text("briefing.no_projects"), box.width, BODY)
        return page.lines(box.left, y, none, BODY, color=QUIET)
    names = max(width_of(bar.name, BODY * page.scale) for bar in bars) + 3 * page.scale
    room = box.width - names - 10 * page.scale
    height = page.line_height(BODY)
    for bar in bars:
        page.lines(box.left, y, [bar.name], BODY)
        length = room * bar.count / bars[0].count
        strip = Box(box.left + names, y + 0.2 * height, length, 0.6 * height)
        page.fill(strip, BAR)
        page.lines(strip.right + 1.5 * page.scale, y, [number(bar.count)], BODY)
        y += height
    return y


def _lists(section: Section, text: Text) -> tuple[tuple[str, list[str]], ...]:
    """Return the head and the entries, or the words for none, of the policies and the projects."""
    policies = section.whole_policies
    return (
        (
            text("panel.policies", count=len(policies)),
            [text("briefing.policy_line", title=p.title, status=p.status) for p in policies]
            or [text("briefing.no_policies")],
        ),
        (
            text("panel.projects", count=len(section.projects)),
            [project.name for project in section.projects] or [text("briefing.no_projects")],
        ),
    )


def _draw_lists(page: Page, box: Box, section: Section, text: Text) -> None:
    """Draw policies and projects below each other; what one does not need the other takes."""
    gap = GAP * page.scale
    policies, projects = _lists(section, text)
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
    """Draw a heading and as many entries as fit, then how many more there are."""
    y = page.lines(box.left, box.top, [head], HEADING, bold=True, color=CHOSEN)
    line = page.line_height(BODY)
    for at, lines in enumerate(_wrapped(page, box, entries[:MOST_ENTRIES])):
        left = len(entries) - at
        last = 0 if left == 1 else line  # what tells how many more there are needs a line
        if y + len(lines) * line + last > box.bottom:
            more = text("briefing.more", count=left)
            return page.lines(box.left + _indent(page), y, [more], BODY, color=QUIET)
        page.lines(box.left + 0.6 * page.scale, y, ["·"], BODY, color=CHOSEN, bold=True)
        y = page.lines(box.left + _indent(page), y, lines, BODY)
    return y
