"""A user's slides as a form: every mark such as ``{{map}}`` is filled where it stands.

Marks stand on slides, or in the places of layouts, each of which then makes a slide. What is said
and drawn is of the briefing's focus.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from pptx.presentation import Presentation
from pptx.shapes.base import BaseShape
from pptx.slide import Slide
from pptx.text.text import TextFrame, _Paragraph

from briefing.content import Briefing
from briefing.paper.page.page import Box
from briefing.sentences import policies_sentence, sentence_of
from briefing.slides.deck import Deck
from briefing.slides.deck_slide import DeckSlide
from briefing.slides.ooxml import drop, plain_line
from briefing.slides.place import PlaceParts
from briefing.slides.room import Cell, Column, rows_that_fit
from briefing.slides.template import open_form
from briefing.slides.writer import LATIN_LANGUAGE, TEXT
from geo.errors import TemplateMarkError
from geo.say.project_words import LISTED

MARK: Final = re.compile(r"\{\{\s*(\w+)\s*\}\}")

WORDS: Final[Mapping[str, Callable[[Briefing], str]]] = {
    "title": lambda said: said.title,
    "place": lambda said: said.focus.name,
    "headline": lambda said: sentence_of(said.focus, said.text),
    "policies_headline": lambda said: policies_sentence(said.focus, said.text),
    "filters": lambda said: said.filters,
    "counts": lambda said: said.focus.counts,
    "note": lambda said: said.options.note,
    "author": lambda said: said.options.author,
    "date": lambda said: said.text.date(said.options.made_on.isoformat()),
    "data_date": lambda said: said.data_as_of,
    "approval": lambda said: said.approval,
    "notes": lambda said: " · ".join(said.map_notes),
}
"""The marks that may stand in a text, and what they stand for."""


def _draw_projects(slide: DeckSlide, briefing: Briefing, box: Box) -> None:
    """Draw as many projects of the focus as there is room for, and how many more there are."""
    columns = [Column(briefing.text(f"field.{field.name}"), 2) for field in LISTED]
    projects = briefing.focus.projects
    rows = [tuple(map(Cell, briefing.cells_of(project).values())) for project in projects]
    end, rest = box.top, len(rows)
    if rows:
        here = rows_that_fit(rows, columns, replace(box, height=box.height - TEXT.line_height))
        end = slide.table(box, columns, rows[:here], briefing.focus.counts)
        rest -= here
    said = briefing.text("briefing.more", count=rest) if rows else briefing.focus.counts
    if rest or not rows:
        slide.text(Box(box.left, end, box.width, TEXT.line_height), [said], TEXT)


DRAWN: Final[Mapping[str, Callable[[DeckSlide, Briefing, Box], object]]] = {
    "map": lambda slide, said, box: PlaceParts(said).map(slide, said.focus, box),
    "table": lambda slide, said, box: PlaceParts(said).table(slide, said.focus, box),
    "chart": lambda slide, said, box: PlaceParts(said).chart(slide, said.focus, box),
    "policies": lambda slide, said, box: PlaceParts(said).policies(slide, said.focus, box),
    "projects": _draw_projects,
}
"""The marks that stand alone in a box, and what is drawn there."""


def form_of(content: bytes) -> Presentation | None:
    """Return a user's presentation whose slides have marks, or None where there is none.

    Where marks stand in layouts alone, each such layout makes a slide.

    Raises
    ------
    TemplateError
        The file is no presentation, or not one that slides can be made from.
    """
    form = open_form(content)
    slides = list(form.slides)
    if any(_marks_on(shape) for slide in slides for shape in slide.shapes):
        return form
    marked = [one for one in form.slide_layouts if any(map(_marks_on, one.placeholders))]
    for layout in marked:
        slide = form.slides.add_slide(layout)
        asked = {place.placeholder_format.idx: place for place in layout.placeholders}
        for place in slide.placeholders:
            if place.has_text_frame:
                place.text_frame.text = asked[place.placeholder_format.idx].text_frame.text
    return form if marked else None


def filled(form: Presentation, briefing: Briefing) -> bytes:
    """Return a form with every mark of its slides filled.

    Raises
    ------
    TemplateMarkError
        A mark is unknown, or one that is drawn does not stand alone in its box.
    """
    deck, options = Deck(briefing.text, form), briefing.options
    for slide in form.slides:
        _fill_slide(deck, slide, briefing)
    return deck.save(briefing.title, options.author, options.made_on, LATIN_LANGUAGE)


def _fill_slide(deck: Deck, slide: Slide, briefing: Briefing) -> None:
    """Fill the marks of a slide; where anything is drawn its notes say what may have no room."""
    page = deck.page_of(slide)
    marked = [shape for shape in slide.shapes if _marks_on(shape)]
    drawn = [shape for shape in marked if _drawn_on(shape)]
    for shape in drawn:
        box, draw = page.box_of(shape), DRAWN[_drawn_on(shape)]
        drop(shape)
        draw(page, briefing, box)
    for shape in (shape for shape in marked if shape not in drawn):
        for frame in _frames(shape):
            _fill_frame(frame, briefing)
        if shape.has_text_frame:
            page.fit_words(shape)
    page.notes(_notes(briefing) if drawn else [])


def _drawn_on(shape: BaseShape) -> str:
    """Return the mark that stands alone in a shape, where it is one that is drawn."""
    alone = MARK.fullmatch(shape.text_frame.text.strip()) if shape.has_text_frame else None
    return alone[1] if alone and alone[1] in DRAWN else ""


def _notes(briefing: Briefing) -> list[str]:
    """Return what a box may have no room for: all numbers of the focus, and how sure the map is."""
    rows = briefing.focus.table.rows
    return [*(f"{row.name}: {', '.join(row.values)}" for row in rows), *briefing.map_notes]


def _frames(shape: BaseShape) -> Iterator[TextFrame]:
    """Yield every text of a shape: its own, those of a group, and the cells of a table."""
    if shape.has_text_frame:
        yield shape.text_frame
    elif hasattr(shape, "shapes"):
        for part in shape.shapes:
            yield from _frames(part)
    elif getattr(shape, "has_table", False):
        yield from (cell.text_frame for row in shape.table.rows for cell in row.cells)


def _marks_on(shape: BaseShape) -> bool:
    return any(MARK.search(frame.text) for frame in _frames(shape))


def _fill_frame(frame: TextFrame, briefing: Briefing) -> None:
    for paragraph in frame.paragraphs:
        if MARK.search(paragraph.text):
            _fill_paragraph(paragraph, briefing)


def _fill_paragraph(paragraph: _Paragraph, briefing: Briefing) -> None:
    """Fill marks in the runs that they stand in; one that is spread over runs in the first."""
    runs = list(paragraph.runs)
    whole = sum(len(MARK.findall(run.text)) for run in runs)
    if whole < len(MARK.findall(paragraph.text)):
        runs[0].text = "".join(run.text for run in runs)
        for run in runs[1:]:
            run.text = ""
    for run in runs:
        run.text = MARK.sub(lambda mark: _said(mark, briefing), run.text)


def _said(mark: re.Match[str], briefing: Briefing) -> str:
    if mark[1] not in WORDS:
        raise TemplateMarkError(mark=mark[0], words=_listed(WORDS), drawn=_listed(DRAWN))
    return plain_line(WORDS[mark[1]](briefing))


def _listed(names: Sequence[str] | Mapping[str, object]) -> str:
    return ", ".join(f"{{{{{name}}}}}" for name in names)
