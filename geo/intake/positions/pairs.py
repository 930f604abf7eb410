"""Both coordinates in one cell, however they are set apart and called."""

import contextlib
import re
from collections.abc import Sequence
from typing import Final

from geo.intake.files.tables import Cell
from geo.intake.positions.angles import read_coordinate
from geo.intake.values.cells import CellError, short_text

_BETWEEN: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        "[;|、]",
        ",",
        "/",
        "[&_~:]|和|and",
        " ",
        "-",
        r"(?<=[\d°度分秒'\"])(?=北纬|南纬|东经|西经|[NSEW]\d)",
    )
)
"""What stands between two coordinates, the surest first; at last nothing but a sign."""

_AROUND = re.compile(r"^(?:POINT|点)?\s*[(\[（【{<]{1,3}|[)\]）】}>]{1,3}$", re.IGNORECASE)
_CALLED = re.compile(
    r"^\"?(?:(?P<lat>纬度|latitude|lat|y)|经度|longitude|long|lng|lon|x)\"?\s*[:=]?\s*",
    re.IGNORECASE,
)
_OF_LATITUDE = re.compile("[NS北南]", re.IGNORECASE)
_PAIR: Final = 2


def split_pair(cell: Cell) -> tuple[str, str]:
    """Return the two halves of a cell that holds both coordinates, longitude first if marked so.

    Raises
    ------
    CellError
        ``not_a_pair``: they cannot be told apart, or are none.
    """
    text = _AROUND.sub("", short_text(cell, "not_a_pair")).strip()
    for between in _BETWEEN:
        halves = [half.strip() for half in between.split(text) if half.strip()]
        numbers = [_CALLED.sub("", half) for half in halves]
        if len(halves) == _PAIR and all(map(_is_coordinate, numbers)):
            return _longitude_first(halves, numbers)
    raise CellError("not_a_pair")


def _longitude_first(halves: Sequence[str], numbers: Sequence[str]) -> tuple[str, str]:
    called = _CALLED.match(halves[0])
    is_called = called is not None and called["lat"] not in {None, "y", "Y"}
    is_latitude = is_called or bool(_OF_LATITUDE.search(numbers[0]))
    first, second = numbers
    return (second, first) if is_latitude else (first, second)


def _is_coordinate(text: str) -> bool:
    with contextlib.suppress(CellError):
        read_coordinate(text)
        return True
    return False
