"""How people lay out a sheet: a title and a unit above, headers of several rows, merged cells.

What is made of it is a table with one header and a value in every cell that has one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from geo.intake.files.tables import Cell, Note, RawTable
from geo.intake.formats.header_rows import Record, header_span, joined_headers
from geo.intake.formats.stated_units import stated_unit
from geo.intake.values.headers import column_of


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
    span = header_span(records)
    if span is None:
        return None
    top, body = span
    headers = joined_headers(records[top:body])
    unit = stated_unit(records[:top], records[body:])
    below = _filled(records[body:], [area for area in merged if not _is_sum(area, headers)])
    if not below:
        return None
    if unit:
        notes = (*notes, Note("unit_stated", {"unit": unit}))
    width = len(headers)
    broken = {number: "too_many_cells" for number, cells in below if _has_any(cells[width:])}
    rows = [_of_width(cells, width) for _, cells in below]
    numbers = [number for number, _ in below]
    return RawTable(file, kind, headers, rows, numbers, broken=broken, notes=notes, money_unit=unit)


def _is_sum(area: Merged, headers: Sequence[str]) -> bool:
    """Tell whether a merged cell is an amount: it is that of its rows together, so of one only."""
    column = area.first_column
    return column < len(headers) and column_of(headers[column]) == "investment"


def _filled(records: Sequence[Record], merged: Sequence[Merged]) -> list[Record]:
    """Return rows in which every cell merged downwards has the value of the first of them."""
    if not merged:
        return list(records)
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


def _of_width(cells: list[Cell], width: int) -> list[Cell]:
    return cells if len(cells) == width else [*cells[:width], *[None] * (width - len(cells))]


def _has_any(cells: Sequence[Cell]) -> bool:
    return any(cell not in (None, "") for cell in cells)
