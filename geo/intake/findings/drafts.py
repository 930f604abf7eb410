"""Records in the making: what was found wrong on the way, and the cells of a row by field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import shapely

from geo.intake.files.tables import Cell, RawTable
from geo.intake.findings.findings import Finding, shown
from geo.intake.values.cells import is_blank, says_nothing, text_of
from geo.words.text import in_both

Draft = dict[str, Any]
Row = Sequence[Cell]

JOINED: Final[tuple[str, ...]] = ("note_zh", "note_en", "investment_note_zh", "investment_note_en")
"""Texts of a record that sentences are added to, behind what the row says itself."""


@dataclass
class RowDraft:
    """A record in the making, and what was found wrong on the way.

    ``shape`` is its own in WGS-84, where it is more than a point. ``guess`` is what its notes say,
    in Chinese and English, of a place that was found in the words of its location.
    """

    number: int
    record: Draft
    findings: list[Finding] = field(default_factory=list)
    has_own_id: bool = True
    shape: shapely.Geometry | None = None
    guess: tuple[str, str] | None = None

    @property
    def is_rejected(self) -> bool:
        """Tell whether something found rejects the row."""
        return any(finding.rejects for finding in self.findings)

    def add_note(self, zh: str, en: str) -> None:
        """Append a sentence to the record's notes."""
        for name, sentence in (("note_zh", zh), ("note_en", en)):
            self.record[name] = joined(self.record[name], sentence)


def joined(text: str, sentence: str) -> str:
    """Return a text with a sentence behind it; either may be empty."""
    return " ".join(part for part in (text, sentence) if part)


class RowCells:
    """The cells of a table's rows by field, and the ways to say what is wrong with one."""

    def __init__(self, table: RawTable, columns: Mapping[str, int]) -> None:
        """Take a table and the position of each field's column."""
        self.table, self.columns = table, columns

    def cell(self, row: Row, name: str) -> Cell:
        """Return the cell of a field, or None where the file has no such column or it is blank."""
        if name not in self.columns:
            return None
        value = row[self.columns[name]]
        return None if is_blank(value) else value

    def text(self, row: Row, name: str) -> str:
        """Return the cell of a field as text, ``""`` where it is blank."""
        if name not in self.columns:  # most are not
            return ""
        text = text_of(row[self.columns[name]])
        return "" if says_nothing(text) else text

    def positions(self, *names: str) -> list[int]:
        """Return where the columns of some fields stand, of those that the file has."""
        return sorted({self.columns[name] for name in names if name in self.columns})

    def header(self, name: str) -> str:
        """Return what the file calls a field's column."""
        return self.table.headers[self.columns[name]] if name in self.columns else ""

    def complain(self, draft: RowDraft, name: str, cell: Cell, code: str, **facts: object) -> None:
        """Add a finding on a cell."""
        value = shown(text_of(cell))
        draft.findings.append(Finding(draft.number, self.header(name), value, code, facts))

    def keep(self, draft: RowDraft, name: str, said: str) -> None:
        """Keep in the notes what could not be kept in its field."""
        draft.add_note(*in_both("kept.under_header", header=self.header(name), said=said))
