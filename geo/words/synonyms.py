"""Words that people write for ours: a table of synonyms, and the normal form they are found by."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

_TABLE: Final = Path(__file__).with_name("synonyms.toml")
_NOISE = re.compile(r"[\s_\-*·.:：?？#№\"'“”,，、]+")


@cache
def _sections() -> Mapping[str, Mapping[str, list[str]]]:
    return tomllib.loads(_TABLE.read_text("utf-8"))


@cache
def synonyms(section: str) -> dict[str, str]:
    """Return a section of ``synonyms.toml``: what a word stands for, by its normal form."""
    table = _sections()[section]
    words = {normal(word): target for target, listed in table.items() for word in listed}
    return words | {normal(target): target for target in table}


@cache
def fields() -> tuple[str, ...]:
    """Return the fields that a column can be matched to, in the order in which they are offered."""
    return tuple(_sections()["column"])


def normal(text: object) -> str:
    """Return text for comparison: full-width as half-width, no case, blanks or punctuation."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", str(text)).casefold())
