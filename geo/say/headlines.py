"""The figures that the programme announced itself with, each with its date and source."""

from dataclasses import dataclass
from typing import Final

from geo.register.load import Register, row_of
from geo.register.records import Row
from geo.words.numerals import number
from geo.words.text import Text


@dataclass(frozen=True)
class Headline:
    """A figure of the programme: the indicator shown large, and the one shown beside it."""

    word: str
    indicator: str
    total: str | None = None
    extra: str | None = None


@dataclass(frozen=True)
class HeadlineFigure:
    """A headline in words: its name, its value, what stands beside it, its date, its source."""

    name: str
    value: str
    beside: str
    as_of: str
    source: Row


HEADLINES: Final = (
    Headline("policies", "F002", total="F001"),
    Headline("finance", "F010", total="F009"),
    Headline("signings", "F012", extra="F013"),
    Headline("support", "F014"),
    Headline("new_projects", "F018"),
)
"""The figures of spring 2021; ids of indicators.csv."""


def headline_figures(register: Register, text: Text) -> list[HeadlineFigure]:
    """Return the programme's figures in words."""
    return [_figure(register, headline, text) for headline in HEADLINES]


def _figure(register: Register, headline: Headline, text: Text) -> HeadlineFigure:
    indicator = row_of(register.indicators, headline.indicator)
    return HeadlineFigure(
        name=text(f"figure.{headline.word}"),
        value=text(f"figure.{indicator.qualifier}", value=number(indicator.value)),
        beside=_beside(register, headline, text),
        as_of=text("figure.as_of", date=text.date(indicator.as_of)),
        source=row_of(register.sources, indicator.source),
    )


def _beside(register: Register, headline: Headline, text: Text) -> str:
    if headline.total:
        return f"/ {number(row_of(register.indicators, headline.total).value)}"
    if headline.extra:
        amount = text.money(row_of(register.indicators, headline.extra).value)
        return text("figure.signings_note", amount=amount)
    return ""
