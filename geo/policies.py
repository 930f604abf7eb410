"""Which policies hold where: scopes tied to the places they cover, going up both trees."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from geo.places import CITY, Hierarchy
from geo.records import Row
from geo.text import Text

COVERED_KINDS = ("city", "district", "area", "cluster", "site", "functional_area", "place")


@dataclass(frozen=True)
class PolicyCount:
    """How many policies hold in a place, wholly or in part."""

    landed: int
    in_progress: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.landed + self.in_progress


def count_policies(policies: pd.DataFrame) -> PolicyCount:
    """Count policies by status."""
    landed = int((policies["status"] == "landed").sum())
    return PolicyCount(landed, len(policies) - landed)


def change_of(policy: Row, text: Text) -> str:
    """Return what a policy changed, ``before → after``, as far as it is known."""
    before, after = text.of(policy, "before"), text.of(policy, "after")
    if before and after:
        return text("panel.before_after", before=before, after=after)
    return after or text.of(policy, "figure")


def scope_table(policies: pd.DataFrame, places: Hierarchy) -> pd.DataFrame:
    """Tie every policy to the places that its scope covers.

    Parameters
    ----------
    policies
        Indexed by id, with ``scope`` as tuples of place keys.
    places
        The hierarchy.

    Returns
    -------
    One row a policy and place it covers: ``policy``, ``place`` (key), ``relation`` (``whole`` where
    the policy holds in all of the place, ``part`` where it holds in some of it).
    """
    targets = [place.key for place in places.places.values() if place.kind in COVERED_KINDS]
    rows = [
        (policy, key, relation)
        for policy, scope in policies["scope"].items()
        for key in targets
        if (relation := _widest(scope, key, places))
    ]
    return pd.DataFrame(rows, columns=["policy", "place", "relation"])


def _widest(scope: Iterable[str], key: str, places: Hierarchy) -> str | None:
    relations = {places.relation(part, key) for part in scope}
    return next((relation for relation in ("whole", "part") if relation in relations), None)


def policies_at(policies: pd.DataFrame, places: Hierarchy, keys: Iterable[str]) -> pd.DataFrame:
    """Return the policies that hold where all the places of ``keys`` lie, landed first."""
    containing = places.closure([*keys, CITY])
    holds = np.array([not containing.isdisjoint(scope) for scope in policies["scope"]], bool)
    return landed_first(policies[holds])


def choose_policies(
    policies: pd.DataFrame, sectors: tuple[str, ...], factors: tuple[str, ...]
) -> pd.DataFrame:
    """Return the policies for any of the sectors (or for all sectors) and any of the factors.

    An empty tuple does not restrict. A policy without a sector is for every sector.
    """
    chosen = policies
    if sectors:
        chosen = chosen[chosen["sector"].isna() | chosen["sector"].isin(sectors)]
    if factors:
        wanted = set(factors)
        chosen = chosen[np.array([not wanted.isdisjoint(own) for own in chosen["factors"]], bool)]
    return chosen


def landed_first(policies: pd.DataFrame) -> pd.DataFrame:
    """Order policies: landed before in progress, then the newest first, undated last."""
    order = pd.DataFrame(
        {"in_progress": policies["status"] != "landed", "date": policies["date"]},
        index=policies.index,
    ).sort_values(["in_progress", "date"], ascending=[True, False], kind="stable")
    return policies.loc[order.index]
