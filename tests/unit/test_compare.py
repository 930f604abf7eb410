"""Places side by side, against sets made of the tables' rows."""

import numpy as np
import pytest

from geo.ask.atlas import Atlas
from geo.ask.compare import Comparison, compare_places
from geo.view.view import View
from tests.unit.tables import is_over, parts, table

CHAOYANG, TONGZHOU = "cluster:chaoyang", "cluster:tongzhou"
ACROSS = (CHAOYANG, "district:110105")


def compare(atlas: Atlas, *keys: str) -> Comparison:
    return compare_places(
        atlas.numbers,
        atlas.membership,
        np.ones(len(atlas.register.projects), dtype=bool),
        {key: atlas.holding(View(focus=key)) for key in keys},
    )


@pytest.mark.parametrize("cluster", ["chaoyang", "tongzhou"])
def test_the_figures_of_a_cluster(atlas: Atlas, cluster: str) -> None:
    comparison = compare(atlas, CHAOYANG, TONGZHOU)
    [found] = [s for s in comparison.standings if s.key == f"cluster:{cluster}"]
    rows = [row for row in atlas.register.projects.itertuples() if row.cluster == cluster]
    single = [row for row in rows if not row.aggregate]
    assert (found.all.projects, found.singles.projects) == (len(rows), len(single))
    assert sum(found.singles.sectors.values()) == len(single)
    assert found.all.aggregates == len(rows) - len(single)


def test_policies_that_only_one_has(atlas: Atlas) -> None:
    comparison = compare(atlas, CHAOYANG, TONGZHOU)
    one, other = (set(standing.policies) for standing in comparison.standings)
    assert set(comparison.only[CHAOYANG]) == one - other
    assert set(comparison.only[TONGZHOU]) == other - one
    assert set(comparison.shared) == one & other
    rows = [row for row in table("policies") if not is_over(row)]
    city = {row["id"] for row in rows if "city" in parts(row["scope"])}
    assert city <= set(comparison.shared)
    assert comparison.only[TONGZHOU]


def test_each_only_policy_names_the_place_or_something_above_it(atlas: Atlas) -> None:
    comparison = compare(atlas, CHAOYANG, TONGZHOU, "cluster:etown")
    for key, ids in comparison.only.items():
        above = set(atlas.register.places.ancestors(key))
        for id_ in ids:
            assert above & set(atlas.register.policies.loc[id_, "scope"])


def test_projects_in_several_places_are_said(atlas: Atlas) -> None:
    assert compare(atlas, CHAOYANG, TONGZHOU).overlap == 0
    both = sum(
        row.cluster == "chaoyang" and row.district == "110105"
        for row in atlas.register.projects.itertuples()
    )
    assert compare(atlas, *ACROSS).overlap == both > 0
