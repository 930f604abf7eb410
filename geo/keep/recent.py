"""What has become of the projects of a register: change by change, and in all since an instant."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final, Literal, TypeAlias

from geo.keep.change import PROJECTS, Change, Row, RowChange
from geo.keep.shelf import Shelf

SOURCES: Final = "sources"

Kind: TypeAlias = Literal["added", "corrected", "removed"]


@dataclass(frozen=True)
class ProjectChange:
    """What one change, or several, made of a project.

    ``moment`` is when the last of them took place, in UTC. ``before`` and ``after`` are the
    columns that differ, of a project that was corrected.
    """

    project: str
    moment: dt.datetime
    kind: Kind
    before: Row = field(default_factory=dict)
    after: Row = field(default_factory=dict)


def with_moments(shelf: Shelf) -> Iterator[tuple[Change, dt.datetime]]:
    """Yield changes with when they took place: of one that was proposed, when it was accepted."""
    decided = {proposal.id: proposal.decided_at for proposal in shelf.proposals("accepted")}
    for change in shelf.changes():
        yield change, max(change.when, decided.get(change.id) or change.when)


def project_changes(shelf: Shelf) -> list[ProjectChange]:
    """Return what each change made of each project, the oldest first.

    That a source more says the same, as every row of a file that is imported does, is no change.
    """
    return [
        told
        for change, moment in with_moments(shelf)
        for row in change.rows
        if row.table == PROJECTS and (told := _of_row(row, moment))
    ]


def _of_row(row: RowChange, moment: dt.datetime) -> ProjectChange | None:
    if row.adds or row.removes:
        return ProjectChange(row.record, moment, "added" if row.adds else "removed")
    before, after = (
        {name: cell for name, cell in cells.items() if name != SOURCES}
        for cells in (row.before, row.after)
    )
    return ProjectChange(row.record, moment, "corrected", before, after) if after else None


def changed_since(changes: Iterable[ProjectChange], since: dt.datetime) -> list[ProjectChange]:
    """Return what has become of each project after an instant, the newest first.

    What was changed and changed back is no change; what came and went was never there.

    Parameters
    ----------
    changes
        The oldest first.
    since
        The instant; with a zone.
    """
    found: dict[str, ProjectChange] = {}
    for change in changes:
        if change.moment > since:
            known = found.pop(change.project, None)
            whole = change if known is None else _together(known, change)
            if whole is not None:
                found[change.project] = whole
    return list(reversed(found.values()))


def _together(known: ProjectChange, change: ProjectChange) -> ProjectChange | None:
    """Return what two changes of a project come to, or None where that is nothing."""
    match known.kind, change.kind:
        case "added", "removed":
            return None
        case "added", _:
            return replace(known, moment=change.moment)
        case "corrected", "corrected":
            return _corrected({**change.before, **known.before}, change, known.after)
        case "removed", "added":  # whole rows are not kept here: something of it may differ
            return replace(change, kind="corrected")
    return change


def _corrected(before: Row, change: ProjectChange, earlier: Row) -> ProjectChange | None:
    after = {**earlier, **change.after}
    differing = [name for name, cell in after.items() if before.get(name, "") != cell]
    if not differing:
        return None
    old, new = ({name: row.get(name, "") for name in differing} for row in (before, after))
    return replace(change, before=old, after=new)
