"""What a word of a file means in one of our vocabularies, with what people put around it."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from geo.words.synonyms import normal, word_synonyms

_LISTED = re.compile("[,，、;；/]")
_CLASS_CODE = re.compile(r"^[A-T]?\d{0,4}[.、\s]?(?=[\u4e00-\u9fff])")
"""The letter and number of a class of the national industries (GB/T 4754): J66 货币金融服务."""

_BRACKETS = re.compile(r"[(（][^()（）]{0,60}[)）]")
_ENDS: Final = {
    "sector": (
        "服务业领域",
        "服务领域",
        "服务业",
        "领域",
        "行业",
        "产业",
        "服务",
        "业",
        "类",
        "sector",
        "services",
    ),
    "status": ("项目", "阶段", "状态", "中"),
}


@lru_cache(maxsize=10_000)  # a column has few words, each in many rows
def known_word(name: str, text: str) -> str | None:
    """Return our word for a text of a field ``name``, or None.

    A list of words that are known, such as 金融、科技, is not one of them.
    """
    known = word_synonyms(name)
    parts = [known.get(normal(part)) for part in _LISTED.split(text)]
    if len(parts) > 1 and None not in parts and len(set(parts)) > 1:
        return None
    return next((known[form] for form in _forms(name, text) if form in known), None)


def without_class_code(text: str) -> str:
    """Return the name of a class of the national industries without its letter and number."""
    return _CLASS_CODE.sub("", text)


def says_more(name: str, text: str) -> bool:
    """Tell whether a text that is known says more in brackets, such as 在建（80%）."""
    return normal(text) not in word_synonyms(name) and bool(_BRACKETS.search(text))


def _forms(name: str, text: str) -> Iterator[str]:
    """Yield the normal forms of a text, each with less of what says nothing around it."""
    yield normal(text)
    plain = _BRACKETS.sub("", without_class_code(text)).replace("&", " and ")
    word = normal(plain)
    yield word
    for end in _ENDS.get(name, ()):
        if word.endswith(end):
            yield word.removesuffix(end)
