"""Parts of a row, read once for all rows whose cells say the same: most columns have few words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from geo.intake.files.tables import Cell
from geo.intake.findings.drafts import JOINED, Draft, Row, RowDraft, joined
from geo.intake.findings.findings import Finding

Reader = Callable[[Row, RowDraft], None]
"""Reads some cells of a row into its draft."""

REMEMBERED: Final = 10_000
"""Combinations of cells whose part is kept: enough for columns of words, little for memory."""

_NO_ROW: Final = 0
"""The number of the row in findings that hold for many."""


@dataclass(frozen=True)
class _Part:
    """What some cells say: fields with their values, and texts that go behind what a row has."""

    fields: Draft
    texts: Draft
    findings: Sequence[Finding]
    guess: tuple[str, str] | None

    def add_to(self, draft: RowDraft) -> None:
        """Add the part to the draft of a row."""
        record = draft.record
        record |= self.fields
        if self.texts:
            record |= {name: joined(record[name], text) for name, text in self.texts.items()}
        if self.findings:
            draft.findings += [replace(finding, row=draft.number) for finding in self.findings]
        if self.guess:
            draft.guess = self.guess


def once_each(
    read: Reader, positions: Sequence[int], rows: Sequence[Row], texts: Callable[[Row], Draft]
) -> Reader:
    """Return a reader that reads the same as another, each combination of cells once.

    Where nearly every row has another combination it is the reader itself.

    Parameters
    ----------
    read
        Reads a part of a row. It is shown a row of nothing but the cells that it looks at, so that
        whatever it makes of them holds for every row that has the same.
    positions
        Where these cells stand.
    rows
        The rows that are to be read.
    texts
        Returns the texts of a row, which the draft has before.
    """
    if not _repeat([[row[position] for row in rows] for position in positions]):
        return read
    width = max(map(len, rows), default=0)

    @lru_cache(maxsize=REMEMBERED, typed=True)  # True is not 1, nor 1.0
    def part_of(*cells: Cell) -> _Part:
        row: list[Cell] = [None] * width
        for position, cell in zip(positions, cells, strict=True):
            row[position] = cell
        before = texts(row) | dict.fromkeys(JOINED, "")
        draft = RowDraft(_NO_ROW, dict(before))
        read(row, draft)
        return _part(draft, before)

    def add(row: Row, draft: RowDraft) -> None:
        part_of(*[row[position] for position in positions]).add_to(draft)

    return add


def _repeat(columns: Sequence[Sequence[Cell]]) -> bool:
    """Tell whether columns have few combinations of cells, each in two rows or more on average."""
    rows = zip(*columns, strict=True)
    distinct = len(set(rows))
    return distinct <= REMEMBERED and 2 * distinct <= max(map(len, columns), default=2)


def _part(draft: RowDraft, before: Draft) -> _Part:
    """Return what a draft has that it did not have before."""
    new = {
        name: value
        for name, value in draft.record.items()
        if name not in before or before[name] != value
    }
    texts = {name: new.pop(name) for name in JOINED if name in new}
    return _Part(new, texts, draft.findings, draft.guess)
