"""Places side by side, against sets made of the tables' rows."""

import numpy as np
import pytest

from geo.ask.compare import Comparison, compare_places
from geo.ask.policies import policies_at
from geo.ask.summary import ProjectNumbers
from geo.ground.membership import Membership
from geo.register.load import Register

CHAOYANG, TONGZHOU = "cluster:chaoyang", "cluster:tongzhou"
ACROSS = (CHAOYANG, "district:110105")


def compare(register: Register, *keys: str) -> Comparison:
    projects = register.projects
    return compare_places(
        ProjectNumbers(projects),
        Membership(projects, register.places),
        np.ones(len(projects), dtype=bool),
        {key: policies_at(register.policies, register.places, [key]) for key in keys},
    )


@pytest.mark.parametrize("cluster", ["chaoyang", "tongzhou"])
def test_the_figures_of_a_cluster(register: Register, cluster: str) -> None:
    comparison = compare(register, CHAOYANG, TONGZHOU)
    [found] = [s for s in comparison.standings if s.key == f"cluster:{cluster}"]
    rows = [row for row in register.projects.itertuples() if row.cluster == cluster]
    single = [row for row in rows if not row.aggregate]
    assert (found.all.projects, found.singles.projects) == (len(rows), len(single))
    assert sum(found.singles.sectors.values()) == len(single)
    assert found.all.aggregates == len(rows) - len(single)


def test_policies_that_only_one_has(register: Register) -> None:
    comparison = compare(register, CHAOYANG, TONGZHOU)
    one, other = (set(standing.policies) for standing in comparison.standings)
    assert set(comparison.only[CHAOYANG]) == one - other
    assert set(comparison.only[TONGZHOU]) == other - one
    assert set(comparison.shared) == one & other
    city = {id_ for id_, scope in register.policies["scope"].items() if "city" in scope}
    assert city <= set(comparison.shared)
    assert comparison.only[TONGZHOU]


def test_each_only_policy_names_the_place_or_something_above_it(register: Register) -> None:
    comparison = compare(register, CHAOYANG, TONGZHOU, "cluster:etown")
    for key, ids in comparison.only.items():
        above = set(register.places.ancestors(key))
        for id_ in ids:
            assert above & set(register.policies.loc[id_, "scope"])


def test_projects_in_several_places_are_said(register: Register) -> None:
    assert compare(register, CHAOYANG, TONGZHOU).overlap == 0
    both = sum(
        row.cluster == "chaoyang" and row.district == "110105"
        for row in register.projects.itertuples()
    )
    assert compare(register, *ACROSS).overlap == both > 0
