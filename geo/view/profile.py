"""Who asks which policies suit them: five answers, each of which may be left open."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Final

from geo.words.terms import ACTIVITIES, ENTITY_TYPES, FOREIGN_STAFF, STAGES, WORD_KEYS

ANSWERS: Final[Mapping[str, tuple[str, ...]]] = {
    "origin": WORD_KEYS["origin"],
    "entity": (*ENTITY_TYPES, "headquarters", "rd_centre", "investment_facilitator"),
    "activity": ACTIVITIES,
    "stage": STAGES,
    "staff": FOREIGN_STAFF,
}
"""The questions and what can be answered; no two questions share a word."""

SEVERAL: Final = "activity"
"""The question that takes several answers."""


@dataclass(frozen=True)
class Profile:
    """Answers by question; an empty tuple stands for “don't know”."""

    origin: tuple[str, ...] = ()
    entity: tuple[str, ...] = ()
    activity: tuple[str, ...] = ()
    stage: tuple[str, ...] = ()
    staff: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return the text that stands for these answers in a link."""
        return ",".join(word for field in fields(self) for word in getattr(self, field.name))


NOTHING_ANSWERED: Final = Profile()


def read_profile(text: str) -> Profile:
    """Return the answers that a link's text stands for, in any order; ValueError where it is none.

    A word that no question has, or a second answer to a question of one, is an error.
    """
    words = dict.fromkeys(word.strip() for word in text.split(",") if word.strip())
    given = {
        question: tuple(answer for answer in answers if answer in words)
        for question, answers in ANSWERS.items()
    }
    known = {word for answers in given.values() for word in answers}
    if known != set(words) or any(len(given[q]) > 1 for q in ANSWERS if q != SEVERAL):
        raise ValueError(text)
    return Profile(**given)
