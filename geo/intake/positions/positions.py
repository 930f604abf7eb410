"""Where the rows of a file lie: points and shapes in WGS-84, read as file, row or user says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.ground.datums import Datum
from geo.intake.files.tables import Note, RawTable
from geo.intake.findings.drafts import RowDraft
from geo.intake.findings.findings import Finding
from geo.intake.positions.angles import Floats
from geo.intake.positions.footprints import districts_of, in_wgs84
from geo.intake.positions.outcome import datum_notes
from geo.intake.positions.points import RawPoints, datum_column, declared_datum, unknown_datums
from geo.intake.positions.proposals import Evidence, Question, Reading, propose, settle
from geo.region import REGION
from geo.register.load import Register
from geo.words.text import in_both

_POINT: Final = "Point"


@dataclass(frozen=True)
class Work:
    """What the steps of taking a file in work on; the drafts fill up as they go."""

    table: RawTable
    columns: Mapping[str, int]
    register: Register
    drafts: Sequence[RowDraft]
    points: RawPoints


@dataclass(frozen=True)
class Readings:
    """How coordinates are read: those of a row with a datum of its ``own`` in that.

    All others are read as is ``shared``, or wait for the answer to the ``question``. ``own`` is
    empty where the file does not say it row by row.
    """

    shared: Reading | None
    question: Question | None
    own: Sequence[Datum | None] = ()

    @property
    def notes(self) -> list[Note]:
        """What is to be known of how coordinates were read."""
        by_row = [Note("datum_by_row")] if any(self.own) else []
        return [*by_row, *datum_notes(self.shared, self.question)]

    def of_datum(self, datum: Datum | None) -> Reading | None:
        """Return how rows of a datum of their own, or of none, are read; None: not settled."""
        if datum is None:
            return self.shared
        return Reading(datum, is_swapped=self.shared.is_swapped if self.shared else False)


def settle_readings(work: Work, said: Reading | None) -> Readings:
    """Return how coordinates are read: as the user says, else as `settle` finds."""
    column = datum_column(work.table, work.columns)
    own = column if len(set(column) - {None}) > 1 or None in column else []
    if said is not None:
        return Readings(said, None, own)
    evidence = _evidence(work, own)
    unknown = unknown_datums(work.table, work.columns)
    if unknown and np.isfinite(evidence.x).any():
        return Readings(None, Question(None, propose(evidence), unknown), own)
    return Readings(*settle(evidence, declared_datum(work.table, work.columns)), own)


def _evidence(work: Work, own: Sequence[Datum | None]) -> Evidence:
    """Return the points whose datum is to be found, NaN where a row says it."""
    stated = np.asarray([draft.record["district"] for draft in work.drafts], dtype=object)
    is_open = np.asarray([datum is None for datum in own], dtype=bool)
    x, y = (np.where(is_open, of, np.nan) if own else of for of in (work.points.x, work.points.y))
    return Evidence(x, y, stated, work.register.ground.districts)


def place_drafts(work: Work, readings: Readings) -> None:
    """Give the drafts their points and shapes in WGS-84, or say why they get none."""
    at = {number: position for position, number in enumerate(work.table.numbers)}
    for finding in work.points.findings:
        work.drafts[at[finding.row]].findings.append(finding)
    given = np.flatnonzero(np.isfinite(work.points.x) & np.isfinite(work.points.y)).tolist()
    groups: dict[Datum | None, list[int]] = {}
    for position in given:
        groups.setdefault(readings.own[position] if readings.own else None, []).append(position)
    for datum, positions in groups.items():
        reading = readings.of_datum(datum)
        if reading is None:
            for position in positions:
                _complain(work, position, "datum_question")
        else:
            _place(work, reading, np.asarray(positions))


def _place(work: Work, reading: Reading, positions: np.ndarray) -> None:
    points = work.points
    lon, lat = reading.to_wgs84(points.x[positions], points.y[positions])
    error = np.ceil(np.hypot(points.precision[positions], reading.datum.accuracy_m))
    rows = (of.tolist() for of in (positions, _are_accepted(lon, lat), lon, lat, error))
    for position, is_accepted, *point, metres in zip(*rows, strict=True):
        if not is_accepted:
            _complain(work, position, "outside_region")
            continue
        record = work.drafts[position].record
        record["lon_wgs84"], record["lat_wgs84"] = (round(degrees, 7) for degrees in point)
        record["precision_m"] = max(1, int(metres))
        _put_shape(work, position, reading)


def _are_accepted(lon: Floats, lat: Floats) -> NDArray[np.bool_]:
    west, south, east, north = REGION.ground.accepted
    return (west <= lon) & (lon <= east) & (south <= lat) & (lat <= north)


def _put_shape(work: Work, position: int, reading: Reading) -> None:
    """Give a draft its own shape, where it is more than a point."""
    draft = work.drafts[position]
    shape = work.table.shapes[position] if work.table.shapes is not None else None
    if shape is not None and shape.geom_type != _POINT:
        draft.shape = in_wgs84(shape, reading)
        _name_districts(draft, draft.shape, work.register)


def _name_districts(draft: RowDraft, shape: shapely.Geometry, register: Register) -> None:
    """Say of a shape that crosses borders in which districts it lies."""
    found = districts_of(shape, register.districts)
    if len(found) > 1:
        places = [register.places[f"district:{adcode}"] for adcode in found]
        names = "、".join(p.name_zh for p in places), ", ".join(p.name_en for p in places)
        draft.findings.append(Finding(draft.number, "", "", "in_districts", {"names": names}))
        draft.add_note(*in_both("kept.in_districts", names=names))


def _complain(work: Work, position: int, code: str) -> None:
    value = f"{work.points.x[position]:.10g}, {work.points.y[position]:.10g}"
    draft = work.drafts[position]
    draft.findings.append(Finding(draft.number, "", value, code))
