"""Our own words, numbers and dates in Chinese and English."""

import calendar
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from geo.region import REGION
from geo.words.numerals import number, quotient
from geo.words.vocabulary import LANGUAGES

_FOLDER = Path(__file__).parent
YI_PER_UNIT: Final = {"zh": 1, "en": 10}
"""How many 亿元 (CNY 100 million) a language's unit of money has: 亿元 itself, or CNY bn."""

WAN_PER_UNIT: Final = {"zh": 1, "en": 100}
"""How many 万元 (CNY 10,000) the smaller unit of a language has: 万元 itself, or CNY m."""

NO_AMOUNT: Final = "—"
"""Stands where no amount of money is known."""


class Text:
    """The words of one language, asked for by section and name such as ``field.sector``."""

    def __init__(self, lang: str, words: dict[str, dict[str, str]]) -> None:
        """Take a catalogue: sections of names and sentences, which may say ``{region.name}``."""
        self.lang = lang
        self._sections = {
            section: {name: REGION.fill(sentence, lang) for name, sentence in names.items()}
            for section, names in words.items()
        }
        self._words = {
            f"{section}.{name}": sentence
            for section, names in self._sections.items()
            for name, sentence in names.items()
        }

    def __call__(self, name: str, /, **facts: object) -> str:
        """Return a sentence with its facts filled in; KeyError where the catalogue lacks it."""
        sentence = self._words[name]
        return sentence.format(**facts) if facts else sentence

    def names(self) -> set[str]:
        """Return every name in the catalogue."""
        return set(self._words)

    def section(self, section: str) -> Mapping[str, str]:
        """Return a section's sentences by name; none where there is no such section."""
        return self._sections.get(section, {})

    def of(self, record: object, field: str) -> str:
        """Return a record's field in this language, such as ``name`` from ``name_zh``."""
        value = getattr(record, f"{field}_{self.lang}")
        return value if isinstance(value, str) else ""

    def amount(self, yi_cny: float) -> float:
        """Return an amount given in 亿元 in the language's unit of money."""
        return quotient(yi_cny, YI_PER_UNIT[self.lang])

    def money(self, yi_cny: float) -> str:
        """Return an amount given in 亿元 as a number of the language's unit, written."""
        return number(self.amount(yi_cny))

    def small_amount(self, wan_cny: float) -> float:
        """Return an amount given in 万元 in the language's smaller unit of money."""
        return quotient(wan_cny, WAN_PER_UNIT[self.lang])

    def small_money(self, wan_cny: float) -> str:
        """Return an amount given in 万元 as a number of the language's smaller unit, written."""
        return number(self.small_amount(wan_cny))

    def investment(self, yi_cny: float | None) -> str:
        """Return an amount given in 亿元 with its unit, or a dash where none is known."""
        if yi_cny is None:
            return NO_AMOUNT
        return self("panel.investment_value", amount=self.money(yi_cny))

    def date(self, date: str) -> str:
        """Return a date as precise as it is given: ``2021``, ``2021-02`` or ``2021-02-03``."""
        if not date:
            return self("panel.undated")
        parts = [int(part) for part in date.split("-")]
        form = ("year", "month", "day")[len(parts) - 1]
        facts: dict[str, object] = dict(zip(("year", "month", "day"), parts, strict=False))
        if len(parts) > 1:
            facts["month_name"] = calendar.month_abbr[parts[1]]
        return self(f"date.{form}", **facts)


@cache
def text_in(lang: str) -> Text:
    """Return the words of ``zh`` or ``en``."""
    if lang not in LANGUAGES:
        raise ValueError(lang)
    return Text(lang, tomllib.loads((_FOLDER / f"{lang}.toml").read_text(encoding="utf-8")))


def in_both(name: str, /, **facts: object) -> tuple[str, str]:
    """Return a sentence in Chinese and in English; a fact may itself be such a pair."""
    zh, en = (text_in(lang)(name, **facts_in(lang, facts)) for lang in ("zh", "en"))
    return zh, en


def facts_in(lang: str, facts: Mapping[str, object]) -> dict[str, object]:
    """Return the facts of a sentence in a language: of a pair, its Chinese or its English."""
    pick = LANGUAGES.index(lang)
    return {name: fact[pick] if isinstance(fact, tuple) else fact for name, fact in facts.items()}
