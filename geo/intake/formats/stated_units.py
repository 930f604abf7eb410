"""The unit of money that a list states beside its table: in its title, above or below it."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from geo.intake.formats.header_rows import Record
from geo.intake.values.cells import half_width, text_of
from geo.words.synonyms import normal, synonyms

_STATED = re.compile(
    r"(?:单位|單位|units?)\s*(?:[:：]|均?为|is|are)\s*([^)）]{1,40})", re.IGNORECASE
)
_IN_BRACKETS = re.compile(r"[(（]\s*(?:in )?([^()（）]{1,40})[)）]\s*$", re.IGNORECASE)
_LISTED = re.compile(r"[,，、;；。/\s]+")
_LAST: Final = 20
"""Rows at the end of a list among which remarks are looked for."""

_FEW: Final = 2
"""Most cells of a row that is a remark on the list."""


def stated_unit(above: Sequence[Record], below: Sequence[Record]) -> str:
    """Return the unit of money that a row above the header names, or a remark below; or ``""``.

    Above, it may also stand alone in brackets: （万元）.
    """
    heads = [text_of(cell) for _, row in above for cell in row]
    remarks = [text for _, row in below[-_LAST:] for text in _remark(row)]
    said = [
        *(match[1] for text in heads if (match := _STATED.search(text))),
        *(match[1] for text in heads if (match := _IN_BRACKETS.search(text))),
        *(match[1] for text in remarks if (match := _STATED.search(text))),
    ]
    words = (word for text in said for word in (text, *_LISTED.split(text)))
    return next((word for word in words if normal(word) in synonyms("unit")), "")


def _remark(row: Sequence[object]) -> Iterator[str]:
    """Yield the text of a row that has hardly more than one."""
    given = [half_width(cell) for cell in row if text_of(cell)]
    if len(given) <= _FEW:
        yield from given
