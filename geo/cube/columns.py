"""The columns of a chunk as what rows are summed by: every distinct cell is read once."""

import re
from collections.abc import Callable
from functools import partial
from typing import Final, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from geo.cube.plan import PERIODS
from geo.intake.files.tables import Cell
from geo.intake.values.cells import CellError, is_blank, text_of
from geo.intake.values.dates import read_date
from geo.intake.values.known_words import known_word, without_class_code
from geo.intake.values.money import YI_OF, read_amount
from geo.register.fields import FIELD
from geo.words.synonyms import normal, synonyms

WAN_OF_YI: Final = 10_000

MOST_WAN: Final = int(np.iinfo(np.int32).max)
"""The most that an amount may be, some 21 万亿元, so that billions of them add up exactly."""

_NOTHING: Final = re.compile(r"0+(\.0*)?\D{0,2}")


class Read(NamedTuple):
    """What a column says, row by row: none where a cell is blank, and where it is ``unread``."""

    values: pa.Array
    unread: NDArray[np.bool_]


def read_key(column: pa.ChunkedArray, name: str) -> Read:
    """Return the words of a vocabulary, or the periods: a year, or a month unless known no closer.

    A sector that the national classes of industries have, and we have not, is none.
    """
    meaning = partial(_period, PERIODS[name]) if name in PERIODS else partial(_word, name)
    return _read_distinct(column, meaning, pa.string())


def read_wan(column: pa.ChunkedArray, unit: str) -> Read:
    """Return amounts in whole 万元, each rounded by itself, so that sums are exact in any order.

    ``unit`` is what the header names for cells that name none. No amount is one of 0.
    """
    factor = YI_OF.get(synonyms("unit").get(normal(unit), ""), 0.0) * WAN_OF_YI
    numbers = _plain_numbers(column) if factor else None
    if numbers is None:
        return _read_distinct(column, lambda cell: _wan(cell, unit), pa.int64())
    numbers = np.nan_to_num(numbers)
    wan = np.rint(numbers * factor)
    unread = (numbers < 0) | (np.abs(wan) > MOST_WAN)
    return Read(pa.array(wan.astype(np.int64), mask=unread | (numbers == 0)), unread)


def _plain_numbers(column: pa.ChunkedArray) -> NDArray[np.float64] | None:
    """Return a column as numbers, NaN where blank, or None where a cell is written otherwise."""
    try:
        if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
            column = pc.if_else(pc.equal(column, ""), None, column)
        return np.asarray(pc.cast(column, pa.float64()).to_numpy(), dtype=float)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
        return None


def _wan(cell: Cell, unit: str) -> int | None:
    if _NOTHING.fullmatch(text_of(cell)):
        return None
    wan = round(read_amount(cell, unit, {}).yi_cny * WAN_OF_YI)
    if wan > MOST_WAN:
        raise CellError("money_unreadable")
    return wan


def _period(letters: int, cell: Cell) -> str:
    return read_date(cell).text[:letters]


def _word(name: str, cell: Cell) -> str | None:
    field = FIELD[name]
    word = known_word(name, text_of(cell))
    if word in field.vocabulary:
        return word
    if (word and word == field.unstated) or (name == "sector" and _is_other_industry(cell)):
        return None
    raise CellError("word_unknown")


def _is_other_industry(cell: Cell) -> bool:
    return normal(without_class_code(text_of(cell))) in synonyms("other_industry")


def _read_distinct(
    column: pa.ChunkedArray, meaning: Callable[[Cell], object], kind: pa.DataType
) -> Read:
    coded = column.combine_chunks().dictionary_encode()
    read = [_read(cell, meaning) for cell in coded.dictionary.to_pylist()]
    codes = coded.indices.fill_null(len(read)).to_numpy(zero_copy_only=False)
    values = pa.array([value for value, _ in read] + [None], kind)
    unread = np.array([is_unread for _, is_unread in read] + [False], dtype=bool)
    return Read(values.take(pa.array(codes)), unread[codes])


def _read(cell: Cell, meaning: Callable[[Cell], object]) -> tuple[object, bool]:
    """Return what a cell says, and whether it cannot be read."""
    if is_blank(cell):
        return None, False
    try:
        return meaning(cell), False
    except CellError:
        return None, True
