"""The measures within a policy in words: what each pays, to how much, when, and who says so."""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from geo.register.load import Register
from geo.register.records import Row, given
from geo.say.source_words import cite
from geo.words.numerals import number
from geo.words.text import Text


@dataclass(frozen=True)
class ClauseLine:
    """A measure in words; ``beside`` says what another source says of the same thing."""

    title: str
    figures: str
    note: str
    source: str
    beside: str


def clause_lines(register: Register, policy: str, text: Text) -> tuple[ClauseLine, ...]:
    """Return the measures of a policy that the record lists, in its order."""
    return tuple(clause_line(register, row, text) for row in register.measures_of(policy))


def listed_measures(register: Register, policy: Row, text: Text) -> str:
    """Return how many measures of a policy are listed, of how many; nothing where it is no set."""
    count = len(register.measures_of(str(policy.Index)))
    has = pd.notna(policy.measures) and not text.of(policy, "plan")
    if has:
        return text("clause.listed_of", count=count, measures=number(policy.measures))
    if count:
        return text("clause.listed", count=count)
    return text("clause.none_listed") if policy.kind == "bundle" else ""


def clause_line(register: Register, row: Row, text: Text) -> ClauseLine:
    """Return a measure, a row of ``data/clauses.csv``, in words."""
    where = [register.places[key].name(text.lang) for key in row.scope]
    title = text.of(row, "clause")
    return ClauseLine(
        title=text("clause.only_in", title=title, places=" / ".join(where)) if where else title,
        figures=text("clause.semicolon").join(_figures(row, text)),
        note=text.of(row, "note"),
        source=_source(register, row, text),
        beside=_beside(register, row, text),
    )


def _figures(row: Row, text: Text) -> Iterator[str]:
    """Yield what is known of amount, percentage, cap, window and pledge."""
    for column in ("amount", "cap"):
        wan = getattr(row, f"{column}_wan_cny")
        if pd.notna(wan):
            yield text(f"clause.{column}", amount=text.small_money(wan))
    if pd.notna(row.percentage):
        of = text.of(row, "percentage_of")
        yield text("clause.percentage", percentage=number(row.percentage), of=of)
    if text.of(row, "window"):
        yield text.of(row, "window")
    if pd.notna(row.pledge_years):
        yield text("clause.pledge", years=number(row.pledge_years))


def _source(register: Register, row: Row, text: Text) -> str:
    return cite(register.rows["sources"][row.source], text)


def _beside(register: Register, row: Row, text: Text) -> str:
    """Return what the clause says that stands beside this one, with its figures and source."""
    if not given(row.beside):
        return ""
    other = register.rows["clauses"][row.beside]
    said = text("clause.semicolon").join([text.of(other, "clause"), *_figures(other, text)])
    return text("clause.beside", said=said, source=_source(register, other, text))
