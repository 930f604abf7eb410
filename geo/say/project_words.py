"""Projects in words: what page, sheets, slides and files say of one."""

from dataclasses import dataclass

import pandas as pd

from geo.ground.places import CITY, Hierarchy
from geo.register.records import Row, given
from geo.words.text import Text
from geo.words.vocabulary import UNSTATED


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


def project_lines(projects: pd.DataFrame, places: Hierarchy, text: Text) -> tuple[ProjectLine, ...]:
    """Return joined projects as lines, in their order."""
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
