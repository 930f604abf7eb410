"""The lists of a report as tables: what each is called, its columns, its rows, where they lead."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from briefing.content import Briefing
from briefing.section import policy_lists
from geo.say.policy_words import PolicyLine
from geo.say.project_words import LISTED, ProjectLine
from geo.say.source_words import title_of
from geo.words.text import Text

WIDTH: Final = 2.2
WIDTHS: Final = {"name": 6.4, "status": 3.4, "place": 3.4, "level": 2.5}
"""Relative widths of a project's columns: most, and those of other fields."""

Rows = Sequence[tuple[str, ...]]


@dataclass(frozen=True)
class Listing:
    """A table: its heading, the head and relative width of each column, its rows.

    ``links`` are the addresses that the cells of one column lead to, one a row or none at all.
    """

    heading: str
    columns: tuple[tuple[str, float], ...]
    rows: Rows
    none: str = ""
    links: Sequence[str] = ()
    linked: int = 0


def listings(briefing: Briefing) -> list[Listing]:
    """Return the tables of a report, in order."""
    text = briefing.text
    focus = briefing.focus
    placed = [project for project in focus.projects if project.level == "point"]
    return [
        _headlines(briefing),
        _projects(text("briefing.placed"), placed, briefing),
        _projects(text("briefing.unplaced"), focus.unplaced, briefing),
        *(_policies(*listed, text) for listed in policy_lists(focus, text).items()),
        _sources(briefing),
    ]


def _headlines(briefing: Briefing) -> Listing:
    text = briefing.text
    return Listing(
        text("briefing.headlines"),
        (
            (text("indicators.name"), 3),
            (text("indicators.value"), 3),
            (text("indicators.as_of"), 2),
            (text("figure.newest_head"), 4),
            (text("figure.source"), 5),
        ),
        [
            (
                figure.name,
                figure.said,
                figure.as_of,
                figure.newest,
                title_of(figure.source, text),
            )
            for figure in briefing.headlines
        ],
    )


def _projects(heading: str, projects: Sequence[ProjectLine], briefing: Briefing) -> Listing:
    text = briefing.text
    return Listing(
        text("briefing.heading_count", heading=heading, count=len(projects)),
        tuple((text(f"field.{field.name}"), WIDTHS.get(field.name, WIDTH)) for field in LISTED),
        [tuple({**briefing.cells_of(p), "name": briefing.marked(p)}.values()) for p in projects],
        text("briefing.no_projects"),
    )


def _policies(heading: str, policies: Sequence[PolicyLine], text: Text) -> Listing:
    return Listing(
        heading,
        (
            (text("policies.name"), 4),
            (text("policies.status"), 1.8),
            (text("field.date"), 2.4),
            (text("policies.factors"), 1.8),
            (text("policies.scope"), 3),
            (text("policies.change"), 4),
        ),
        [(p.title, p.status, p.date, p.factors, p.scope, p.change) for p in policies],
        text("briefing.no_policies"),
    )


def _sources(briefing: Briefing) -> Listing:
    text = briefing.text
    return Listing(
        text("briefing.heading_count", heading=text("field.sources"), count=len(briefing.sources)),
        (
            (text("sources.id"), 1.6),
            (text("sources.title"), 8),
            (text("sources.publisher"), 4),
            (text("sources.date"), 1.9),
            (text("sources.class"), 1),
        ),
        [(s.id, s.title, s.publisher, s.date, s.source_class) for s in briefing.sources],
        links=[s.url for s in briefing.sources],
        linked=1,
    )
