"""Policy fit: what the conditions on record say to someone's five answers.

Each condition is ``met``, ``unmet`` or ``open``; the answer to a policy follows from all of them
and is never “eligible”: the record holds what was read, and the authority decides.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd

from geo.register.records import Row, given
from geo.view.profile import Profile
from geo.words.terms import ENTITY_TYPES, FOREIGN_STAFF, PLACE_KEY, STAGES, wider_types

OUTCOMES: Final = ("met", "open", "unmet")
"""What a condition can come to, from best to worst."""

VERDICTS: Final = ("nothing_against", "needs_answer", "no_conditions", "not_for_you")
"""What can be answered to a policy, in the order in which it is shown."""


@dataclass(frozen=True, eq=False)
class Finding:
    """An answer, one of ``VERDICTS``, and the conditions that decided it."""

    verdict: str
    deciding: tuple[Row, ...]


@dataclass(frozen=True, eq=False)
class Match:
    """The answer to a policy, and to each of its parts and clauses that has conditions of its own.

    ``tiers`` are by the name of a part or the id of a clause; one that fails does not fail the
    policy.
    """

    policy: str
    verdict: str
    deciding: tuple[Row, ...]
    tiers: Mapping[str, Finding]


def outcome_of(condition: Row, profile: Profile, around: frozenset[str]) -> str:
    """Return what a condition comes to: one of ``OUTCOMES``.

    Parameters
    ----------
    condition
        A row of ``data/conditions.csv``.
    profile
        The answers given.
    around
        The keys of all places that contain where is asked from.
    """
    if condition.operator != "in":
        return "open"  # no question asks for numbers, nor for what only an authority judges
    if condition.key == PLACE_KEY:
        return "met" if around.intersection(condition.value) else "open"
    rule = _RULES.get(condition.key)
    answers = getattr(profile, condition.key, ())
    return rule(answers, condition.value) if rule and answers else "open"


def _one_of(answers: tuple[str, ...], allowed: tuple[str, ...]) -> str:
    return "unmet" if set(answers).isdisjoint(allowed) else "met"


def _one_of_or_trait(exclusive: Iterable[str]) -> Callable[[tuple[str, ...], tuple[str, ...]], str]:
    """Return the rule of a question whose answers exclude each other, but no other words."""
    answerable = set(exclusive)

    def rule(answers: tuple[str, ...], allowed: tuple[str, ...]) -> str:
        if not set(answers).isdisjoint(allowed):
            return "met"
        return "open" if set(allowed) - answerable else "unmet"

    return rule


def _entity(answers: tuple[str, ...], allowed: tuple[str, ...]) -> str:
    """Return the outcome for what a company is: a type excludes others, a trait excludes none."""
    [answer] = answers
    if answer in allowed or not set(wider_types(answer)).isdisjoint(allowed):
        return "met"
    undecided = (word not in ENTITY_TYPES or answer in wider_types(word) for word in allowed)
    return "open" if answer not in ENTITY_TYPES or any(undecided) else "unmet"


_RULES: Final[Mapping[str, Callable[[tuple[str, ...], tuple[str, ...]], str]]] = {
    "origin": _one_of,
    "entity": _entity,
    "activity": _one_of,
    "stage": _one_of_or_trait(STAGES),
    "staff": _one_of_or_trait(FOREIGN_STAFF),
}


def judge(conditions: Sequence[Row], profile: Profile, around: frozenset[str]) -> Finding:
    """Return what conditions that all have to be met come to; of an or-group one has to be."""
    groups: dict[str, list[Row]] = {}
    for number, condition in enumerate(conditions):
        groups.setdefault(condition.or_group or f"#{number}", []).append(condition)
    found: dict[str, list[Row]] = {outcome: [] for outcome in OUTCOMES}
    for group in groups.values():
        outcomes = [outcome_of(condition, profile, around) for condition in group]
        found[min(outcomes, key=OUTCOMES.index)] += group
    for outcome, verdict in (
        ("unmet", "not_for_you"),
        ("open", "needs_answer"),
        ("met", "nothing_against"),
    ):
        if found[outcome]:
            return Finding(verdict, tuple(found[outcome]))
    return Finding("no_conditions", ())


def match_policy(
    policy: str, conditions: Sequence[Row], profile: Profile, around: frozenset[str]
) -> Match:
    """Return the answer to a policy from its own conditions and those of its clauses.

    Conditions of the policy as a whole decide. Where it has none, the best of its tiers does; but
    tiers that all fail leave it open, as the record may not list them all.
    """
    tiers: dict[str, list[Row]] = {}
    for condition in conditions:
        tiers.setdefault(given(condition.clause) or condition.part, []).append(condition)
    found = {name: judge(rows, profile, around) for name, rows in tiers.items()}
    whole = found.pop("", Finding("no_conditions", ()))
    if whole.verdict == "no_conditions" and found:
        best = min(found.values(), key=lambda finding: VERDICTS.index(finding.verdict))
        failed = best.verdict == "not_for_you"
        whole = Finding("needs_answer", best.deciding) if failed else best
    return Match(policy, whole.verdict, whole.deciding, found)


def match_policies(
    policies: pd.DataFrame,
    conditions: pd.DataFrame,
    clauses: pd.DataFrame,
    profile: Profile,
    around: frozenset[str],
) -> tuple[Match, ...]:
    """Return the answer to each policy, what stands nothing against first, else in their order.

    Parameters
    ----------
    policies
        Those asked about, indexed by id.
    conditions, clauses
        The register's tables.
    profile, around
        As in ``outcome_of``.
    """
    of: dict[str, list[Row]] = {str(id_): [] for id_ in policies.index}
    owners = clauses["policy"].to_dict()
    rows: Iterable[Row] = conditions.itertuples()
    for row in rows:
        owner = given(row.policy) or owners[row.clause]
        if owner in of:
            of[owner].append(row)
    found = [match_policy(id_, rows_, profile, around) for id_, rows_ in of.items()]
    return tuple(sorted(found, key=lambda match: VERDICTS.index(match.verdict)))
