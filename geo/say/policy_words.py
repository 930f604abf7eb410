"""Policies in words: what page, sheets, slides, answers and files say of one."""

from dataclasses import dataclass, replace
from typing import Final

import pandas as pd

from geo.register.records import Row, given
from geo.say.source_words import citations
from geo.say.spreadsheet import recorded_dates
from geo.words.numerals import number
from geo.words.text import Text

DATE_COLUMN: Final = 4
"""Where in a table of policies their date stands: after id, name, kind and status."""


@dataclass(frozen=True)
class PolicyLine:
    """A policy in words; ``facts`` says most of it on one line."""

    id: str
    title: str
    kind: str
    status: str
    date: str
    end: str
    sectors: str
    factors: str
    programme: str
    plan: str
    scope: str
    change: str
    body: str
    facts: str
    sources: tuple[str, ...]


def policy_lines(policies: pd.DataFrame, text: Text) -> tuple[PolicyLine, ...]:
    """Return policies, indexed by id, as lines, in their order."""
    return tuple(policy_line(row, text) for row in policies.itertuples())


def policy_table(policies: pd.DataFrame, sources: pd.DataFrame, text: Text) -> pd.DataFrame:
    """Return policies, indexed by id, as a table to read: a row a policy, in their order.

    ``sources`` are those that they name, indexed by id.

    Dates stand as they are recorded, such as ``2021-02``, so that they sort.
    """
    columns = {
        "sources.id": "id",
        "policies.name": "title",
        "policies.kind": "kind",
        "policies.status": "status",
        "policies.end": "end",
        "field.sector": "sectors",
        "policies.factors": "factors",
        "field.programme": "programme",
        "policies.plan": "plan",
        "policies.scope": "scope",
        "policies.change": "change",
        "policies.body": "body",
        "field.sources": "sources",
    }
    lines = pd.DataFrame(policy_lines(policies, text), columns=[*PolicyLine.__annotations__])
    cited = citations(sources, text)
    said = lines["sources"].map(lambda ids: "; ".join(cited[id_] for id_ in ids))
    table = lines[list(columns.values())].assign(sources=said)
    table = table.set_axis([text(word) for word in columns], axis="columns")
    table.insert(DATE_COLUMN, text("field.date"), recorded_dates(policies["date"]))
    return table


def policy_line(row: Row, text: Text) -> PolicyLine:
    """Return a policy, whose index is its id, in words."""
    comma = text("briefing.comma")
    sectors = comma.join(text(f"sector.{sector}") for sector in row.sectors)
    line = PolicyLine(
        id=str(row.Index),
        title=text.of(row, "title"),
        kind=text(f"policy_kind.{row.kind}"),
        status=text(f"status.{row.status}"),
        date=text.date(row.date),
        end=end_of(row, text),
        sectors=sectors or text("panel.all_sectors"),
        factors=comma.join(text(f"factor.{factor}") for factor in row.factors),
        programme=text(f"policy_programme.{row.programme}"),
        plan=plan_of(row, text),
        scope=text.of(row, "scope"),
        change=change_of(row, text),
        body=text.of(row, "body"),
        facts="",
        sources=tuple(dict.fromkeys((*row.sources, *filter(None, [given(row.end_source)])))),
    )
    return replace(line, facts=_facts(line, text))


def _facts(line: PolicyLine, text: Text) -> str:
    """Return kind, status, date, end, sectors, factors, whose, plan and scope on one line."""
    labelled = {"field.sector": line.sectors, "policies.factors": line.factors}
    named = (text("policies.labelled", label=text(k), value=v) for k, v in labelled.items() if v)
    whose = (line.programme, line.plan, line.scope)
    said = (line.kind, line.status, line.date, line.end, *named, *whose)
    return " · ".join(fact for fact in said if fact)


def end_of(policy: Row, text: Text) -> str:
    """Return until when a policy holds or by what it is replaced, and how one knows, if so."""
    if not given(policy.end_basis):
        return ""
    basis, date = text(f"end_basis.{policy.end_basis}"), text.date(policy.until)
    successor = text.of(policy, "successor")
    if not successor:
        return text("policies.until", date=date, basis=basis)
    word = "policies.replaced_on" if policy.until else "policies.replaced"
    return text(word, date=date, title=successor, basis=basis)


def plan_of(policy: Row, text: Text) -> str:
    """Return of which plan a policy is one measure, or how many it has itself, if known."""
    plan, measures = text.of(policy, "plan"), policy.measures
    if pd.isna(measures):
        return text("policies.of_plan", plan=plan) if plan else ""
    if plan:
        return text("policies.one_of", plan=plan, measures=number(measures))
    return text("policies.measures", measures=number(measures))


def change_of(policy: Row, text: Text) -> str:
    """Return what a policy changed, ``before → after``, or else its figure, if known."""
    before, after = text.of(policy, "before"), text.of(policy, "after")
    if before and after:
        return text("panel.before_after", before=before, after=after)
    return after or text.of(policy, "figure")
