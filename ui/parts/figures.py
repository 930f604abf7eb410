"""The line of figures on the map: what is shown, and the programme's own numbers on demand."""

from typing import Final
from weakref import WeakKeyDictionary

import streamlit as st
from markupsafe import Markup

from geo.ask.summary import Summary
from geo.ground.places import CITY
from geo.register.load import Register
from geo.say.headlines import HeadlineFigure, headline_figures
from geo.say.source_words import title_of
from geo.view.view import View
from geo.words.text import Text, text_in
from ui.parts.markup import link
from ui.store import Store

LINE = Markup('<div class="figure-line"><p>{}{}</p><p title="{}">{}</p></div>')
OFFICIAL = Markup(
    '<details class="official"><summary>{}</summary><div class="cards">{}</div></details>'
)
PLACE = Markup("<em>{}</em> ")
FIGURE = Markup("<b>{}</b> {} <small>{}</small>")
CARD = Markup(
    '<div class="card"><h2>{}</h2><p><b>{}</b> <small>{}</small></p><footer>{}</footer></div>'
)

_HEADLINES: Final[WeakKeyDictionary[Store, dict[str, Markup]]] = WeakKeyDictionary()


def draw_figures(store: Store, view: View, summary: Summary, text: Text) -> None:
    """Draw the line: what is shown where one is, then the programme's figures, which unfold.

    They are elements of their own: those of the programme stay as they are from filter to filter.
    """
    st.html(
        LINE.format(
            "" if view.focus == CITY else PLACE.format(store.name_of(view.focus, text.lang)),
            _shown(store.register, summary, text),
            text("figure.investment_note", aggregates=summary.aggregates),
            _investment(summary, text),
        )
    )
    st.html(OFFICIAL.format(text("figure.official"), _headlines(store, text.lang)), width="content")


def _shown(register: Register, summary: Summary, text: Text) -> Markup:
    name = text("figure.shown_of", total=len(register.projects))
    located = text("figure.located", **summary.levels)
    silent = text("figure.silent", count=summary.silent)
    return FIGURE.format(summary.projects, name, f"{located} · {silent}")


def _investment(summary: Summary, text: Text) -> Markup:
    known = text("figure.investment_known", known=summary.investment_known)
    return FIGURE.format(text.investment(summary.disclosed), text("figure.investment"), known)


def _headlines(store: Store, lang: str) -> Markup:
    """Return the programme's cards, made once for each store and language."""
    made = _HEADLINES.setdefault(store, {})
    if lang not in made:
        figures = headline_figures(store.register, text_in(lang))
        made[lang] = Markup("").join(_headline(figure, lang) for figure in figures)
    return made[lang]


def _headline(figure: HeadlineFigure, lang: str) -> Markup:
    source = link(text_in(lang)("figure.source"), figure.source.url)
    cited = Markup('<span title="{}">{}</span>').format(
        title_of(figure.source, text_in(lang)), source
    )
    newest = Markup("<br>{}").format(figure.newest) if figure.newest else ""
    footer = Markup("{} · {}{}").format(figure.as_of, cited, newest)
    return CARD.format(figure.name, figure.value, figure.beside, footer)
