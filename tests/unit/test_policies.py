"""Which policies hold where: against scopes read from the CSV and trees climbed another way."""

import datetime as dt
from collections import Counter
from random import Random

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.ask.ends import are_over
from geo.ask.here import Here
from geo.ask.holding import Holding, what_holds
from geo.ask.policies import (
    COVERED_KINDS,
    PolicyFilter,
    choose_policies,
    count_policies,
    scope_table,
    usable_first,
)
from geo.ground.membership import Membership
from geo.ground.spot import make_spot
from geo.register.load import Register
from geo.words.vocabulary import FACTORS, SECTORS, UNSTATED
from tests.unit.strategies import some_of
from tests.unit.tables import by_id, is_for, is_over, is_usable, parts, table

SCOPES = {row["id"]: set(parts(row["scope"])) for row in table("policies")}
Covers = dict[tuple[str, str], str]

OVER = {row["id"] for row in table("policies") if is_over(row)}


def rank_of(row: dict[str, str]) -> tuple[int, bool, int]:
    """Return how far behind a policy stands by kind, status and scope, by hand."""
    use = {"bundle": 1, "plan": 2, "case": 2, "status": 2}.get(row["kind"], 0)
    scope = parts(row["scope"])
    width = 2 if "city" in scope else 1 if "ftz" in scope else 0
    return use, row["status"] == "in_progress", width


@pytest.fixture(scope="module")
def covers(register: Register) -> Covers:
    """Return the relation of each policy and place of ``scope_table``."""
    rows = scope_table(register.policies, register.places).itertuples(index=False)
    return {(row.policy, row.place): row.relation for row in rows}


def holding_in(scopes: set[str]) -> set[str]:
    """Return the policies whose scope names one of the places."""
    return {id_ for id_, scope in SCOPES.items() if scope & scopes}


@pytest.fixture(scope="module")
def policy_filter(register: Register) -> PolicyFilter:
    return PolicyFilter(register.policies, register.places)


def held_at(policies: PolicyFilter, *keys: str) -> pd.DataFrame:
    """Return what holds where all the places lie."""
    return what_holds(policies, Here(keys), (), ()).whole


def test_what_holds_for_a_biopark_project(register: Register, policy_filter: PolicyFilter) -> None:
    projects = register.projects
    row = projects.index[projects["place"] == "biopark"][0]
    keys = Membership(projects, register.places).places_of(row)
    found = held_at(policy_filter, *keys)

    containing = {"city", "ftz", "area:highend", "cluster:etown", "place:bda", "place:biopark"}
    assert set(found.index) == holding_in(containing | {"district:110115"}) - OVER
    assert found.index.is_unique
    for scope in ("city", "ftz", "cluster:etown", "place:bda"):
        assert holding_in({scope}) - OVER <= set(found.index), scope
    elsewhere = holding_in({"cluster:chaoyang", "place:cbd"}) - holding_in(containing)
    assert elsewhere
    assert elsewhere.isdisjoint(found.index)


def test_what_holds_everywhere_is_what_the_city_gives(policy_filter: PolicyFilter) -> None:
    found = held_at(policy_filter, "city")
    assert set(found.index) == holding_in({"city"}) - OVER


def test_what_holds_outside_the_clusters(policy_filter: PolicyFilter) -> None:
    found = held_at(policy_filter, "district:110117")
    assert set(found.index) == holding_in({"city", "district:110117"}) - OVER


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


def test_what_holds_in_a_place_stands_in_one_group(
    register: Register, policy_filter: PolicyFilter, covers: Covers
) -> None:
    for place in register.places.places.values():
        if place.kind in COVERED_KINDS:
            holding = what_holds(policy_filter, Here((place.key,)), (), ())
            for relation, found in (("whole", holding.whole), ("part", holding.part)):
                expected = {id_ for id_ in SCOPES if covers.get((id_, place.key)) == relation}
                assert set(found.index) == expected - OVER, (place.key, relation)
            grouped = [id_ for _, policies in holding.groups() for id_ in policies.index]
            assert sorted(grouped) == sorted(id_ for id_ in SCOPES if (id_, place.key) in covers)
            assert set(holding.over.index) == OVER.intersection(grouped)
            assert sum(holding.reaches.values()) == holding.count.total == len(holding.whole)
            assert sum(holding.part_reaches.values()) == len(holding.part)


def test_how_widely_a_policy_holds(policy_filter: PolicyFilter) -> None:
    holding = what_holds(policy_filter, Here(("cluster:chaoyang",)), (), ())
    for reach, scope in (("citywide", "city"), ("zone_wide", "ftz")):
        found = holding.whole[holding.whole["reach"] == reach]
        assert set(found.index) == holding_in({scope}) - OVER


def test_what_holds_in_a_cluster_holds_at_least_in_a_part_of_the_city_and_its_district(
    policy_filter: PolicyFilter,
) -> None:
    part = what_holds(policy_filter, Here(("cluster:chaoyang",)), (), ())
    for key in ("city", "district:110105"):
        around = what_holds(policy_filter, Here((key,)), (), ())
        assert set(part.whole.index) <= {*around.whole.index, *around.part.index}
        assert len(part.whole) > len(around.whole)  # which is why a page must say both


def test_at_a_spot_nothing_is_said_of_a_part_and_outside_nothing_holds(
    policy_filter: PolicyFilter,
) -> None:
    spot = make_spot(116.46, 39.91)
    inside = what_holds(policy_filter, Here(("district:110105",), spot), (), ())
    assert inside.part.empty
    assert len(inside.whole)
    outside = what_holds(policy_filter, Here((), spot), (), ())
    assert outside.whole.empty
    assert outside.part.empty


@given(some_of(SECTORS), some_of(FACTORS))
def test_choosing_by_sector_and_factor(
    register: Register, sectors: tuple[str, ...], factors: tuple[str, ...]
) -> None:
    chosen = choose_policies(register.policies, sectors, factors)
    expected = [
        row["id"]
        for row in table("policies")
        if is_for(row, *sectors) and (not factors or set(parts(row["factors"])) & set(factors))
    ]
    assert chosen.index.tolist() == expected


@given(some_of((*SECTORS, UNSTATED)), some_of(FACTORS))
def test_the_filter_chooses_and_counts_what_the_tables_say(
    register: Register,
    policy_filter: PolicyFilter,
    sectors: tuple[str, ...],
    factors: tuple[str, ...],
) -> None:
    chosen = policy_filter.choose(sectors, factors)
    expected = usable_first(choose_policies(register.policies, sectors, factors))
    assert policy_filter.rows(chosen).index.tolist() == expected.index.tolist()
    assert count_policies(policy_filter.rows(chosen)) == count_policies(expected)
    named = Counter(factor for own in expected["factors"] for factor in own)
    assert policy_filter.per_factor(chosen) == {factor: named[factor] for factor in FACTORS}


def test_the_filter_knows_where_policies_hold(
    register: Register, policy_filter: PolicyFilter, covers: Covers
) -> None:
    for key in [*register.places.places, "place:unheard-of"]:
        for relation in ("whole", "part"):
            held = policy_filter.rows(policy_filter.covering((key,), relation))
            expected = {policy for policy in SCOPES if covers.get((policy, key)) == relation}
            assert set(held.index) == expected, (key, relation)
        both = policy_filter.covering((key,), "whole", "part")
        assert both.sum() == sum((policy, key) in covers for policy in SCOPES)


@given(st.randoms(use_true_random=False))
def test_what_can_be_used_comes_first_then_landed_local_and_newest(
    register: Register, random: Random
) -> None:
    ids = register.policies.index.tolist()
    random.shuffle(ids)
    ordered = usable_first(register.policies.loc[ids])
    assert Counter(ordered.index) == Counter(ids)
    rows = [by_id("policies")[id_] for id_ in ordered.index]
    ranks = [rank_of(row) for row in rows]
    assert ranks == sorted(ranks)
    for rank in set(ranks):
        dates = [row["date"] for row in rows if rank_of(row) == rank]
        assert dates == sorted(dates, reverse=True)


def test_no_policies_stay_no_policies(register: Register) -> None:
    none = register.policies.iloc[:0]
    assert usable_first(none).empty
    assert choose_policies(none, ("finance",), ("land",)).empty
    assert list(scope_table(none, register.places)) == ["policy", "place", "relation"]
    empty = PolicyFilter(none, register.places)
    assert empty.rows(empty.choose(("finance",), ("land",))).empty
    assert held_at(empty, "city").empty
    assert set(empty.per_factor(empty.covering(("city",), "whole")).values()) == {0}


def test_counts_of_statuses_are_those_of_the_file(register: Register) -> None:
    found = pd.Series(register.policies["status"]).value_counts().to_dict()
    assert found == Counter(row["status"] for row in by_id("policies").values())


# the records that were wrong


def in_etown(policies: PolicyFilter, *sectors: str) -> Holding:
    return what_holds(policies, Here(("cluster:etown",)), sectors, ())


def test_health_in_etown_sees_what_cuts_across_sectors(policy_filter: PolicyFilter) -> None:
    found = in_etown(policy_filter, "health").whole.index
    assert {"LX080", "LX008", "LS008"} <= set(found)
    expected = {row["id"] for row in table("policies") if is_for(row, "health")}
    assert set(found) == expected & set(in_etown(policy_filter).whole.index)


@pytest.mark.parametrize("id_", ["LX049", "LX052", "LS014", "LP027", "LP028", "LP009"])
def test_what_has_ended_no_longer_holds_and_is_listed_as_over(
    policy_filter: PolicyFilter, id_: str
) -> None:
    holding = in_etown(policy_filter)
    assert id_ in OVER
    assert id_ in holding.over.index
    assert id_ not in {*holding.whole.index, *holding.part.index}


def test_a_replaced_edition_names_the_one_in_force(register: Register) -> None:
    found = register.policies["replaced_by"].dropna()
    for old, new in (("LP027", "LP029"), ("LP028", "LP029"), ("LP009", "LP010")):
        assert found[old] == new
        assert register.policies.loc[old, "successor_zh"] == by_id("policies")[new]["title_zh"]


def test_a_policy_is_over_after_the_last_day_that_its_end_may_mean() -> None:
    ends = {
        ("", None): False,
        ("", "LP010"): True,
        ("2026-11-26", None): False,
        ("2026-11-25", None): True,
        ("2026-11", None): False,
        ("2026-10", None): True,
        ("2026", None): False,
        ("2025", None): True,
        ("2027", "LP010"): False,
    }
    policies = pd.DataFrame(list(ends), columns=["until", "replaced_by"])
    assert are_over(policies, dt.date(2026, 11, 26)).tolist() == list(ends.values())


def test_in_finance_and_tongzhou_the_local_award_comes_first(policy_filter: PolicyFilter) -> None:
    holding = what_holds(policy_filter, Here(("cluster:tongzhou",)), ("finance",), ())
    local = holding.whole[(holding.whole["reach"] == "local") & (holding.whole["use"] == "usable")]
    assert "LX010" in local.index
    assert holding.whole.index[: len(local)].tolist() == local.index.tolist()


def test_every_policy_has_one_use(policy_filter: PolicyFilter) -> None:
    holding = in_etown(policy_filter)
    assert sum(holding.uses.values()) == holding.count.total
    usable = [id_ for id_ in holding.whole.index if is_usable(by_id("policies")[id_])]
    assert holding.uses["usable"] == len(usable)
