"""A view at two dates, side by side: how many projects had which status, and what is new."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from briefing.changes import Changes, Mark
from briefing.content import Briefing, make_briefing
from briefing.section import Section, Table, TableRow
from geo.ask.earlier import undated
from geo.say.project_words import ProjectLine
from geo.words.numerals import number
from geo.words.text import Text
from geo.words.vocabulary import PROJECT_STATUSES


@dataclass(frozen=True)
class ChangedProject:
    """A project that is new, changed or gone: how that is called, its name, its two statuses."""

    mark: str
    name: str
    before: str
    after: str

    @property
    def said(self) -> str:
        """The statuses that it had, in their order."""
        return " → ".join(filter(None, (self.before, self.after)))


@dataclass(frozen=True, eq=False)
class BeforeAfter:
    """The briefings of a view at an earlier day and now, and what differs.

    ``table`` counts by status, ``projects`` are all that differ: new and changed ones as they are
    listed now, then those that are gone. ``notes`` say by what rule.
    """

    before: Briefing
    after: Briefing
    dates: tuple[str, str]
    summary: str
    table: Table
    projects: tuple[ChangedProject, ...]
    notes: tuple[str, ...]


def before_after(briefing: Briefing) -> BeforeAfter:
    """Return what a briefing's view was at the day that its options name, and what it is now."""
    text, day = briefing.text, briefing.options.before
    if day is None:
        raise ValueError(day)
    before = make_briefing(briefing.atlas.on(day), briefing.view, briefing.options)
    dates = text.date(day.isoformat()), text.date(briefing.atlas.data_as_of)
    changes = _changes(before, briefing, day.isoformat())
    after = replace(briefing, changes=changes)
    return BeforeAfter(
        before=before,
        after=after,
        dates=dates,
        summary=changes.summary(text),
        table=_table(before.focus, after.focus, dates, text),
        projects=tuple(_projects(before, after, text)),
        notes=tuple(_notes(after, dates[0])),
    )


def _stood(briefing: Briefing) -> dict[str, tuple[str, str]]:
    """Return the status and its day of every project of the focus, by its id."""
    rows = briefing.projects[["id", "status", "date"]].itertuples(index=False)
    return {id_: (status, date) for id_, status, date in rows}


def _changes(before: Briefing, after: Briefing, since: str) -> Changes:
    """Return what differs; of what has no dated step nobody knows whether it is new."""
    was, now = _stood(before), _stood(after)
    unknown = set(undated(after.atlas.register))
    marks: dict[str, Mark] = {id_: "new" for id_ in now if id_ not in was and id_ not in unknown}
    marks |= {id_: "changed" for id_, stood in now.items() if id_ in was and was[id_] != stood}
    gone = tuple(project.name for project in before.focus.projects if project.id not in now)
    return Changes(since, marks, gone)


def _projects(before: Briefing, after: Briefing, text: Text) -> Iterator[ChangedProject]:
    was = {project.id: project for project in before.focus.projects}
    now = {project.id for project in after.focus.projects}
    marks: Mapping[str, Mark] = after.changes.marks if after.changes else {}
    for project in after.focus.projects:
        if project.id in marks:
            earlier = _status(was.get(project.id))
            mark = text(f"changes.{marks[project.id]}")
            yield ChangedProject(mark, project.name, earlier, _status(project))
    for project in before.focus.projects:
        if project.id not in now:
            yield ChangedProject(text("changes.gone"), project.name, _status(project), "")


def _status(project: ProjectLine | None) -> str:
    return "" if project is None else project.cells["status"]


def _table(before: Section, after: Section, dates: tuple[str, str], text: Text) -> Table:
    """Return the counts by status at both dates, and how far they differ."""
    counts = [(section.summary.projects, section.summary.statuses) for section in (before, after)]
    (all_before, was), (all_after, now) = counts
    rows = [_row(text("briefing.row_projects"), all_before, all_after)]
    rows += [
        replace(_row(text(f"status.{status}"), was[status], now[status]), indent=True)
        for status in PROJECT_STATUSES
        if was[status] or now[status]
    ]
    return Table((text("field.status"), *dates, text("before.difference")), tuple(rows))


def _row(name: str, before: int, after: int) -> TableRow:
    return TableRow(name, (number(before), number(after), signed(after - before)))


def signed(difference: int) -> str:
    """Return a difference with its sign, U+2212 for a minus; nothing before 0."""
    sign = "+" if difference > 0 else "−" if difference else ""
    return sign + number(abs(difference))


def _notes(after: Briefing, date: str) -> Iterator[str]:
    text = after.text
    yield text("before.rule", date=date)
    ids = set(undated(after.atlas.register))
    count = sum(project.id in ids for project in after.focus.projects)
    if count:
        yield text("before.undated", count=count)
    yield from after.map_notes
