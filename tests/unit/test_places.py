"""The place hierarchy: ways up and down both trees, and how scopes cover places."""

from itertools import pairwise, product

import pytest

from geo.ground.places import Hierarchy, Place
from geo.region import REGION
from geo.register.load import Register


@pytest.fixture(scope="module")
def places(register: Register) -> Hierarchy:
    return register.places


def above(places: Hierarchy, key: str) -> set[str]:
    """Return everything above a place, found level by level."""
    found: set[str] = set()
    level = {key}
    while level:
        level = {parent for below in level for parent in places[below].parents} - found
        found |= level
    return found


@pytest.mark.parametrize(
    ("key", "way"),
    [
        ("city", ["city"]),
        ("district:110105", ["city", "district:110105"]),
        ("place:biopark", ["city", "ftz", "area:highend", "cluster:etown", "place:biopark"]),
        ("place:cbd", ["city", "ftz", "area:business", "cluster:chaoyang", "place:cbd"]),
        ("place:dongba", ["city", "district:110105", "place:dongba"]),
        ("place:yizhuang_cbz", ["city", "place:bda", "place:yizhuang_cbz"]),
    ],
)
def test_trails(places: Hierarchy, key: str, way: list[str]) -> None:
    assert [place.key for place in places.trail(key)] == way


def test_every_trail_starts_at_the_city_and_goes_down_step_by_step(places: Hierarchy) -> None:
    for key in places.places:
        trail = places.trail(key)
        assert (trail[0].key, trail[-1].key) == ("city", key)
        for upper, lower in pairwise(trail):
            assert upper.key in lower.parents


def test_ancestors_are_the_place_and_all_above_it_once(places: Hierarchy) -> None:
    for key in places.places:
        ancestors = places.ancestors(key)
        assert ancestors[0] == key
        assert len(set(ancestors)) == len(ancestors)
        assert set(ancestors[1:]) == above(places, key)
        assert "city" in ancestors


def test_a_parent_comes_before_a_grandparent(places: Hierarchy) -> None:
    ancestors = places.ancestors("place:biopark")
    assert ancestors[1] == "cluster:etown"
    assert {"area:highend", "place:bda", "ftz", "city"} == set(ancestors[2:])


def test_closure_is_the_union_of_ancestors(places: Hierarchy) -> None:
    keys = ["place:cbd", "district:110115"]
    assert places.closure(keys) == set(keys).union(*(above(places, key) for key in keys))
    assert places.closure([]) == frozenset()


def test_children_point_back(places: Hierarchy) -> None:
    for key in places.places:
        assert all(key in child.parents for child in places.children(key))
    assert {place.id for place in places.children("ftz")} == {"scitech", "business", "highend"}
    assert {place.key for place in places.children("area:highend")} == {
        "cluster:etown",
        "cluster:daxing",
    }


def test_every_child_is_found_from_its_parents(places: Hierarchy) -> None:
    for place in places.places.values():
        assert all(place in places.children(parent) for parent in place.parents)


def test_kinds(places: Hierarchy) -> None:
    assert len(places.of_kind("district")) == 16
    assert {place.id for place in places.of_kind("cluster")} == set(REGION.clusters)
    assert {place.id for place in places.of_kind("area")} == {"scitech", "business", "highend"}
    assert [place.key for place in places.of_kind("functional_area")] == ["place:bda"]


def test_etown_lies_in_its_area_and_in_the_new_town_but_in_no_one_district(
    places: Hierarchy,
) -> None:
    assert set(places["cluster:etown"].parents) == {"area:highend", "place:bda"}
    assert places["cluster:etown"].districts == ("110112", "110115")
    assert "district:110115" not in places.ancestors("cluster:etown")


@pytest.mark.parametrize("key", ["district:110119", "cluster:etown", "place:biopark", "place:bda"])
def test_the_city_covers_all_of_everything(places: Hierarchy, key: str) -> None:
    assert places.relation("city", key) == "whole"
    assert places.relation(key, "city") == "part"


@pytest.mark.parametrize(
    ("scope", "key", "expected"),
    [
        ("ftz", "place:cbd", "whole"),
        ("ftz", "district:110105", "part"),  # Chaoyang's cluster lies in both
        ("ftz", "place:bda", "part"),  # so does E-Town's
        ("district:110112", "ftz", "part"),
        ("ftz", "district:110119", None),
        ("district:110105", "place:cbd", "whole"),
        ("place:cbd", "district:110105", "part"),
        ("district:110115", "place:bda", "part"),  # E-Town lies in Daxing and Tongzhou
        ("district:110112", "cluster:etown", "part"),
        ("place:bda", "district:110112", "part"),
        ("place:bda", "cluster:etown", "whole"),
        ("place:bda", "place:biopark", "whole"),
        ("cluster:etown", "place:bda", "part"),
        ("district:110105", "place:bda", None),
        ("cluster:chaoyang", "place:biopark", None),
        ("cluster:chaoyang", "cluster:etown", None),
        ("district:110105", "district:110115", None),
        ("district:110115", "district:110115", "whole"),
    ],
)
def test_how_a_scope_covers_a_place(
    places: Hierarchy, scope: str, key: str, expected: str | None
) -> None:
    assert places.relation(scope, key) == expected


def test_relations_mirror_each_other(places: Hierarchy) -> None:
    for one, other in product(places.places, repeat=2):
        there, back = places.relation(one, other), places.relation(other, one)
        assert (there is None) == (back is None), (one, other)
        assert (there == back == "whole") == (one == other), (one, other)


def test_names_and_ids() -> None:
    place = Place("cluster:etown", "cluster", "亦庄组团", "E-Town cluster", ("area:highend",))
    assert (place.name("zh"), place.name("en"), place.id) == (
        "亦庄组团",
        "E-Town cluster",
        "etown",
    )


def test_asking_for_a_place_that_is_not_there(places: Hierarchy) -> None:
    assert "cluster:pudong" not in places
    assert "cluster:etown" in places
    with pytest.raises(KeyError):
        places["cluster:pudong"]
