"""How people lay out a sheet: a title and a unit above, headers of one or two rows, merged cells.

What is made of it is a table with one header and a value in every cell that has one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from geo.intake.cells import text_of
from geo.intake.headers import column_of, find_header, split_header
from geo.intake.tables import Cell, Note, RawTable, unique_headers
from geo.words.synonyms import normal, synonyms

LOOKED_AT: Final = 20
"""The first rows among which the header is looked for."""

_UNIT = re.compile(r"(?:单位|unit)\s*[:：]\s*([^)）]{1,40})", re.IGNORECASE)
_LISTED = re.compile(r"[,，、;；/\s]+")
_NUMBER = re.compile(r"[+-]?[\d.,%]+")

Record = tuple[int, list[Cell]]
"""The number that a user sees beside a row, and its cells."""


@dataclass(frozen=True)
class Merged:
    """A range of merged cells: its rows as a user numbers them, its first column from 0."""

    first_row: int
    last_row: int
    first_column: int


def table_of_records(
    file: str,
    kind: str,
    records: Sequence[Record],
    merged: Sequence[Merged] = (),
    notes: tuple[Note, ...] = (),
) -> RawTable | None:
    """Return the rows below a header as a table, or None where there is no header with rows.

    Parameters
    ----------
    file, kind
        The file's name and format.
    records
        Its rows that are not blank.
    merged
        Its merged cells: the value of one that goes downwards holds for all its rows.
    notes
        What is to be known of the file.
    """
    start = find_header([cells for _, cells in records[:LOOKED_AT]])
    if start is None:
        return None
    top, body = _header_rows(records, start)
    headers = _headers(records[top:body])
    unit = _unit_above(records[:top])
    below = _filled(records[body:], [area for area in merged if not _is_sum(area, headers)])
    if not below:
        return None
    if unit:
        notes = (*notes, Note("unit_above", {"unit": unit}))
    width = len(headers)
    broken = {number: "too_many_cells" for number, cells in below if _has_any(cells[width:])}
    rows = [[*cells[:width], *[None] * (width - len(cells))] for _, cells in below]
    numbers = [number for number, _ in below]
    return RawTable(file, kind, headers, rows, numbers, broken=broken, notes=notes, money_unit=unit)


# the header


def _header_rows(records: Sequence[Record], start: int) -> tuple[int, int]:
    """Return the positions of the first row of the header and of the first row below it."""
    cells = [cells for _, cells in records[: LOOKED_AT + 2]]
    if start and _is_split(cells[start - 1], cells[start]):
        return start - 1, start + 1
    if start + 1 < len(cells) and _is_split(cells[start], cells[start + 1]):
        return start, start + 2
    return start, start + 1


def _is_split(top: Sequence[Cell], below: Sequence[Cell]) -> bool:
    """Tell whether a row names the columns of groups, whose heads and gaps stand in that above."""
    heads = [p for p, cell in enumerate(top) if text_of(cell)]
    named = [p for p, cell in enumerate(below) if text_of(cell)]
    if len(heads) < 2 or len(named) < 2 or any(map(_is_remark, top)):  # noqa: PLR2004 (a table)
        return False
    gaps = {p for p in range(heads[0], max(named) + 1) if p not in heads}
    grouped = gaps | {p for p in heads if p + 1 in gaps}
    is_text = all(isinstance(below[p], str) and not _NUMBER.fullmatch(below[p]) for p in named)
    return is_text and bool(gaps) and gaps <= set(named) <= grouped


def _is_remark(cell: Cell) -> bool:
    return bool(re.search("[:：]", text_of(cell)))


def _headers(rows: Sequence[Record]) -> tuple[str, ...]:
    """Return the headers; of two rows, each head is put before the columns of its group."""
    *above, (_, last) = rows
    names = [text_of(cell) for cell in last]
    if above:
        names = _joined([text_of(cell) for cell in above[0][1]], names)
    while names and not names[-1]:
        names.pop()
    return unique_headers(names)


def _joined(heads: Sequence[str], names: Sequence[str]) -> list[str]:
    joined, head = [], ""
    for position in range(max(len(heads), len(names))):
        name = names[position] if position < len(names) else ""
        head = (heads[position] if position < len(heads) else "") or head
        joined.append(_within_group(head, name) if name else head)
    return joined


def _within_group(head: str, name: str) -> str:
    """Return the header of a column in a group: its own name where that is known by itself.

    A unit that only the group names holds for all of it.
    """
    group, own = split_header(head), split_header(name)
    unit = f"（{group.qualifier}）" if group.qualifier and not own.qualifier else ""
    known = column_of(name) is not None
    return f"{name}{unit}" if known else f"{group.name}·{name}{unit}"


# above and below it


def _unit_above(records: Sequence[Record]) -> str:
    """Return the unit of money that a row above the header names, or ``""``."""
    cells = (text_of(cell) for _, row in records for cell in row)
    listed = [match[1] for cell in cells if (match := _UNIT.search(cell))]
    words = [word for text in listed for word in (text, *_LISTED.split(text))]
    return next((word for word in words if normal(word) in synonyms("unit")), "")


def _is_sum(area: Merged, headers: Sequence[str]) -> bool:
    """Tell whether a merged cell is an amount: it is that of its rows together, so of one only."""
    column = area.first_column
    return column < len(headers) and column_of(headers[column]) == "investment"


def _filled(records: Sequence[Record], merged: Sequence[Merged]) -> list[Record]:
    """Return rows in which every cell merged downwards has the value of the first of them."""
    position = {number: p for p, (number, _) in enumerate(records)}
    filled = [(number, list(cells)) for number, cells in records]
    width = max((len(cells) for _, cells in records), default=0)
    left = len(records) * width  # merged cells never overlap; those of a hostile file may
    for area in merged:
        first = position.get(area.first_row)
        if first is None or area.first_row == area.last_row:
            continue
        cells = filled[first][1]
        value = cells[area.first_column] if area.first_column < len(cells) else None
        last = min(area.last_row, area.first_row + left)
        for number in range(area.first_row + 1, last + 1):
            left -= 1
            if number in position and value is not None:
                _put(filled[position[number]][1], area.first_column, value)
    return filled


def _put(cells: list[Cell], column: int, value: Cell) -> None:
    cells.extend([None] * (column + 1 - len(cells)))
    cells[column] = value


def _has_any(cells: Sequence[Cell]) -> bool:
    return any(cell not in (None, "") for cell in cells)
