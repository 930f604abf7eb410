"""The ranking of clusters, worked out again from the files with nothing but the csv module."""

from fractions import Fraction
from functools import cache

import pytest
from hypothesis import given, settings

from geo.ask.atlas import Atlas
from geo.ask.fit import Fit
from geo.region import REGION
from geo.register.load import Register
from geo.view.weights import DEFAULT_WEIGHTS, PARTS, Weights, read_weights
from geo.words.vocabulary import FACTORS, SECTORS
from tests.unit.strategies import some_of, weights
from tests.unit.tables import by_id, is_for, is_over, is_usable, parts, table

AREAS = {
    "haidian": "scitech",
    "changping": "scitech",
    "chaoyang": "business",
    "shunyi": "business",
    "tongzhou": "business",
    "daxing": "highend",
    "etown": "highend",
}
DISTRICTS = {
    "haidian": "110108",
    "changping": "110114",
    "chaoyang": "110105",
    "shunyi": "110113",
    "tongzhou": "110112",
    "daxing": "110115",
}


@cache
def scopes_of(cluster: str) -> frozenset[str]:
    """Return the scopes that hold in the whole of a cluster, written out by hand."""
    above = {"city", "ftz", f"area:{AREAS[cluster]}", f"cluster:{cluster}"}
    if cluster == "etown":
        return frozenset(above | {"place:bda"})
    return frozenset(above | {f"district:{DISTRICTS[cluster]}"})


def usable(cluster: str, sectors: tuple[str, ...]) -> list[dict[str, str]]:
    return [
        row
        for row in table("policies")
        if row["status"] == "landed"
        and is_usable(row)
        and not is_over(row)
        and scopes_of(cluster).intersection(parts(row["scope"]))
        and is_for(row, *sectors)
    ]


def peers(register: Register, cluster: str, sectors: tuple[str, ...]) -> list[dict[str, str]]:
    """Return the file's single rows of a sector in a cluster, by the join's answer alone."""
    joined = dict(zip(register.projects["id"], register.projects["cluster"], strict=True))
    return [
        row
        for row in table("projects")
        if joined[row["id"]] == cluster
        and row["aggregate"] == "no"
        and (not sectors or row["sector"] in sectors)
    ]


def expected_parts(
    register: Register, sectors: tuple[str, ...], factors: tuple[str, ...]
) -> dict[str, dict[str, Fraction]]:
    counts: dict[str, dict[str, int]] = {"policies": {}, "peers": {}, "factor": {}}
    foreign = {}
    for cluster in REGION.clusters:
        held, near = usable(cluster, sectors), peers(register, cluster, sectors)
        counts["policies"][cluster] = len(held)
        counts["peers"][cluster] = len(near)
        freed = [row for row in held if set(factors) & set(parts(row["factors"]))]
        counts["factor"][cluster] = len(freed)
        origins = [row["origin"] for row in near if row["origin"]]
        abroad = len(origins) - origins.count("domestic")
        foreign[cluster] = Fraction(abroad, len(origins)) if origins else Fraction(0)
    shares = {
        name: {c: Fraction(n, max(own.values()) or 1) for c, n in own.items()}
        for name, own in counts.items()
    } | {"foreign": foreign}
    return {c: {name: shares[name][c] for name in PARTS} for c in REGION.clusters}


@pytest.mark.parametrize("sectors", [(), *((sector,) for sector in SECTORS)], ids=str)
@pytest.mark.parametrize("factors", [(), ("finance",), ("talent", "data")], ids=str)
def test_every_part_and_score_is_that_of_the_files(
    atlas: Atlas,
    sectors: tuple[str, ...],
    factors: tuple[str, ...],
) -> None:
    expected = expected_parts(atlas.register, sectors, factors)
    for fit in atlas.rank_clusters(sectors, factors, Weights(3, 2, 1, 5)):
        own = expected[fit.cluster]
        assert fit.parts == pytest.approx({name: float(value) for name, value in own.items()})
        weighted = 3 * own["policies"] + 2 * own["peers"] + own["foreign"] + 5 * own["factor"]
        assert fit.score == pytest.approx(float(100 * weighted / 11))


@settings(max_examples=25)
@given(
    sectors=some_of(SECTORS), factors=some_of(FACTORS), weights=weights().filter(lambda w: w.total)
)
def test_the_ranking_is_ordered_complete_and_between_0_and_100(
    atlas: Atlas,
    sectors: tuple[str, ...],
    factors: tuple[str, ...],
    weights: Weights,
) -> None:
    ranking = atlas.rank_clusters(sectors, factors, weights)
    assert sorted(fit.cluster for fit in ranking) == sorted(REGION.clusters)
    scores = [fit.score for fit in ranking]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 100 + 1e-9 for score in scores)
    assert [fit.rank for fit in ranking] == [scores.index(score) + 1 for score in scores]


def test_the_rows_behind_a_score_are_those_counted(atlas: Atlas) -> None:
    ranking = atlas.rank_clusters(("health",), ("land",), DEFAULT_WEIGHTS)
    for fit in ranking:
        rows = fit.evidence
        assert set(rows.policies.index) == {row["id"] for row in usable(fit.cluster, ("health",))}
        near = peers(atlas.register, fit.cluster, ("health",))
        assert set(rows.peers["id"]) == {row["id"] for row in near}
        assert set(rows.factor_policies.index) <= set(rows.policies.index)
        assert rows.known_origins == sum(row["origin"] != "" for row in near)


def test_what_holds_in_a_part_is_shown_apart_and_never_counted(atlas: Atlas) -> None:
    for fit in atlas.rank_clusters(("health",), (), DEFAULT_WEIGHTS):
        rows = fit.evidence
        assert set(rows.policies.index).isdisjoint(rows.partly.index)
        local = [row for row in usable(fit.cluster, ("health",)) if is_local(row)]
        assert rows.local == len(local)
        for id_ in rows.partly.index:
            row = by_id("policies")[id_]
            assert is_usable(row)
            assert not is_over(row)
            assert is_local(row)
    etown = next(f for f in atlas.rank_clusters((), (), DEFAULT_WEIGHTS) if f.cluster == "etown")
    assert len(etown.evidence.partly)


def is_local(row: dict[str, str]) -> bool:
    return not {"city", "ftz"} & set(parts(row["scope"]))


def test_a_weight_of_one_part_ranks_by_it_alone(atlas: Atlas) -> None:
    alone = Weights(0, 4, 0, 0)
    ranking: list[Fit] = atlas.rank_clusters(("health",), (), alone)
    assert [fit.score for fit in ranking] == [100 * fit.parts["peers"] for fit in ranking]


def test_nothing_is_ranked_where_nothing_matters(atlas: Atlas) -> None:
    with pytest.raises(ValueError, match=r".*"):
        atlas.rank_clusters((), (), Weights(0, 0, 0, 0))


@given(weights())
def test_a_link_holds_weights(weights: Weights) -> None:
    assert read_weights(str(weights)) == weights


@pytest.mark.parametrize(
    "text", ["", "1", "1,1,1", "1,1,1,1,1", "a,b,c,d", "-1,1,1,1", "1.5,1,1,1", "6,1,1,1"]
)
def test_a_link_with_other_weights_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_weights(text)
