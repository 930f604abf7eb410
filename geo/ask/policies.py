"""Which policies hold where: scopes tied to the places they cover, going up both trees."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.ask.codes import code_column
from geo.ground.places import CITY, FTZ, Hierarchy
from geo.register.records import Row
from geo.words.vocabulary import FACTORS, SECTORS

COVERED_KINDS = ("city", "district", "area", "cluster", "site", "functional_area", "place")
REACHES: Final = ("citywide", "zone_wide", "local")
"""How widely a policy holds: in all the city, in the whole free trade zone, or in single places."""


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


def reach_of(scope: Iterable[str]) -> str:
    """Return how widely a policy of a scope holds: one of ``REACHES``."""
    wide = [reach for key, reach in ((CITY, "citywide"), (FTZ, "zone_wide")) if key in scope]
    return wide[0] if wide else "local"


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


class PolicyFilter:
    """The register's policies, coded once so that choosing them costs a few array operations.

    Masks are of shape (n,), over the policies in their order: landed first.
    """

    def __init__(self, policies: pd.DataFrame, places: Hierarchy) -> None:
        """Order and code policies, and tie them to the places that they cover."""
        reaches = [reach_of(scope) for scope in policies["scope"]]
        self._policies = landed_first(policies.assign(reach=reaches))
        self._sector = code_column(self._policies["sector"], SECTORS)
        self._factors = np.array(
            [[factor in own for factor in FACTORS] for own in self._policies["factors"]], bool
        ).reshape(-1, len(FACTORS))
        self.scopes = scope_table(self._policies, places)
        positions = {str(id_): at for at, id_ in enumerate(self._policies.index)}
        self._covering: dict[tuple[str, str], list[int]] = defaultdict(list)
        ties: Iterable[Row] = self.scopes.itertuples()
        for tie in ties:
            self._covering[tie.place, tie.relation].append(positions[tie.policy])

    def choose(self, sectors: tuple[str, ...], factors: tuple[str, ...]) -> NDArray[np.bool_]:
        """Return which policies are for any of the sectors and factors, as ``choose_policies``.

        No policy is for the sector of projects that state none.
        """
        chosen = np.ones(len(self._policies), bool)
        if sectors:
            wanted = [SECTORS.index(sector) for sector in sectors if sector in SECTORS]
            chosen &= np.isin(self._sector, [-1, *wanted])
        if factors:
            chosen &= self._factors[:, [FACTORS.index(factor) for factor in factors]].any(axis=1)
        return chosen

    def covering(self, keys: Iterable[str], *relations: str) -> NDArray[np.bool_]:
        """Return which policies hold in the ``whole`` or in a ``part`` of any of the places."""
        holding = np.zeros(len(self._policies), bool)
        for key in keys:
            for relation in relations:
                holding[self._covering.get((key, relation), [])] = True
        return holding

    def rows(self, mask: NDArray[np.bool_]) -> pd.DataFrame:
        """Return the policies of a mask with their ``reach``, landed first."""
        return self._policies[mask]

    def per_factor(self, mask: NDArray[np.bool_]) -> dict[str, int]:
        """Count the policies of a mask by factor."""
        return dict(zip(FACTORS, self._factors[mask].sum(axis=0).tolist(), strict=True))
