"""The schema of a project: a record of what the table of fields says that a row states."""

from typing import Any, ClassVar, Final

from pydantic import create_model

from geo.register.fields import POINT, STATED
from geo.register.records import DatedRecord, Rule


def _check_point(*values: float | None) -> None:
    """Raise ValueError where some of what makes a point is given and some is not."""
    given = [value is not None for value in values]
    if any(given) and not all(given):
        raise ValueError(f"{', '.join(POINT)} are given together or not at all")


class _OnePoint(DatedRecord):
    """A record whose point is whole."""

    rules: ClassVar[tuple[Rule, ...]] = (*DatedRecord.rules, Rule(POINT, _check_point))


_CELLS: Final[dict[str, Any]] = {
    column: (field.cell, ...) for field in STATED for column in field.columns
}

Project: Final = create_model(
    "Project",
    __base__=_OnePoint,
    __doc__="One project, institution, facility or pilot case, as a row of the table states it.",
    **_CELLS,
)
"""The schema of ``data/projects.csv``."""
