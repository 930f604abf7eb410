"""Drafts held to the schema of ``data/projects.csv``: by columns, and one by one what breaks it."""

from collections.abc import Sequence

import pandas as pd
from pydantic import ValidationError

from geo.intake.findings.drafts import RowDraft
from geo.intake.findings.findings import Finding, shown
from geo.intake.values.cells import text_of
from geo.register.fields import STATED_TYPES
from geo.register.project import Project
from geo.register.tables import CHUNK, Columns, judge_columns


def accepted_projects(drafts: Sequence[RowDraft]) -> tuple[list[RowDraft], pd.DataFrame]:
    """Return the drafts that are accepted, and their records; a finding says what a draft breaks.

    The frame has the columns of ``data/projects.csv``, also where no draft is accepted.
    """
    accepted: list[RowDraft] = []
    columns: Columns = {name: [] for name in STATED_TYPES}
    good = [draft for draft in drafts if not draft.is_rejected]
    for start in range(0, len(good), CHUNK):
        kept, values = _judged(good[start : start + CHUNK])
        accepted += kept
        for name, found in values.items():
            columns[name] += found
    return accepted, pd.DataFrame(columns, columns=list(STATED_TYPES)).astype(STATED_TYPES)


def _judged(drafts: Sequence[RowDraft]) -> tuple[Sequence[RowDraft], Columns]:
    """Return the drafts that meet the schema, and the values of their records by column."""
    values, count = judge_columns(_cells(drafts), Project)
    if count == len(drafts):
        return drafts, values
    kept = [draft for draft in drafts if _meets_schema(draft)]
    return kept, judge_columns(_cells(kept), Project)[0]


def _cells(drafts: Sequence[RowDraft]) -> Columns:
    return {name: [draft.record[name] for draft in drafts] for name in Project.model_fields}


def _meets_schema(draft: RowDraft) -> bool:
    """Tell whether a record meets the schema; else add a finding."""
    try:
        Project.model_validate(draft.record)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        value = shown(text_of(first.get("input")))
        facts = {"problem": first["msg"]}
        draft.findings.append(Finding(draft.number, name, value, "breaks_schema", facts))
        return False
    return True
