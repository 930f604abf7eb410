"""Policy fit: each rule by a table of answers, and every policy's answer worked out another way."""

from itertools import product
from types import SimpleNamespace
from typing import Final

import pytest
from hypothesis import given

from geo.ask.atlas import Atlas
from geo.ask.match import VERDICTS, Match, match_policies, outcome_of
from geo.register.records import Row
from geo.view.profile import ANSWERS, NOTHING_ANSWERED, Profile, read_profile
from geo.words import terms
from tests.unit.strategies import profiles
from tests.unit.tables import by_id, parts, table

BANK: Final = Profile(("foreign",), ("bank",), ("fund_custody",), ("new",), ("foreign_staff",))
MAKER: Final = Profile(("domestic",), ("company",), ("processing",), ("established",), ())
OFFICE: Final = Profile(
    ("joint_venture",), ("headquarters",), (), ("moved_in",), ("foreign_staff",)
)
"""Three invented askers."""

TONGZHOU: Final = frozenset({"city", "ftz", "area:business", "cluster:tongzhou", "district:110112"})


def asked(key: str, operator: str, *value: str) -> Row:
    return SimpleNamespace(key=key, operator=operator, value=value)


@pytest.mark.parametrize(
    ("key", "value", "outcomes"),
    [  # what the bank, the maker and the office come to
        ("origin", ("foreign",), ("met", "unmet", "unmet")),
        ("origin", ("foreign", "joint_venture"), ("met", "unmet", "met")),
        ("entity", ("bank",), ("met", "unmet", "open")),
        ("entity", ("financial_institution",), ("met", "unmet", "open")),
        ("entity", ("fund_manager",), ("unmet", "unmet", "open")),
        ("entity", ("headquarters",), ("open", "open", "met")),
        ("entity", ("law_firm", "unicorn"), ("open", "open", "open")),
        ("entity", ("company",), ("unmet", "met", "open")),
        ("activity", ("fund_custody", "qflp"), ("met", "unmet", "open")),
        ("stage", ("new",), ("met", "unmet", "unmet")),
        ("stage", ("moved_in", "newly_recognised"), ("open", "open", "met")),
        ("staff", ("foreign_staff",), ("met", "open", "met")),
        ("staff", ("lawyer",), ("open", "open", "open")),
        ("industry", ("health",), ("open", "open", "open")),
        ("venue", ("district:110112",), ("met", "met", "met")),
        ("venue", ("place:bda",), ("open", "open", "open")),
    ],
)
def test_a_condition_comes_to(key: str, value: tuple[str, ...], outcomes: tuple[str, ...]) -> None:
    condition = asked(key, "in", *value)
    found = [outcome_of(condition, profile, TONGZHOU) for profile in (BANK, MAKER, OFFICE)]
    assert tuple(found) == outcomes


@pytest.mark.parametrize(("key", "operator"), [("revenue_cny_bn", ">="), ("other", "asks")])
def test_numbers_and_what_only_an_authority_judges_stay_open(key: str, operator: str) -> None:
    assert outcome_of(asked(key, operator, "1"), BANK, TONGZHOU) == "open"


def test_a_type_asked_for_is_open_to_a_wider_answer() -> None:
    wide = Profile(entity=("financial_institution",))
    assert outcome_of(asked("entity", "in", "bank"), wide, TONGZHOU) == "open"


def test_someone_without_foreign_staff_is_told_so() -> None:
    without = Profile(staff=("no_foreign_staff",))
    assert outcome_of(asked("staff", "in", "foreign_staff"), without, TONGZHOU) == "unmet"


def test_without_answers_nothing_is_ruled_out(atlas: Atlas) -> None:
    found = answers_in(atlas, NOTHING_ANSWERED)
    assert {match.verdict for match in found.values()} <= set(VERDICTS) - {"not_for_you"}


def answers_in(atlas: Atlas, profile: Profile) -> dict[str, Match]:
    register = atlas.register
    matches = match_policies(
        register.policies, register.conditions, register.clauses, profile, TONGZHOU
    )
    order = [VERDICTS.index(match.verdict) for match in matches]
    assert order == sorted(order)
    return {match.policy: match for match in matches}


# the same, another way: every way the open questions can turn out is tried

WORLD: Final = {"met": (True,), "unmet": (False,), "open": (True, False)}


def outcome_by_hand(row: dict[str, str], profile: Profile) -> str:
    """Return what a row of the file comes to, by who could still be meant."""
    value, key = set(parts(row["value"])), row["key"]
    if row["operator"] != "in":
        return "open"
    if key == "venue":
        return "met" if value & TONGZHOU else "open"
    answers = set(getattr(profile, key, ()))
    if key not in ANSWERS or not answers:
        return "open"
    if key == "entity":
        answers |= {"financial_institution"} if answers & FINANCIAL else set()
    if answers & value:
        return "met"
    could_be = value - set(ANSWERS[key]) if key in {"stage", "staff"} else set()
    if key == "entity":
        traits = set(terms.ENTITY_TRAITS)
        could_be = value & traits
        if answers & traits or ("financial_institution" in answers and "bank" not in answers):
            could_be |= value
    return "open" if could_be else "unmet"


FINANCIAL: Final = {"bank", "insurance_asset_manager", "fund_manager"}


def holds(rows: list[dict[str, str]], truths: tuple[bool, ...]) -> bool:
    """Tell whether conditions hold in one way that they may turn out."""
    groups: dict[str, list[bool]] = {}
    for number, (row, truth) in enumerate(zip(rows, truths, strict=True)):
        groups.setdefault(row["or_group"] or str(number), []).append(truth)
    return all(any(group) for group in groups.values())


def judged(rows: list[dict[str, str]], profile: Profile) -> str:
    if not rows:
        return "no_conditions"
    ways = product(*(WORLD[outcome_by_hand(row, profile)] for row in rows))
    found = {holds(rows, way) for way in ways}
    return {1: "nothing_against" if True in found else "not_for_you"}.get(
        len(found), "needs_answer"
    )


def verdict_by_hand(policy: str, profile: Profile) -> str:
    own = {row["id"] for row in (table("clauses")) if row["policy"] == policy}
    rows = [row for row in table("conditions") if row["policy"] == policy or row["clause"] in own]
    whole = [row for row in rows if not row["part"] and not row["clause"]]
    if whole or not rows:
        return judged(whole, profile)
    names = {row["clause"] or row["part"] for row in rows}
    tiers = [[r for r in rows if (r["clause"] or r["part"]) == name] for name in names]
    found = {judged(tier, profile) for tier in tiers}
    return "nothing_against" if "nothing_against" in found else "needs_answer"


@pytest.mark.parametrize("profile", [BANK, MAKER, OFFICE, NOTHING_ANSWERED], ids=str)
def test_every_answer_is_that_of_trying_all_that_is_open(atlas: Atlas, profile: Profile) -> None:
    found = {policy: match.verdict for policy, match in answers_in(atlas, profile).items()}
    assert found == {row["id"]: verdict_by_hand(row["id"], profile) for row in table("policies")}


def test_a_foreign_bank_in_tongzhou(atlas: Atlas) -> None:
    found = answers_in(atlas, BANK)
    assert found["LP041"].verdict == "nothing_against"  # the carbon-reduction facility
    assert {row.key for row in found["LP041"].deciding} == {"origin", "entity"}
    assert found["LX010"].verdict == "needs_answer"  # the award: graded by capital
    assert [row.operator for row in found["LX010"].deciding] == ["asks"]
    assert found["LP059"].verdict == "not_for_you"  # hospitals
    assert [row.key for row in found["LP059"].deciding] == ["entity"]
    assert found["LX014"].verdict == "no_conditions"
    assert found["LX014"].deciding == ()


def test_a_tier_that_fails_does_not_fail_the_policy(atlas: Atlas) -> None:
    match = answers_in(atlas, Profile(stage=("established",)))["LP058"]
    assert match.tiers["new_base"].verdict == "not_for_you"
    assert match.verdict != "not_for_you"


# the answers in a link


@given(profiles())
def test_a_link_holds_answers(profile: Profile) -> None:
    assert read_profile(str(profile)) == profile


def test_no_two_questions_share_a_word() -> None:
    words = [word for answers in ANSWERS.values() for word in answers]
    assert len(words) == len(set(words))


@pytest.mark.parametrize("text", ["martian", "foreign,domestic", "bank,law_firm", "foreign;bank"])
def test_answers_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_profile(text)


# the conditions on record


def test_no_condition_is_of_what_cannot_be_used() -> None:
    kinds = {row["id"]: row["kind"] for row in table("policies")}
    policies = {row["id"]: row["policy"] for row in table("clauses")}
    of = {row["policy"] or policies[row["clause"]] for row in table("conditions")}
    assert {kinds[policy] for policy in of} <= {"money", "access", "procedure", "service", "bundle"}


def test_figures_that_differ_stand_side_by_side() -> None:
    clauses = by_id("clauses")
    beside = {id_: row["beside"] for id_, row in clauses.items() if row["beside"]}
    assert beside
    for one, other in beside.items():
        assert beside[other] == one
        assert clauses[one]["source"] != clauses[other]["source"]
