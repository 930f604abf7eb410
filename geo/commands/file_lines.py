"""What the command line says of a file: line by line, for `check` and `import` to print."""

from collections.abc import Iterator
from typing import Final

from geo.intake.boundaries import Boundaries
from geo.intake.findings.findings import Finding
from geo.intake.findings.kinds import kind_sentence, kinds_of
from geo.intake.intake import Intake
from geo.intake.positions.proposals import Question
from geo.intake.replacing.changes import Changes
from geo.intake.report import (
    counts_sentence,
    note_sentence,
    proposal_sentence,
    question_sentence,
)
from geo.words.text import Text

MOST_FINDINGS: Final = 50
"""Findings that are said; the report has all of them."""

_MOST_PROPOSALS: Final = 3


def taken_lines(taken: Intake | Boundaries, text: Text) -> Iterator[str]:
    """Yield what became of a file: counts, notes, what is to be asked, kinds and findings."""
    yield taken.table.file
    yield counts_sentence(taken, text)
    for note in taken.notes:
        yield note_sentence(note, text)
    if taken.question is not None and taken.question.is_pressing:
        yield from _question_lines(taken.question, text)
    for kind in kinds_of(taken.findings):
        yield kind_sentence(kind, text)
    for finding in taken.findings[:MOST_FINDINGS]:
        yield _finding_line(finding, text)
    if len(taken.findings) > MOST_FINDINGS:
        yield text("command.more", count=len(taken.findings) - MOST_FINDINGS)


def _question_lines(question: Question, text: Text) -> Iterator[str]:
    yield question_sentence(question, text)
    for proposal in question.proposals[:_MOST_PROPOSALS]:
        reading = proposal.reading
        swapped = " --swapped" if reading.is_swapped else ""
        yield f"  --datum {reading.datum.name}{swapped}: {proposal_sentence(proposal, text)}"
    if not question.proposals:
        yield text("reason.none")


def _finding_line(finding: Finding, text: Text) -> str:
    outcome = text(f"report.{finding.outcome}")
    where = text("command.row", row=finding.row)
    column = f"[{finding.column}] " if finding.column else ""
    return f"{where} · {outcome} · {column}{finding.problem(text)} → {finding.hint(text)}"


def change_lines(changes: Changes, text: Text) -> Iterator[str]:
    """Yield what an import changes: how many projects, and how many of all are on the map."""
    counts = {
        "added": len(changes.added),
        "removed": len(changes.removed),
        "changed": len(changes.changed),
    }
    yield " · ".join(text(f"report.{name}", count=count) for name, count in counts.items())
    before, after = (f"{s:.0%}" for s in (changes.mapped_before, changes.mapped_after))
    yield text("report.mapped", before=before, after=after)
