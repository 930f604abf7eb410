"""The figures that the programme announced itself with, each with its date and source."""

from dataclasses import dataclass

from geo.region import REGION, Headline
from geo.register.load import Register, row_of
from geo.register.records import Row
from geo.words.numerals import number
from geo.words.text import Text


@dataclass(frozen=True)
class HeadlineFigure:
    """A headline in words: its name, its value, what stands beside it, its date, its source."""

    name: str
    value: str
    beside: str
    as_of: str
    source: Row

    @property
    def said(self) -> str:
        """The value and what stands beside it."""
        return f"{self.value} {self.beside}".strip()


def headline_figures(register: Register, text: Text) -> list[HeadlineFigure]:
    """Return the programme's figures in words."""
    return [_figure(register, headline, text) for headline in REGION.headlines]


def value_of(indicator: Row, text: Text) -> str:
    """Return the value of an indicator as its source puts it, such as ``800+``."""
    return text(f"figure.{indicator.qualifier}", value=number(indicator.value))


def _figure(register: Register, headline: Headline, text: Text) -> HeadlineFigure:
    indicator = row_of(register.indicators, headline.indicator)
    return HeadlineFigure(
        name=headline.in_language(text.lang),
        value=value_of(indicator, text),
        beside=_beside(register, headline, text),
        as_of=text("figure.as_of", date=text.date(indicator.as_of)),
        source=row_of(register.sources, indicator.source),
    )


def _beside(register: Register, headline: Headline, text: Text) -> str:
    if headline.total:
        return f"/ {number(row_of(register.indicators, headline.total).value)}"
    if headline.investment:
        indicator = row_of(register.indicators, headline.investment)
        amount = text(f"figure.{indicator.qualifier}", value=text.investment(indicator.value))
        return text("figure.investment_in_all", amount=amount)
    return ""
