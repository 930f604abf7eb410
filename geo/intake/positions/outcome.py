"""What became of a file, of projects or of outlines: rows accepted, rejected and set aside."""

from collections.abc import Sequence
from dataclasses import dataclass

from geo.intake.files.tables import Note, RawTable
from geo.intake.findings.findings import Finding
from geo.intake.positions.proposals import Question, Reading


@dataclass(frozen=True, eq=False)
class Taken:
    """A file whose rows have been judged.

    ``rows`` and ``rejected`` are the numbers of the rows accepted and of those to be corrected;
    with those set `aside` they are all of the table's. ``question`` is there while nobody has
    vouched for the datum.
    """

    table: RawTable
    rows: Sequence[int]
    rejected: Sequence[int]
    findings: Sequence[Finding]
    notes: Sequence[Note]
    reading: Reading | None
    question: Question | None

    def __post_init__(self) -> None:
        """Hold that no row is lost."""
        judged = [*self.rows, *self.rejected, *self.aside]
        if sorted(judged) != sorted(self.table.numbers):
            raise AssertionError((len(judged), len(self.table.numbers)))

    @property
    def aside(self) -> list[int]:
        """The numbers of the rows that are no records, such as totals."""
        return [finding.row for finding in self.findings if finding.outcome == "aside"]

    @property
    def warned(self) -> set[int]:
        """The numbers of accepted rows with a warning."""
        return {finding.row for finding in self.findings} & set(self.rows)


def datum_notes(reading: Reading | None, question: Question | None) -> list[Note]:
    """Return what is to be known of how coordinates were read."""
    notes = []
    if question is not None and not question.is_pressing:
        notes.append(Note("datum_assumed"))
    if reading is not None and reading.datum.accuracy_m:
        facts = {"datum": reading.datum.name, "metres": reading.datum.accuracy_m}
        notes.append(Note("datum_rough", facts))
    return notes
