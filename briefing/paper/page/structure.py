"""What the parts of a page are, in reading order: headings, lists, tables, figures."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final, TypeAlias

MARK: Final = "mark-"
"""Begins the id of an artist that is a part of what is read; its number on the page follows."""

HOLDS_PARAGRAPHS: Final = ("Sect", "LBody", "TOCI")
"""The roles in which a text is a paragraph of its own."""

UNREAD: Final = "Artifact"

Rectangle: TypeAlias = tuple[float, float, float, float]
"""Left, top, right and bottom in mm from the upper left of a page."""


@dataclass(eq=False)
class Element:
    """An element of the structure: its role (ISO 32000-1, 14.8.4), and what it holds in order.

    A number is that of a mark on the page. ``alt`` says in words what a figure shows, ``scope``
    whether a head is that of its ``Row`` or of its ``Column``.
    """

    role: str
    alt: str = ""
    scope: str = ""
    kids: "list[Element | int]" = field(default_factory=list)


@dataclass(frozen=True)
class PageLink:
    """A text that leads to an address, or to a page from 0: its mark, and where it stands."""

    mark: int
    rectangle: Rectangle
    words: str
    target: str | int


class Structure:
    """The elements of a page: its body, then its foot, whenever that is drawn; and its links."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.body, self.foot = Element("Sect"), Element("Sect")
        self.marks, self.links = 0, list[PageLink]()
        self._open = [self.body]

    @contextmanager
    def element(self, role: str, alt: str = "", scope: str = "") -> Iterator[None]:
        """Open an element; what is marked within belongs to it."""
        element = Element(role, alt, scope)
        self._open[-1].kids.append(element)
        with self._within(element):
            yield

    @contextmanager
    def text(self) -> Iterator[None]:
        """Open a paragraph where texts are paragraphs; elsewhere a text is what it stands in."""
        if self._open[-1].role not in HOLDS_PARAGRAPHS:
            yield
            return
        with self.element("P"):
            yield

    @contextmanager
    def at_the_foot(self) -> Iterator[None]:
        """Let what is marked within be read last."""
        with self._within(self.foot):
            yield

    @contextmanager
    def unread(self) -> Iterator[None]:
        """Let what is marked within be no part of what is read, as the numbers of pages."""
        with self._within(Element(UNREAD)):
            yield

    def mark(self) -> str | None:
        """Return the id of the next artist that belongs to the open element; None if unread."""
        if self._open[-1].role == UNREAD:
            return None
        self._open[-1].kids.append(self.marks)
        self.marks += 1
        return f"{MARK}{self.marks - 1}"

    def link(self, rectangle: Rectangle, words: str, target: str | int) -> str | None:
        """Return the id of the next artist, a text that leads somewhere."""
        with self.element("Link"):
            self.links.append(PageLink(self.marks, rectangle, words, target))
            return self.mark()

    @contextmanager
    def _within(self, element: Element) -> Iterator[None]:
        self._open.append(element)
        try:
            yield
        finally:
            self._open.pop()


def mark_of(id_: str | None) -> int | None:
    """Return the number of the mark that an artist's id names; None for another id."""
    return int(id_.removeprefix(MARK)) if id_ and id_.startswith(MARK) else None
