"""Numbers in Chinese characters, plain and as on a cheque: 三千五百, 壹佰, 十点五."""

import re
from typing import Final

_DIGITS: Final = {
    character: value
    for value, characters in enumerate(
        ("〇零", "一壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
    )
    for character in characters
}
_STEPS: Final = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_WRITTEN: Final = re.compile(
    rf"(?<![\d.])[{''.join(_DIGITS)}十拾][{''.join(_DIGITS)}{''.join(_STEPS)}]{{0,11}}"
    f"(?:点[{''.join(_DIGITS)}]{{1,6}})?"
)


def with_arabic_digits(text: str) -> str:
    """Return a text with each number below 10,000 that is in characters written in digits.

    The units 万 and 亿 stay, as they are units of money too: 三千万元 becomes 3000万元.
    """
    return _WRITTEN.sub(lambda match: _value(match[0]), text)


def _value(written: str) -> str:
    whole, _, decimals = written.partition("点")
    total, digit = 0, None
    for character in whole:
        if character in _STEPS:
            total += (1 if digit is None else digit) * _STEPS[character]
            digit = None
        else:
            digit = 10 * (digit or 0) + _DIGITS[character]
    fraction = "".join(str(_DIGITS[character]) for character in decimals)
    return str(total + (digit or 0)) + (f".{fraction}" if fraction else "")
