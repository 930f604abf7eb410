"""What is new, changed or gone in a view since an earlier pack of it, or since a day."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Final, Literal, TypeAlias

from geo.ask.atlas import Atlas
from geo.ask.filters import Mask
from geo.register.fields import FIELDS
from geo.view.view import period_end
from geo.words.text import Text

Mark: TypeAlias = Literal["new", "changed"]

STATED: Final = tuple(column for one in FIELDS if not one.found for column in one.columns)
"""The columns that a file states: in these a change counts, not in what time alone moves on."""

Record: TypeAlias = dict[str, str]
"""What a manifest keeps of a project: its ``name`` and the ``digest`` of its row."""


@dataclass(frozen=True)
class Changes:
    """What differs from what was known ``since`` then, ``marks`` by the id of a project.

    ``gone`` are the names of projects that are no longer shown.
    """

    since: str
    marks: Mapping[str, Mark]
    gone: tuple[str, ...] = ()

    @property
    def are_none(self) -> bool:
        """Tell whether nothing is new, changed or gone."""
        return not self.marks and not self.gone

    def count(self, mark: Mark) -> int:
        """Return how many projects bear a mark."""
        return sum(one == mark for one in self.marks.values())

    def summary(self, text: Text) -> str:
        """Return what changed in one sentence; that nothing did is one too."""
        if self.are_none:
            return text("changes.none", since=self.since)
        return text(
            "changes.summary",
            since=self.since,
            new=self.count("new"),
            changed=self.count("changed"),
            gone=len(self.gone),
        )


def records_of(atlas: Atlas, shown: Mask, lang: str) -> dict[str, Record]:
    """Return what a manifest keeps of the projects in a mask of shape (n,), by id."""
    projects = atlas.listed(shown)
    stated = projects[[column for column in STATED if column in projects]]
    rows = ["\x1f".join(map(str, row)) for row in stated.itertuples(index=False)]
    return {
        id_: {"name": name, "digest": sha256(row.encode()).hexdigest()[:16]}
        for id_, name, row in zip(projects["id"], projects[f"name_{lang}"], rows, strict=True)
    }


def changes_from(before: Mapping[str, Record], now: Mapping[str, Record], since: str) -> Changes:
    """Return what differs between the records of an earlier manifest and those of today."""
    new: dict[str, Mark] = {id_: "new" for id_ in now if id_ not in before}
    changed: dict[str, Mark] = {
        id_: "changed"
        for id_, record in now.items()
        if id_ in before and before[id_]["digest"] != record["digest"]
    }
    gone = tuple(record["name"] for id_, record in before.items() if id_ not in now)
    return Changes(since, new | changed, gone)


def changes_after(atlas: Atlas, shown: Mask, day: dt.date) -> Changes:
    """Return the projects in a mask of shape (n,) whose history has steps on or after a day.

    A step of which the month or year is known counts by its last day. New is what has no earlier
    step. What is gone is known only from an earlier pack.
    """
    dated = atlas.register.history.query("date != ''")
    days = dated["date"].map(lambda date: period_end(date).isoformat()).groupby(dated["project"])
    ids = atlas.register.projects.loc[shown, "id"]
    first, last = (found.reindex(ids).fillna("") for found in (days.min(), days.max()))
    since = day.isoformat()
    marks: dict[str, Mark] = {
        str(id_): "new" if first[id_] >= since else "changed" for id_ in ids if last[id_] >= since
    }
    return Changes(since, marks)
