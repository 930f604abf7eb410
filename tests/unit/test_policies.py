"""Which policies hold where: against scopes read from the CSV and trees climbed another way."""

from collections import Counter
from random import Random

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.ask.policies import (
    COVERED_KINDS,
    PolicyFilter,
    choose_policies,
    count_policies,
    landed_first,
    policies_at,
    scope_table,
)
from geo.ground.membership import Membership
from geo.register.load import Register
from geo.words.vocabulary import FACTORS, SECTORS, UNSTATED
from tests.unit.strategies import some_of
from tests.unit.tables import by_id, parts, table

SCOPES = {row["id"]: set(parts(row["scope"])) for row in table("policies")}
Covers = dict[tuple[str, str], str]


@pytest.fixture(scope="module")
def covers(register: Register) -> Covers:
    """Return the relation of each policy and place of ``scope_table``."""
    rows = scope_table(register.policies, register.places).itertuples(index=False)
    return {(row.policy, row.place): row.relation for row in rows}


def holding_in(scopes: set[str]) -> set[str]:
    """Return the policies whose scope names one of the places."""
    return {id_ for id_, scope in SCOPES.items() if scope & scopes}


def test_what_holds_for_a_biopark_project(register: Register) -> None:
    projects = register.projects
    row = projects.index[projects["place"] == "biopark"][0]
    keys = Membership(projects, register.places).places_of(row)
    found = policies_at(register.policies, register.places, keys)

    containing = {"city", "ftz", "area:highend", "cluster:etown", "place:bda", "place:biopark"}
    assert set(found.index) == holding_in(containing | {"district:110115"})
    assert found.index.is_unique
    for scope in ("city", "ftz", "cluster:etown", "place:bda"):
        assert holding_in({scope}) <= set(found.index), scope
    elsewhere = holding_in({"cluster:chaoyang", "place:cbd"}) - holding_in(containing)
    assert elsewhere
    assert elsewhere.isdisjoint(found.index)


def test_what_holds_everywhere_is_what_the_city_gives(register: Register) -> None:
    found = policies_at(register.policies, register.places, [])
    assert set(found.index) == holding_in({"city"})


def test_what_holds_outside_the_clusters(register: Register) -> None:
    found = policies_at(register.policies, register.places, ["district:110117"])
    assert set(found.index) == holding_in({"city", "district:110117"})


def test_a_city_policy_holds_in_all_of_every_place(register: Register, covers: Covers) -> None:
    targets = [key for key, place in register.places.places.items() if place.kind in COVERED_KINDS]
    for policy in holding_in({"city"}):
        assert {covers[policy, key] for key in targets} == {"whole"}


def test_a_daxing_policy_holds_in_a_part_of_etown(covers: Covers) -> None:
    for policy, scope in SCOPES.items():
        if scope == {"district:110115"}:
            assert covers[policy, "place:bda"] == "part"
            assert covers[policy, "cluster:etown"] == "part"
            assert covers[policy, "district:110115"] == "whole"
            assert covers[policy, "cluster:daxing"] == "whole"
            assert covers[policy, "city"] == "part"
            assert (policy, "district:110105") not in covers
    assert {"district:110115"} in SCOPES.values()


def test_the_table_ties_each_policy_once_to_each_place(register: Register, covers: Covers) -> None:
    table_ = scope_table(register.policies, register.places)
    assert not table_.duplicated(["policy", "place"]).any()
    assert set(table_["relation"]) == {"whole", "part"}
    assert set(table_["policy"]) == set(SCOPES)
    assert len(covers) == len(table_)


def test_the_table_is_what_climbing_the_trees_says(register: Register, covers: Covers) -> None:
    places = register.places.places

    def climb(key: str) -> set[str]:
        return {key}.union(*(climb(parent) for parent in places[key].parents))

    up = {key: climb(key) for key in places}
    below = {key: {other for other in places if key in up[other]} for key in places}

    def lie_across(one: str, other: str) -> bool:
        return any(
            places[a].kind == "district" and places[a].id in places[b].districts
            for a, b in ((one, other), (other, one))
        )

    expected = {}
    for policy, scope in SCOPES.items():
        for key, place in places.items():
            if place.kind in COVERED_KINDS:
                if scope & up[key]:
                    expected[policy, key] = "whole"
                elif any(below[part] & below[key] or lie_across(part, key) for part in scope):
                    expected[policy, key] = "part"
    assert covers == expected


def test_where_a_policy_holds_wholly_is_where_policies_at_finds_it(
    register: Register, covers: Covers
) -> None:
    for place in register.places.places.values():
        if place.kind in COVERED_KINDS:
            found = policies_at(register.policies, register.places, [place.key])
            wholly = {policy for policy in SCOPES if covers.get((policy, place.key)) == "whole"}
            assert set(found.index) == wholly, place.key


@given(some_of(SECTORS), some_of(FACTORS))
def test_choosing_by_sector_and_factor(
    register: Register, sectors: tuple[str, ...], factors: tuple[str, ...]
) -> None:
    chosen = choose_policies(register.policies, sectors, factors)
    expected = [
        row["id"]
        for row in table("policies")
        if (not sectors or row["sector"] in {"", *sectors})
        and (not factors or set(parts(row["factors"])) & set(factors))
    ]
    assert chosen.index.tolist() == expected


@pytest.fixture(scope="module")
def policy_filter(register: Register) -> PolicyFilter:
    return PolicyFilter(register.policies, register.places)


@given(some_of((*SECTORS, UNSTATED)), some_of(FACTORS))
def test_the_filter_chooses_and_counts_what_the_tables_say(
    register: Register,
    policy_filter: PolicyFilter,
    sectors: tuple[str, ...],
    factors: tuple[str, ...],
) -> None:
    chosen = policy_filter.choose(sectors, factors)
    expected = landed_first(choose_policies(register.policies, sectors, factors))
    assert policy_filter.rows(chosen).index.tolist() == expected.index.tolist()
    assert policy_filter.count(chosen) == count_policies(expected)
    named = Counter(factor for own in expected["factors"] for factor in own)
    assert policy_filter.per_factor(chosen) == {factor: named[factor] for factor in FACTORS}


def test_the_filter_knows_where_policies_hold(
    register: Register, policy_filter: PolicyFilter, covers: Covers
) -> None:
    for key in [*register.places.places, "place:unheard-of"]:
        for relation in ("whole", "part"):
            held = policy_filter.rows(policy_filter.covering(key, relation))
            expected = {policy for policy in SCOPES if covers.get((policy, key)) == relation}
            assert set(held.index) == expected, (key, relation)
        both = policy_filter.covering(key, "whole", "part")
        assert both.sum() == sum((policy, key) in covers for policy in SCOPES)


@given(st.randoms(use_true_random=False))
def test_landed_come_first_and_the_newest_of_them(register: Register, random: Random) -> None:
    ids = register.policies.index.tolist()
    random.shuffle(ids)
    ordered = landed_first(register.policies.loc[ids])
    assert Counter(ordered.index) == Counter(ids)
    landed = (ordered["status"] == "landed").tolist()
    assert landed == sorted(landed, reverse=True)
    for _, group in ordered.groupby("status"):
        dates = group["date"].tolist()
        assert dates == sorted(dates, reverse=True)


def test_no_policies_stay_no_policies(register: Register) -> None:
    none = register.policies.iloc[:0]
    assert landed_first(none).empty
    assert choose_policies(none, ("finance",), ("land",)).empty
    assert policies_at(none, register.places, ["city"]).empty
    assert list(scope_table(none, register.places)) == ["policy", "place", "relation"]
    empty = PolicyFilter(none, register.places)
    assert empty.rows(empty.choose(("finance",), ("land",))).empty
    assert set(empty.per_factor(empty.covering("city", "whole")).values()) == {0}


def test_counts_of_statuses_are_those_of_the_file(register: Register) -> None:
    found = pd.Series(register.policies["status"]).value_counts().to_dict()
    assert found == Counter(row["status"] for row in by_id("policies").values())
