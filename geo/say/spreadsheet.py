"""The one writer of tables: XLSX and CSV in which text stays text.

A spreadsheet program runs a cell that starts with ``=``, ``+``, ``-``, ``@``, a tab or a carriage
return as a formula, so such text is written with an apostrophe before it (OWASP, "CSV injection").
Numbers are written as numbers and never quoted.
"""

import csv
import datetime as dt
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, Final

import numpy as np
import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from geo.words.plain_text import plain_text

XLSX_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
"""The media type of a workbook."""

FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")
CELL_LIMIT: Final = 32_767
"""Most characters that a cell of XLSX holds."""
TITLE_LIMIT: Final = 31
"""Most characters in the name of a sheet."""

_WIDTHS: Final = (8, 60)  # narrowest and widest column, in characters
_SAMPLED_ROWS: Final = 200
_BAD_IN_TITLE = re.compile(r"[\[\]:*?/\\]")

Cell = str | int | float | bool | dt.date | dt.time | None


def write_xlsx(target: Path | BinaryIO, sheets: Mapping[str, pd.DataFrame]) -> None:
    """Write frames as the sheets of a workbook, without their index.

    Parameters
    ----------
    target
        A path, or a binary stream that is written to and left open.
    sheets
        Frames by the name of their sheet; a name is cut to what XLSX allows.

    Notes
    -----
    A character that XLSX cannot hold becomes U+FFFD; text of more than ``CELL_LIMIT`` characters is
    cut and ends with an ellipsis; a gap is an empty cell.
    """
    book = Workbook(write_only=True)
    for title, frame in sheets.items():
        sheet = book.create_sheet(_BAD_IN_TITLE.sub(" ", title)[:TITLE_LIMIT])
        _fill(sheet, frame)
    book.save(target)


def write_csv(target: Path | BinaryIO, frame: pd.DataFrame) -> None:
    """Write a frame as CSV, without its index: UTF-8 with a byte order mark, so that Excel sees it.

    Parameters
    ----------
    target
        A path, or a binary stream that is written to and left open.
    frame
        What to write; gaps become empty cells.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([plain_cell(str(name)) for name in frame.columns])
    writer.writerows(_rows(frame))
    content = text.getvalue().encode("utf-8-sig")
    if isinstance(target, Path):
        target.write_bytes(content)
    else:
        target.write(content)


def quoted(text: str) -> str:
    """Return text that no spreadsheet program takes for a formula."""
    return "'" + text if text.startswith(FORMULA_STARTS) else text


def unquoted(text: str) -> str:
    """Return text as it was before ``quoted``."""
    return text[1:] if text[:1] == "'" and text[1:].startswith(FORMULA_STARTS) else text


def plain_cell(value: object) -> Cell:
    """Return a frame's value as a spreadsheet holds it: text quoted, a gap as None."""
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, (list, tuple)):
        value = "; ".join(str(part) for part in value)
    if value is None or value is pd.NA or value is pd.NaT:
        return None
    if isinstance(value, float) and not np.isfinite(value):
        return None if np.isnan(value) else str(value)
    if isinstance(value, dt.datetime) and value.tzinfo is not None:
        return value.isoformat()
    if isinstance(value, (bool, int, float, dt.date, dt.time)):
        return value
    return quoted(plain_text(str(value)))


def _fill(sheet: WriteOnlyWorksheet, frame: pd.DataFrame) -> None:
    """Write the bold, frozen header and the rows."""
    sheet.freeze_panes = "A2"
    for position, width in enumerate(_column_widths(frame), start=1):
        sheet.column_dimensions[get_column_letter(position)].width = width
    header = [_text_cell(sheet, str(plain_cell(str(name)))) for name in frame.columns]
    for cell in header:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.append(header)
    for row in _rows(frame):
        sheet.append([_text_cell(sheet, v) if isinstance(v, str) else v for v in row])


def _text_cell(sheet: WriteOnlyWorksheet, text: str) -> WriteOnlyCell:
    """Return a cell that holds text, whatever it looks like."""
    cell = WriteOnlyCell(sheet, value=text if len(text) <= CELL_LIMIT else _cut(text))
    cell.data_type = "s"
    return cell


def _cut(text: str) -> str:
    return text[: CELL_LIMIT - 1] + "…"


def _rows(frame: pd.DataFrame) -> Iterator[list[Cell]]:
    columns = [frame.iloc[:, position] for position in range(frame.shape[1])]
    for row in zip(*columns, strict=True):
        yield [plain_cell(value) for value in row]


def _column_widths(frame: pd.DataFrame) -> list[float]:
    """Return a width for each column: what most of its cells need, a Chinese character being 2."""
    narrow, wide = _WIDTHS
    widths = []
    for position, name in enumerate(frame.columns):
        sample = frame.iloc[:_SAMPLED_ROWS, position]
        needed = sorted(_width(plain_cell(value)) for value in sample)
        usual = needed[int(len(needed) * 0.95)] if needed else 0
        widths.append(float(min(max(narrow, usual + 2, _width(str(name)) + 2), wide)))
    return widths


def _width(cell: Cell) -> int:
    text = "" if cell is None else str(cell)
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
