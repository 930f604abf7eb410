"""The report on a file for programs: all that is said of it, as values that JSON holds."""

from collections.abc import Mapping
from typing import Any

from geo.intake.findings.findings import Finding
from geo.intake.findings.kinds import kinds_of
from geo.intake.positions.outcome import Taken
from geo.intake.positions.proposals import Proposal, Question
from geo.intake.replacing.changes import Changes
from geo.intake.report import note_sentence, question_sentence, reading_name
from geo.words.text import Text


def report_document(taken: Taken, changes: Changes | None, text: Text) -> Mapping[str, Any]:
    """Return what became of a file, every finding included, with sentences in a language.

    Codes are names under ``problem`` and ``note`` of the word files; rows are as a user sees them.
    """
    return {
        "file": taken.table.file,
        "part": taken.table.part,
        "rows": {
            "read": len(taken.table.rows),
            "accepted": len(taken.rows),
            "warned": len(taken.warned),
            "rejected": len(taken.rejected),
            "aside": len(taken.aside),
        },
        "datum": taken.reading.datum.name if taken.reading else None,
        "question": _question(taken.question, text),
        "notes": [{"code": n.code, "sentence": note_sentence(n, text)} for n in taken.notes],
        "kinds": [
            {"code": k.code, "outcome": k.outcome, "rows": k.rows, "example": k.example.row}
            for k in kinds_of(taken.findings)
        ],
        "findings": [_finding(finding, text) for finding in taken.findings],
        "changes": None if changes is None else _changes(changes),
    }


def _finding(finding: Finding, text: Text) -> Mapping[str, Any]:
    return {
        "row": finding.row,
        "column": finding.column,
        "value": finding.value,
        "code": finding.code,
        "outcome": finding.outcome,
        "problem": finding.problem(text),
        "hint": finding.hint(text),
    }


def _question(question: Question | None, text: Text) -> Mapping[str, Any] | None:
    if question is None or not question.is_pressing:
        return None
    return {
        "sentence": question_sentence(question, text),
        "proposals": [_proposal(proposal, text) for proposal in question.proposals],
    }


def _proposal(proposal: Proposal, text: Text) -> Mapping[str, Any]:
    return {
        "datum": proposal.reading.datum.name,
        "swapped": proposal.reading.is_swapped,
        "name": reading_name(proposal.reading, text),
        "points": proposal.points,
        "inside": proposal.inside,
        "stated": proposal.stated,
        "agree": proposal.agree,
    }


def _changes(changes: Changes) -> Mapping[str, Any]:
    return {
        "added": list(changes.added),
        "removed": list(changes.removed),
        "changed": {id_: list(columns) for id_, columns in changes.changed.items()},
        "mapped_before": changes.mapped_before,
        "mapped_after": changes.mapped_after,
    }
