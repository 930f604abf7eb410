"""A briefing as a workbook: its projects and policies, what they say in detail, what it all means.

The page's own export is this file too.
"""

import io
from collections.abc import Mapping
from typing import Final

import pandas as pd

from briefing.content import Briefing
from briefing.files.code_table import code_sheet
from briefing.files.frames import about_table, district_sectors, policy_table
from briefing.files.project_table import (
    BILINGUAL,
    CODED,
    code_head,
    number_formats,
    other_language_head,
    project_table,
)
from geo.register.load import with_sums_apart
from geo.register.stated import REVISION_HEAD, project_revisions
from geo.say.measure_tables import clause_table, condition_table
from geo.say.project_words import EXPORTED, ProjectWords, head_of
from geo.say.source_words import source_table
from geo.say.spreadsheet import write_csv, write_xlsx
from geo.words.text import Text

GROUPED: Final = ("district", "cluster", "sector", "kind", "status", "origin", "programme")
"""The fields by whose words the long table groups projects, beside their year."""

MONEY: Final = ("investment", "aggregate_investment")


def xlsx_file(briefing: Briefing) -> bytes:
    """Return a workbook of projects, policies and their measures, and of what columns mean."""
    content = io.BytesIO()
    hidden = (REVISION_HEAD,)
    write_xlsx(content, sheets_of(briefing), number_formats(briefing.text), hidden)
    return content.getvalue()


def csv_file(briefing: Briefing) -> bytes:
    """Return the projects as CSV: UTF-8 with a byte order mark, so that Excel sees it."""
    content = io.BytesIO()
    write_csv(content, _projects(briefing))
    return content.getvalue()


def sheets_of(briefing: Briefing) -> Mapping[str, pd.DataFrame]:
    """Return the sheets of a briefing by name, the projects first."""
    text, register = briefing.text, briefing.atlas.register
    policies = briefing.focus.holding.policies.index
    return {
        text("table.tab"): _projects_to_return(briefing),
        text("policies.tab"): policy_table(briefing),
        text("briefing.sheet_summary"): district_sectors(briefing),
        text("briefing.sheet_sources"): source_table(briefing.sources, text),
        text("briefing.sheet_about"): about_table(briefing),
        text("columns.sheet_clauses"): clause_table(register, policies, text),
        text("columns.sheet_conditions"): condition_table(register, policies, text),
        text("columns.sheet_long"): long_table(briefing),
        text("columns.sheet_columns"): column_table(text),
        text("columns.sheet_codes"): code_sheet(register, text),
    }


def long_table(briefing: Briefing) -> pd.DataFrame:
    """Return how many projects are alike in every field of ``GROUPED`` and in their year.

    One row a combination that occurs, for a pivot table to add up: the projects, how many of them
    state an amount and what these come to, how many are aggregates and their amounts.
    """
    text, register = briefing.text, briefing.atlas.register
    projects = with_sums_apart(briefing.projects)
    words = ProjectWords(register, text)
    fields = [field for field in EXPORTED if field.name in GROUPED]
    groups = words.table(projects, fields)
    groups[text("columns.year")] = [date[:4] for date in projects["date"]]
    amounts = [head_of(field, text) for field in EXPORTED if field.name in MONEY]
    money = words.table(projects, [field for field in EXPORTED if field.name in MONEY])
    counted = pd.DataFrame(
        {
            text("columns.count"): 1,
            text("columns.with_amount"): money[amounts[0]].notna().astype(int),
            amounts[0]: money[amounts[0]],
            text("columns.aggregates"): projects["aggregate"].astype(int).tolist(),
            amounts[1]: money[amounts[1]],
        }
    )
    by = list(groups.columns)
    return pd.concat([groups, counted], axis="columns").groupby(by, as_index=False).sum()


def column_table(text: Text) -> pd.DataFrame:
    """Return what the columns of the projects and of the measures mean, a row a column."""
    meanings = {head_of(field, text): text(f"meaning.{field.name}") for field in EXPORTED}
    meanings |= {
        other_language_head(f.name, text): text("meaning.other_language") for f in BILINGUAL
    }
    meanings |= {code_head(field.name, text): text("meaning.code") for field in CODED}
    meanings[text("sources.link")] = text("meaning.link")
    meanings[REVISION_HEAD] = text("meaning.revision")
    measured = text.section("measure_meaning")
    meanings |= {text(f"columns.{name}"): said for name, said in measured.items()}
    heads = (text("columns.column"), text("columns.meaning"))
    return pd.DataFrame(list(meanings.items()), columns=list(heads))


def _projects(briefing: Briefing) -> pd.DataFrame:
    return project_table(briefing.atlas.register, briefing.projects, briefing.text)


def _projects_to_return(briefing: Briefing) -> pd.DataFrame:
    """Return the projects with their revisions, by which a file that comes back is held."""
    revisions = project_revisions(briefing.projects)
    return _projects(briefing).assign(**{REVISION_HEAD: revisions})
