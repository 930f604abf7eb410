"""The structure of pages written into a PDF: its elements, and the marks and links they hold."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from pypdf import PdfWriter
from pypdf.annotations import Link
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
    PdfObject,
    TextStringObject,
)

from briefing.paper.page.fonts import MM_PER_POINT
from briefing.paper.page.structure import Element, PageLink, Rectangle, Structure

PRINTED: Final = 4
"""The flag of an annotation that is printed with its page (ISO 32000-1, 12.5.3)."""

Kids = Sequence[Element | int]


def write_tags(writer: PdfWriter, pages: Sequence[Structure]) -> None:
    """Write the structures of a document's pages, in order, and say that it is tagged.

    ``writer`` has the pages already, their marks in their content.
    """
    root = _added(writer, {"Type": _name("StructTreeRoot")})
    document = _added(writer, {"Type": _name("StructElem"), "S": _name("Document"), "P": root})
    tagger = _Tagger(writer, len(pages))
    parts = [
        part for number, page in enumerate(pages) for part in tagger.tag(page, number, document)
    ]
    _update(document, {"K": ArrayObject(parts)})
    _update(root, {"K": document, "ParentTree": _added(writer, {"Nums": tagger.parents})})
    marked = DictionaryObject({_name("Marked"): BooleanObject(value=True)})
    _update(writer.root_object, {"StructTreeRoot": root, "MarkInfo": marked})


class _Tagger:
    """Writes the elements of pages, and keeps which element each mark and each link belongs to."""

    def __init__(self, writer: PdfWriter, pages: int) -> None:
        self._writer, self._pages = writer, pages
        self._holders: dict[int, IndirectObject] = {}
        self._links: dict[int, list[PageLink]] = {}
        self._marks: list[PdfObject] = []
        self._annotations: list[PdfObject] = []
        self._number = 0

    @property
    def parents(self) -> ArrayObject:
        """The elements by their keys: first those of the marks of each page, then of each link."""
        values = [*self._marks, *self._annotations]
        return ArrayObject(
            part for key, value in enumerate(values) for part in (NumberObject(key), value)
        )

    def tag(self, page: Structure, number: int, document: IndirectObject) -> list[PdfObject]:
        """Write the elements of the page of a number; return them for the document's element."""
        self._number, self._holders, self._links = number, {}, defaultdict(list)
        for link in page.links:
            self._links[link.mark].append(link)
        written = self._written([page.body, page.foot], document)
        holders = [self._holders[mark] for mark in range(page.marks)]
        self._marks.append(ArrayObject(holders))
        facts = {"StructParents": NumberObject(number), "Tabs": _name("S")}
        _update(self._writer.pages[number], facts)
        return written

    def _written(self, kids: Kids, parent: IndirectObject) -> list[PdfObject]:
        """Write what an element holds, but what is empty; return it for that element."""
        written: list[PdfObject] = []
        for kid in kids:
            if isinstance(kid, Element):
                written += [self._element(kid, parent)] if kid.kids else []
            else:
                self._holders[kid] = parent
                written.append(NumberObject(kid))
                written += [self._link(link, parent) for link in self._links[kid]]
        return written

    def _element(self, element: Element, parent: IndirectObject) -> IndirectObject:
        page = self._writer.pages[self._number].indirect_reference
        facts: dict[str, PdfObject | None] = {"Type": _name("StructElem"), "S": _name(element.role)}
        facts |= {"P": parent, "Pg": page}
        if element.alt:
            facts["Alt"] = TextStringObject(element.alt)
        if element.scope:
            facts["A"] = _dictionary({"O": _name("Table"), "Scope": _name(element.scope)})
        written = _added(self._writer, facts)
        _update(written, {"K": ArrayObject(self._written(element.kids, written))})
        return written

    def _link(self, link: PageLink, parent: IndirectObject) -> DictionaryObject:
        """Lay a link on the page; return the reference to it that its element holds."""
        page = self._writer.pages[self._number]
        rect = _in_points(link.rectangle, float(page.mediabox.height))
        if isinstance(link.target, int):
            laid = Link(rect=rect, target_page_index=link.target)
        else:
            laid = Link(rect=rect, url=link.target)
        facts = {
            "Contents": TextStringObject(link.words),
            "F": NumberObject(PRINTED),
            "StructParent": NumberObject(self._pages + len(self._annotations)),
        }
        _update(laid, facts)
        added = self._writer.add_annotation(self._number, laid)
        self._annotations.append(parent)
        reference = {"Type": _name("OBJR"), "Obj": added.indirect_reference}
        return _dictionary({**reference, "Pg": page.indirect_reference})


def _in_points(rectangle: Rectangle, height: float) -> Rectangle:
    """Return a rectangle as left, low, right, high in points from the lower left of a page."""
    left, top, right, bottom = (side / MM_PER_POINT for side in rectangle)
    return left, height - bottom, right, height - top


def _added(writer: PdfWriter, facts: Mapping[str, PdfObject | None]) -> IndirectObject:
    return writer._add_object(_dictionary(facts))  # noqa: SLF001 (pypdf has no other way)


def _dictionary(facts: Mapping[str, PdfObject | None]) -> DictionaryObject:
    return DictionaryObject({_name(key): value for key, value in facts.items()})


def _update(written: PdfObject, facts: Mapping[str, PdfObject]) -> None:
    holder = written.get_object()
    if isinstance(holder, DictionaryObject):
        holder.update(_dictionary(facts))


def _name(name: str) -> NameObject:
    return NameObject(f"/{name}")
