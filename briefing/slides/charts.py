"""The slides of a view's charts: each a native chart, and the counts by sector as a table."""

from typing import Final

from briefing.content import Briefing
from briefing.paper.page.page import Box
from briefing.slides.deck import Deck
from briefing.slides.room import Cell, Column
from briefing.slides.writer import LATIN_LANGUAGE, SlideWriter
from geo.say.chart_words import BarChart, CountTable

NAME_SHARE: Final = 1.6


def charts_deck(briefing: Briefing) -> bytes:
    """Return the charts of a briefing as a ``.pptx`` file, a slide a chart, all editable.

    Raises
    ------
    TemplateError
        The template cannot be used.
    """
    deck, charts, options = (
        Deck(briefing.text, briefing.options.template),
        briefing.charts,
        briefing.options,
    )
    slides = SlideWriter(deck, briefing)
    slides.cover([briefing.filters, charts.rule, options.note])
    _add_table(slides, charts.table, charts.rule)
    for chart in charts.bars:
        _add_bars(slides, chart, charts.rule)
    slides.number()
    return deck.save(briefing.title, options.author, options.made_on, LATIN_LANGUAGE)


def _add_table(slides: SlideWriter, table: CountTable, rule: str) -> None:
    columns = [Column(table.title, NAME_SHARE)]
    columns += [Column(name, 1, is_number=True) for name in table.columns]
    rows = [
        (Cell(name), *(Cell(str(count)) for count in counts))
        for name, counts in zip(table.rows, table.counts, strict=True)
    ]
    slides.list(table.title, columns, rows, "", subtitle=rule, whole=True)


def _add_bars(slides: SlideWriter, chart: BarChart, rule: str) -> None:
    slide, top = slides.titled(chart.title, " · ".join(filter(None, (rule, chart.note))))
    inner = slides.inner
    box = Box(inner.left, top, inner.width, inner.bottom - slides.foot_height - top)
    values = [(bar.label, bar.value) for bar in chart.bars]
    if values:
        slide.bars(box, chart.title, values, decimals=chart.decimals)
    slide.notes([f"{bar.label}: {bar.said}" for bar in chart.bars])
