"""The row of figures: what is shown, and the programme's own numbers with date and source."""

from dataclasses import dataclass

import streamlit as st
from markupsafe import Markup

from geo.register import Register
from geo.summary import Summary
from geo.text import Text, number
from ui.markup import link

CARD = Markup(
    '<div class="card"><h4>{}</h4><p><b>{}</b> <small>{}</small></p><footer>{}</footer></div>'
)


@dataclass(frozen=True)
class Headline:
    """A figure of the programme: the indicator shown large, and the one shown beside it."""

    word: str
    indicator: str
    total: str | None = None
    extra: str | None = None


HEADLINES = (
    Headline("policies", "F002", total="F001"),
    Headline("finance", "F010", total="F009"),
    Headline("signings", "F012", extra="F013"),
    Headline("support", "F014"),
    Headline("new_projects", "F018"),
)
"""The figures of spring 2021 that the programme announced itself with; ids of indicators.csv."""


def draw_figures(register: Register, summary: Summary, text: Text) -> None:
    """Draw the cards: the selection first, then the programme's figures."""
    cards = [_shown(register, summary, text), _investment(summary, text)]
    cards += [_headline(register, headline, text) for headline in HEADLINES]
    st.html(Markup('<div class="cards">{}</div>').format(Markup("").join(cards)))


def _shown(register: Register, summary: Summary, text: Text) -> Markup:
    total = text("figure.shown_of", total=len(register.projects))
    levels = text("figure.levels", **summary.levels)
    return CARD.format(text("figure.shown"), summary.projects, total, levels)


def _investment(summary: Summary, text: Text) -> Markup:
    note = text(
        "figure.investment_note", known=summary.investment_known, aggregates=summary.aggregates
    )
    amount = text("panel.investment_value", amount=text.money(summary.investment))
    return CARD.format(text("figure.investment"), amount, "", note)


def _headline(register: Register, headline: Headline, text: Text) -> Markup:
    indicator = register.indicators.loc[headline.indicator]
    value = text(f"figure.{indicator.qualifier}", value=number(indicator.value))
    beside = ""
    if headline.total:
        beside = f"/ {number(register.indicators.loc[headline.total].value)}"
    elif headline.extra:
        amount = text.money(register.indicators.loc[headline.extra].value)
        beside = text("figure.signings_note", amount=amount)
    source = register.sources.loc[indicator.source]
    dated = text("figure.as_of", date=text.date(indicator.as_of))
    cited = Markup('<span title="{}">{}</span>').format(
        source.title, link(text("figure.source"), source.url)
    )
    footer = Markup("{} · {}").format(dated, cited)
    return CARD.format(text(f"figure.{headline.word}"), value, beside, footer)
