"""Where a project would fit: the clusters, ranked by what matters to whoever asks.

``score = 100 · Σ weight · part / Σ weight``. Each part is between 0 and 1:

- *policies*: landed policies for the sector that a company can use and that hold in the whole
  cluster, over the most of any cluster;
- *peers*: single projects of the sector in the cluster, over the most of any cluster;
- *foreign*: of those peers whose investor's origin is known, the share that is foreign or a joint
  venture; 0 where no origin is known;
- *factor*: those of the landed policies that free one of the chosen factors, over the most of any
  cluster; 0 where none is chosen.

The formula is ours: a weighted mean, so that each part can be read and checked by itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import pandas as pd

from geo.ask.holding import Holding
from geo.ask.policies import choose_policies
from geo.view.weights import PARTS, Weights

FOREIGN: Final = ("foreign", "joint_venture")


@dataclass(frozen=True, eq=False)
class Evidence:
    """The rows behind a cluster's score.

    ``policies`` have landed, can be used and hold in all of it, ``partly`` only in a part, which
    no score counts; ``factor_policies`` are those of ``policies`` that free a chosen factor;
    ``peers`` are single projects; ``aggregates`` counts the sums left out of them.
    """

    policies: pd.DataFrame
    partly: pd.DataFrame
    factor_policies: pd.DataFrame
    peers: pd.DataFrame
    aggregates: int

    def count(self, part: str) -> int:
        """Return how many rows the part ``policies``, ``peers`` or ``factor`` counts."""
        rows = {"policies": self.policies, "peers": self.peers, "factor": self.factor_policies}
        return len(rows[part])

    @property
    def local(self) -> int:
        """How many of the policies are local, not for all of the city or the zone."""
        return int((self.policies["reach"] == "local").sum())

    @property
    def known_origins(self) -> int:
        """How many peers name where their investor comes from."""
        return int(self.peers["origin"].notna().sum())

    @property
    def foreign(self) -> int:
        """How many peers are foreign or joint ventures."""
        return int(self.peers["origin"].isin(FOREIGN).sum())


@dataclass(frozen=True, eq=False)
class Fit:
    """A cluster's place in the ranking, with every part of its score (0 to 1) and its rows."""

    cluster: str
    rank: int
    score: float
    parts: Mapping[str, float]
    evidence: Evidence


def evidence_of(
    projects: pd.DataFrame,
    held: Holding,
    sectors: tuple[str, ...],
    factors: tuple[str, ...],
) -> Evidence:
    """Return the rows that a cluster is judged by.

    Parameters
    ----------
    projects
        All that lie in the cluster.
    held
        What holds in the cluster for the sectors.
    sectors, factors
        The sectors of the project and the factors that matter; empty for all sectors and none.
    """
    usable = _landed_usable(held.whole)
    of_sector = projects[projects["sector"].isin(sectors)] if sectors else projects
    return Evidence(
        policies=usable,
        partly=_landed_usable(held.part),
        factor_policies=choose_policies(usable, (), factors) if factors else usable.iloc[:0],
        peers=of_sector[~of_sector["aggregate"]],
        aggregates=int(of_sector["aggregate"].sum()),
    )


def _landed_usable(policies: pd.DataFrame) -> pd.DataFrame:
    return policies[(policies["status"] == "landed") & (policies["use"] == "usable")]


def rank_clusters(found: Mapping[str, Evidence], weights: Weights) -> list[Fit]:
    """Rank clusters by the rows found for each.

    Parameters
    ----------
    found
        The evidence by cluster.
    weights
        How much each part matters; at least one is above 0.

    Returns
    -------
    The best first; equal scores share a rank and stand in the order of ``found``.

    Raises
    ------
    ValueError
        All weights are 0.
    """
    if not weights.total:
        raise ValueError(weights)
    parts = _parts(found)
    scores = {id_: _score(parts[id_], weights) for id_ in found}
    return [
        Fit(id_, _rank(scores, id_), scores[id_], parts[id_], found[id_])
        for id_ in sorted(found, key=lambda id_: -scores[id_])
    ]


def _parts(found: Mapping[str, Evidence]) -> dict[str, dict[str, float]]:
    """Return every part of every cluster, 0 to 1."""
    columns = {
        name: _over_most({id_: one.count(name) for id_, one in found.items()})
        for name in ("policies", "peers", "factor")
    }
    columns["foreign"] = {id_: one.foreign / (one.known_origins or 1) for id_, one in found.items()}
    return {id_: {name: columns[name][id_] for name in PARTS} for id_ in found}


def _over_most(counts: Mapping[str, int]) -> dict[str, float]:
    most = max(counts.values()) or 1
    return {id_: count / most for id_, count in counts.items()}


def _score(parts: Mapping[str, float], weights: Weights) -> float:
    weighted = sum(getattr(weights, name) * parts[name] for name in PARTS)
    return 100 * float(weighted) / weights.total


def _rank(scores: Mapping[str, float], cluster: str) -> int:
    return 1 + sum(score > scores[cluster] for score in scores.values())
