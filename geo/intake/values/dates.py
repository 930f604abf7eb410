"""Dates as people write them, as precise as they are given and no more."""

import calendar
import datetime as dt
import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, Literal

from geo.intake.files.tables import Cell
from geo.intake.values.cells import CellError, short_text

EARLIEST_YEAR: Final = 1949
LATEST_YEAR: Final = 2100
_SERIAL: Final = (18_000, 73_000)  # days since 1899-12-30 that Excel's dates of 1949-2099 are
_EPOCH: Final = dt.date(1899, 12, 30)

DateForm = Literal["day", "month", "year", "none"]


@dataclass(frozen=True)
class PartialDate:
    """A date as precise as it is written: ``2021``, ``2021-02`` or ``2021-02-03``."""

    text: str
    precision: DateForm
    is_reduced: bool = False
    """The cell said more, such as a quarter or a range, which a date cannot hold."""


_DIGITS_ZH: Final = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_TIME: Final = r"(?:[T\s]*+(?<=[T\s])\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
_YEAR = re.compile(r"(\d{4})\s*+(?:年度?)?")
_YEAR_MONTH = re.compile(r"(\d{4})\s*+[年/.\-]\s*+(\d{1,2})\s*+(?:月份?)?")
_WHOLE = re.compile(
    r"(\d{4})\s*+(?:年\s*+(\d{1,2})\s*+[月/.]|/\s*+(\d{1,2})\s*+/|\.\s*+(\d{1,2})\s*+\.|-\s*+(\d{1,2})\s*+-"
    rf"|[/.\-]\s*+(\d{{1,2}})\s*+月)\s*+(\d{{1,2}})\s*+[日号]?{_TIME}"
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})?")
_PART_OF_YEAR = re.compile(
    r"(\d{4})年?[\s-]?(?:[上下]半年|前?第?[一二三四1-4](?:[-–—~至到、]第?[一二三四1-4])?个?季度"
    r"|Q[1-4](?:[-–—~]Q?[1-4])?|H[12]|年?[初中底末内]|[春夏秋冬]季?)",
    re.IGNORECASE,
)
_PART_OF_MONTH = re.compile(r"(\d{4})年(\d{1,2})月\s*(?:[初中底末]|[上中下]旬)")
_IN_YEAR = re.compile(
    r"(?:Q[1-4]|H[12]|early|mid|late|end|beginning|spring|summer|autumn|fall|winter|first half"
    r"|second half|[1-4](?:st|nd|rd|th) quarter)(?: of|,)?[\s-]?(\d{4})",
    re.IGNORECASE,
)
_AROUND = re.compile(
    r"^(?:已于|预计|计划|拟于|拟|约|于)\s*+|(?:开工|竣工|签约|投产|落地|开业|完工|建成|启动|揭牌|注册|成立|挂牌|上午|下午"
    r"|\([^()]{0,40}\))$"
)
"""What is said beside a date."""

_MONTHS: Final = tuple(name.lower() for name in calendar.month_name if name)
_MONTH_LETTERS: Final = 3  # fewest of its name that say a month
_WORDED = re.compile(
    r"(?:(\d{1,2})(?:st|nd|rd|th)?\s+)?([a-z]{3,9})\.?"
    r"(?:\s*+(\d{1,2})(?:st|nd|rd|th)?)?(?:\s*+,)?\s++(\d{4})",
    re.IGNORECASE,
)
_SLASHED = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")
_WORDED_RANGE = re.compile(
    r"(?:\d{1,2}\s?(?:-|–|to)\s?\d{1,2} )?([a-z]{3,9})\.?"
    r"(?: \d{1,2}\s?(?:-|–)\s?\d{1,2}|\s?(?:-|–|to) ?([a-z]{3,9})\.?)?,? (\d{4})",
    re.IGNORECASE,
)
_YEAR_FIRST = re.compile(r"(\d{4}),? ([a-z]{3,9})\.?", re.IGNORECASE)
_TO = re.compile(r"(?<!\s)\s*+(?:--?|/|[–—~至到]++)\s*+")
_SECOND_DAY = re.compile(r"\d{1,2}\s*[日号]?")
_SECOND_MONTH = re.compile(r"\d{1,2}\s*月?|\d{1,2}\s*[月/.\-]\s*\d{1,2}\s*[日号]?")


def read_date(cell: Cell) -> PartialDate:
    """Return a date as precise as the cell gives it.

    Raises
    ------
    CellError
        ``date_unreadable``, ``date_ambiguous`` (3/2/2021), ``date_impossible`` (2021-02-30) or
        ``date_years`` (2020–2022, with its first and last).
    """
    if isinstance(cell, dt.datetime | dt.date):
        return _date(cell.year, cell.month, cell.day)
    return _read_text(short_text(cell, "date_unreadable"))


@lru_cache(maxsize=10_000)  # a column has few dates, each in many rows
def _read_text(said: str) -> PartialDate:
    text = _chinese_digits(said)
    if re.fullmatch(r"\d{5}(\.\d+)?", text):
        return _from_serial(float(text))
    return _ordered(text) or _part_of(text) or _range(text) or _beside(text) or _western(text)


def _beside(text: str) -> PartialDate | None:
    """Read a date beside which more is said, such as 预计2021年6月开工."""
    bare = _AROUND.sub("", text).strip()
    date = (_ordered(bare) or _part_of(bare)) if bare != text else None
    return date and replace(date, is_reduced=True)


def _ordered(text: str) -> PartialDate | None:
    """Read year, month and day in this order, under one kind of separator."""
    for pattern in (_YEAR, _YEAR_MONTH, _WHOLE, _COMPACT):
        match = pattern.fullmatch(text)
        if match:
            return _date(*(int(part) for part in match.groups() if part))
    return None


def _part_of(text: str) -> PartialDate | None:
    """Read a part of a year or a month as the whole of it."""
    match = _PART_OF_MONTH.fullmatch(text)
    if match:
        return _date(int(match[1]), int(match[2]), is_reduced=True)
    match = _PART_OF_YEAR.fullmatch(text) or _IN_YEAR.fullmatch(text)
    return _date(int(match[1]), is_reduced=True) if match else None


def _range(text: str) -> PartialDate | None:
    """Read a range, such as 2021年1-3月, as the year or month that holds all of it."""
    for match in _TO.finditer(text):
        first, last = text[: match.start()], text[match.end() :]
        begin = _ordered(first) if first else None
        if begin is None:
            continue
        shared = _shared(begin, last)
        if shared:
            return _date(*(int(part) for part in shared.split("-")), is_reduced=True)
        end = _ordered(last)
        if end is not None and begin.text[:4] < end.text[:4]:
            raise CellError("date_years", first=begin.text, last=end.text)
    return None


def _shared(begin: PartialDate, last: str) -> str:
    """Return the year or month that both ends of a range lie in, or ``""``."""
    end = _ordered(last)
    if end is None and begin.precision == "day" and _SECOND_DAY.fullmatch(last):
        return begin.text[:7]
    if end is None and begin.precision != "year" and _SECOND_MONTH.fullmatch(last):
        return begin.text[:4]
    if end is None and begin.precision == "month" and _SECOND_DAY.fullmatch(last):
        return begin.text[:4]
    if end is None or end.text[:4] != begin.text[:4]:
        return ""
    within = min(len(begin.text), len(end.text)) > len("2021-02")
    return begin.text[:7] if within and begin.text[:7] == end.text[:7] else begin.text[:4]


def _chinese_digits(text: str) -> str:
    """Return 二〇二一年十二月三日 with Arabic digits."""
    if not re.search("[〇零○一二三四五六七八九]", text) or "季" in text:
        return text
    text = re.sub("([一二三])?十([一二三四五六七八九])?", _ten, text)
    return text.translate(_DIGITS_ZH)


def _ten(match: re.Match[str]) -> str:
    tens = (match[1] or "一").translate(_DIGITS_ZH)
    return tens + (match[2] or "零").translate(_DIGITS_ZH)


def _western(text: str) -> PartialDate:
    match = _WORDED.fullmatch(text)
    if match and (month := _month(match[2])):
        day = match[1] or match[3]
        return _date(int(match[4]), month, *([int(day)] if day else []))
    match = _YEAR_FIRST.fullmatch(text)
    if match and (month := _month(match[2])):
        return _date(int(match[1]), month)
    match = _WORDED_RANGE.fullmatch(text)
    if match and (month := _month(match[1])) and (not match[2] or _month(match[2])):
        return _date(int(match[3]), *(() if match[2] else (month,)), is_reduced=True)
    match = _SLASHED.fullmatch(text)
    if not match:
        raise CellError("date_unreadable")
    first, second, year = (int(part) for part in match.groups())
    if first <= 12 and second <= 12 and first != second:  # noqa: PLR2004 (months)
        raise CellError("date_ambiguous")
    return _date(year, min(first, second), max(first, second))


def _month(word: str) -> int | None:
    """Return the number of a month from its English name or the beginning of it."""
    begins = [name.startswith(word.lower()) for name in _MONTHS]
    return begins.index(True) + 1 if len(word) >= _MONTH_LETTERS and True in begins else None


def _from_serial(days: float) -> PartialDate:
    first, last = _SERIAL
    if not first <= days <= last:
        raise CellError("date_unreadable")
    date = _EPOCH + dt.timedelta(days=int(days))
    return _date(date.year, date.month, date.day)


def _date(*parts: int, is_reduced: bool = False) -> PartialDate:
    if not EARLIEST_YEAR <= parts[0] <= LATEST_YEAR:
        raise CellError("date_impossible")
    try:
        whole = dt.date(*(*parts, 1, 1)[:3])
    except ValueError as error:
        raise CellError("date_impossible") from error
    form: DateForm = ("year", "month", "day")[len(parts) - 1]
    return PartialDate(whole.isoformat()[: (4, 7, 10)[len(parts) - 1]], form, is_reduced)
