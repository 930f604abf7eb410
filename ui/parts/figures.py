"""The line of figures on the map: what is shown, and the programme's own numbers on demand."""

import streamlit as st
from markupsafe import Markup

from geo.ask.summary import Summary
from geo.ground.places import CITY
from geo.once import once_for_owner
from geo.register.load import Register
from geo.say.headlines import HeadlineFigure, headline_figures
from geo.say.source_words import title_of
from geo.view.view import View
from geo.words.text import Text
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
    st.html(_official(store.register, text), width="content")


def _shown(register: Register, summary: Summary, text: Text) -> Markup:
    name = text("figure.shown_of", total=len(register.projects))
    located = text("figure.located", **summary.levels)
    silent = text("figure.silent", count=summary.silent)
    return FIGURE.format(summary.projects, name, f"{located} · {silent}")


def _investment(summary: Summary, text: Text) -> Markup:
    known = text("figure.investment_known", known=summary.investment_known)
    return FIGURE.format(text.investment(summary.disclosed), text("figure.investment"), known)


@once_for_owner
def _official(register: Register, text: Text) -> Markup:
    """Return the programme's cards, under what unfolds them."""
    cards = [_headline(figure, text) for figure in headline_figures(register, text)]
    return OFFICIAL.format(text("figure.official"), Markup("").join(cards))


def _headline(figure: HeadlineFigure, text: Text) -> Markup:
    source = link(text("figure.source"), figure.source.url)
    cited = Markup('<span title="{}">{}</span>').format(title_of(figure.source, text), source)
    newest = Markup("<br>{}").format(figure.newest) if figure.newest else ""
    footer = Markup("{} · {}{}").format(figure.as_of, cited, newest)
    return CARD.format(figure.name, figure.value, figure.beside, footer)
