"""Policy fit in words: an answer to a policy, why, and what it comes to in its parts."""

from dataclasses import dataclass
from typing import Final

from geo.ask.atlas import Atlas
from geo.ask.here import Here
from geo.ask.holding import Holding
from geo.ask.match import Finding, Match, match_policies
from geo.ground.places import CITY
from geo.register.records import Row
from geo.view.profile import ANSWERS, Profile
from geo.words.text import Text

YOU: Final = "you"
BODY: Final = "body"
"""Who can tell of a condition that no answer decides: you by looking, the authority."""


@dataclass(frozen=True)
class MatchLine:
    """The answer to a policy in words: ``reasons`` say which conditions decided, and of what.

    ``verdict`` is one of ``geo.ask.match.VERDICTS``, ``said`` the same in words.
    """

    policy: str
    verdict: str
    said: str
    reasons: tuple[str, ...]
    tiers: tuple[str, ...]


def match_lines(
    atlas: Atlas, holding: Holding, here: Here, profile: Profile, text: Text
) -> tuple[MatchLine, ...]:
    """Return the answer to each policy that holds where one asks and that a company can use."""
    words = MatchWords(atlas, profile, text)
    return tuple(map(words.line, matches_at(atlas, holding, here, profile)))


def matches_at(atlas: Atlas, holding: Holding, here: Here, profile: Profile) -> tuple[Match, ...]:
    """Return what each policy that holds where one asks and can be used comes to."""
    register = atlas.register
    around = register.places.closure([*here.keys, CITY])
    return match_policies(holding.matchable, register.conditions, register.clauses, profile, around)


class MatchWords:
    """What is said of answers to policies for a profile, in a language."""

    def __init__(self, atlas: Atlas, profile: Profile, text: Text) -> None:
        """Take the register, the answers given and the language."""
        self._register, self._profile, self._text = atlas.register, profile, text

    def line(self, match: Match) -> MatchLine:
        """Return the answer to a policy in words."""
        policy = self._register.rows["policies"][match.policy]
        whole = Finding(match.verdict, match.deciding)
        return MatchLine(
            policy=match.policy,
            verdict=match.verdict,
            said=self._text(f"match.{match.verdict}"),
            reasons=self._reasons(whole, policy),
            tiers=tuple(self._tier(name, finding, policy) for name, finding in match.tiers.items()),
        )

    def _reasons(self, finding: Finding, policy: Row) -> tuple[str, ...]:
        if finding.verdict == "no_conditions":
            return (self._text("match.why_no_conditions"),)
        return tuple(self._reason(finding.verdict, row, policy) for row in finding.deciding)

    def _reason(self, verdict: str, condition: Row, policy: Row) -> str:
        """Return why a condition decided: what it asks for, and the answer or who is to give it."""
        text = self._text
        asks = text("match.condition", said=text.of(condition, "paraphrase"))
        answers = getattr(self._profile, condition.key, ())
        if verdict == "not_for_you" or (verdict == "nothing_against" and answers):
            return text("match.answered", condition=asks, answer=self._answered(condition.key))
        if verdict == "nothing_against":
            return asks
        return self._who_tells(asks, condition, policy)

    def _who_tells(self, asks: str, condition: Row, policy: Row) -> str:
        text, asked = self._text, self.asked_of(condition)
        if asked == BODY:
            body = text.of(policy, "body") or text("match.the_authority")
            return text("match.ask_body", condition=asks, body=body)
        if asked == YOU:
            return text("match.ask_you", condition=asks)
        return text("match.ask_question", condition=asks, question=text(f"profile.{asked}"))

    def asked_of(self, condition: Row) -> str:
        """Return who can tell of an open condition: one of ``ANSWERS``, ``YOU`` or ``BODY``."""
        if condition.operator == "asks":
            return BODY
        answered = getattr(self._profile, condition.key, ())
        answerable = ANSWERS.get(condition.key, ())
        asked = not answered and not set(condition.value).isdisjoint(answerable)
        return str(condition.key) if asked else YOU

    def _tier(self, name: str, finding: Finding, policy: Row) -> str:
        """Return what an answer comes to in a part or a clause, with its first reason."""
        text, clause = self._text, self._register.rows["clauses"].get(name)
        title = text.of(clause, "clause") if clause else text("match.part", name=name)
        reason = self._reasons(finding, policy)[0]
        said = text(f"match.{finding.verdict}")
        return text("match.tier", title=title, verdict=said, reason=reason)

    def _answered(self, question: str) -> str:
        words = getattr(self._profile, question)
        return self._text("briefing.comma").join(self._text(f"answer.{w}") for w in words)
