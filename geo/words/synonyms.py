"""Words that people write for ours: a table of synonyms, and the normal form they are found by."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from geo.region import REGION
from geo.words.characters import simplified
from geo.words.text import text_in
from geo.words.vocabulary import LANGUAGES

_TABLE: Final = Path(__file__).with_name("synonyms.toml")
_LONGEST: Final = 200
"""Characters of a text that are compared: no word of ours is longer."""

_NOISE = re.compile(r"[\s_\-*·.:：?？#№\"'“”,，、]+")


@cache
def _sections() -> Mapping[str, Mapping[str, list[str]]]:
    return tomllib.loads(_TABLE.read_text("utf-8"))


@cache
def synonyms(section: str) -> dict[str, str]:
    """Return a section of ``synonyms.toml``: what a word stands for, by its normal form."""
    table = _sections()[section]
    words = {normal(word): target for target, listed in table.items() for word in _filled(listed)}
    return words | {normal(target): target for target in table}


def _filled(words: Iterable[str]) -> Iterator[str]:
    """Return words with the region's facts in both languages."""
    return (REGION.fill(word, lang) for word in words for lang in LANGUAGES)


@cache
def word_synonyms(section: str) -> dict[str, str]:
    """Return what stands for a word of a vocabulary: what we call it, and what others do."""
    called = {
        normal(said): word
        for lang in LANGUAGES
        for word, said in text_in(lang).section(section).items()
    }
    codes = {normal(word): word for word in called.values()}
    return codes | called | (synonyms(section) if section in _sections() else {})


def normal(text: object) -> str:
    """Return text for comparison: half-width, simplified, no case, blanks or punctuation."""
    return _normal(str(text)[:_LONGEST])


@lru_cache(maxsize=10_000)  # a column has few words, each in many rows
def _normal(text: str) -> str:
    return without_noise(simplified(unicodedata.normalize("NFKC", text).casefold()))


def without_noise(text: str) -> str:
    """Return text without blanks and punctuation."""
    return text if text.isalnum() else _NOISE.sub("", text)  # most have none, seen at once
