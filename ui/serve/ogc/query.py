"""What a request asks of a collection: how many, in which box and period, with what value."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from math import isfinite
from typing import Final, NamedTuple, TypeVar

import numpy as np

from geo.errors import QueryError

Value = TypeVar("Value")

LIMIT: Final = 100
MOST: Final = 10_000
"""A page of more is cut to this, as the standard allows."""

COMMON: Final = frozenset({"f", "lang"})
"""The parameters of every address."""

OF_ITEMS: Final = COMMON | {"limit", "offset", "bbox", "datetime"}

_EARLIEST: Final = np.datetime64("0001-01-01")
_LATEST: Final = np.datetime64("9999-12-31")
_CORNERS: Final = {4: (0, 1, 2, 3), 6: (0, 1, 3, 4)}
"""By how many numbers a box has, where west, south, east and north stand; heights are ignored."""


class Box(NamedTuple):
    """A rectangle of WGS-84 degrees."""

    west: float
    south: float
    east: float
    north: float


Period = tuple[np.datetime64, np.datetime64]


@dataclass(frozen=True)
class Query:
    """What is asked; ``period`` is the first and the last day, ``filters`` a value by column."""

    limit: int = LIMIT
    offset: int = 0
    box: Box | None = None
    period: Period | None = None
    filters: Mapping[str, str] = field(default_factory=dict)


def query_of(given: Mapping[str, str], filters: Iterable[str]) -> Query:
    """Return the query of a request's parameters.

    Parameters
    ----------
    given
        The parameters.
    filters
        The columns that may be asked for a value of.

    Raises
    ------
    QueryError
        A parameter is unknown or has a value that it cannot have.
    """
    known = tuple(filters)
    check_names(given, OF_ITEMS | set(known))
    return Query(
        limit=min(_read(given, "limit", _positive, LIMIT), MOST),
        offset=_read(given, "offset", _natural, 0),
        box=_read(given, "bbox", _box, None),
        period=_read(given, "datetime", _period, None),
        filters={name: given[name] for name in known if name in given},
    )


def check_names(given: Iterable[str], known: frozenset[str] | set[str] = COMMON) -> None:
    """Raise QueryError where a parameter is not among those known."""
    for name in given:
        if name not in known:
            raise QueryError(parameter=name[:60], expected=", ".join(sorted(known)))


_EXPECTED: Final = {
    "limit": f"1–{MOST}",
    "offset": "0, 1, 2 …",
    "bbox": "west,south,east,north",
    "datetime": "2021-03-01, 2021-03-01/2021-12-31, ../2021-12-31",
}


def _read(
    given: Mapping[str, str], name: str, read: Callable[[str], Value], otherwise: Value
) -> Value:
    if name not in given:
        return otherwise
    try:
        return read(given[name][:200])
    except ValueError as error:
        raise QueryError(parameter=name, expected=_EXPECTED[name]) from error


def _natural(value: str) -> int:
    number = int(value)
    if number < 0:
        raise ValueError(value)
    return number


def _positive(value: str) -> int:
    if not (number := _natural(value)):
        raise ValueError(value)
    return number


def _box(value: str) -> Box:
    numbers = [float(part) for part in value.split(",")]
    if len(numbers) not in _CORNERS or not all(map(isfinite, numbers)):
        raise ValueError(value)
    box = Box(*(numbers[at] for at in _CORNERS[len(numbers)]))
    if box.west > box.east or box.south > box.north:
        raise ValueError(value)
    return box


def _period(value: str) -> Period:
    first, is_interval, last = value.partition("/")
    if not is_interval:
        last = first
    start, end = _day(first, _EARLIEST), _day(last, _LATEST)
    if start > end or (not is_interval and first in {"", ".."}):
        raise ValueError(value)
    return start, end


def _day(text: str, open_end: np.datetime64) -> np.datetime64:
    """Return the day of a date or a moment; an end that is left open is the last one possible."""
    if text in {"", ".."}:
        return open_end
    return np.datetime64(dt.datetime.fromisoformat(text).date())
