"""The slides of places side by side: a table a part, which flows on as far as it is long."""

from typing import Final

from briefing.content import Briefing
from briefing.slides.deck import Deck
from briefing.slides.room import Cell, Column, Row
from briefing.slides.writer import LATIN_LANGUAGE, SlideWriter
from geo.say.side_by_side import ComparedRow
from geo.words.text import Text

NAME_SHARE: Final = 0.6


def comparison_deck(briefing: Briefing) -> bytes:
    """Return the places that a view compares as a ``.pptx`` file: benefits, conditions, questions.

    Raises
    ------
    TemplateError
        The template cannot be used.
    """
    compared, text, options = briefing.side_by_side, briefing.text, briefing.options
    deck = Deck(text, options.template)
    slides = SlideWriter(deck, briefing)
    slides.cover([compared.answers, briefing.filters, options.note, *compared.notes])
    for part in compared.parts:
        columns = [Column(part.title, NAME_SHARE), *(Column(place, 1) for place in compared.places)]
        rows = [_row(one, text) for row in part.rows for one in row.entry_by_entry()]
        slides.list(part.title, columns, rows, part.none, subtitle=compared.answers, whole=True)
    slides.number()
    return deck.save(briefing.title, options.author, options.made_on, LATIN_LANGUAGE)


def _row(row: ComparedRow, text: Text) -> Row:
    said = ("".join(entry.said(text) for entry in cell) for cell in row.cells)
    return (Cell(row.name), *map(Cell, said))
