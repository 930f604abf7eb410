"""How texts and tables of a slide look, and what room they take."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from briefing.paper.page.fonts import BOLD, REGULAR, wrap
from briefing.paper.page.fonts import line_height as printed_line_height
from briefing.paper.page.page import Box
from briefing.paper.page.palette import INK, PAPER

CELL_X, CELL_Y = 2.0, 0.7
"""Margins in mm inside a cell of a table."""

SLACK: Final = 0.88
"""Text is measured as if its box were so much narrower: fonts differ between machines."""


BESIDE: Final = re.compile(
    r"(?<=[\u4e00-\u9fff])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9])(?=[\u4e00-\u9fff])"
)
"""Where a Chinese character and a Latin letter or a digit stand side by side."""

SHRINKING: Final = (1, 0.9, 0.8, 0.7, 0.6, 0.5)
"""By how much letters shrink, step by step, until a long text fits."""

LEAST_POINTS: Final = 12.0
"""No letters of a slide are smaller."""


@dataclass(frozen=True)
class Style:
    """How a text looks: its size in points, colour and weight."""

    size: float = 11
    color: str = INK
    bold: bool = False

    def wrap(self, text: str, width: float) -> list[str]:
        """Break a text as it will be broken in a box of ``width`` mm, or in a narrower font.

        Programs set Chinese characters and the Latin letters and digits beside them apart.
        """
        apart = BESIDE.sub(" ", text)
        return wrap(apart, SLACK * width, self.size, BOLD if self.bold else REGULAR)

    def shrunk(self, share: float) -> "Style":
        """Return the style in a share of its size, but never smaller than ``LEAST_POINTS``."""
        return replace(self, size=max(LEAST_POINTS, share * self.size))

    @property
    def line_height(self) -> float:
        """The height in mm of a line."""
        return printed_line_height(self.size)


@dataclass(frozen=True)
class Column:
    """A column of a table: its head, its share of the width, and whether it holds numbers."""

    head: str
    share: float
    is_number: bool = False


@dataclass(frozen=True)
class Cell:
    """A text in a table, perhaps a link."""

    text: str
    url: str = ""
    bold: bool = False
    indent: bool = False


Row = Sequence[Cell]
HEAD = Style(12, PAPER, bold=True)
BODY = Style(12)


def fitting(style: Style, text: str, width: float, height: float) -> Style:
    """Return a style small enough for a text to stand in a box of ``width`` by ``height`` mm."""
    for share in SHRINKING:
        smaller = style.shrunk(share)
        if len(smaller.wrap(text, width)) * smaller.line_height <= height:
            break
    return smaller


def row_height(row: Row, widths: Sequence[float], style: Style = BODY) -> float:
    """Return the height in mm that a row of a table takes in columns of some widths in mm."""
    lines = [
        len(style.wrap(cell.text, width - (5 if cell.indent else 2) * CELL_X))
        for cell, width in zip(row, widths, strict=True)
    ]
    return max(lines) * style.line_height + 2 * CELL_Y


def rows_that_fit(rows: Sequence[Row], columns: Sequence[Column], room: Box) -> int:
    """Return how many rows of a table, at least one, are no higher than ``room`` with the head."""
    widths = widths_of(columns, room.width)
    left = room.height - row_height([Cell(column.head) for column in columns], widths, HEAD)
    for number, row in enumerate(rows):
        left -= row_height(row, widths)
        if left < 0:
            return max(1, number)
    return len(rows)


def table_height(columns: Sequence[Column], rows: Sequence[Row], width: float) -> float:
    """Return the height in mm that a table with its head takes in a width in mm."""
    widths = widths_of(columns, width)
    head = row_height([Cell(column.head) for column in columns], widths, HEAD)
    return head + sum(row_height(row, widths) for row in rows)


def widths_of(columns: Sequence[Column], width: float) -> list[float]:
    """Return the widths in mm of columns that share a width."""
    total = sum(column.share for column in columns)
    return [width * column.share / total for column in columns]
