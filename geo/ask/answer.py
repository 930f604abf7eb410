"""The answer to "what holds here?": what a page draws and a sheet prints, worked out once."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import pandas as pd

from geo.ask.filters import Mask
from geo.ask.here import Here, nearby
from geo.ask.policies import choose_policies, policies_at
from geo.ask.services import bodies_of, services_at
from geo.ground.membership import Membership
from geo.ground.places import CITY
from geo.register.load import Register
from geo.register.records import given
from geo.view.view import View

NEIGHBOURS: Final = 8
"""How many of the nearest projects an answer names."""


@dataclass(frozen=True, eq=False)
class Answer:
    """What holds where someone asks, what is near, and who to turn to.

    ``sectors`` are those asked for, empty for all. ``policies`` are rows of the register, landed
    first; there are none outside Beijing. ``neighbours`` are the nearest projects with their
    ``distance_m`` in metres, or None where there is no spot to measure from; ``unmeasured`` counts
    those that have no point. ``services`` are rows of the register with their ``relation``;
    ``bodies`` counts the policies of whoever issued or runs them.
    """

    here: Here
    sectors: tuple[str, ...]
    policies: pd.DataFrame
    neighbours: pd.DataFrame | None
    unmeasured: int
    services: pd.DataFrame
    bodies: Mapping[str, int]

    @property
    def is_outside(self) -> bool:
        """Tell whether the spot lies in no district and no zone."""
        return not self.here.keys


def answer_at(
    register: Register, membership: Membership, here: Here, view: View, shown: Mask
) -> Answer:
    """Answer what holds at a spot, project or place.

    Parameters
    ----------
    register, membership
        The register and who lies where in it.
    here
        Where is asked from.
    view
        Its sectors and factors choose policies; its language names the bodies. Where it has no
        sector, a project's own is asked for.
    shown
        The projects that pass the view's filters, shape (n,): the neighbours are among them.
    """
    sectors = _sectors(register, membership, here, view)
    held = policies_at(register.policies, register.places, here.keys)
    policies = choose_policies(held if here.keys else held.iloc[:0], sectors, view.factor)
    projects = register.projects
    among = shown & (projects["sector"].isin(sectors).to_numpy(bool) | (not sectors))
    return Answer(
        here=here,
        sectors=sectors,
        policies=policies,
        neighbours=nearby(projects, among, here, NEIGHBOURS) if here.spot else None,
        unmeasured=int((among & projects["lon"].isna()).sum()),
        services=services_at(register, membership, here.keys or (CITY,), sectors),
        bodies=bodies_of(policies, view.lang),
    )


def _sectors(register: Register, membership: Membership, here: Here, view: View) -> tuple[str, ...]:
    """Return the sectors chosen, else the project's own, else none for all."""
    if view.sector or here.project is None:
        return view.sector
    position = membership.position(here.project) or 0
    own = given(register.projects["sector"].iloc[position])
    return (own,) if own else ()
