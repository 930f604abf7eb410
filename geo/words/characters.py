"""Traditional characters as simplified ones, by OpenCC's tables: 國貿 is 国贸."""

from functools import cache, lru_cache
from typing import Final

import opencc

_REMEMBERED: Final = 10_000  # words: those of a list repeat


@lru_cache(_REMEMBERED)
def simplified(text: str) -> str:
    """Return a text with simplified characters in place of traditional ones."""
    return text if text.isascii() else str(_converter().convert(text))


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")
