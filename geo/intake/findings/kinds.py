"""Findings by what they say: how often each was made, and one of them as an example."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from geo.intake.findings.findings import Finding
from geo.words.text import Text


@dataclass(frozen=True)
class Kind:
    """All findings of a code on a column: how many rows they are on, and the first of them."""

    code: str
    outcome: str
    rows: int
    example: Finding


def kinds_of(findings: Sequence[Finding]) -> list[Kind]:
    """Return the kinds of findings, those that reject first, then by how many rows they are on."""
    rows: dict[tuple[str, str], dict[int, Finding]] = {}
    for finding in findings:
        rows.setdefault((finding.code, finding.column), {}).setdefault(finding.row, finding)
    kinds = [
        Kind(code, first.outcome, len(of), first)
        for (code, _), of in rows.items()
        for first in [next(iter(of.values()))]
    ]
    return sorted(kinds, key=lambda kind: (kind.outcome != "rejected", -kind.rows))


def kind_sentence(kind: Kind, text: Text) -> str:
    """Return a kind in a line: what became of how many rows, and the example."""
    finding = kind.example
    return text(
        "report.kind",
        outcome=text(f"report.{kind.outcome}"),
        rows=kind.rows,
        column=f"[{finding.column}] " if finding.column else "",
        problem=finding.problem(text),
        row=finding.row,
    )


def kinds_frame(findings: Sequence[Finding], text: Text) -> pd.DataFrame:
    """Return the kinds of findings, a line each, under heads in words."""
    kinds = kinds_of(findings)
    return pd.DataFrame(
        {
            text("report.outcome"): [text(f"report.{kind.outcome}") for kind in kinds],
            text("report.count"): [kind.rows for kind in kinds],
            text("report.column"): [kind.example.column for kind in kinds],
            text("report.example"): [kind.example.problem(text) for kind in kinds],
            text("report.row"): [kind.example.row for kind in kinds],
            text("report.hint"): [kind.example.hint(text) for kind in kinds],
        }
    )
