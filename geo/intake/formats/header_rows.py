"""The rows of a header: heads of groups above the names of columns, a row of units below them."""

import re
from collections.abc import Sequence
from typing import Final

from geo.intake.files.tables import Cell, unique_headers
from geo.intake.values.cells import half_width, text_of
from geo.intake.values.headers import column_of, find_header, split_header
from geo.words.synonyms import normal, synonyms

LOOKED_AT: Final = 20
"""The first rows among which the header is looked for."""

MOST_ROWS: Final = 4
"""Rows that a header has at most."""

_NUMBER = re.compile(r"[+-]?[\d.,%]+")
_BRACKETS: Final = "()[]（）【】"
_MEASURES: Final = frozenset(
    {
        "平方米",
        "万平方米",
        "㎡",
        "m2",
        "亩",
        "公顷",
        "公里",
        "米",
        "个",
        "人",
        "年",
        "年月",
        "%",
        "℃",
    }
)
"""What other columns than those of money may be measured in."""

Record = tuple[int, list[Cell]]
"""The number that a user sees beside a row, and its cells."""


def header_span(records: Sequence[Record]) -> tuple[int, int] | None:
    """Return the positions of the first row of the header and of the first row below it."""
    cells = [cells for _, cells in records[: LOOKED_AT + MOST_ROWS]]
    start = find_header(cells[:LOOKED_AT])
    if start is None:
        return None
    top, body = start, start + 1
    while top and body - top < MOST_ROWS and _is_split(cells[top - 1], _together(cells[top:body])):
        top -= 1
    while body < len(cells) and body - top < MOST_ROWS:
        if not (_is_split(_together(cells[top:body]), cells[body]) or _is_of_units(cells[body])):
            break
        body += 1
    return top, body


def joined_headers(rows: Sequence[Record]) -> tuple[str, ...]:
    """Return one header of several rows: each head is put before the columns of its group."""
    listed = [[text_of(cell) for cell in cells] for _, cells in rows]
    names = listed.pop()
    if listed and _is_of_units(names):
        names = _with_units(listed.pop(), names)
    while listed:
        names = _joined(listed.pop(), names)
    while names and not names[-1]:
        names.pop()
    return unique_headers(names)


def _together(rows: Sequence[Sequence[Cell]]) -> list[Cell]:
    """Return the cells of some rows as one, the lowest that there is in each column."""
    width = max(map(len, rows))
    return [
        next((row[p] for row in reversed(rows) if p < len(row) and text_of(row[p])), None)
        for p in range(width)
    ]


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


def _is_of_units(cells: Sequence[Cell]) -> bool:
    """Tell whether a row says only what columns are measured in, money among them."""
    said = [_unit_of(cell) for cell in cells if text_of(cell)]
    is_money = [unit in synonyms("unit") for unit in said]
    return any(is_money) and all(
        money or unit in _MEASURES for money, unit in zip(is_money, said, strict=True)
    )


def _unit_of(cell: Cell) -> str:
    return normal(half_width(cell).strip(_BRACKETS))


def _with_units(names: Sequence[str], units: Sequence[str]) -> list[str]:
    """Return the names of columns, each with the unit that stands below it."""
    return [
        f"{name}（{units[p].strip(_BRACKETS)}）" if p < len(units) and units[p] else name
        for p, name in enumerate(names)
    ]


def _joined(heads: Sequence[str], names: Sequence[str]) -> list[str]:
    joined, head = [], ""
    for position in range(max(len(heads), len(names))):
        name = names[position] if position < len(names) else ""
        own = heads[position] if position < len(heads) else ""
        head = own or head
        joined.append(_within_group(head, name) if name else own)
    return joined


def _within_group(head: str, name: str) -> str:
    """Return the header of a column in a group: its own name where that is known by itself.

    A unit that only the group names holds for all of it.
    """
    group, own = split_header(head), split_header(name)
    unit = f"（{group.qualifier}）" if group.qualifier and not own.qualifier else ""
    known = column_of(name) is not None
    return f"{name}{unit}" if known else f"{group.name}·{name}{unit}"
