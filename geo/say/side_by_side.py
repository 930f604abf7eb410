"""Places side by side for someone's answers: what each offers, asks for, and leaves open, in words.

Only what is not the same everywhere is listed; what all the places share is counted.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Final

from geo.ask.atlas import Atlas
from geo.ask.here import Here
from geo.ask.match import VERDICTS, Match
from geo.register.records import Row
from geo.say.answer_words import airport_distances
from geo.say.clause_words import ClauseLine, clause_line
from geo.say.match_words import BODY, YOU, MatchWords, matches_at
from geo.say.policy_words import change_of
from geo.view.profile import ANSWERS, NOTHING_ANSWERED
from geo.view.view import View
from geo.words.terms import OTHER_KEY, PLACE_KEY, WORD_KEYS
from geo.words.text import Text
from geo.words.vocabulary import USABLE_KINDS

NOT_HERE: Final = "—"
"""Stands where a policy does not hold, or nothing is asked."""

MEASURES_SHOWN: Final = 2
"""How many measures of a policy are named; it says how many more there are."""

KINDS: Final = (*USABLE_KINDS, "bundle")
"""The kinds of benefits, in the order of their rows."""

KEYS: Final = (*WORD_KEYS, PLACE_KEY, "number", OTHER_KEY)
"""What conditions are about, in the order of their rows; ``number`` are all keys with a unit."""

SOURCE: Final = "source"
ASKED_OF: Final = (*ANSWERS, YOU, BODY, SOURCE)
"""Who has an answer: you by a question of the policy fit, you by looking, the body, the source."""


@dataclass(frozen=True)
class ComparedEntry:
    """An entry of a cell: a policy with its answer and what it gives, a condition, or a dash."""

    name: str
    more: str = ""

    def said(self, text: Text) -> str:
        """Return the entry as one sentence."""
        return text("side.measure", title=self.name, figures=self.more) if self.more else self.name


Cell = tuple[ComparedEntry, ...]


@dataclass(frozen=True)
class ComparedRow:
    """A kind of benefit, a kind of condition or a question, and a cell of entries a place."""

    name: str
    cells: tuple[Cell, ...]

    def entry_by_entry(self) -> "Iterator[ComparedRow]":
        """Yield the row as several, each with one entry a place; the first alone has the name."""
        for at, entries in enumerate(zip_longest(*self.cells)):
            cells = tuple((entry,) if entry else () for entry in entries)
            yield ComparedRow("" if at else self.name, cells)


@dataclass(frozen=True)
class ComparedPart:
    """One of four parts of a comparison; ``none`` says why it has no rows."""

    title: str
    rows: tuple[ComparedRow, ...]
    none: str


@dataclass(frozen=True)
class SideBySide:
    """Two to four places compared: their names, the answers given, four parts, and notes."""

    places: tuple[str, ...]
    answers: str
    parts: tuple[ComparedPart, ...]
    notes: tuple[str, ...]


def side_by_side(atlas: Atlas, view: View, text: Text) -> SideBySide:
    """Compare the places that a view compares, for its profile, sectors and factors.

    Returns
    -------
    Benefits: the policies that can be used and that not all the places have, or that come to
    something else there, with the answer to each. Conditions: what these ask for, by what it is
    about, and whether it is met. Open questions: who has an answer, and what hangs on it.
    """
    return _Comparing(atlas, view, text).compare()


class _Comparing:
    def __init__(self, atlas: Atlas, view: View, text: Text) -> None:
        self._atlas, self._view, self._text = atlas, view, text
        self._words = MatchWords(atlas, view.profile, text)
        self._found = {key: self._matches_at(key) for key in view.compare}

    def _matches_at(self, key: str) -> dict[str, Match]:
        """Return what each policy comes to that can be used in all of a place."""
        holding = self._atlas.holding(replace(self._view, focus=key))
        matches = matches_at(self._atlas, holding, Here((key,)), self._view.profile)
        return {match.policy: match for match in matches}

    def compare(self) -> SideBySide:
        """Return the comparison."""
        text = self._text
        policies = dict.fromkeys(policy for own in self._found.values() for policy in own)
        differing = list(filter(self._differs, policies))
        parts = {
            "benefits": self._benefits(differing),
            "conditions": self._conditions(differing),
            "questions": self._questions(differing),
            "location": self._location(),
        }
        return SideBySide(
            places=tuple(self._atlas.name_of(key, text.lang) for key in self._found),
            answers=self._answers(),
            parts=tuple(
                ComparedPart(text(f"side.{name}"), tuple(rows), text(f"side.no_{name}"))
                for name, rows in parts.items()
            ),
            notes=self._notes(len(policies) - len(differing)),
        )

    def _differs(self, policy: str) -> bool:
        """Tell whether a policy does not come to the same, for the same reasons, in all places."""
        own = [matches.get(policy) for matches in self._found.values()]
        said = {match and (match.verdict, self._words.line(match).reasons) for match in own}
        return len(said) > 1

    def _benefits(self, policies: Sequence[str]) -> Iterator[ComparedRow]:
        """Yield a row for each kind of benefit: the policies of each place, the best first."""
        for kind in KINDS:
            cells = tuple(
                tuple(self._given(kind, matches, policies)) for matches in self._found.values()
            )
            yield from _row_of(self._text(f"policy_kind.{kind}"), cells)

    def _given(
        self, kind: str, matches: Mapping[str, Match], policies: Sequence[str]
    ) -> Iterator[ComparedEntry]:
        text, register = self._text, self._atlas.register
        here = [matches[policy] for policy in policies if policy in matches]
        for match in sorted(here, key=lambda match: VERDICTS.index(match.verdict)):
            row = register.rows["policies"][match.policy]
            if row.kind == kind:
                said = text(f"match.{match.verdict}")
                name = text("side.benefit", title=text.of(row, "title"), verdict=said)
                yield ComparedEntry(name, self._gives(row, match))

    def _gives(self, policy: Row, match: Match) -> str:
        """Return what a policy gives: its measures that are not ruled out, or what it changed."""
        text, lines = self._text, self._measures(policy, match)
        said = [text("side.measure", title=one.title, figures=one.figures) for one in lines]
        if len(said) > MEASURES_SHOWN:
            rest = text("side.more_measures", count=len(said) - MEASURES_SHOWN)
            said = [*said[:MEASURES_SHOWN], rest]
        return text("clause.semicolon").join(said) or change_of(policy, text)

    def _measures(self, policy: Row, match: Match) -> list[ClauseLine]:
        """Return the measures with a figure that suit the sectors and are not ruled out."""
        register, sectors = self._atlas.register, set(self._view.sector)
        ruled_out = {name for name, tier in match.tiers.items() if tier.verdict == "not_for_you"}
        lines = [
            clause_line(register, row, self._text)
            for row in register.measures_of(str(policy.Index))
            if row.Index not in ruled_out
            and (not sectors or not row.sectors or sectors.intersection(row.sectors))
        ]
        return [line for line in lines if line.figures]

    def _conditions(self, policies: Sequence[str]) -> Iterator[ComparedRow]:
        """Yield a row for each thing that conditions are about: by answer, what is asked for."""
        text = self._text
        for key in KEYS:
            cells = tuple(
                tuple(self._asked_for(key, matches, policies)) for matches in self._found.values()
            )
            yield from _row_of(text(f"side.key_{key}"), cells)

    def _asked_for(
        self, key: str, matches: Mapping[str, Match], policies: Sequence[str]
    ) -> Iterator[ComparedEntry]:
        """Yield what decided in a place about a key: what is met, then open, then unmet."""
        text = self._text
        for verdict in VERDICTS:
            asked = dict.fromkeys(
                text.of(condition, "paraphrase")
                for policy in policies
                if policy in matches and matches[policy].verdict == verdict
                for condition in matches[policy].deciding
                if key_of(condition) == key
            )
            if asked:
                said = text("clause.semicolon").join(asked)
                met = text(f"side.is_{verdict}")
                yield ComparedEntry(text("match.in_short", verdict=met, reason=said))

    def _questions(self, policies: Sequence[str]) -> Iterator[ComparedRow]:
        """Yield a row for each that has an answer: the policies of each place that wait for it."""
        text = self._text
        for asked in ASKED_OF:
            cells = tuple(
                tuple(self._waiting(asked, matches, policies)) for matches in self._found.values()
            )
            word = f"profile.{asked}" if asked in ANSWERS else f"side.ask_{asked}"
            yield from _row_of(text(word), cells)

    def _waiting(
        self, asked: str, matches: Mapping[str, Match], policies: Sequence[str]
    ) -> Iterator[ComparedEntry]:
        """Yield the policies of a place that wait for an answer."""
        for policy in policies:
            match = matches.get(policy)
            if match and asked in self._asked_of(match):
                row = self._atlas.register.rows["policies"][policy]
                yield ComparedEntry(self._text.of(row, "title"))

    def _asked_of(self, match: Match) -> set[str]:
        """Return who has the answers that a policy still needs."""
        if match.verdict == "no_conditions":
            return {SOURCE}
        if match.verdict != "needs_answer":
            return set()
        return {self._words.asked_of(condition) for condition in match.deciding}

    def _location(self) -> Iterator[ComparedRow]:
        """Yield a row for each airport: how far it is from each place in a straight line."""
        finder, text = self._atlas.here, self._text
        far = [dict(airport_distances(finder.measured(Here((key,))), text)) for key in self._found]
        for airport in dict.fromkeys(name for own in far for name in own):
            cells = ((ComparedEntry(own[airport]),) if airport in own else () for own in far)
            yield from _row_of(airport, tuple(cells))

    def _answers(self) -> str:
        text, profile = self._text, self._view.profile
        if profile == NOTHING_ANSWERED:
            return text("side.no_answers")
        words = [text(f"answer.{word}") for word in str(profile).split(",")]
        return text("side.answers", answers=text("briefing.comma").join(words))

    def _notes(self, shared: int) -> tuple[str, ...]:
        text = self._text
        return (text("side.shared", count=shared), text("side.rule"), text("match.platform"))


def key_of(condition: Row) -> str:
    """Return what a condition is about: one of ``KEYS``."""
    if condition.key in KEYS:
        return str(condition.key)
    return "number"


def _row_of(name: str, cells: tuple[Cell, ...]) -> Iterator[ComparedRow]:
    """Yield a row, unless all of its cells are empty; an empty one has a dash."""
    if any(cells):
        yield ComparedRow(name, tuple(cell or (ComparedEntry(NOT_HERE),) for cell in cells))
