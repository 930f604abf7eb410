"""Which policies hold where: scopes tied to the places they cover, going up both trees."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.ask.ends import are_over, today
from geo.ground.places import CITY, FTZ, Hierarchy
from geo.register.records import Row
from geo.words.vocabulary import FACTORS, POLICY_STATUSES, SECTORS, USABLE_KINDS

COVERED_KINDS = ("city", "district", "area", "cluster", "site", "functional_area", "place")
REACHES: Final = ("citywide", "zone_wide", "local")
"""How widely a policy holds: in all the city, in the whole free trade zone, or in single places."""

USES: Final = ("usable", "bundle", "background")
"""What a company has of a policy: it can use it, or a measure in it, or should know of it."""


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


def use_of(kind: str) -> str:
    """Return what a company has of a policy of a kind: one of ``USES``."""
    if kind in USABLE_KINDS:
        return "usable"
    return "bundle" if kind == "bundle" else "background"


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
        asked = set(sectors)
        suits = [not own or not asked.isdisjoint(own) for own in chosen["sectors"]]
        chosen = chosen[np.array(suits, bool)]
    if factors:
        wanted = set(factors)
        chosen = chosen[np.array([not wanted.isdisjoint(own) for own in chosen["factors"]], bool)]
    return chosen


def usable_first(policies: pd.DataFrame) -> pd.DataFrame:
    """Order policies: what can be used first, of it what has landed, is local, and is newest.

    Those without a date come last of their like.
    """
    ranks = {
        "use": [USES.index(use_of(kind)) for kind in policies["kind"]],
        "status": [POLICY_STATUSES.index(status) for status in policies["status"]],
        "width": [-REACHES.index(reach_of(scope)) for scope in policies["scope"]],
    }
    order = pd.DataFrame(ranks | {"date": policies["date"]}, index=policies.index)
    newest = order.sort_values("date", ascending=False, kind="stable")
    return policies.loc[newest.sort_values(list(ranks), kind="stable").index]


def _flags(values: pd.Series, options: tuple[str, ...]) -> NDArray[np.bool_]:
    """Return which of the options each row names, shape (n, options)."""
    named = [[option in own for option in options] for own in values]
    return np.array(named, bool).reshape(-1, len(options))


class PolicyFilter:
    """The register's policies, coded once so that choosing them costs a few array operations.

    Masks are of shape (n,), over the policies in their order: what can be used first.
    """

    def __init__(
        self, policies: pd.DataFrame, places: Hierarchy, day: dt.date | None = None
    ) -> None:
        """Order and code policies, and tie them to the places that they cover.

        ``day`` tells which are over; the day it is here unless given.
        """
        reaches = [reach_of(scope) for scope in policies["scope"]]
        uses = [use_of(kind) for kind in policies["kind"]]
        self._policies = usable_first(policies.assign(reach=reaches, use=uses))
        self.over = are_over(self._policies, day or today())
        self._sectors = _flags(self._policies["sectors"], SECTORS)
        self._factors = _flags(self._policies["factors"], FACTORS)
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
            chosen &= self._sectors[:, wanted].any(axis=1) | ~self._sectors.any(axis=1)
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
        """Return the policies of a mask with ``reach`` and ``use``, what can be used first."""
        return self._policies[mask]

    def per_factor(self, mask: NDArray[np.bool_]) -> dict[str, int]:
        """Count the policies of a mask by factor."""
        return dict(zip(FACTORS, self._factors[mask].sum(axis=0).tolist(), strict=True))
