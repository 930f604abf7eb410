"""The answer to "what holds here?": what a page draws and a sheet prints, worked out once."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import pandas as pd

from geo.ask.atlas import Atlas
from geo.ask.filters import Mask
from geo.ask.here import Here, nearby
from geo.ask.holding import Holding
from geo.ask.services import bodies_of, services_at
from geo.ground.places import CITY
from geo.view.view import View

NEIGHBOURS: Final = 8
"""How many of the nearest projects an answer names."""


@dataclass(frozen=True, eq=False)
class Answer:
    """What holds where someone asks, what is near, and who to turn to.

    ``sectors`` are those asked for, empty for all. ``holding`` has no policies outside the region.
    ``neighbours`` are the nearest projects with their ``distance_m`` in metres, or None where there
    is no spot to measure from; ``unmeasured`` counts those that have no point. ``services`` are
    rows of the register with their ``relation``; ``bodies`` counts the policies of whoever issued
    or runs them.
    """

    here: Here
    sectors: tuple[str, ...]
    holding: Holding
    neighbours: pd.DataFrame | None
    unmeasured: int
    services: pd.DataFrame
    bodies: Mapping[str, int]

    @property
    def is_outside(self) -> bool:
        """Tell whether the spot lies in no district and no zone."""
        return not self.here.keys


def answer_at(atlas: Atlas, here: Here, view: View, shown: Mask) -> Answer:
    """Answer what holds at a spot, project or place.

    Parameters
    ----------
    atlas
        The register and its indexes.
    here
        Where is asked from.
    view
        Its sectors and factors choose policies; its language names the bodies. Where it has no
        sector, a project's own is asked for.
    shown
        The projects that pass the view's filters, shape (n,): the neighbours are among them.
    """
    sectors = atlas.sectors_asked(here, view)
    holding = atlas.holding_at(here, view)
    projects = atlas.register.projects
    among = shown & (projects["sector"].isin(sectors).to_numpy(bool) | (not sectors))
    return Answer(
        here=here,
        sectors=sectors,
        holding=holding,
        neighbours=nearby(projects, among, here, NEIGHBOURS) if here.spot else None,
        unmeasured=int((among & projects["lon"].isna()).sum()),
        services=services_at(atlas.register, atlas.membership, here.keys or (CITY,), sectors),
        bodies=bodies_of(holding.whole, view.lang),
    )
