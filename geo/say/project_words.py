"""Projects in words: each fact of one, once, for page, popup, sheets, slides and files."""

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import pandas as pd

from geo.ground.places import CITY
from geo.register.field import Field, Role
from geo.register.fields import FIELD, fields_with
from geo.register.load import Register, with_sums_apart
from geo.register.records import Row, given
from geo.say.source_words import citations
from geo.say.spreadsheet import recorded_dates
from geo.words.numerals import fixed, whole
from geo.words.text import Text

EXPORTED: Final = fields_with("exported")
DEGREE_DECIMALS: Final = 5
"""Of a coordinate to read: about a metre."""


@dataclass(frozen=True)
class Fact:
    """A fact of a project in words: its field, what that is called, and what is known of it."""

    field: str
    label: str
    value: str


@dataclass(frozen=True)
class ProjectLine:
    """A project in a list: what its table shows in words by field, and the codes it is sorted by.

    ``level`` is the code of how well its place is known.
    """

    id: str
    name: str
    level: str
    sources: tuple[str, ...]
    cells: Mapping[str, str]


LEADING: Final = ("name", "sector", "status", "place", "investment", "level")
"""What is shown of a project comes in this order, then any other field."""


def shown_in(*where: Role) -> tuple[Field, ...]:
    """Return the fields shown in a ``popup``, among the facts of a ``panel``, or in a ``table``."""
    return tuple(sorted(fields_with(*where), key=_rank))


def _rank(field: Field) -> int:
    return LEADING.index(field.name) if field.name in LEADING else len(LEADING)


LISTED: Final = shown_in("table")


def kind_of(field: Field) -> str:
    """Return what the values of a field are, by which they are put into words.

    ``place`` (the id of one), ``word`` (of its vocabulary), ``status`` (one that is said with its
    day), ``money`` (亿元), ``metres``, ``degrees``, ``flag``, ``date``, ``sources`` or ``text``.
    """
    if field.is_place:
        return "place"
    if field.name == "status":
        return "status"
    if field.vocabulary:
        return "word"
    if field.type is bool:
        return "flag"
    return field.unit or (field.name if field.name in {"date", "sources"} else "text")


def head_of(field: Field, text: Text) -> str:
    """Return what a field is called above a column of its values, with their unit."""
    name = text(f"field.{field.name}")
    return text("fact.heading", name=name, unit=text(f"unit.{field.unit}")) if field.unit else name


class ProjectWords:
    """What is said of joined projects in one language, field by field."""

    def __init__(self, register: Register, text: Text) -> None:
        """Take the register whose places and sources the projects name."""
        self.text = text
        self._register, self._places = register, register.places
        self._say: Mapping[str, Callable[[Field, Row], str]] = {
            "place": self._place,
            "word": self._word,
            "status": lambda _, project: self.status(project),
            "money": self._money,
            "metres": self._metres,
            "degrees": self._degrees,
            "flag": self._flag,
            "date": self._date,
            "sources": self._sources,
            "text": self._plain,
        }

    @cached_property
    def _cited(self) -> dict[str, str]:
        return citations(self._register.sources, self.text)

    def say(self, field: Field, project: Row) -> str:
        """Return what a field of a project says; nothing where it is not known."""
        return self._say[kind_of(field)](field, project)

    def facts(self, project: Row, fields: Iterable[Field]) -> list[Fact]:
        """Return what is known of a project among some fields, with the finest place known."""
        said = ((field, self._shown(field, project)) for field in fields)
        return [
            Fact(field.name, self.text(f"field.{field.name}"), value)
            for field, value in said
            if value
        ]

    def lines(self, projects: pd.DataFrame) -> tuple[ProjectLine, ...]:
        """Return projects as lines of a list, in their order."""
        return tuple(self._line(project) for project in projects.itertuples())

    def table(self, projects: pd.DataFrame, fields: Iterable[Field] = EXPORTED) -> pd.DataFrame:
        """Return projects as a table to read and to reckon with, a row a project, in their order.

        Numbers are numbers, in the unit that their column's head names; the investment adds up, as
        aggregates have theirs in a column apart. Dates stand as they are recorded, such as
        ``2021-02``; all else is in words. Where nothing is known a cell is empty.
        """
        apart = with_sums_apart(projects)
        rows: list[Row] = list(apart.itertuples())
        return pd.DataFrame(
            {head_of(field, self.text): self._column(field, apart, rows) for field in fields}
        )

    def status(self, project: Row) -> str:
        """Return the status of a project with its day, and whether it was not heard of since."""
        status, date = self._word(FIELD["status"], project), self._date(FIELD["date"], project)
        word = "fact.status_of" if project.date else "fact.status_undated"
        said = self.text(word, status=status, date=date)
        return self.text("fact.silent", status=said) if project.news == "silent" else said

    def finest_place(self, project: Row) -> str:
        """Return the name of the smallest place that a project is known to lie in."""
        for kind in ("place", "cluster", "district"):
            if name := self._place(FIELD[kind], project):
                return name
        return self._places[CITY].name(self.text.lang)

    def _line(self, project: Row) -> ProjectLine:
        return ProjectLine(
            id=project.id,
            name=self.text.of(project, "name"),
            level=project.level,
            sources=project.sources,
            cells={field.name: self._shown(field, project) for field in LISTED},
        )

    def _shown(self, field: Field, project: Row) -> str:
        return self.finest_place(project) if field.name == "place" else self.say(field, project)

    def _column(
        self, field: Field, projects: pd.DataFrame, rows: list[Row]
    ) -> list[object] | pd.Series:
        kind = kind_of(field)
        if kind == "status":  # its day and its news stand in columns of their own
            return [self._word(field, row) for row in rows]
        if kind in {"place", "word", "flag", "sources"}:
            return [self.say(field, row) for row in rows]
        column = projects[field.column_in(self.text.lang)]
        if kind == "date":
            return recorded_dates(column)
        if kind == "money":
            column = column.astype(float).map(self.text.amount, na_action="ignore")
        return list(column)

    def _value(self, field: Field, project: Row) -> object:
        return getattr(project, field.column_in(self.text.lang))

    def _plain(self, field: Field, project: Row) -> str:
        return given(self._value(field, project)) or ""

    def _word(self, field: Field, project: Row) -> str:
        word = self._plain(field, project) or field.unstated
        return self.text(f"{field.name}.{word}") if word else ""

    def _place(self, field: Field, project: Row) -> str:
        id_ = self._plain(field, project)
        return self._places[f"{field.name}:{id_}"].name(self.text.lang) if id_ else ""

    def _number(self, field: Field, project: Row) -> float | None:
        number = float(getattr(project, field.columns[0]))
        return None if math.isnan(number) else number

    def _money(self, field: Field, project: Row) -> str:
        yi_cny = self._number(field, project)
        amount = "" if yi_cny is None else self.text.investment(yi_cny)
        mark = self.text("fact.aggregate") if project.aggregate else ""
        return " ".join(part for part in (amount, mark) if part)

    def _metres(self, field: Field, project: Row) -> str:
        metres = self._number(field, project)
        return "" if metres is None else self.text("fact.metres", metres=whole(metres))

    def _degrees(self, field: Field, project: Row) -> str:
        degrees = self._number(field, project)
        return "" if degrees is None else fixed(degrees, DEGREE_DECIMALS)

    def _flag(self, field: Field, project: Row) -> str:
        return self.text("fact.yes") if self._value(field, project) else ""

    def _date(self, field: Field, project: Row) -> str:
        return self.text.date(self._plain(field, project))

    def _sources(self, field: Field, project: Row) -> str:
        return "; ".join(self._cited[id_] for id_ in getattr(project, field.name))
