"""Several tables of one kind, such as the sheets of a workbook, as one."""

from collections.abc import Mapping, Sequence
from typing import Final

from geo.intake.files.tables import Cell, Note, RawTable
from geo.intake.values.cells import text_of
from geo.intake.values.headers import header_unit, match_headers
from geo.words.text import in_both

_OWN_DATUM: Final = frozenset({"lon", "lat", "coordinates"})
"""Columns whose header may name a datum, so that they are one only where it is the same."""


def stacked(tables: Mapping[str, RawTable], notes: tuple[Note, ...] = ()) -> RawTable:
    """Return tables, each under its name, as one; a column of theirs is found by its field.

    Rows are numbered on from table to table, and a note says which are whose. A last column has
    the name of the table. An amount gets the unit that its own table states.
    """
    keys = list(dict.fromkeys(key for table in tables.values() for key in _keys(table)))
    rows: list[list[Cell]] = []
    numbers: list[int] = []
    broken: dict[int, str] = {}
    spans, offset = [], 0
    for name, table in tables.items():
        rows += [[*row, name] for row in _rows(table, keys)]
        numbers += [offset + number for number in table.numbers]
        broken |= {offset + number: code for number, code in table.broken.items()}
        spans.append(f"{name} {offset + table.numbers[0]}–{offset + table.numbers[-1]}")
        offset += table.numbers[-1]
    first = next(iter(tables.values()))
    own_notes = [note for table in tables.values() for note in table.notes]
    together = Note("sheets_read", {"spans": "; ".join(spans)})
    headers = (*_headers(list(tables.values()), keys), in_both("data.sheet_of")[0])
    return RawTable(
        first.file,
        first.kind,
        headers,
        rows,
        numbers,
        broken=broken,
        notes=(*own_notes, together, *notes),
    )


def _keys(table: RawTable) -> list[str]:
    """Return what stands for each column in every table: its field, or else its header."""
    matched = match_headers(table.headers)
    fields = {position: name for name, position in matched.items() if name not in _OWN_DATUM}
    return [fields.get(position, header) for position, header in enumerate(table.headers)]


def _headers(tables: Sequence[RawTable], keys: Sequence[str]) -> list[str]:
    """Return the header of each key as the first table that has it writes it."""
    found: dict[str, str] = {}
    for table in tables:
        for key, header in zip(_keys(table), table.headers, strict=True):
            found.setdefault(key, header)
    return [found[key] for key in keys]


def _rows(table: RawTable, keys: Sequence[str]) -> list[list[Cell]]:
    """Return the cells of every row under the keys of all tables."""
    at = {key: position for position, key in enumerate(_keys(table))}
    amount = at.get("investment")
    unit = table.money_unit if amount is None else _unit(table, amount)
    units = [unit if key == "investment" else "" for key in keys]
    found = [at.get(key) for key in keys]
    return [
        [None if p is None else _with_unit(row[p], u) for p, u in zip(found, units, strict=True)]
        for row in table.rows
    ]


def _unit(table: RawTable, position: int) -> str:
    return header_unit(table.headers[position]) or table.money_unit


def _with_unit(cell: Cell, unit: str) -> Cell:
    """Return an amount with its unit behind it, where it is a bare number."""
    is_bare = bool(unit) and text_of(cell).replace(",", "").replace(".", "", 1).isdecimal()
    return f"{text_of(cell)}{unit}" if is_bare else cell
