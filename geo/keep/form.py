"""What an editor fills in, judged before it is proposed.

A project is judged as a row of a file is, a record of another table by the schema of its table.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from geo.ask.here import metres_to
from geo.errors.keeping import BrokenCellError
from geo.ground.datums import parse_datum
from geo.ground.spot import Spot
from geo.intake.columns.choices import Choices
from geo.intake.files.tables import RawTable
from geo.intake.findings.findings import Finding
from geo.intake.intake import take_in
from geo.intake.positions.proposals import Reading
from geo.intake.values.cells import CellError
from geo.intake.values.dates import read_date
from geo.keep.change import Row
from geo.keep.edit import check_row
from geo.register.columns import DATES, precision_of
from geo.register.fields import FIELD, POINT, STATED
from geo.register.load import Register
from geo.register.stated import written
from geo.words.text import Text

NAMES: Final = ("name_zh", "name_en")
MONEY_NOTES: Final = FIELD["investment_note"].columns
BESIDE: Final = (*NAMES, *MONEY_NOTES, "district", "cluster")
"""The columns that are read with any other: the name, and what others are held against."""

JUDGED: Final = tuple(
    field for field in STATED if field.intake in {"word", "flag", "own"} and not field.bilingual
)
"""The fields that a reader of files makes something of; all others are texts as they are."""

FORM: Final = tuple(field for field in STATED if field.name not in {"id", "sources", *POINT})
"""The fields that a form asks for one by one; a point is asked for as a whole."""

MONEY_UNIT: Final = "亿元"


@dataclass(frozen=True)
class Judged:
    """What became of the cells that were filled in.

    ``cells`` are what the record shall say, by column, only where it says something else now.
    ``findings`` are as of a file's row; ``refused`` are the columns whose cells cannot be taken.
    ``broken`` says what breaks the schema of the table, where something does.
    """

    cells: Mapping[str, str]
    findings: Sequence[Finding] = ()
    refused: Sequence[str] = ()
    broken: BrokenCellError | None = None


def judge_project(register: Register, before: Row, typed: Mapping[str, str], text: Text) -> Judged:
    """Judge what was filled in for a project.

    Parameters
    ----------
    register
        Whose places the project is joined to.
    before
        The project as it is stated; blank cells for one that is new.
    typed
        What was filled in, by column of ``data/projects.csv``; a point in WGS-84 degrees.
    text
        The words of the reader, by which findings name columns.
    """
    wanted = {name: cell.strip() for name, cell in typed.items()}
    changed = _differing(wanted, before)
    row = {**before, **wanted}
    asked = [name for name in changed if name in _COLUMNS]
    if set(POINT) & set(asked):  # given together or not at all
        asked = list(dict.fromkeys([*asked, *POINT]))
    if not asked:
        return Judged(changed)
    values, findings = _read(register, row, asked, text)
    unknown = {finding.facts.get("field") for finding in findings}
    refused = [
        name for name in asked if row.get(name) and (name in unknown or not values.get(name))
    ]
    read = [name for name in asked if name not in refused]
    taken = {name: values[name] for name in _results(read) if name in values}
    texts = {name: cell for name, cell in changed.items() if name not in asked}
    return Judged(_differing(texts | taken, before), findings, refused)


def judge_record(table: str, before: Row, typed: Mapping[str, str]) -> Judged:
    """Judge what was filled in for a record of a table that is not that of projects.

    Parameters
    ----------
    table
        Such as ``policies``.
    before
        The record as it is stated.
    typed
        What was filled in, by column; a date may be written in any way that a file's may be.
    """
    changed = _differing({name: cell.strip() for name, cell in typed.items()}, before)
    for name in DATES & changed.keys():
        changed |= _dated(name, changed[name], before)
    cells = _differing(changed, before)
    try:
        check_row(table, {**before, **cells})
    except BrokenCellError as broken:
        return Judged(cells, refused=list(cells), broken=broken)
    return Judged(cells)


def _dated(name: str, cell: str, row: Row) -> dict[str, str]:
    """Return a date as our files write it, and its precision where the row has one; or nothing."""
    precision = precision_of(name)
    try:
        date = read_date(cell) if cell else None
    except CellError:
        return {}
    said = {name: date.text if date else ""}
    return said | ({precision: date.precision if date else "none"} if precision in row else {})


def _differing(cells: Row, before: Row) -> dict[str, str]:
    return {name: cell for name, cell in cells.items() if cell != before.get(name, "")}


_COLUMNS: Final = {field.columns[0]: field for field in JUDGED}
_READ_FROM: Final = {"lon_wgs84": "lon", "lat_wgs84": "lat", "investment_yi_cny": "investment"}


def _read(
    register: Register, row: Row, asked: Sequence[str], text: Text
) -> tuple[Row, Sequence[Finding]]:
    """Return what a reader of files makes of some cells of a row, and what it says of them."""
    given = list(dict.fromkeys([*BESIDE, *asked]))
    table = RawTable(
        file="projects",
        kind="csv",
        headers=tuple(_label(name, text) for name in given),
        rows=[[row.get(name, "") for name in given]],
        numbers=[1],
        money_unit=MONEY_UNIT,
    )
    columns = {_READ_FROM.get(name, name): position for position, name in enumerate(given)}
    taken = take_in(table, register, Choices(columns, Reading(parse_datum("wgs84"))))
    if taken.projects.empty:
        return {}, taken.findings
    [values] = taken.projects.to_dict("records")
    return {str(name): written(value) for name, value in values.items()}, taken.findings


def _results(asked: Iterable[str]) -> list[str]:
    """Return the columns that cells decide: with a date its precision, with money its notes."""
    beside = {"date": ("date_precision",), "investment_yi_cny": MONEY_NOTES}
    return [result for name in asked for result in (name, *beside.get(name, ()))]


def _label(column: str, text: Text) -> str:
    found = next((field for field in STATED if column in field.columns), None)
    return text(f"field.{found.name}") if found else column


def moved_metres(spot: Spot, was: tuple[float, float] | None) -> float | None:
    """Return how far a spot lies from where a project was (WGS-84), in metres; None from nowhere.

    The distance is the geodesic one on the ellipsoid (`geo.ask.here.metres_to`).
    """
    return None if was is None else metres_to(spot, *was)


def district_under(register: Register, spot: Spot) -> str | None:
    """Return the adcode of the district that a spot lies in, or None."""
    return register.ground.districts.name_at(spot.lon, spot.lat)
