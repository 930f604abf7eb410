"""Who to turn to: only what the data names, tied to where one asks."""

import pytest

from geo.ask.atlas import Atlas
from geo.ask.services import RELATIONS, bodies_of, services_at
from geo.ground.membership import Membership
from geo.register.load import Register
from geo.view.view import View
from tests.unit.tables import by_id, table


@pytest.fixture(scope="module")
def membership(register: Register) -> Membership:
    return Membership(register.projects, register.places)


def relations(
    register: Register, membership: Membership, *keys: str, sectors: tuple[str, ...] = ()
) -> dict[str, str]:
    """Return the relation of every service found, by the record that names it."""
    found = services_at(register, membership, keys, sectors)
    order = [RELATIONS.index(relation) for relation in found["relation"]]
    assert order == sorted(order)
    return {
        row.project if isinstance(row.project, str) else row.policy: row.relation
        for row in found.itertuples()
    }


def test_every_service_is_a_sourced_record_of_the_register() -> None:
    projects, policies = by_id("projects"), by_id("policies")
    for row in table("services"):
        record = projects[row["project"]] if row["project"] else policies[row["policy"]]
        assert record["sources"]
        assert record["status"] in {"landed", "operating"}


def test_a_hall_is_here_in_its_district_or_elsewhere(
    register: Register, membership: Membership
) -> None:
    assert relations(register, membership, "place:cbd", "district:110105")["PS016"] == "here"
    assert relations(register, membership, "district:110105")["PS016"] == "district"
    assert relations(register, membership, "cluster:etown")["PS016"] == "city"
    assert relations(register, membership, "cluster:etown")["PS017"] == "here"
    assert relations(register, membership, "city")["PS017"] == "city"


def test_a_service_that_is_a_policy_counts_where_it_holds(
    register: Register, membership: Membership
) -> None:
    assert relations(register, membership, "cluster:tongzhou")["LX014"] == "here"
    assert "LX014" not in relations(register, membership, "cluster:chaoyang")
    assert relations(register, membership, "cluster:chaoyang")["LS007"] == "city"


def test_a_service_for_one_sector_is_for_that_sector(
    register: Register, membership: Membership
) -> None:
    of_sector = {row["project"] or row["policy"]: row["sector"] for row in table("services")}
    for sector in ("finance", "health", "aviation"):
        found = relations(register, membership, "city", sectors=(sector,))
        assert all(of_sector[id_] in {"", sector} for id_ in found)
        assert ("LS007" in found) == (sector == "finance")
        assert ("PP208" in found) == (sector == "health")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_bodies_are_counted_as_written(atlas: Atlas, lang: str) -> None:
    held = atlas.holding(View(focus="cluster:etown")).whole
    written = [row[f"body_{lang}"] for row in table("policies") if row["id"] in held.index]
    found = bodies_of(held, lang)
    assert found == {body: written.count(body) for body in set(written) - {""}}
    assert list(found.values()) == sorted(found.values(), reverse=True)
