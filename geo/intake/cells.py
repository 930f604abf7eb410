"""What a cell says: numbers, angles, dates and amounts as people write them, never guessed."""

import calendar
import datetime as dt
import math
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from geo.intake.tables import Cell
from geo.words.synonyms import normal, synonyms

BLANKS: Final = frozenset(
    [
        "-",
        "--",
        "—",
        "——",
        "–",
        "/",
        "\\",
        "无",
        "暂无",
        "未知",
        "不详",
        "待定",
        "未披露",
        "n/a",
        "#n/a",
        "na",
        "none",
        "null",
        "nan",
        "nil",
        "tbd",
    ]
)
"""What people write for nothing."""

_LONGEST_BLANK: Final = max(map(len, BLANKS))

YI_OF: Final = {
    "yi": 1.0,
    "wan": 1e-4,
    "million": 1e-2,
    "billion": 10.0,
    "qianwan": 0.1,
    "qian": 1e-5,
    "yuan": 1e-8,
}
"""The units of money in 亿元."""

EARLIEST_YEAR: Final = 1949
LATEST_YEAR: Final = 2100
_SERIAL: Final = (18_000, 73_000)  # days since 1899-12-30 that Excel's dates of 1949-2099 are
_EPOCH: Final = dt.date(1899, 12, 30)

_HUGE: Final = 10**300  # more than anything measured, less than a float holds
_EXACT: Final = 1e15  # whole numbers that a float holds without loss

LONGEST: Final = 100
"""Most characters of a cell that can be a number, an angle, a date or an amount."""

DateForm = Literal["day", "month", "year", "none"]


class CellError(ValueError):
    """A cell cannot be read; ``code`` names the problem in the catalogues."""

    def __init__(self, code: str, **facts: object) -> None:
        """Keep the code and what its sentence names."""
        super().__init__(code)
        self.code = code
        self.facts = facts


@dataclass(frozen=True)
class PartialDate:
    """A date as precise as it is written: ``2021``, ``2021-02`` or ``2021-02-03``."""

    text: str
    precision: DateForm
    is_reduced: bool = False
    """The cell said more, such as a quarter, which a date cannot hold."""


def text_of(cell: Cell) -> str:
    """Return a cell as text: whole numbers without ``.0``, dates as ISO, nothing as ``""``."""
    if type(cell) is str:  # most are
        return cell.strip()
    if cell is None or cell != cell:  # noqa: PLR0124 (NaN)
        return ""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < _EXACT else repr(cell)
    if isinstance(cell, dt.datetime):
        midnight = cell.time() == dt.time()
        return cell.date().isoformat() if midnight else cell.isoformat(sep=" ")
    return str(cell).strip()


def is_blank(cell: Cell) -> bool:
    """Tell whether a cell says nothing, or says that nothing is known."""
    text = text_of(cell)
    return not text or (len(text) <= _LONGEST_BLANK and text.casefold() in BLANKS)


# numbers and angles

# \s*+ and its like never give back: what does not match fails at once, however long it is
_NUMBER = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+)?(\.\d+)?(e[+-]?\d+)?", re.IGNORECASE)
_DECIMAL_COMMA = re.compile(r"[+-]?\d{1,3},(\d{1,2}|\d{4,})")
_DMS = re.compile(
    r"([NSEW]|北纬|南纬|东经|西经)?\s*+(-?\d{1,3})\s*+[°º度:]\s*+"
    r"(\d{1,2}(?:\.\d+)?)\s*+(?:['’´分:]\s*+)?"
    r"(?:(\d{1,2}(?:\.\d+)?)\s*+(?:[\"”″秒]|''|’’|´´)?)?\s*+([NSEW])?",
    re.IGNORECASE,
)
_DEGREES = re.compile(
    r"(?:[NE]|北纬|东经)?\s*+([+-]?\d{1,3}(?:\.\d+)?)\s*+[°º度]?\s*+(?:[NE])?", re.IGNORECASE
)
_PAIR = re.compile(r"[,，;；、/|\s]+")


def read_number(cell: Cell) -> float:
    """Return a finite number, with thousands separators or a decimal comma; CellError if none."""
    if isinstance(cell, bool):
        raise CellError("not_a_number")
    if isinstance(cell, int | float):
        return _finite(float(cell) if abs(cell) < _HUGE else math.inf)
    return _written_number(_short(cell, "not_a_number"))


def _written_number(text: str) -> float:
    text = text.replace("'", "").replace(" ", "")
    if _DECIMAL_COMMA.fullmatch(text):
        text = text.replace(",", ".")
    if not _NUMBER.fullmatch(text) or not any(map(str.isdecimal, text)):
        raise CellError("not_a_number")
    return _finite(float(text.replace(",", "")))


def _finite(value: float) -> float:
    if not math.isfinite(value):
        raise CellError("not_a_number")
    return value


def read_coordinate(cell: Cell) -> tuple[float, bool]:
    """Return degrees or metres, and whether degrees, minutes and seconds were written."""
    text = _short(cell, "not_a_coordinate")
    match = _DMS.fullmatch(text)
    if match and re.search(r"['’´分°º度:]", text) and match[3]:
        return _from_dms(match), True
    plain = _DEGREES.fullmatch(text)
    return _written_number(plain[1] if plain else text), False


def _from_dms(match: re.Match[str]) -> float:
    degrees, minutes, seconds = float(match[2]), float(match[3]), float(match[4] or 0)
    if minutes >= 60 or seconds >= 60:  # noqa: PLR2004 (in a degree, in a minute)
        raise CellError("not_a_coordinate")
    size = abs(degrees) + minutes / 60 + seconds / 3600
    side = (match[1] or match[5] or "").upper()
    is_negative = degrees < 0 or side in {"S", "W", "南纬", "西经"}
    return -size if is_negative else size


def from_packed(value: float) -> float:
    """Return degrees from degrees, minutes and seconds written as one number: 1162351.0."""
    degrees, rest = divmod(abs(value), 10_000)
    minutes, seconds = divmod(rest, 100)
    return degrees + minutes / 60 + seconds / 3600


def split_pair(cell: Cell) -> tuple[str, str]:
    """Return the two halves of a cell that holds both coordinates, longitude first if marked so."""
    text = " ".join(text_of(cell).split())
    if len(text) > LONGEST:
        raise CellError("not_a_pair")
    text = re.sub(r"^(POINT|点)?\s*[(\[（【]|[)\]）】]$", "", text, flags=re.IGNORECASE)
    parts = [part for part in _PAIR.split(text.strip()) if part]
    if len(parts) != 2:  # noqa: PLR2004 (a pair)
        raise CellError("not_a_pair")
    first, second = parts
    is_latitude = re.search(r"[NS北南]", first, re.IGNORECASE)
    return (second, first) if is_latitude else (first, second)


# dates

_DIGITS_ZH: Final = str.maketrans("〇零一二三四五六七八九", "00123456789")
_ORDERED = re.compile(
    r"(\d{4})\s*+(?:[年/.\-]\s*+(\d{1,2})\s*+(?:[月/.\-]\s*+(\d{1,2})\s*+[日号]?)?)?[年月]?"
    r"(?:[T\s]*+(?<=[T\s])\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})?")
_PART_OF_YEAR = re.compile(
    r"(\d{4})年?\s*(?:[上下]半年|第?[一二三四1-4]季度|Q[1-4]|[初中底末])", re.IGNORECASE
)
_PART_OF_MONTH = re.compile(r"(\d{4})年(\d{1,2})月\s*(?:[初中底末]|[上中下]旬)")
_MONTHS: Final = tuple(name.lower() for name in calendar.month_name if name)
_MONTH_LETTERS: Final = 3  # fewest of its name that say a month
_WORDED = re.compile(
    r"(?:(\d{1,2})(?:st|nd|rd|th)?\s+)?([a-z]{3,9})\.?"
    r"(?:\s*+(\d{1,2})(?:st|nd|rd|th)?)?(?:\s*+,)?\s++(\d{4})",
    re.IGNORECASE,
)
_SLASHED = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")


def read_date(cell: Cell) -> PartialDate:
    """Return a date as precise as the cell gives it.

    Raises
    ------
    CellError
        ``date_unreadable``, ``date_ambiguous`` (3/2/2021) or ``date_impossible`` (2021-02-30).
    """
    if isinstance(cell, dt.datetime | dt.date):
        return _date(cell.year, cell.month, cell.day)
    text = _chinese_digits(_short(cell, "date_unreadable"))
    if re.fullmatch(r"\d{5}(\.\d+)?", text):
        return _from_serial(float(text))
    for pattern, reduced in ((_ORDERED, False), (_COMPACT, False), (_PART_OF_MONTH, True)):
        match = pattern.fullmatch(text)
        if match:
            return _date(*(int(part) for part in match.groups() if part), is_reduced=reduced)
    match = _PART_OF_YEAR.fullmatch(text)
    if match:
        return _date(int(match[1]), is_reduced=True)
    return _western(text)


def _chinese_digits(text: str) -> str:
    """Return 二〇二一年十二月三日 with Arabic digits."""
    if not re.search("[〇零一二三四五六七八九]", text) or "季" in text:
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


# money

_AMOUNT = re.compile(
    r"(?P<about>约|近|逾|超过?|不低于|about|approx\.?|nearly|over|~|≈)?\s*+"
    r"(?P<before>[a-z$€£¥￥ ]*+)\s*+"
    r"(?P<number>[+-]?(?:\d++(?:,\d++)*+(?:\.\d++)?|\.\d++)(?:e[+-]?\d++)?)\s*+(?P<after>[^\d]*+)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Amount:
    """Money in 亿元, and what was said of it."""

    yi_cny: float
    is_rough: bool = False
    converted_from: str = ""


def read_amount(cell: Cell, unit: str, rates: Mapping[str, float]) -> Amount:
    """Return an amount in 亿元 (100 million CNY).

    Parameters
    ----------
    cell
        A number, or text that may name its own unit: ``4000万元``, ``约3.5亿``, ``USD 20m``.
    unit
        The unit that the header or a column names, for cells that name none; ``""`` if none.
    rates
        CNY for one unit of a currency, by its code; a currency without a rate is refused.

    Raises
    ------
    CellError
        ``money_unreadable``, ``money_not_positive``, ``money_no_unit``, ``money_unit_unknown`` or
        ``money_no_rate``.
    """
    text = re.sub("人民币|[¥￥]", "", _short(cell, "money_unreadable")).strip()
    match = _AMOUNT.fullmatch(text)
    if not match:
        raise CellError("money_unreadable")
    value = _written_number(match["number"])
    own = f"{match['before']} {match['after']}".strip()
    factor, currency = _factor(own.rstrip("+.。左右余多 ") or unit, unit, rates)
    if value <= 0:
        raise CellError("money_not_positive")
    rough = bool(match["about"]) or bool(re.search("左右|余|多|\\+", match["after"]))
    return Amount(round(value * factor, 10), rough, currency)


def _factor(own: str, unit: str, rates: Mapping[str, float]) -> tuple[float, str]:
    """Return how many 亿元 one of a unit is, and the currency where that is not CNY."""
    if not own:
        raise CellError("money_no_unit")
    for text in (own, f"{own}{unit}"):
        known = synonyms("unit").get(normal(text))
        if known:
            return YI_OF[known], ""
        currency, scale = currency_of(text)
        if currency and currency not in rates:
            raise CellError("money_no_rate", currency=currency)
        if currency and scale:
            return rates[currency] * scale * YI_OF["yuan"], currency
    raise CellError("money_unit_unknown", unit=own[:30])


def currency_of(text: str) -> tuple[str, float]:
    """Return the code of a foreign currency in a unit and its scale, or ``("", 0)``."""
    plain = normal(text)
    for word in sorted(synonyms("currency"), key=len, reverse=True):
        if word and word in plain:
            scale = synonyms("scale").get(plain.replace(word, "", 1))
            return synonyms("currency")[word], float(scale) if scale else 0.0
    return "", 0.0


def _short(cell: Cell, code: str) -> str:
    """Return a cell's text in half-width letters, digits and signs, each run of blanks as one.

    Raises
    ------
    CellError
        ``code``: it is longer than any number, date or amount. Cut short, it might say another.
    """
    text = " ".join(text_of(cell).split())
    if len(text) > LONGEST:
        raise CellError(code)
    if text.isascii():
        return text
    return unicodedata.normalize("NFKC", text).replace("′", "'").replace("−", "-").strip()
