"""What may stand in the columns of a table, as its schema says: words to choose from, or text."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from types import NoneType
from typing import Final, Literal, get_args, get_origin

from geo.register.load import TABLES
from geo.register.records import OneOf

DATES: Final = frozenset({"date", "as_of", "until", "stated_on"})
"""The columns of all tables that hold dates."""


def precision_of(date: str) -> str:
    """Return the column that says how precise the date in a column is, in tables that say so."""
    return f"{date}_precision"


@dataclass(frozen=True)
class Column:
    """A column of a table.

    ``words`` are those that may stand in it, none where it holds text. ``is_several`` tells whether
    several values may stand in a cell, ``may_be_empty`` whether a word may be left out.
    """

    name: str
    words: tuple[str, ...]
    is_several: bool
    may_be_empty: bool


@cache
def columns_of_table(table: str) -> tuple[Column, ...]:
    """Return the columns of a table, such as ``policies``, in the order of its schema."""
    fields = TABLES[f"{table}.csv"].model_fields
    return tuple(
        _column(field.alias or name, list(_parts(field.rebuild_annotation())))
        for name, field in fields.items()
    )


def _column(name: str, parts: list[object]) -> Column:
    said = [part.allowed for part in parts if isinstance(part, OneOf)]
    said += [get_args(part) for part in parts if get_origin(part) is Literal]
    return Column(
        name=name,
        words=tuple(said[0]) if said else (),
        is_several=any(get_origin(part) is tuple for part in parts),
        may_be_empty=NoneType in parts,
    )


def _parts(annotation: object) -> Iterator[object]:
    """Yield an annotation and all that it is made of."""
    yield annotation
    if get_origin(annotation) is not Literal:
        for part in get_args(annotation):
            yield from _parts(part)
