"""PDF documents of several parts: joined, described, with bookmarks and links within."""

import datetime as dt
import io
from typing import Final

from pypdf import PdfWriter
from pypdf.annotations import Link
from pypdf.generic import BooleanObject, DictionaryObject, NameObject, TextStringObject

from briefing.content import Briefing
from briefing.paper.page import MM_PER_INCH, Box
from geo.words.vocabulary import LANGUAGE_TAGS

POINT_MM: Final = MM_PER_INCH / 72


class Document:
    """A PDF that grows by parts; its language, title and dates are those of a briefing."""

    def __init__(self, briefing: Briefing) -> None:
        """Take an empty document."""
        self._briefing, self._writer = briefing, PdfWriter()

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return len(self._writer.pages)

    def add(self, content: bytes, bookmark: str | None = None) -> None:
        """Add the pages of a PDF, with a bookmark on the first of them."""
        self._writer.append(io.BytesIO(content), outline_item=bookmark, import_outline=False)

    def bookmark(self, title: str, page: int) -> None:
        """Add a bookmark on a page, counted from 0."""
        self._writer.add_outline_item(title=title, page_number=page)

    def link(self, page: int, box: Box, target: int) -> None:
        """Let a box of a page, in mm from its upper left, lead to another page."""
        height = float(self._writer.pages[page].mediabox.height)
        left, right = box.left / POINT_MM, box.right / POINT_MM
        low, high = height - box.bottom / POINT_MM, height - box.top / POINT_MM
        link = Link(rect=(left, low, right, high), target_page_index=target)
        self._writer.add_annotation(page, link)

    def content(self) -> bytes:
        """Return the document as PDF."""
        briefing, root = self._briefing, self._writer.root_object
        root[NameObject("/Lang")] = TextStringObject(LANGUAGE_TAGS[briefing.view.lang])
        shows_title = {NameObject("/DisplayDocTitle"): BooleanObject(value=True)}
        root[NameObject("/ViewerPreferences")] = DictionaryObject(shows_title)
        self._writer.add_metadata(
            {
                "/Title": briefing.title,
                "/Author": briefing.options.author,
                "/Subject": briefing.filters,
                "/Creator": briefing.text("app.title"),
                "/CreationDate": _pdf_date(briefing.options.made_on),
                "/ModDate": _pdf_date(briefing.options.made_on),
            }
        )
        content = io.BytesIO()
        self._writer.write(content)
        return content.getvalue()


def _pdf_date(day: dt.date) -> str:
    """Return a day as PDF writes it (ISO 32000-1, 7.9.4): no more is known than the day."""
    return f"D:{day:%Y%m%d}"
