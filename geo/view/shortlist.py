"""The shortlist: projects and places that someone marked, each with a line of note.

In a link it is one line of CSV, key and note by turns: ``cluster:etown,near the plant,project:X,``.
"""

import csv
import io
from dataclasses import dataclass
from typing import Final

MARKS_LIMIT: Final = 12
NOTE_LIMIT: Final = 40
"""Characters a note may have: with ``MARKS_LIMIT`` notes in Chinese a link stays below 6,000."""

KEY_LIMIT: Final = 60


@dataclass(frozen=True)
class Mark:
    """A marked place key or ``project:<id>``, with a line of note."""

    key: str
    note: str = ""


@dataclass(frozen=True)
class Shortlist:
    """The marks, in the order in which they were made; each key stands once."""

    marks: tuple[Mark, ...] = ()

    def __str__(self) -> str:
        """Return the text that stands for this list in a link."""
        line = io.StringIO()
        cells = [cell for mark in self.marks for cell in (mark.key, mark.note)]
        csv.writer(line, lineterminator="").writerow(cells)
        return line.getvalue() if cells else ""

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the marks."""
        return tuple(mark.key for mark in self.marks)

    @property
    def is_full(self) -> bool:
        """Tell whether no more can be marked."""
        return len(self.marks) >= MARKS_LIMIT

    def toggled(self, key: str) -> "Shortlist":
        """Return the list with a key marked, or no longer; a full list takes no more."""
        if key in self.keys:
            return Shortlist(tuple(mark for mark in self.marks if mark.key != key))
        return self if self.is_full else Shortlist((*self.marks, Mark(key)))

    def with_note(self, key: str, note: str) -> "Shortlist":
        """Return the list with another note at a key."""
        line = one_line(note)
        marks = (Mark(key, line) if mark.key == key else mark for mark in self.marks)
        return Shortlist(tuple(marks))


NOTHING_MARKED: Final = Shortlist()


def one_line(note: str) -> str:
    """Return a note as one line of at most ``NOTE_LIMIT`` characters."""
    printable = "".join(char if char.isprintable() else " " for char in note)
    return " ".join(printable.split())[:NOTE_LIMIT].strip()


def read_shortlist(text: str) -> Shortlist:
    """Return the list that a link's text stands for.

    Raises
    ------
    ValueError
        The text is not pairs of keys and notes, a key stands twice, or something is too long.
    """
    try:
        cells = next(csv.reader([text], strict=True), [])
    except csv.Error as error:
        raise ValueError(text) from error
    marks = [Mark(key, note) for key, note in zip(cells[::2], cells[1::2], strict=True)]
    twice = len({mark.key for mark in marks}) < len(marks)
    if twice or len(marks) > MARKS_LIMIT or not all(map(_is_sound, marks)):
        raise ValueError(text)
    return Shortlist(tuple(marks))


def _is_sound(mark: Mark) -> bool:
    known = 0 < len(mark.key) <= KEY_LIMIT and mark.key.isprintable()
    return known and mark.note == one_line(mark.note)
