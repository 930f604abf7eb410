"""Names that are written differently and are the same: 國貿 and 国贸, ＳＯＨＯ and soho."""

from functools import cache

import opencc

from geo.words.synonyms import normal


def simplified(text: str) -> str:
    """Return a text with simplified characters in place of traditional ones."""
    converted: str = _converter().convert(text)
    return converted


def folded(text: str) -> str:
    """Return a name for comparison: simplified, half-width, no case, blanks or punctuation."""
    return normal(simplified(text))


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")
