"""The schema of the measures within policies and of the conditions of both."""

from typing import Annotated, ClassVar

from pydantic import Field

from geo.register.records import (
    OptionalCount,
    OptionalMoney,
    OptionalText,
    PartialDate,
    Record,
    Rule,
    Sectors,
    Text,
    Texts,
    exactly_one,
    one_of,
)
from geo.words.terms import OPERATORS, OTHER_KEY, PLACE_KEY, WORD_KEYS, is_number
from geo.words.vocabulary import USABLE_KINDS


def _check_percentage(percentage: float | None, of_what: str) -> None:
    """Raise ValueError where a percentage is of nothing, or nothing is of something."""
    if (percentage is None) != (not of_what):
        raise ValueError("percentage and percentage_of_zh are given together")


class Clause(Record):
    """One measure of a policy, with what it pays, to how much, when, and where that is stated.

    Money is in 万元 (10,000 CNY): ``amount_wan_cny`` at most once, ``cap_wan_cny`` in all.
    ``beside`` is another clause that states another figure of the same thing. Without ``scope`` it
    holds where its policy does.
    """

    id: Text
    policy: Text
    scope: Texts
    clause_zh: Text
    clause_en: Text
    kind: one_of(USABLE_KINDS, required=True)  # type: ignore[valid-type]
    sectors: Sectors
    amount_wan_cny: OptionalMoney
    cap_wan_cny: OptionalMoney
    percentage: OptionalMoney
    percentage_of_zh: str
    percentage_of_en: str
    window_zh: str
    window_en: str
    pledge_years: OptionalCount
    stated_on: PartialDate
    beside: OptionalText
    note_zh: str
    note_en: str
    source: Text
    rules: ClassVar[tuple[Rule, ...]] = (
        Rule(("percentage", "percentage_of_zh"), _check_percentage),
    )


def _check_value(key: str, operator: str, value: tuple[str, ...]) -> None:
    """Raise ValueError where the value of a condition does not suit its key and operator."""
    problem = _problem(key, operator, value)
    if problem:
        raise ValueError(problem)


def _problem(key: str, operator: str, value: tuple[str, ...]) -> str:
    """Return what is wrong with the value of a condition, or nothing."""
    if operator == "asks":
        return "a condition that asks has no value" if value else ""
    if operator == "in":
        return _problem_of_words(key, value)
    if not is_number(key):
        return f"{key!r} names no unit, so it has no number"
    return "" if len(value) == 1 and _is_decimal(value[0]) else f"{value} is not one number"


def _problem_of_words(key: str, value: tuple[str, ...]) -> str:
    if key == PLACE_KEY:  # that the places exist is checked with the other tables
        return "" if value else "no place is named"
    if key not in WORD_KEYS:
        return f"{key!r} is not one of {', '.join((*WORD_KEYS, PLACE_KEY, OTHER_KEY))}"
    unknown = [word for word in value if word not in WORD_KEYS[key]]
    return f"{unknown} are not words of {key}" if unknown or not value else ""


def _is_decimal(text: str) -> bool:
    try:
        return float(text) >= 0
    except ValueError:
        return False


class Condition(Record):
    """What a policy or one of its clauses asks for, as its source states it.

    With a ``part`` it is asked for in that part of the policy only. Of conditions with one
    ``or_group`` any will do. ``asks`` stands for what only the authority can judge.
    """

    policy: OptionalText
    clause: OptionalText
    part: str
    or_group: str
    key: Text
    operator: one_of(OPERATORS, required=True)  # type: ignore[valid-type]
    value: Texts
    paraphrase_zh: Text
    paraphrase_en: Text
    stated_in: Text
    source: Annotated[str, Field(min_length=1)]
    rules: ClassVar[tuple[Rule, ...]] = (
        exactly_one("policy", "clause"),
        Rule(("key", "operator", "value"), _check_value),
    )
