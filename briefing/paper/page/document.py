"""PDF documents: tagged (PDF/UA-1), described, with bookmarks, and links between their pages."""

import datetime as dt
import io
from collections.abc import Sequence
from typing import Final
from xml.sax.saxutils import escape

from pypdf import PdfWriter
from pypdf.generic import (
    BooleanObject,
    DictionaryObject,
    NameObject,
    StreamObject,
    TextStringObject,
)

from briefing.content import Briefing
from briefing.paper.page.fonts import printable
from briefing.paper.page.heading import write_number
from briefing.paper.page.page import Page
from briefing.paper.page.structure import Structure
from briefing.paper.page.tagged import MarkedPages
from briefing.paper.page.tags import write_tags
from geo.words.vocabulary import LANGUAGE_TAGS

VERSION: Final = "%PDF-1.7"

XMP: Final = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{lang}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{day}</xmp:CreateDate><xmp:ModifyDate>{day}</xmp:ModifyDate>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""
"""What the file says of itself (ISO 16684-1), and that it follows PDF/UA-1 (ISO 14289-1, 5)."""


class Document:
    """A PDF that grows by pages; its language, title and dates are those of a briefing."""

    def __init__(self, briefing: Briefing, most: int = 1) -> None:
        """Take an empty document, which will have ``most`` pages, numbered if more than one."""
        self._briefing, self._most, self._drawn = briefing, most, MarkedPages()
        self._pages: list[Structure] = []
        self._bookmarks: list[tuple[str, int]] = []

    def add(self, page: Page, *bookmarks: str) -> None:
        """Draw a page as the next of the document, with bookmarks on it."""
        number = len(self._pages)
        if self._most > 1:
            write_number(page, f"{number + 1} / {self._most}")
        self._bookmarks += [(printable(bookmark), number) for bookmark in bookmarks]
        self._drawn.add(page)
        self._pages.append(page.structure)

    def content(self) -> bytes:
        """Return the document as PDF."""
        writer = PdfWriter(clone_from=io.BytesIO(self._drawn.content()))
        writer.pdf_header = VERSION
        write_tags(writer, self._pages)
        for title, page in self._bookmarks:
            writer.add_outline_item(title=title, page_number=page)
        self._describe(writer)
        content = io.BytesIO()
        writer.write(content)
        return content.getvalue()

    def _describe(self, writer: PdfWriter) -> None:
        """Say the language, the title, who made the document and when."""
        briefing = self._briefing
        lang, day = LANGUAGE_TAGS[briefing.view.lang], briefing.options.made_on
        shows_title = DictionaryObject({NameObject("/DisplayDocTitle"): BooleanObject(value=True)})
        writer.root_object[NameObject("/Lang")] = TextStringObject(lang)
        writer.root_object[NameObject("/ViewerPreferences")] = shows_title
        facts = {"title": briefing.title, "author": briefing.options.author, "lang": lang}
        said = {name: escape(fact) for name, fact in facts.items()}
        writer.root_object[NameObject("/Metadata")] = _metadata(XMP.format(**said, day=day))
        writer.add_metadata(
            {
                "/Title": briefing.title,
                "/Author": briefing.options.author,
                "/Subject": briefing.filters,
                "/Creator": briefing.text("app.title"),
                "/CreationDate": _pdf_date(day),
                "/ModDate": _pdf_date(day),
            }
        )


def pdf_of(pages: Sequence[Page], briefing: Briefing) -> bytes:
    """Return pages as PDF of lines and letters, with the outlines of the letters they use."""
    document = Document(briefing)
    for page in pages:
        document.add(page)
    return document.content()


def _metadata(xmp: str) -> StreamObject:
    """Return what a document says of itself as PDF keeps it (ISO 32000-1, 14.3.2)."""
    stream = StreamObject()
    stream.set_data(xmp.encode())
    stream[NameObject("/Type")] = NameObject("/Metadata")
    stream[NameObject("/Subtype")] = NameObject("/XML")
    return stream


def _pdf_date(day: dt.date) -> str:
    """Return a day as PDF writes it (ISO 32000-1, 7.9.4): no more is known than the day."""
    return f"D:{day:%Y%m%d}"
