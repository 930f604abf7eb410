"""What holds where: the one answer that page, sheets, slides and files count and list.

A policy that holds in a place holds in all of it or only in a part, and it is citywide, for the
whole free trade zone, or local. So the policies of a place add up, each in one group; and a cluster
may have more that hold in all of it than the city has, as what is local there holds in a part of
the city.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import pandas as pd

from geo.ask.here import Here
from geo.ask.policies import REACHES, PolicyCount, PolicyFilter, count_policies
from geo.ground.places import CITY

GROUPS: Final = tuple(
    (relation, reach) for relation in ("whole", "part") for reach in reversed(REACHES)
)
"""How policies of a place are grouped: what is most its own comes first."""


@dataclass(frozen=True, eq=False)
class Holding:
    """The policies that hold where someone asks, as rows of the register, landed first.

    ``whole`` hold in all of the place, or at the spot; ``part`` only in a part of the place.
    Their column ``reach`` is one of ``geo.ask.policies.REACHES``.
    """

    whole: pd.DataFrame
    part: pd.DataFrame

    @property
    def count(self) -> PolicyCount:
        """How many hold in all of the place, by status."""
        return count_policies(self.whole)

    @property
    def reaches(self) -> dict[str, int]:
        """How many of those that hold in all of the place have each reach."""
        return _by_reach(self.whole)

    @property
    def part_reaches(self) -> dict[str, int]:
        """How many of those that hold only in a part of the place have each reach."""
        return _by_reach(self.part)

    @property
    def policies(self) -> pd.DataFrame:
        """All of them, a group after the other."""
        groups = [policies for _, _, policies in self.groups()]
        return pd.concat(groups) if groups else self.whole

    def groups(self) -> Iterator[tuple[str, str, pd.DataFrame]]:
        """Yield relation, reach and policies of each of the ``GROUPS`` that has any."""
        for relation, reach in GROUPS:
            policies = self.whole if relation == "whole" else self.part
            found = policies[policies["reach"] == reach]
            if len(found):
                yield relation, reach, found


def _by_reach(policies: pd.DataFrame) -> dict[str, int]:
    return {reach: int((policies["reach"] == reach).sum()) for reach in REACHES}


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
    return Holding(policies.rows(whole), policies.rows(part & ~whole))
