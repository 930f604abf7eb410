"""How widely the policies of a place hold, in words: what page, paper and files all say."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import pandas as pd

from geo.ask.holding import Holding
from geo.say.policy_words import PolicyLine, policy_table
from geo.words.numerals import number
from geo.words.text import Text
from geo.words.vocabulary import POLICY_PROGRAMMES

GROUP_COLUMN: Final = 4
"""Where in a table of policies their group stands: after id, name, kind and status."""


def reaches_line(holding: Holding, text: Text) -> str:
    """Return how the policies that hold in all of a place are made up, which adds up to them."""
    return text("holding.reaches", **holding.reaches)


def slashed(counts: Mapping[str, int]) -> str:
    """Return counts as ``90 / 20 / 3``, under a head that names the three."""
    return " / ".join(map(number, counts.values()))


def programmes_line(holding: Holding, text: Text) -> str:
    """Return whose the policies that hold in all of a place are, which adds up to them."""
    counts = holding.whole["programme"].value_counts()
    whose = {name: int(counts.get(name, 0)) for name in POLICY_PROGRAMMES}
    return text("holding.programmes", **whose)


def uses_line(holding: Holding, text: Text) -> str:
    """Return what a company has of the policies that hold in all of a place, which adds up."""
    return text("holding.uses", **holding.uses)


def part_line(holding: Holding, text: Text) -> str:
    """Return how many more hold only in a part of a place, or nothing where none does."""
    if holding.part.empty:
        return ""
    zone_wide = holding.part_reaches["zone_wide"]
    word = "holding.part_with_zone" if zone_wide else "holding.part"
    return text(word, count=len(holding.part), zone_wide=zone_wide)


def over_line(holding: Holding, text: Text) -> str:
    """Return how many policies of a place are over and not counted, or nothing."""
    return text("holding.over_count", count=len(holding.over)) if len(holding.over) else ""


def widely(holding: Holding, text: Text) -> list[str]:
    """Return the lines that say of what use, how widely and whose the policies of a place are."""
    lines = (part_line(holding, text), over_line(holding, text))
    whole = [line(holding, text) for line in (uses_line, reaches_line, programmes_line)]
    return [*(whole if len(holding.whole) else ()), *filter(None, lines)]


def holding_line(name: str, holding: Holding, text: Text) -> str:
    """Return in one line how many policies hold in the place of a name, and how widely."""
    head = text("policies.of_focus", name=name, count=holding.count.total)
    return " · ".join([head, *widely(holding, text)])


@dataclass(frozen=True)
class PolicyGroup:
    """One of ``geo.ask.holding.GROUPS`` in words, with its policies."""

    name: str
    policies: tuple[PolicyLine, ...]


def policy_groups(
    holding: Holding, lines: Mapping[str, PolicyLine], text: Text
) -> tuple[PolicyGroup, ...]:
    """Return the groups that have any policy, what is most the place's own first.

    ``lines`` are the register's policies by id.
    """
    return tuple(
        PolicyGroup(text(f"holding.{group}"), tuple(lines[str(id_)] for id_ in policies.index))
        for group, policies in holding.groups()
    )


def holding_table(
    holding: Holding, among: pd.DataFrame, sources: pd.DataFrame, text: Text
) -> pd.DataFrame:
    """Return policies as a table, with the group that each is of in a place, or a dash."""
    groups = {
        id_: text(f"holding.{group}")
        for group, policies in holding.groups()
        for id_ in policies.index
    }
    table = policy_table(among, sources, text)
    table.insert(GROUP_COLUMN, text("holding.group"), [groups.get(id_, "—") for id_ in among.index])
    return table
