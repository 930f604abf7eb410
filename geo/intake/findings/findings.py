"""What is said of a row: which cell, what is wrong with it, and whether the row is rejected."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from geo.words.text import Text, facts_in

SHOWN: Final = 200
"""Longest piece of a user's value that a report repeats, in characters."""

REJECTING: Final = frozenset(
    {
        "too_many_cells",
        "shape_unreadable",
        "shape_empty",
        "no_name",
        "not_a_number",
        "not_a_coordinate",
        "not_a_pair",
        "half_a_point",
        "outside_region",
        "other_province",
        "datum_question",
        "datum_unknown",
        "area_far",
        "breaks_schema",
    }
)
"""The problems with which a row is rejected; with any other it is accepted with a warning."""

ASIDE: Final = frozenset({"row_total", "row_heading", "row_note", "row_header", "row_numbers"})
"""What a row is that is set aside, as it is no project."""


@dataclass(frozen=True)
class Finding:
    """Something wrong with a cell, or with a row where ``column`` is empty.

    ``code`` is a name under ``problem`` and ``hint`` in the catalogues.
    """

    row: int
    column: str
    value: str
    code: str
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def rejects(self) -> bool:
        """Tell whether the row is rejected for this."""
        return self.code in REJECTING

    @property
    def outcome(self) -> str:
        """What becomes of the row for this: a name under ``report`` in the catalogues."""
        if self.code in ASIDE:
            return "aside"
        return "rejected" if self.rejects else "warned"

    def problem(self, text: Text) -> str:
        """Return what is wrong."""
        return text(f"problem.{self.code}", **self._facts(text.lang))

    def hint(self, text: Text) -> str:
        """Return what to do."""
        return text(f"hint.{self.code}", **self._facts(text.lang))

    def _facts(self, lang: str) -> dict[str, object]:
        return facts_in(lang, {"value": self.value, "column": self.column, **self.facts})


def shown(value: str) -> str:
    """Return a user's value, cut where it is very long."""
    return value if len(value) <= SHOWN else value[: SHOWN - 1] + "…"
