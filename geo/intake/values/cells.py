"""What a cell says as text and as a number, and when it says nothing."""

import datetime as dt
import math
import re
import unicodedata
from functools import lru_cache
from typing import Final

from geo.intake.files.tables import Cell

BLANKS: Final = frozenset(
    [
        *("-", "--", "—", "——", "–", "/", "\\", "无", "暂无", "未知", "不详", "待定", "未定"),
        *(
            "待确认",
            "未披露",
            "未公开",
            "未透露",
            "不公开",
            "保密",
            "涉密",
            "面议",
            "未提供",
            "待核",
        ),
        *(
            "暂未确定",
            "未确定",
            "待填",
            "待补充",
            "不便透露",
            "不便公开",
            "商业秘密",
            "tbc",
            "n.a.",
        ),
        *("n/a", "#n/a", "na", "none", "null", "nan", "nil", "tbd", "undisclosed", "unknown"),
    ]
)
"""What people write for nothing."""

_LONGEST_BLANK: Final = max(map(len, BLANKS))

LONGEST: Final = 100
"""Most characters of a cell that can be a number, an angle, a date or an amount."""

_HUGE: Final = 10**300  # more than anything measured, less than a float holds
_EXACT: Final = 1e15  # whole numbers that a float holds without loss
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_NUMBER = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+)?(\.\d+)?(e[+-]?\d+)?", re.IGNORECASE)
_GROUPED = re.compile(r"(?<=\d)'(?=\d{3})")
_DECIMAL_COMMA = re.compile(r"[+-]?\d{1,3},\d{1,2}")


class CellError(ValueError):
    """A cell cannot be read; ``code`` names the problem in the catalogues."""

    def __init__(self, code: str, **facts: object) -> None:
        """Keep the code and what its sentence names."""
        super().__init__(code)
        self.code = code
        self.facts = facts


def text_of(cell: Cell) -> str:
    """Return a cell as text: whole numbers without ``.0``, dates as ISO, nothing as ``""``.

    Characters that nobody sees, such as U+200B, are left out.
    """
    if type(cell) is str:  # most are
        return _seen(cell)
    if cell is None or cell != cell:  # noqa: PLR0124 (NaN)
        return ""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float):
        return _number_as_text(cell)
    if isinstance(cell, dt.datetime):
        midnight = cell.time() == dt.time()
        return cell.date().isoformat() if midnight else cell.isoformat(sep=" ")
    return _INVISIBLE.sub("", str(cell)).strip()


def _seen(text: str) -> str:
    return (text if text.isprintable() else _INVISIBLE.sub("", text)).strip()


def _number_as_text(number: float) -> str:
    return str(int(number)) if number.is_integer() and abs(number) < _EXACT else repr(number)


def is_blank(cell: Cell) -> bool:
    """Tell whether a cell says nothing, or says that nothing is known."""
    return says_nothing(text_of(cell))


def says_nothing(text: str) -> bool:
    """Tell whether the text of a cell says nothing, or that nothing is known."""
    if not text or len(text) > _LONGEST_BLANK or text[0].isdecimal():
        return not text
    if text.casefold() in BLANKS:
        return True
    return not text.isascii() and half_width(text).casefold() in BLANKS


def half_width(cell: Cell) -> str:
    """Return a cell as text with full-width letters, digits and signs as half-width ones."""
    return _folded(text_of(cell))


@lru_cache(maxsize=1_000)
def _folded(text: str) -> str:
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return plain.replace("′", "'").replace("−", "-").strip()


def short_text(cell: Cell, code: str) -> str:
    """Return a cell as `half_width`, each run of blanks as one.

    Raises
    ------
    CellError
        ``code``: it is longer than any number, date or amount. Cut short, it might say another.
    """
    text = " ".join(text_of(cell).split())
    if len(text) > LONGEST:
        raise CellError(code)
    return half_width(text)


def read_number(cell: Cell) -> float:
    """Return a finite number, with thousands separators or a decimal comma; CellError if none.

    A comma before three digits groups them, before one or two it is decimal; before four and more
    nobody can tell, so that is no number.
    """
    if isinstance(cell, bool):
        raise CellError("not_a_number")
    if isinstance(cell, int | float):
        return _finite(float(cell) if abs(cell) < _HUGE else math.inf)
    text = short_text(cell, "not_a_number").replace(" ", "")
    text = _GROUPED.sub("", text)
    if _DECIMAL_COMMA.fullmatch(text):
        text = text.replace(",", ".")
    if not _NUMBER.fullmatch(text) or not any(map(str.isdecimal, text)):
        raise CellError("not_a_number")
    return _finite(float(text.replace(",", "")))


def _finite(value: float) -> float:
    if not math.isfinite(value):
        raise CellError("not_a_number")
    return value
