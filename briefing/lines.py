"""Projects, policies and sources as lines of a list, in the words of one language."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from geo.ask.atlas import Atlas
from geo.ask.policies import change_of
from geo.ground.places import CITY, FTZ, Hierarchy
from geo.register.records import Row, given
from geo.words.text import Text
from geo.words.vocabulary import UNSTATED

WIDE = frozenset({CITY, FTZ})
"""The scopes that cover every cluster."""


@dataclass(frozen=True)
class ProjectLine:
    """A project in words; ``level`` is the code of how well its place is known."""

    id: str
    name: str
    sector: str
    status: str
    date: str
    place: str
    investment: str
    level: str
    aggregate: bool
    sources: tuple[str, ...]


@dataclass(frozen=True)
class PolicyLine:
    """A policy in words; ``wide`` where it holds in the whole city or the whole zone."""

    id: str
    title: str
    status: str
    date: str
    sector: str
    factors: str
    scope: str
    change: str
    landed: bool
    wide: bool
    sources: tuple[str, ...]


@dataclass(frozen=True)
class SourceLine:
    """A source, and how many of a briefing's records cite it; ``url`` may be empty."""

    id: str
    title: str
    publisher: str
    date: str
    source_class: str
    url: str
    cited: int


def project_lines(projects: pd.DataFrame, atlas: Atlas, text: Text) -> tuple[ProjectLine, ...]:
    """Return joined projects as lines, in their order."""
    places = atlas.register.places
    return tuple(_project_line(row, places, text) for row in projects.itertuples())


def _project_line(row: Row, places: Hierarchy, text: Text) -> ProjectLine:
    known = row.investment_yi_cny == row.investment_yi_cny
    return ProjectLine(
        id=row.id,
        name=text.of(row, "name"),
        sector=text(f"sector.{given(row.sector) or UNSTATED}"),
        status=text(f"status.{row.status}"),
        date=text.date(row.date),
        place=finest_place(row, places, text),
        investment=text.investment(row.investment_yi_cny) if known else "",
        level=row.level,
        aggregate=bool(row.aggregate),
        sources=row.sources,
    )


def finest_place(row: Row, places: Hierarchy, text: Text) -> str:
    """Return the name of the smallest place that a joined project is known to lie in."""
    for kind, value in (("place", row.place), ("cluster", row.cluster), ("district", row.district)):
        if given(value):
            return places[f"{kind}:{value}"].name(text.lang)
    return places[CITY].name(text.lang)


def policy_lines(policies: pd.DataFrame, text: Text) -> tuple[PolicyLine, ...]:
    """Return policies, indexed by id, as lines, in their order."""
    return tuple(_policy_line(row, text) for row in policies.itertuples())


def _policy_line(row: Row, text: Text) -> PolicyLine:
    sector = given(row.sector)
    return PolicyLine(
        id=str(row.Index),
        title=text.of(row, "title"),
        status=text(f"status.{row.status}"),
        date=text.date(row.date),
        sector=text(f"sector.{sector}") if sector else text("panel.all_sectors"),
        factors=text("briefing.comma").join(text(f"factor.{factor}") for factor in row.factors),
        scope=text.of(row, "scope"),
        change=change_of(row, text),
        landed=row.status == "landed",
        wide=not WIDE.isdisjoint(row.scope),
        sources=row.sources,
    )


def source_lines(cited: Mapping[str, int], atlas: Atlas) -> tuple[SourceLine, ...]:
    """Return the sources cited, by id."""
    return tuple(_source_line(atlas.sources[id_], cited[id_]) for id_ in sorted(cited))


def _source_line(row: Row, cited: int) -> SourceLine:
    return SourceLine(
        id=str(row.Index),
        title=row.title,
        publisher=row.publisher,
        date=row.date,
        source_class=row.source_class,
        url=str(row.url) if row.url else "",
        cited=cited,
    )
