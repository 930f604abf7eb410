"""The row of figures: what is shown, and the programme's own numbers with date and source."""

from typing import Final, Literal
from weakref import WeakKeyDictionary

import streamlit as st
from markupsafe import Markup

from geo.ask.summary import Summary
from geo.register.load import Register
from geo.say.headlines import HeadlineFigure, headline_figures
from geo.words.text import Text, text_in
from ui.parts.markup import link
from ui.store import Store

CARD = Markup(
    '<div class="card"><h2>{}</h2><p><b>{}</b> <small>{}</small></p><footer>{}</footer></div>'
)


_HEADLINES: Final[WeakKeyDictionary[Store, dict[str, list[Markup]]]] = WeakKeyDictionary()


def draw_figures(store: Store, summary: Summary, text: Text) -> None:
    """Draw the cards: the selection first, then the programme's figures."""
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
        figures = headline_figures(store.register, text_in(lang))
        made[lang] = [_headline(figure, lang) for figure in figures]
    return made[lang]


def _headline(figure: HeadlineFigure, lang: str) -> Markup:
    source = link(text_in(lang)("figure.source"), figure.source.url)
    cited = Markup('<span title="{}">{}</span>').format(figure.source.title, source)
    footer = Markup("{} · {}").format(figure.as_of, cited)
    return CARD.format(figure.name, figure.value, figure.beside, footer)
