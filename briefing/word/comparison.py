"""The places that a view compares, side by side as a Word document."""

from typing import Final

from briefing.content import Briefing
from briefing.word.document import WordDocument
from geo.say.side_by_side import ComparedPart
from geo.words.text import Text

NAME_SHARE: Final = 0.6


def word_comparison(briefing: Briefing) -> bytes:
    """Return the places that a view compares as a ``.docx`` file, a table for each part.

    Raises
    ------
    TemplateError
        The template cannot be used.
    """
    compared, options, text = briefing.side_by_side, briefing.options, briefing.text
    document = WordDocument(text, options.word_template)
    document.title(briefing.title, [compared.answers, briefing.filters, briefing.made_on])
    if options.note:
        document.text(options.note)
    for part in compared.parts:
        document.heading(part.title, 1)
        _write_part(document, part, compared.places, text)
    document.list((*compared.notes, briefing.data_as_of))
    document.number_pages(f"{briefing.title} · {briefing.data_as_of}")
    return document.save(briefing.title, options.author, options.made_on)


def _write_part(
    document: WordDocument, part: ComparedPart, places: tuple[str, ...], text: Text
) -> None:
    if not part.rows:
        document.text(part.none)
        return
    rows = [
        (row.name, *("\n".join(one.said(text) for one in cell) for cell in row.cells))
        for row in part.rows
    ]
    shares = (NAME_SHARE, *(1.0 for _ in places))
    document.table((part.title, *places), rows, part.title, shares)
