"""Policies in words: what page, sheets, slides, answers and files say of one."""

from dataclasses import dataclass

import pandas as pd

from geo.register.records import Row, given
from geo.say.source_words import citations
from geo.words.numerals import number
from geo.words.text import Text


@dataclass(frozen=True)
class PolicyLine:
    """A policy in words."""

    id: str
    title: str
    status: str
    date: str
    sector: str
    factors: str
    programme: str
    plan: str
    scope: str
    change: str
    sources: tuple[str, ...]

    @property
    def facts(self) -> str:
        """Status, date, sector, factors, whose it is, its plan and scope on one line."""
        of = (self.status, self.date, self.sector, self.factors, self.programme)
        return " · ".join(fact for fact in (*of, self.plan, self.scope) if fact)


def policy_lines(policies: pd.DataFrame, text: Text) -> tuple[PolicyLine, ...]:
    """Return policies, indexed by id, as lines, in their order."""
    return tuple(_policy_line(row, text) for row in policies.itertuples())


def policy_table(policies: pd.DataFrame, sources: pd.DataFrame, text: Text) -> pd.DataFrame:
    """Return policies, indexed by id, as a table to read: a row a policy, in their order.

    ``sources`` are those that they name, indexed by id.

    Dates stand as they are recorded, such as ``2021-02``, so that they sort.
    """
    columns = {
        "sources.id": "id",
        "policies.name": "title",
        "policies.status": "status",
        "field.sector": "sector",
        "policies.factors": "factors",
        "field.programme": "programme",
        "policies.plan": "plan",
        "policies.scope": "scope",
        "policies.change": "change",
        "field.sources": "sources",
    }
    lines = pd.DataFrame(policy_lines(policies, text), columns=[*PolicyLine.__annotations__])
    cited = citations(sources, text)
    said = lines["sources"].map(lambda ids: "; ".join(cited[id_] for id_ in ids))
    table = lines[list(columns.values())].assign(sources=said)
    table = table.set_axis([text(word) for word in columns], axis="columns")
    table.insert(3, text("field.date"), policies["date"].tolist())
    return table


def _policy_line(row: Row, text: Text) -> PolicyLine:
    sector = given(row.sector)
    return PolicyLine(
        id=str(row.Index),
        title=text.of(row, "title"),
        status=text(f"status.{row.status}"),
        date=text.date(row.date),
        sector=text(f"sector.{sector}") if sector else text("panel.all_sectors"),
        factors=text("briefing.comma").join(text(f"factor.{factor}") for factor in row.factors),
        programme=text(f"policy_programme.{row.programme}"),
        plan=plan_of(row, text),
        scope=text.of(row, "scope"),
        change=change_of(row, text),
        sources=row.sources,
    )


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
