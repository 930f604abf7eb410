"""Coordinates as people write them: degrees, minutes and seconds, metres."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from geo.intake.files.tables import Cell
from geo.intake.values.cells import CellError, read_number, short_text, text_of

Floats = NDArray[np.float64]

_SIXTY: Final = 60
_THREE_DIGITS: Final = 3  # most that whole degrees have
_MINUTE: Final = 1 / 60
_SECOND: Final = 1 / 3600

# \s*+ and its like never give back: what does not match fails at once, however long it is
_SIGN = "[NSEW]|北纬|南纬|东经|西经"
_DMS = re.compile(
    rf"({_SIGN})?\s*+(-?\d{{1,3}})\s*+[°度:]\s*+(\d{{1,2}}(?:\.\d+)?)\s*+(?:['’´分:]\s*+)?"
    rf"(?:(\d{{1,2}}(?:\.\d+)?)\s*+(?:[\"”″秒]|''|’’|´´)?)?\s*+({_SIGN})?",
    re.IGNORECASE,
)
_SPACED = re.compile(r"()(\d{2,3})[- ](\d{1,2})[- ](\d{1,2}(?:\.\d+)?)()")
_SIGNS: Final = str.maketrans({"º": "°", "˚": "°", "´": "'", "′": "'", "″": '"', "。": "."})
_DEGREES = re.compile(
    rf"(?:{_SIGN})?\s*+([+-]?\d{{1,3}}(?:[.,]\d+)?)\s*+[°度]?\s*+(?:{_SIGN})?", re.IGNORECASE
)
_BARE = re.compile(r"[1-9]\d{0,8}(?:\.\d{1,15})?", re.ASCII)
_DECIMAL_COMMA = re.compile(r"[+-]?\d{1,3},(?:\d{1,2}|\d{4,})")
_NEGATIVE: Final = frozenset({"S", "W", "南纬", "西经"})


@dataclass(frozen=True)
class Coordinate:
    """A number as a cell gives it, in degrees or metres.

    ``half_unit`` is half a unit of the last digit or of the minutes or seconds given, in the same
    measure; ``is_dms``: degrees, minutes and seconds were written.
    """

    value: float
    half_unit: float
    is_dms: bool = False


def read_coordinate(cell: Cell) -> Coordinate:
    """Return a coordinate; CellError ``not_a_number`` or ``not_a_coordinate`` where there is none.

    ``116°23′`` is known to half a minute, ``+116.46°`` to half a hundredth of a degree.
    """
    if isinstance(cell, str) and _BARE.fullmatch(cell):  # most are
        return Coordinate(float(cell), _half_unit(cell))
    text = short_text(text_of(cell).translate(_SIGNS), "not_a_number")
    match = _DMS.fullmatch(text) or _SPACED.fullmatch(text)
    if match:
        return _from_dms(match)
    plain = _DEGREES.fullmatch(text)
    number = plain[1] if plain else text.replace(" ", "")
    is_decimal = _DECIMAL_COMMA.fullmatch(number)
    number = number.replace(",", ".") if is_decimal else number
    value = read_number(number if plain else cell)
    return Coordinate(_signed(value, text), _half_unit(number))


def plain_coordinates(cells: Sequence[Cell]) -> tuple[Floats, Floats]:
    """Return the coordinates that are nothing but digits and a point, all at once.

    Their values and half units are what `read_coordinate` makes of each, of shape (n,); NaN for all
    other cells.
    """
    texts = pa.array([cell if isinstance(cell, str) else None for cell in cells], pa.string())
    plain = pc.if_else(pc.match_substring_regex(texts, f"^{_BARE.pattern}$"), texts, None)
    point = pc.find_substring(plain, ".").to_numpy(zero_copy_only=False)
    decimals = pc.utf8_length(plain).to_numpy(zero_copy_only=False) - point - 1
    values = pc.cast(plain, pa.float64()).to_numpy(zero_copy_only=False)
    return values, 1 / 2 / 10.0 ** np.where(point < 0, 0, decimals)


def _signed(value: float, text: str) -> float:
    """Return degrees with the sign of the side that is written before or after them."""
    sides = text.upper()
    return -value if any(sides.startswith(s) or sides.endswith(s) for s in _NEGATIVE) else value


def _half_unit(number: str, unit: float = 1.0) -> float:
    """Return half a unit of the last digit of a number, whose own unit is given."""
    if "e" in number.casefold():
        return 0.0
    return unit / 2 / float(10 ** len(number.partition(".")[2]))


def _from_dms(match: re.Match[str]) -> Coordinate:
    degrees, minutes, seconds = float(match[2]), float(match[3]), float(match[4] or 0)
    if minutes >= _SIXTY or seconds >= _SIXTY:
        raise CellError("not_a_coordinate")
    size = abs(degrees) + minutes * _MINUTE + seconds * _SECOND
    side = (match[1] or match[5] or "").upper()
    is_negative = match[2].startswith("-") or side in _NEGATIVE
    half = _half_unit(match[4], _SECOND) if match[4] else _half_unit(match[3], _MINUTE)
    return Coordinate(-size if is_negative else size, half, is_dms=True)


def from_packed(value: float) -> float:
    """Return degrees from degrees, minutes and seconds written as one number: 1162351.0."""
    degrees, rest = divmod(abs(value), 10_000)
    minutes, seconds = divmod(rest, 100)
    return degrees + minutes / 60 + seconds / 3600
