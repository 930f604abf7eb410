"""What holds where: the one answer that page, sheets, slides and files count and list.

A policy that holds in a place holds in all of it or only in a part, and it is citywide, for the
whole free trade zone, or local. So the policies of a place add up, each in one group; and a cluster
may have more that hold in all of it than the city has, as what is local there holds in a part of
the city. What is over holds nowhere, and is listed as over where it held.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import pandas as pd

from geo.ask.here import Here
from geo.ask.policies import REACHES, USES, PolicyCount, PolicyFilter, count_policies
from geo.ground.places import CITY

RELATIONS: Final = ("whole", "part")
OVER: Final = "over"
GROUPS: Final = (*(f"{on}_{reach}" for on in RELATIONS for reach in reversed(REACHES)), OVER)
"""How policies of a place are grouped: what is most its own comes first, what is over last."""


@dataclass(frozen=True, eq=False)
class Holding:
    """The policies that hold where someone asks, as rows of the register, usable ones first.

    ``whole`` hold in all of the place, or at the spot; ``part`` only in a part of the place;
    ``over`` held in one or the other and are over. Their column ``reach`` is one of
    ``geo.ask.policies.REACHES``, ``use`` one of ``USES``.
    """

    whole: pd.DataFrame
    part: pd.DataFrame
    over: pd.DataFrame

    @cached_property
    def count(self) -> PolicyCount:
        """How many hold in all of the place, by status."""
        return count_policies(self.whole)

    @cached_property
    def reaches(self) -> dict[str, int]:
        """How many of those that hold in all of the place have each reach."""
        return _counts(self.whole["reach"], REACHES)

    @cached_property
    def part_reaches(self) -> dict[str, int]:
        """How many of those that hold only in a part of the place have each reach."""
        return _counts(self.part["reach"], REACHES)

    @cached_property
    def uses(self) -> dict[str, int]:
        """How many of those that hold in all of the place have each use."""
        return _counts(self.whole["use"], USES)

    @cached_property
    def landed(self) -> pd.DataFrame:
        """Those that hold in all of the place and have landed, the latest first."""
        landed = self.whole[self.whole["status"] == "landed"]
        return landed.sort_values("date", ascending=False, kind="stable")

    @property
    def matchable(self) -> pd.DataFrame:
        """Those that hold in all of the place and that, or measures of which, can be used."""
        return self.whole[self.whole["use"] != "background"]

    @property
    def policies(self) -> pd.DataFrame:
        """All of them, a group after the other."""
        groups = [policies for _, policies in self.groups()]
        return pd.concat(groups) if groups else self.whole

    def groups(self) -> Iterator[tuple[str, pd.DataFrame]]:
        """Yield name and policies of each of the ``GROUPS`` that has any."""
        frames = {"whole": self.whole, "part": self.part}
        found = {
            f"{relation}_{reach}": frame[frame["reach"] == reach]
            for relation, frame in frames.items()
            for reach in REACHES
        } | {OVER: self.over}
        yield from ((group, found[group]) for group in GROUPS if len(found[group]))


def _counts(column: pd.Series, options: tuple[str, ...]) -> dict[str, int]:
    return {option: int((column == option).sum()) for option in options}


def what_holds(
    policies: PolicyFilter, here: Here, sectors: tuple[str, ...], factors: tuple[str, ...]
) -> Holding:
    """Return what holds where someone asks, for any of the sectors and factors.

    An empty tuple does not restrict. Nothing holds outside the region. At a spot or a project
    nothing holds in a part: what holds in a part of its district is not known to hold there.
    """
    chosen = policies.choose(sectors, factors)
    keys = (*here.keys, CITY) if here.keys else ()
    whole = chosen & policies.covering(keys, "whole")
    part = chosen & policies.covering(here.keys if here.is_place else (), "part")
    in_force = ~policies.over
    return Holding(
        whole=policies.rows(whole & in_force),
        part=policies.rows(part & ~whole & in_force),
        over=policies.rows((whole | part) & policies.over),
    )
