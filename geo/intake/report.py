"""The report on a file: a row's outcome, its findings, and the rejected rows to correct."""

import io
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import BinaryIO, Final

import geopandas as gpd
import pandas as pd
import pyogrio
import shapely

from geo.ground.known_datums import datum_words
from geo.intake.files.tables import Note, RawTable
from geo.intake.findings.findings import Finding
from geo.intake.findings.kinds import kinds_frame
from geo.intake.positions.outcome import Taken
from geo.intake.positions.proposals import Proposal, Question, Reading
from geo.say.spreadsheet import write_csv, write_xlsx
from geo.words.synonyms import normal
from geo.words.text import Text, facts_in, text_in
from geo.words.vocabulary import LANGUAGES

OUTCOMES: Final = ("accepted", "warned", "rejected", "aside")


def outcome_of(findings: Sequence[Finding]) -> str:
    """Return what became of a row, given the findings on it."""
    found = {finding.outcome for finding in findings} | {"accepted"}
    return next(outcome for outcome in reversed(OUTCOMES) if outcome in found)


def by_row(findings: Sequence[Finding]) -> Mapping[int, list[Finding]]:
    """Return findings by the number of their row."""
    rows: defaultdict[int, list[Finding]] = defaultdict(list)
    for finding in findings:
        rows[finding.row].append(finding)
    return rows


def rows_frame(numbers: Sequence[int], findings: Sequence[Finding], text: Text) -> pd.DataFrame:
    """Return every row's number and outcome, with its problems and hints in words."""
    of_row = by_row(findings)
    outcomes = [outcome_of(of_row.get(number, [])) for number in numbers]
    return pd.DataFrame(
        {
            text("report.row"): list(numbers),
            text("report.outcome"): [text(f"report.{outcome}") for outcome in outcomes],
            text("report.problem"): [_problems(of_row.get(n, []), text) for n in numbers],
            text("report.hint"): [_hints(of_row.get(n, []), text) for n in numbers],
        }
    )


def findings_frame(findings: Sequence[Finding], text: Text) -> pd.DataFrame:
    """Return every finding: row, outcome, column, value, what is wrong, and what to do."""
    return pd.DataFrame(
        {
            text("report.row"): [finding.row for finding in findings],
            text("report.outcome"): [text(f"report.{finding.outcome}") for finding in findings],
            text("report.column"): [finding.column for finding in findings],
            text("report.value"): [finding.value for finding in findings],
            text("report.problem"): [finding.problem(text) for finding in findings],
            text("report.hint"): [finding.hint(text) for finding in findings],
        }
    )


def note_sentence(note: Note, text: Text) -> str:
    """Return what is to be known of the whole file."""
    return text(f"note.{note.code}", **facts_in(text.lang, note.facts))


def question_sentence(question: Question, text: Text) -> str:
    """Return why there is a question: what the file declares, or that it declares nothing."""
    declared = question.declared
    if question.unknown:
        return text("reason.unknown_words", words=text("report.between").join(question.unknown))
    if declared is None:
        return text("reason.undeclared")
    facts = {"datum": reading_name(declared.reading, text), "inside": declared.inside}
    if not declared.fits:
        return text("reason.declared", points=declared.points, **facts)
    best = question.proposals[0]
    facts |= {"agree": declared.agree, "stated": declared.stated}
    other = reading_name(best.reading, text)
    return text("reason.declared_less", other=other, better=best.agree, **facts)


def reading_name(reading: Reading, text: Text) -> str:
    """Return what a reading is called: its datum, and what else is assumed."""
    datum = reading.datum
    known = datum_words().get(normal(datum.name))
    name = known.in_words(text) if known else datum.name
    if datum.crs is not None and not known:
        name = f"{name} ({datum.crs.name})"
    said = [
        text(f"datum.{word}") for word in ("swapped", "packed") if getattr(reading, f"is_{word}")
    ]
    return " · ".join([name, *said])


def proposal_sentence(proposal: Proposal, text: Text) -> str:
    """Return why a reading is proposed: what it assumes and how well it fits."""
    fit = text("reason.fit", inside=proposal.inside, points=proposal.points)
    if proposal.stated:
        agree = text("reason.agree", agree=proposal.agree, stated=proposal.stated)
        fit = text("report.between").join((fit, agree))
    return " ".join([*(text(f"reason.{reason}") for reason in proposal.reasons), fit])


def counts_sentence(taken: Taken, text: Text) -> str:
    """Return how many rows were read, accepted, warned of, rejected and set aside."""
    counts = text(
        "report.counts",
        total=len(taken.table.rows),
        accepted=len(taken.rows),
        warned=len(taken.warned),
        rejected=len(taken.rejected),
    )
    aside = len(taken.aside)
    return text("report.counts_aside", counts=counts, aside=aside) if aside else counts


def summary_frame(taken: Taken, text: Text) -> pd.DataFrame:
    """Return the counts of the file, its datum and its notes, a line each."""
    lines = [
        (text("report.file"), taken.table.file),
        (text("report.rows_in"), len(taken.table.rows)),
        (text("report.accepted"), len(taken.rows) - len(taken.warned)),
        (text("report.warned"), len(taken.warned)),
        (text("report.rejected"), len(taken.rejected)),
        (text("report.aside"), len(taken.aside)),
        (text("report.datum"), taken.reading.datum.name if taken.reading else "—"),
        *((text("report.note"), note_sentence(note, text)) for note in taken.notes),
    ]
    return pd.DataFrame(lines, columns=[text("report.item"), text("report.value")], dtype=object)


def write_report(target: Path | BinaryIO, taken: Taken) -> None:
    """Write the report as a workbook: summary, rows and findings in both languages, rejected."""
    sheets = {}
    for text in map(text_in, LANGUAGES):
        sheets[text("report.sheet_summary")] = summary_frame(taken, text)
        sheets[text("report.sheet_kinds")] = kinds_frame(taken.findings, text)
        sheets[text("report.sheet_rows")] = rows_frame(taken.table.numbers, taken.findings, text)
        sheets[text("report.sheet_findings")] = findings_frame(taken.findings, text)
    text = text_in(LANGUAGES[0])
    sheets[text("report.sheet_rejected")] = rejected_frame(taken, text)
    write_xlsx(target, sheets)


def rejected_frame(taken: Taken, text: Text) -> pd.DataFrame:
    """Return the rejected rows as the file has them, with two columns: the problem and the hint."""
    positions = _rejected_positions(taken)
    of_row = by_row([finding for finding in taken.findings if finding.rejects])
    headers = [h for h in taken.table.headers if h not in _added_headers()]
    kept = [taken.table.headers.index(header) for header in headers]
    frame = pd.DataFrame(
        [[taken.table.rows[position][k] for k in kept] for position in positions],
        columns=headers,
        dtype=object,
    )
    numbers = [taken.table.numbers[position] for position in positions]
    frame[text("report.problem")] = [_problems(of_row[number], text) for number in numbers]
    frame[text("report.hint")] = [_hints(of_row[number], text) for number in numbers]
    return frame


def rejected_file(taken: Taken, text: Text) -> tuple[str, bytes]:
    """Return the rejected rows as a file to correct and load again: its name and content.

    It has the format of the user's own; a shapefile comes back as GeoPackage, which keeps long
    names, and so does Parquet with shapes.
    """
    frame = rejected_frame(taken, text)
    stem = Path(taken.table.file).stem + "-" + text("report.file_suffix")
    stream = io.BytesIO()
    if taken.table.shapes is not None and taken.table.kind not in {"csv", "xlsx"}:
        ending = _write_shapes(stream, frame, taken)
    elif taken.table.kind == "xlsx":
        ending = ".xlsx"
        write_xlsx(stream, {text("report.sheet_rejected"): frame})
    else:
        ending = ".csv"
        write_csv(stream, frame)
    return stem + ending, stream.getvalue()


def _write_shapes(stream: BinaryIO, frame: pd.DataFrame, taken: Taken) -> str:
    table = taken.table
    shapes = [(table.shapes or ())[position] for position in _rejected_positions(taken)]
    if table.kind == "geojson":
        stream.write(_geojson(frame, shapes, table).encode())
        return ".geojson"
    texts = frame.map(lambda value: None if value is None else str(value))
    layer = gpd.GeoDataFrame(texts, geometry=shapes, crs=table.crs)
    pyogrio.write_dataframe(layer, stream, driver="GPKG", layer="rejected")
    return ".gpkg"


def _geojson(
    frame: pd.DataFrame, shapes: Sequence[shapely.Geometry | None], table: RawTable
) -> str:
    features = [
        {
            "type": "Feature",
            "properties": {str(k): v for k, v in properties.items() if v is not None},
            "geometry": None if shape is None else json.loads(shapely.to_geojson(shape)),
        }
        for properties, shape in zip(frame.to_dict("records"), shapes, strict=True)
    ]
    document: dict[str, object] = {"type": "FeatureCollection", "features": features}
    if table.crs is not None:
        name = "urn:ogc:def:crs:EPSG::" + str(table.crs.to_epsg())
        document["crs"] = {"type": "name", "properties": {"name": name}}
    return json.dumps(document, ensure_ascii=False, default=str)


def _rejected_positions(taken: Taken) -> list[int]:
    rejected = set(taken.rejected)
    return [p for p, number in enumerate(taken.table.numbers) if number in rejected]


def _added_headers() -> set[str]:
    return {text_in(lang)(f"report.{name}") for lang in LANGUAGES for name in ("problem", "hint")}


def _problems(findings: Sequence[Finding], text: Text) -> str:
    said = [
        f"{finding.column}: {finding.problem(text)}" if finding.column else finding.problem(text)
        for finding in findings
    ]
    return text("report.between").join(said)


def _hints(findings: Sequence[Finding], text: Text) -> str:
    return text("report.between").join(dict.fromkeys(finding.hint(text) for finding in findings))
