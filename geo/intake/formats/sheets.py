"""The sheets of a workbook: one of them as a table, or all that are not hidden as one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from geo.errors import EmptyFileError, SheetError
from geo.intake.files.files import SourceFile
from geo.intake.files.tables import Note, RawTable
from geo.intake.formats.header_rows import Record
from geo.intake.formats.layout import Merged, table_of_records
from geo.intake.formats.stacking import stacked
from geo.words.text import in_both

ALL: Final = "all"
"""Stands for all sheets that are not hidden, where no sheet is called so."""


@dataclass(frozen=True)
class Sheet:
    """A sheet of a workbook: ``read`` returns its rows that are not blank and its merged cells."""

    name: str
    is_hidden: bool
    read: Callable[[], tuple[Sequence[Record], Sequence[Merged]]]

    @property
    def label(self) -> tuple[str, str]:
        """What it is called in Chinese and English, with a word where it is hidden."""
        return in_both("kept.hidden_sheet", name=self.name) if self.is_hidden else (self.name,) * 2


def table_of_sheets(file: SourceFile, sheets: Sequence[Sheet], part: str | None) -> RawTable:
    """Return the sheet named ``part``, or ``all`` as one, or the first shown one that has rows.

    Raises
    ------
    SheetError, EmptyFileError
        No sheet has that name; none has rows below a header.
    """
    named = next((sheet for sheet in sheets if sheet.name == part), None)
    shown = [sheet for sheet in sheets if not sheet.is_hidden]
    if named is None and part not in (None, ALL):
        raise SheetError(file=file.name, name=part, names=", ".join(_names(sheets)))
    if named is None and part == ALL:
        read = {sheet.name: table for sheet in shown if (table := _table(file, sheet)) is not None}
        if not read:
            raise EmptyFileError(file=file.name)
        hidden = ", ".join(sheet.name for sheet in sheets if sheet.is_hidden)
        table = stacked(read, (Note("sheets_hidden", {"names": hidden}),) if hidden else ())
        return replace(table, part=ALL, parts=_names(sheets))
    for sheet in [named] if named else shown:
        table = _table(file, sheet)
        if table is not None:
            others = [other for other in sheets if other is not sheet]
            notes = (*table.notes, *_others_note(sheet, others))
            return replace(table, notes=notes, part=sheet.name, parts=_names(sheets))
    raise EmptyFileError(file=file.name)


def _table(file: SourceFile, sheet: Sheet) -> RawTable | None:
    records, merged = sheet.read()
    return table_of_records(file.name, file.kind, records, merged)


def _others_note(sheet: Sheet, others: Sequence[Sheet]) -> tuple[Note, ...]:
    if not others:
        return ()
    listed = tuple(", ".join(other.label[n] for other in others) for n in (0, 1))
    return (Note("other_sheets", {"sheet": sheet.name, "others": listed}),)


def _names(sheets: Sequence[Sheet]) -> tuple[str, ...]:
    return tuple(sheet.name for sheet in sheets)
