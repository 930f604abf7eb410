"""The row of figures: what is shown, and the programme's own numbers with date and source."""

from dataclasses import dataclass
from typing import Final, Literal
from weakref import WeakKeyDictionary

import streamlit as st
from markupsafe import Markup

from geo.register import Register, row_of
from geo.summary import Summary
from geo.text import Text, number, text_in
from ui.markup import link
from ui.store import Store

CARD = Markup(
    '<div class="card"><h2>{}</h2><p><b>{}</b> <small>{}</small></p><footer>{}</footer></div>'
)


_HEADLINES: Final[WeakKeyDictionary[Store, dict[str, list[Markup]]]] = WeakKeyDictionary()


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


def draw_figures(store: Store, summary: Summary, text: Text) -> None:
    """Draw the cards: the selection first, then the programme's figures."""
    with st.container(horizontal=True, gap="small", key="cards"):
        _draw_cards([_shown(store.register, summary, text), _investment(summary, text)], width=360)
        _draw_cards(_headlines(store, text.lang), width="stretch")


def _draw_cards(cards: list[Markup], width: int | Literal["stretch"]) -> None:
    """Draw cards in one block: a block that did not change is not sent again."""
    st.html(Markup('<div class="cards">{}</div>').format(Markup("").join(cards)), width=width)


def _shown(register: Register, summary: Summary, text: Text) -> Markup:
    total = text("figure.shown_of", total=len(register.projects))
    levels = text("figure.levels", **summary.levels)
    return CARD.format(text("figure.shown"), summary.projects, total, levels)


def _investment(summary: Summary, text: Text) -> Markup:
    note = text(
        "figure.investment_note", known=summary.investment_known, aggregates=summary.aggregates
    )
    amount = text.investment(summary.disclosed)
    return CARD.format(text("figure.investment"), amount, "", note)


def _headlines(store: Store, lang: str) -> list[Markup]:
    """Return the programme's cards, made once for each store and language."""
    made = _HEADLINES.setdefault(store, {})
    if lang not in made:
        made[lang] = [_headline(store.register, shown, text_in(lang)) for shown in HEADLINES]
    return made[lang]


def _headline(register: Register, headline: Headline, text: Text) -> Markup:
    indicator = row_of(register.indicators, headline.indicator)
    value = text(f"figure.{indicator.qualifier}", value=number(indicator.value))
    beside = ""
    if headline.total:
        beside = f"/ {number(row_of(register.indicators, headline.total).value)}"
    elif headline.extra:
        amount = text.money(row_of(register.indicators, headline.extra).value)
        beside = text("figure.signings_note", amount=amount)
    source = row_of(register.sources, indicator.source)
    dated = text("figure.as_of", date=text.date(indicator.as_of))
    cited = Markup('<span title="{}">{}</span>').format(
        source.title, link(text("figure.source"), source.url)
    )
    footer = Markup("{} · {}").format(dated, cited)
    return CARD.format(text(f"figure.{headline.word}"), value, beside, footer)
