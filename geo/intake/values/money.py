"""Amounts of money as people write them, in 亿元; what is no single amount is never guessed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from geo.intake.files.tables import Cell
from geo.intake.values.cells import CellError, read_number, short_text
from geo.intake.values.chinese_numbers import with_arabic_digits
from geo.words.numerals import number
from geo.words.synonyms import normal, synonyms

YI_OF: Final = {
    "wanyi": 1e4,
    "yi": 1.0,
    "wan": 1e-4,
    "million": 1e-2,
    "billion": 10.0,
    "qianwan": 0.1,
    "qian": 1e-5,
    "yuan": 1e-8,
}
"""The units of money in 亿元."""

LARGE_YI: Final = 10_000
"""亿元 above which an amount is doubted: no project of any list is as large as a trillion CNY."""

_CNY = re.compile("人民币|[¥￥]")
_REMARK = re.compile(r"\(([^()]{0,80})\)")
_LABEL = re.compile(
    r"(?:计划|项目|预计|估算|拟)?(?:总投资|投资|投)(?:额|总额|金额|规模)?(?:为|:)?\s*|估算|预计|合计|共计"
)
_ABOUT: Final = (
    "(?:大约|约合?|近|逾|超过?|高于|不低于|不少于|至少|about|approx[.]?|nearly|over|at least"
    "|more than|[~≈>≥])"
)
_MORE = re.compile(r"以上|左右|余|多|上下|or more|\+")
_TAIL: Final = " +.。,，;；整"
_ASIDE = re.compile(
    r"(?<=[^\d\s])[,;，；。]\s*(?:其中|包?含|包括|不含|不包括|一期|首期|including|of which).{0,80}$"
)
_DIGITS: Final = r"(?:\d++(?:,\d++)*+(?:\.\d++)?|\.\d++)"
_AMOUNT = re.compile(
    rf"(?P<about>{_ABOUT})?\s*+(?P<before>[a-z$€£ ]*+)\s*+"
    rf"(?P<number>[+-]?{_DIGITS}(?:e[+-]?\d++)?)\s*+(?P<after>[^\d]*+)",
    re.IGNORECASE,
)
_COMPOUND = re.compile(r"(\d++(?:\.\d++)?)\s*+亿\s*+(\d++(?:\.\d++)?\s*+(?:千万|百万|万)元?)")
_BOUNDS = re.compile("(?:介于|between)(.{1,60}?)(?:和|与|and)(.{1,60}?)(?:之间)?", re.IGNORECASE)
_AROUND_RANGE = re.compile(rf"^(?:{_ABOUT}|介于|在)\s*+|之间$", re.IGNORECASE)
_RANGE = re.compile(
    rf"(?P<before>[a-z$€£ ]*+)\s*+(?P<low>{_DIGITS})\s*+"
    rf"(?P<unit>(?:(?!to)[^\d\s~～–—至到-]){{0,12}}+)\s*+(?:[~～–—至到-]++|to)\s*+(?P<high>{_DIGITS})\s*+(?P<after>[^\d~～–—至到-]*+)",
    re.IGNORECASE,
)
_BARE = re.compile(r"[1-9]\d{0,14}(?:\.\d{1,15})?", re.ASCII)
_BETWEEN_DIGITS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")


@dataclass(frozen=True)
class Amount:
    """Money in 亿元, and what was said of it.

    ``is_rough``: the cell says more than the amount, such as “about”, or for what it is.
    """

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
        ``money_unreadable``, ``money_range`` (with its bounds), ``money_not_positive``,
        ``money_no_unit``, ``money_unit_unknown`` or ``money_no_rate``.
    """
    if isinstance(cell, str) and _BARE.fullmatch(cell):  # most are
        factor, currency = _factor(unit, unit, rates)
        return Amount(round(float(cell) * factor, 10), converted_from=currency)
    text, remark = _without_remark(_CNY.sub("", short_text(cell, "money_unreadable")))
    text = _BETWEEN_DIGITS.sub("", with_arabic_digits(_LABEL.sub("", text, count=1))).strip()
    compound = _COMPOUND.fullmatch(text.rstrip(_TAIL))
    if compound:
        parts = [read_amount(part, unit, rates) for part in (f"{compound[1]}亿", compound[2])]
        return Amount(round(sum(part.yi_cny for part in parts), 10), bool(remark))
    _refuse_range(text, unit, rates)
    amount = _single(text, unit, rates)
    return Amount(amount.yi_cny, amount.is_rough or bool(remark), amount.converted_from)


def _without_remark(text: str) -> tuple[str, str]:
    """Return a text without what stands in brackets, and that, unless it is its unit."""
    more = _ASIDE.search(text)
    if more:
        return text[: more.start()], more[0]
    match = _REMARK.search(text)
    if match is None:
        return text, ""
    rest = text[: match.start()] + text[match.end() :]
    is_unit = normal(match[1]) in synonyms("unit")
    return (rest + match[1], "") if is_unit else (rest, match[1])


def _refuse_range(text: str, unit: str, rates: Mapping[str, float]) -> None:
    """Raise CellError ``money_range``, with both bounds in 亿元, where a text is a range."""
    bounds = _BOUNDS.fullmatch(text)
    plain = f"{bounds[1].strip()}-{bounds[2].strip()}" if bounds else _AROUND_RANGE.sub("", text)
    match = _RANGE.fullmatch(plain)
    if match is None:
        return
    last = f"{match['before']} {match['after']}".strip().rstrip(_TAIL)
    ends = ((match["low"], match["unit"] or last), (match["high"], last))
    low, high = (read_number(figure) * _factor(own or unit, unit, rates)[0] for figure, own in ends)
    raise CellError("money_range", low=number(low, 4), high=number(high, 4))


def _single(text: str, unit: str, rates: Mapping[str, float]) -> Amount:
    match = _AMOUNT.fullmatch(text)
    if not match:
        raise CellError("money_unreadable")
    value = _figure(match["number"])
    after = _MORE.sub("", match["after"])
    own = f"{match['before']} {after.strip(_TAIL)}".strip(" .")
    if value <= 0:
        raise CellError("money_not_positive")
    factor, currency = _factor(own or unit, unit, rates)
    rough = bool(match["about"]) or after != match["after"]
    return Amount(round(value * factor, 10), rough, currency)


def _figure(written: str) -> float:
    try:
        return read_number(written)
    except CellError as error:
        raise CellError("money_unreadable") from error


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


def is_money_unit(text: str) -> bool:
    """Tell whether a text is a unit of money or a currency, with a scale or without."""
    return normal(text) in synonyms("unit") or bool(currency_of(text)[0])


def currency_of(text: str) -> tuple[str, float]:
    """Return the code of a foreign currency in a unit and its scale, or ``("", 0)``."""
    plain = normal(text)
    for word in sorted(synonyms("currency"), key=len, reverse=True):
        if word and word in plain:
            scale = synonyms("scale").get(plain.replace(word, "", 1))
            return synonyms("currency")[word], float(scale) if scale else 0.0
    return "", 0.0
