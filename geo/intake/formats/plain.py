"""Cells made plain: text that every encoding holds, numbers that a computer counts in, moments."""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np
import pandas as pd

from geo.errors import TooDeepError, UnpackedTooLargeError
from geo.intake.files.files import MB
from geo.intake.files.tables import Cell, RawTable, unique_headers
from geo.intake.values.headers import LONGEST
from geo.settings import Limits
from geo.words.plain_text import plain_text

_AS_THEY_ARE: Final = frozenset({type(None), bool, float, dt.date, dt.datetime, dt.time})
_LARGEST: Final = 2**63


def plain_table(table: RawTable, allowed: Limits) -> RawTable:
    """Return a table whose cells are text, numbers, dates, moments, bool or None, nothing else.

    Raises
    ------
    TooDeepError
        Lists stand within lists too deeply for Python.
    UnpackedTooLargeError
        The texts of all cells together are over the limit, each counted where it stands.
    """
    rows, left = [], allowed.unpacked_mb * MB
    for row in table.rows:
        cells = _plain_row(table.file, row, allowed)
        left -= sum([len(cell) for cell in cells if type(cell) is str])
        if left < 0:
            raise UnpackedTooLargeError(file=table.file, limit=allowed.unpacked_mb)
        rows.append(cells)
    headers = unique_headers([plain_text(header[:LONGEST]) for header in table.headers])
    return replace(table, headers=headers, rows=rows)


def _plain_row(file: str, row: Sequence[Cell], allowed: Limits) -> list[Cell]:
    try:
        return [plain_cell(value) for value in row]
    except RecursionError as error:
        raise TooDeepError(file=file, limit=allowed.depth) from error


def plain_cell(value: Cell) -> Cell:
    """Return a value as text, a number, a date, a moment, bool or None."""
    kind = type(value)
    if kind is str:
        return plain_text(value)
    if kind in _AS_THEY_ARE:
        return value
    if kind is int:
        return value if abs(value) < _LARGEST else str(value)
    return _unusual(value)


def _unusual(value: Cell) -> Cell:
    if isinstance(value, np.generic):
        return plain_cell(value.item())
    if value is pd.NaT or value is pd.NA:
        return None
    if isinstance(value, pd.Timestamp):
        return value.to_pydatetime(warn=False)
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, dict | list | tuple):
        return plain_cell(json.dumps(value, ensure_ascii=False, default=str))
    return plain_cell(str(value))
