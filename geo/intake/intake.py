"""A file of projects taken in: every row accepted, with warnings or without, or rejected."""

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from operator import itemgetter
from typing import Final

import numpy as np
import pandas as pd
import shapely

from geo.errors import NoNameColumnError
from geo.ground.locate import locate_projects
from geo.intake.columns.choices import Choices
from geo.intake.columns.columns import match_columns
from geo.intake.files.garbage import few_collections
from geo.intake.files.tables import Note, RawTable
from geo.intake.findings.drafts import RowCells, RowDraft
from geo.intake.findings.findings import Finding
from geo.intake.judging.asides import rows_aside
from geo.intake.judging.by_name import place_by_name
from geo.intake.judging.known import with_known
from geo.intake.judging.meanwhile import kept_meanwhile
from geo.intake.judging.rows import NAMES, WORDS, RowReader
from geo.intake.judging.schema import accepted_projects
from geo.intake.positions.outcome import Taken
from geo.intake.positions.points import read_points
from geo.intake.positions.positions import Work, place_drafts, settle_readings
from geo.intake.values.headers import column_of
from geo.register.field import Field
from geo.register.load import Register
from geo.register.records import Source
from geo.words.text import in_both

_WHERE: Final = itemgetter("name_zh", "district", "place", "location_zh", "lon_wgs84")
"""What two rows have in common that are one project."""


@dataclass(frozen=True, eq=False)
class Intake(Taken):
    """What became of a file of projects.

    ``projects`` has the columns of ``data/projects.csv``, one row an accepted row of the file, in
    the order of ``rows``. ``columns`` are the positions of the fields, ``source`` the record that
    stands for the file. ``shapes`` are those of projects that are more than a point, in WGS-84, by
    id.
    """

    columns: Mapping[str, int]
    source: Source
    projects: pd.DataFrame
    shapes: Mapping[str, shapely.Geometry]


@few_collections()
def take_in(
    table: RawTable,
    register: Register,
    choices: Choices | None = None,
    today: dt.date | None = None,
) -> Intake:
    """Judge every row of a file of projects.

    Parameters
    ----------
    table
        The rows as they stand.
    register
        Whose places the rows are joined to.
    choices
        What the user said of the file.
    today
        The date that the file's source record bears; today by default.

    Raises
    ------
    NoNameColumnError
        No column holds a name.
    """
    choices = choices or Choices()
    columns = choices.columns if choices.columns is not None else match_columns(table)
    if not set(NAMES) & set(columns):
        headers = "、".join(table.headers[:20])
        raise NoNameColumnError(file=table.file, headers=headers)
    source = file_source(table, today or dt.datetime.now(tz=dt.UTC).date())
    aside = rows_aside(table, columns)
    numbers = {finding.row for finding in aside}
    body = table.without(numbers)
    reader = RowReader(RowCells(body, columns), register.places, source.id, choices)
    drafts = list(reader.read())
    work = Work(body, columns, register, drafts, read_points(body, columns))
    readings = settle_readings(work, choices.reading)
    place_drafts(work, readings)
    place_by_name(drafts, register, _header(work, "address"))
    _name_twins(drafts)
    projects, accepted = _part(work)
    has_shapes = table.shapes is not None
    projects = with_known(
        projects, register.projects, columns, has_shapes=has_shapes, guessed=_guessed(accepted)
    )
    projects = kept_meanwhile(projects, accepted, body, register.projects)
    rows = [draft.number for draft in accepted]
    return Intake(
        table=table,
        rows=rows,
        rejected=sorted(set(body.numbers) - set(rows)),
        findings=[*(finding for draft in drafts for finding in draft.findings), *aside],
        notes=[*table.notes, *readings.notes, *_notes(work)],
        reading=readings.shared,
        question=readings.question,
        columns=columns,
        source=source,
        projects=projects,
        shapes={d.record["id"]: d.shape for d in accepted if d.shape is not None},
    )


def file_source(table: RawTable, today: dt.date) -> Source:
    """Return the record that stands for a file among the sources: its name and the day."""
    digest = hashlib.sha256(f"{table.file}\x1f{today}".encode(errors="replace")).hexdigest()[:8]
    return Source.model_validate(
        {
            "id": f"FILE-{digest}",
            "title": table.file,
            "title_zh": table.file,
            "title_en": table.file,
            "publisher": "",
            "date": today.isoformat(),
            "class": "U",
            "url": "",
        }
    )


def _guessed(drafts: Iterable[RowDraft]) -> dict[str, tuple[str, str]]:
    """Return what is said of places found in the words of a location, by the id of the row."""
    return {draft.record["id"]: draft.guess for draft in drafts if draft.guess}


def _header(work: Work, name: str) -> str:
    """Return what the file calls a field's column."""
    return work.table.headers[work.columns[name]] if name in work.columns else ""


def _name_twins(drafts: Sequence[RowDraft]) -> None:
    """Say which rows have the id, or the name and place, of an earlier one; drop none.

    A repeated id gets a number, as links must point at one record.
    """
    by_id: dict[str, RowDraft] = {}
    numbers: dict[str, Iterator[int]] = defaultdict(lambda: count(2))
    by_place: dict[tuple[object, ...], RowDraft] = {}
    for draft in drafts:
        values = draft.record
        where = _WHERE(values)
        if where in by_place and values["name_zh"]:
            facts = {"other": by_place[where].number}
            draft.findings.append(Finding(draft.number, "", values["name_zh"], "twin_place", facts))
        by_place.setdefault(where, draft)
        if values["id"] in by_id:
            _renumber(draft, by_id, numbers[values["id"]])
        by_id[values["id"]] = draft


def _renumber(draft: RowDraft, taken: Mapping[str, RowDraft], numbers: Iterator[int]) -> None:
    """Give a draft the next number of its id that is not taken."""
    said = draft.record["id"]
    number = next(n for n in numbers if f"{said}-{n}" not in taken)
    draft.record["id"] = f"{said}-{number}"
    if draft.has_own_id:
        facts = {"other": taken[said].number, "given": draft.record["id"]}
        draft.findings.append(Finding(draft.number, "", said, "twin_id", facts))


def _part(work: Work) -> tuple[pd.DataFrame, list[RowDraft]]:
    """Part the good rows, whose records and drafts are returned, from the rejected."""
    _check_parts(work.drafts)
    accepted, projects = accepted_projects(work.drafts)
    _check_ground(accepted, projects, work.register)
    return projects, accepted


def _check_parts(drafts: Sequence[RowDraft]) -> None:
    """Loosen rows from an aggregate that no good row of the file is."""
    ids = {draft.record["id"] for draft in drafts if not draft.is_rejected}
    for draft in drafts:
        part_of = draft.record["part_of"]
        if part_of and (part_of not in ids or part_of == draft.record["id"]):
            draft.findings.append(Finding(draft.number, "", part_of, "part_of_unknown"))
            draft.add_note(*in_both("kept.part_of", part_of=part_of))
            draft.record["part_of"] = ""


def _check_ground(drafts: Sequence[RowDraft], projects: pd.DataFrame, register: Register) -> None:
    """Warn of points in no district, and of districts and clusters that differ from the stated."""
    if projects.empty:
        return
    located = locate_projects(projects, register.places, register.ground)
    is_lost = projects["lon_wgs84"].notna() & (located["district_by"] != "point")
    for position in np.flatnonzero(is_lost).tolist():
        draft = drafts[position]
        value = "{lon_wgs84:g}, {lat_wgs84:g}".format(**draft.record)
        draft.findings.append(Finding(draft.number, "", value, "in_no_district"))
    for kind in ("district", "cluster"):
        for draft, found in zip(drafts, located[f"{kind}_found"].tolist(), strict=True):
            if isinstance(found, str):
                _differs(draft, kind, found, register)


def _differs(draft: RowDraft, kind: str, found: str, register: Register) -> None:
    def names(id_: str) -> tuple[str, str]:
        place = register.places[f"{kind}:{id_}"]
        return place.name_zh, place.name_en

    stated = draft.record[kind]
    facts = {"stated": names(stated), "found": names(found)}
    draft.findings.append(Finding(draft.number, "", stated, f"{kind}_differs", facts))


def _assumption(field_: Field) -> Note:
    """Return what every row of a file without a field's column is taken for."""
    column = in_both(f"field.{field_.name}")
    word = in_both(f"{field_.name}.{field_.assumed}")
    return Note("assumed", {"column": column, "word": word})


def _notes(work: Work) -> list[Note]:
    """Return what is to be known of the columns of the file."""
    table, columns = work.table, work.columns
    notes = []
    pairs = table.headers[columns["coordinates"]] if "coordinates" in columns else None
    if pairs is not None and column_of(pairs) != "coordinates":
        notes.append(Note("pairs_found", {"header": pairs}))
    datums = table.headers[columns["datum"]] if "datum" in columns else None
    if datums is not None and column_of(datums) != "datum":
        notes.append(Note("datums_found", {"header": datums}))
    if "name" in columns and columns["name"] == columns.get("id"):
        notes.append(Note("named_by_id", {"header": table.headers[columns["id"]]}))
    if work.points.has_dms:
        notes.append(Note("dms"))
    assumed = [field_ for field_ in WORDS if field_.filter and field_.assumed]
    notes += [_assumption(field_) for field_ in assumed if field_.name not in columns]
    used = set(columns.values())
    unread = [header for p, header in enumerate(table.headers) if p not in used]
    unused = [header for header in unread if column_of(header) != "ignored"]
    if unused:
        notes.append(Note("unused", {"headers": ", ".join(unused[:20])}))
    has_columns = {"lon", "lat"} <= set(columns) or "coordinates" in columns
    if table.shapes is None and not has_columns:
        notes.append(Note("no_coordinates"))
    return notes
