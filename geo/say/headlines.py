"""The figures that the programme announced itself with, each with its date and source."""

from dataclasses import dataclass
from typing import Final

from geo.region import REGION, Headline
from geo.register.load import Register
from geo.register.records import Row
from geo.words.numerals import number
from geo.words.text import Text

PER_CENT: Final = "%"


@dataclass(frozen=True)
class HeadlineFigure:
    """A headline in words: its name, its value, what stands beside it, its date, its source.

    ``newest`` is the newest figure of the same, with its date, or nothing where this is it.
    """

    name: str
    value: str
    beside: str
    as_of: str
    newest: str
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


def _share_of(indicator: Row, text: Text) -> str:
    """Return the value of an indicator, with its unit where that is a per cent."""
    value = number(indicator.value) + (PER_CENT if indicator.unit_zh == PER_CENT else "")
    return text(f"figure.{indicator.qualifier}", value=value)


def _figure(register: Register, headline: Headline, text: Text) -> HeadlineFigure:
    indicator = register.rows["indicators"][headline.indicator]
    return HeadlineFigure(
        name=headline.in_language(text.lang),
        value=value_of(indicator, text),
        beside=_beside(register, headline, text),
        as_of=text("figure.as_of", date=text.date(indicator.as_of)),
        newest=_newest(register, headline, text),
        source=register.rows["sources"][indicator.source],
    )


def _newest(register: Register, headline: Headline, text: Text) -> str:
    """Return the newest figure of what a headline counts, where it is newer than the headline."""
    shown = register.rows["indicators"][headline.indicator]
    if headline.newest:
        newest = register.rows["indicators"][headline.newest]
    else:
        alike = register.indicators
        for column in ("name_zh", "unit_zh", "scope"):
            alike = alike[alike[column] == getattr(shown, column)]
        newest = register.rows["indicators"][str(alike["as_of"].idxmax())]
    if newest.as_of <= shown.as_of:
        return ""
    name = "" if newest.name_zh == shown.name_zh else text.of(newest, "name")
    value = f"{name} {_share_of(newest, text)}".strip()
    return text("figure.newest", value=value, date=text.date(newest.as_of))


def _beside(register: Register, headline: Headline, text: Text) -> str:
    figures = register.rows["indicators"]
    if headline.total:
        return f"/ {number(figures[headline.total].value)}"
    if headline.investment:
        indicator = figures[headline.investment]
        amount = text(f"figure.{indicator.qualifier}", value=text.investment(indicator.value))
        return text("figure.investment_in_all", amount=amount)
    return ""
