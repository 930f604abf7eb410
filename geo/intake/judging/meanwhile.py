"""Rows of an export whose record has changed since it was exported: the register's stay."""

from collections.abc import Sequence
from typing import Final

import pandas as pd

from geo.intake.files.tables import RawTable
from geo.intake.findings.drafts import RowDraft
from geo.intake.findings.findings import Finding, shown
from geo.intake.values.cells import text_of
from geo.register.fields import STATED
from geo.register.load import stated_projects
from geo.register.stated import REVISION_HEAD, row_revision, stated_rows, written
from geo.words.text import in_both

_FIELDS: Final = {column: field.name for field in STATED for column in field.columns}
_NEVER: Final = frozenset({"id", "sources"})


def kept_meanwhile(
    projects: pd.DataFrame, drafts: Sequence[RowDraft], table: RawTable, before: pd.DataFrame
) -> pd.DataFrame:
    """Return the projects of a file but for those that have changed under an export's rows.

    A row that carries the revision of another state of its record than the register has now, and
    says something else than the register, is not taken: the record stays, and both values are said.

    Parameters
    ----------
    projects
        The accepted rows, with the columns of ``data/projects.csv``.
    drafts
        The drafts that they were made of, in the same order.
    table
        The file.
    before
        Joined projects, as the register has them now.
    """
    if REVISION_HEAD not in table.headers:
        return projects
    revisions = _revisions(table)
    stated = stated_projects(before)[list(projects.columns)]
    now = {
        row["id"]: (row, values)
        for row, values in zip(
            stated_rows(before), stated.itertuples(index=False, name=None), strict=True
        )
    }
    kept = []
    for draft, values in zip(drafts, projects.itertuples(index=False, name=None), strict=True):
        row, ours = now.get(draft.record["id"], ({}, values))
        new = dict(zip(projects.columns, map(written, values), strict=True))
        is_old = bool(row) and revisions[draft.number] not in {"", row_revision(row)}
        differing = [name for name in row if name not in _NEVER and row[name] != new[name]]
        if is_old and differing:
            draft.findings.append(_finding(draft.number, row, new, differing))
        kept.append(ours if is_old else values)
    return pd.DataFrame(kept, columns=list(projects.columns)).astype(projects.dtypes)


def _revisions(table: RawTable) -> dict[int, str]:
    """Return the revision that each row carries by its number, empty where it carries none."""
    position = table.headers.index(REVISION_HEAD)
    cells = (text_of(row[position]) for row in table.rows)
    return dict(zip(table.numbers, cells, strict=True))


def _finding(
    number: int, now: dict[str, str], new: dict[str, str], differing: Sequence[str]
) -> Finding:
    """Return what says of each field that differs what the register and what the file has."""
    said = [
        in_both(
            "keep.clash",
            column=in_both(f"field.{_FIELDS[name]}"),
            theirs=shown(now[name]),
            yours=shown(new[name]),
        )
        for name in differing
    ]
    zh, en = ("; ".join(parts) for parts in zip(*said, strict=True))
    return Finding(number, "", now["id"], "changed_meanwhile", {"values": (zh, en)})
