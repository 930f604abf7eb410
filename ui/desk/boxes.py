"""The boxes in which the cells of a record are filled in, made from the tables' own descriptions.

Those of projects come from the table of fields, those of other tables from their schemas.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from geo.keep.change import PROJECTS, Row
from geo.keep.form import FORM
from geo.register.columns import DATES, columns_of_table, precision_of
from geo.register.field import Field
from geo.register.load import Register
from geo.say.project_words import kind_of
from geo.say.stated_words import SCOPE

TABLES: Final = (PROJECTS, "policies", "clauses", "indicators", "sources")
"""The tables whose records have a form."""

_ASKED: Final = tuple(field for field in FORM if field.name != "date_precision")
"""The fields with boxes; how precise a date is follows from how it is written."""

_LONG: Final = frozenset({"note", "investment_note", "body", "before", "after", "clause"})
_UNASKED: Final = frozenset({"id", "source", "sources", *map(precision_of, DATES)})
"""Columns that a record keeps, that its change's source is put into, or that a date decides."""


@dataclass(frozen=True)
class Box:
    """A box for a cell: the cells that can be chosen, none where anything may be written.

    ``is_several``: any number of them. ``is_long``: what is written takes several lines.
    """

    column: str
    options: Sequence[str] = ()
    is_several: bool = False
    is_long: bool = False

    def held(self, cell: str) -> str | list[str]:
        """Return what the box holds of a cell."""
        return [part for part in cell.split(";") if part] if self.is_several else cell


def boxes_of(register: Register, table: str, row: Row) -> list[Box]:
    """Return the boxes of a record of a table, in their order."""
    made = _of_projects(register) if table == PROJECTS else _of_table(register, table, row)
    return list(made)


def _of_projects(register: Register) -> Iterator[Box]:
    """Yield the boxes of a project: those in two languages first, side by side."""
    for field in sorted(_ASKED, key=lambda field: not field.bilingual):
        for column in field.columns:
            yield Box(column, _options(register, field), is_long=field.name in _LONG)


def _options(register: Register, field: Field) -> Sequence[str]:
    """Return the cells that can be chosen, or none where anything may be written."""
    kind = kind_of(field)
    if kind == "flag":
        return ["no", "yes"]
    may_be_empty = [] if field.assumed is not None else [""]
    if field.vocabulary:
        return [*may_be_empty, *field.vocabulary]
    if kind == "place":
        return ["", *map(str, register.named.index)]
    if field.name == "part_of":
        projects = register.projects
        return ["", *projects.loc[projects["aggregate"], "id"]]
    return []


def _of_table(register: Register, table: str, row: Row) -> Iterator[Box]:
    """Yield the boxes of a record in the order of its columns, two languages side by side."""
    known = {column.name: column for column in columns_of_table(table)}
    asked = [name for name in row if name not in _UNASKED]
    for name in sorted(asked, key=lambda name: not name.endswith(("_zh", "_en"))):
        column = known[name]
        places = [*register.places.places] if name == SCOPE and column.is_several else []
        words = ["", *column.words] if column.may_be_empty and column.words else column.words
        is_long = name.rpartition("_")[0] in _LONG
        yield Box(name, words or places, column.is_several, is_long)
