"""The slides of a view at two dates: its two maps, counts by status, and all that differs."""

from typing import Final

from briefing.before_after import BeforeAfter, before_after
from briefing.content import Briefing
from briefing.paper.before_after import draw_two_maps_page
from briefing.paper.page.page import Box
from briefing.slides.deck import Deck
from briefing.slides.place import MAP_LETTERS, draw_page
from briefing.slides.room import Cell, Column
from briefing.slides.writer import LATIN_LANGUAGE, SlideWriter

WIDTHS: Final = (1.2, 6, 3.4, 3.4)
"""Relative widths of the columns of what differs: how, name, and both statuses."""


def before_after_deck(briefing: Briefing) -> bytes:
    """Return a view at two dates as a ``.pptx`` file; the annex has all that differs.

    Raises
    ------
    TemplateError
        The user's template cannot be used.
    """
    content, options = before_after(briefing), briefing.options
    deck = Deck(briefing.text, options.template)
    slides = SlideWriter(deck, content.after)
    slides.cover([briefing.filters, content.summary, options.note, *content.notes[:2]])
    _add_maps(slides, content)
    _add_counts(slides, content)
    _add_projects(slides, content)
    slides.number()
    return deck.save(briefing.title, options.author, options.made_on, LATIN_LANGUAGE)


def _add_maps(slides: SlideWriter, content: BeforeAfter) -> None:
    """Add both maps as one drawing, with a picture of it for older programs."""
    slide, top = slides.titled(content.after.title, content.summary)
    inner = slides.inner
    box = Box(inner.left, top, inner.width, inner.bottom - slides.foot_height - top)
    page = draw_two_maps_page(content, box.width, box.height, MAP_LETTERS)
    draw_page(slide, box, page, f"{content.after.title}. {content.summary}")
    slide.notes([f"{row.name}: {', '.join(row.values)}" for row in content.table.rows])


def _add_counts(slides: SlideWriter, content: BeforeAfter) -> None:
    name, *values = content.table.head
    columns = [Column(name, 3), *(Column(value, 1.4, is_number=True) for value in values)]
    rows = [
        (Cell(row.name, indent=row.indent), *map(Cell, row.values)) for row in content.table.rows
    ]
    slides.list(slides.text("before.counts"), columns, rows, "", whole=True)


def _add_projects(slides: SlideWriter, content: BeforeAfter) -> None:
    text = slides.text
    heads = (text("before.mark"), text("field.name"), *content.dates)
    columns = [Column(head, width) for head, width in zip(heads, WIDTHS, strict=True)]
    rows = [
        tuple(map(Cell, (one.mark, one.name, one.before, one.after))) for one in content.projects
    ]
    title = text("before.list", count=len(rows))
    slides.list(title, columns, rows, content.summary)
