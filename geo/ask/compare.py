"""Places side by side: their figures, their mixes, and the policies that only one of them has."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from geo.ask.filters import Mask
from geo.ask.holding import Holding
from geo.ask.summary import ProjectNumbers, Summary
from geo.ground.membership import Membership


@dataclass(frozen=True, eq=False)
class Standing:
    """What is known of a place.

    ``all`` are the numbers of its projects, ``singles`` those without aggregates.
    """

    key: str
    all: Summary
    singles: Summary
    holding: Holding

    @property
    def policies(self) -> tuple[str, ...]:
        """The ids of the policies that hold in all of it, landed first."""
        return tuple(self.holding.whole.index)


@dataclass(frozen=True, eq=False)
class Comparison:
    """Places compared, in their order.

    ``only`` gives by place key the policies that hold there and in none of the others, ``shared``
    are those that hold in all; ``overlap`` counts the projects that lie in several of the places.
    """

    standings: tuple[Standing, ...]
    only: Mapping[str, tuple[str, ...]]
    shared: tuple[str, ...]
    overlap: int


def compare_places(
    numbers: ProjectNumbers,
    membership: Membership,
    mask: Mask,
    holdings: Mapping[str, Holding],
) -> Comparison:
    """Compare places.

    Parameters
    ----------
    numbers, membership
        Of the register's projects.
    mask
        The projects to count, shape (n,).
    holdings
        By place key, in order, what holds there.
    """
    inside = {key: mask & membership.mask(key) for key in holdings}
    standings = tuple(
        Standing(
            key,
            numbers.summarise(inside[key]),
            numbers.summarise(inside[key] & ~numbers.aggregate),
            holding,
        )
        for key, holding in holdings.items()
    )
    times = np.sum(list(inside.values()), axis=0)
    return Comparison(standings, _only(standings), _shared(standings), int((times > 1).sum()))


def _only(standings: Sequence[Standing]) -> dict[str, tuple[str, ...]]:
    """Return for each place the policies that none of the others has."""
    found = {}
    for standing in standings:
        others = {id_ for other in standings if other is not standing for id_ in other.policies}
        found[standing.key] = tuple(id_ for id_ in standing.policies if id_ not in others)
    return found


def _shared(standings: Sequence[Standing]) -> tuple[str, ...]:
    """Return the policies that all the places have."""
    if not standings:
        return ()
    first, *others = standings
    return tuple(id_ for id_ in first.policies if all(id_ in other.policies for other in others))
