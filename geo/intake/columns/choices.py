"""What a user says of a file; all that is left unsaid is found out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from geo.errors import OptionValueError
from geo.intake.files.tables import RawTable
from geo.intake.positions.proposals import Reading
from geo.intake.values.headers import COLUMNS
from geo.register.field import Field
from geo.register.fields import STATED
from geo.words.synonyms import normal, word_synonyms

VALUED: Final[Mapping[str, Field]] = {
    field.name: field for field in STATED if field.intake and field.vocabulary
}
"""The fields of which a word of a file can be said to mean one of ours."""

Values = Mapping[tuple[str, str], str]
"""Our word for one of a file's, by its field and its normal form."""


@dataclass(frozen=True)
class Choices:
    """What a user said of a file.

    ``columns``: the position of each field's column. ``reading``: how coordinates are read.
    ``rates``: CNY for one unit of a currency, by code. ``values``: what words of the file mean.
    """

    columns: Mapping[str, int] | None = None
    reading: Reading | None = None
    rates: Mapping[str, float] = field(default_factory=dict)
    values: Values = field(default_factory=dict)


def columns_said(table: RawTable, given: Sequence[str], found: Mapping[str, int]) -> dict[str, int]:
    """Return the columns found with those that ``NAME=HEADER`` says, a header as the file has it.

    Raises
    ------
    OptionValueError
        There is no such field or header.
    """
    positions = {normal(header): p for p, header in reversed([*enumerate(table.headers)])}
    said = {}
    for option in given:
        name, _, header = option.partition("=")
        position = positions.get(normal(header))
        if name.strip() not in COLUMNS or position is None:
            allowed = f"NAME=HEADER, {', '.join(COLUMNS)}; {'、'.join(table.headers[:20])}"
            raise OptionValueError(option="column", value=option, allowed=allowed)
        said[name.strip()] = position
    left = {name: p for name, p in found.items() if p not in said.values() and name not in said}
    return left | said


def values_said(given: Sequence[str]) -> Values:
    """Return what words of a file mean, as ``FIELD:WORD=OURS`` says; ours may be in any language.

    Raises
    ------
    OptionValueError
        There is no such field, or ours is not one of its words.
    """
    return dict(_value_said(option) for option in given)


def _value_said(option: str) -> tuple[tuple[str, str], str]:
    head, _, ours = option.rpartition("=")
    name, _, word = head.partition(":")
    known = VALUED.get(name.strip())
    if known is None or not normal(word):
        allowed = f"FIELD:WORD=OURS, {', '.join(VALUED)}"
        raise OptionValueError(option="value", value=option, allowed=allowed)
    meant = our_word(known, ours)
    if meant is None:
        allowed = ", ".join(known.options)
        raise OptionValueError(option="value", value=option, allowed=allowed)
    return (known.name, normal(word)), meant


def our_word(known: Field, said: str) -> str | None:
    """Return the word of a field's vocabulary that a text names, or None."""
    plain = said.strip()
    if plain in known.options:
        return plain
    meant = None if known.is_place else word_synonyms(known.name).get(normal(plain))
    return meant if meant in known.options else None
