"""The command line: ``python -m geo check``, ``import``, ``join`` and the others."""

import argparse
import csv
import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from tqdm import tqdm

from geo.address import shown
from geo.ask.find import Finder
from geo.ask.quality import FAULTS, find_records
from geo.cube.command import add_options
from geo.errors import OptionValueError, OutputError, RejectedRowsError, TwoZonesError
from geo.ground.datums import parse_datum
from geo.ground.own_ground import write_ground
from geo.intake.apart import get_ready, read_apart
from geo.intake.boundaries import Boundaries, take_boundaries
from geo.intake.changes import Changes, changes_between
from geo.intake.choices import Choices, columns_said, values_said
from geo.intake.columns import match_columns
from geo.intake.console import change_lines, taken_lines
from geo.intake.document import report_document
from geo.intake.files import FORMATS, check_path, open_file
from geo.intake.intake import Intake, take_in
from geo.intake.keeping import keep_boundaries, keep_projects
from geo.intake.outline_names import holds_boundaries
from geo.intake.proposals import Reading
from geo.intake.recovery import recover
from geo.intake.registers import apart_from, with_projects
from geo.intake.report import (
    write_report,
)
from geo.intake.streams import join_file
from geo.intake.tables import RawTable
from geo.keep.command import add_commands
from geo.keep.own_register import Changing, Reason, register_to_change
from geo.keep.past import add_day, load_as_of
from geo.keep.publish_command import add_publishing
from geo.register.load import Register, load_register
from geo.settings import settings
from geo.words.command_line import language_of, speak_any_language
from geo.words.numerals import number
from geo.words.text import Text, text_in
from geo.words.vocabulary import CHECKS, LANGUAGES

CLEAN, REJECTED, UNREADABLE = 0, 1, 2
"""Exit codes: every row is good; some rows were rejected; the file could not be used at all."""

NOT_FOUND: Final = 1
"""The exit code of ``find`` where nothing has such a name."""

RATE: Final = "USD=6.45"
"""What a rate of exchange looks like: CNY for one unit."""

FOUND_COLUMNS: Final = ("name", "kind", "lon_wgs84", "lat_wgs84", "error_m", "district")
"""What is printed of a place that was found; ``district`` is an adcode."""

MOST_FOUND: Final = 10
"""Places that are printed, unless another number is asked for."""
COLUMN, VALUE = "NAME=HEADER", "FIELD:WORD=OURS"
"""What the column of a field, and our word for one of a file's, look like."""


def main(
    arguments: Sequence[str] | None = None, *, program: str = "python -m geo", more: str = ""
) -> int:
    """Run a command and return its exit code; ``more`` stands at the end of the help."""
    speak_any_language()
    given = sys.argv[1:] if arguments is None else arguments
    text = text_in(language_of(given))
    options = _parser(text, program, more).parse_args(given)
    try:
        code: int = options.run(options, text)
    except TwoZonesError as error:
        print(error.sentence(options.lang), file=sys.stderr)
        return REJECTED if isinstance(error, RejectedRowsError) else UNREADABLE
    except BrokenPipeError:  # whoever reads has read enough, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CLEAN
    return code


def _parser(text: Text, program: str, more: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=program, description=text("help.geo"), epilog=more)
    commands = parser.add_subparsers(
        required=True,
        metavar="check | import | join | aggregate | find | quality | ground | publish | "
        "history | propose | proposals | decide | undo",
    )
    for name, run in (("check", _check), ("import", _import), ("join", _join)):
        command = commands.add_parser(name, help=text(f"help.{name}"))
        command.set_defaults(run=run)
        _add_reading(command, text)
        if name == "join":
            command.add_argument("out", type=Path, help=text("help.join_out"))
        else:
            _add_taking(command, text)
    quality = commands.add_parser("quality", help=text("help.quality"))
    quality.set_defaults(run=_quality)
    _add_language(quality, text)
    _add_ground(commands.add_parser("ground", help=text("help.make_ground")), text)
    summing = commands.add_parser("aggregate", help=text("help.aggregate"))
    add_options(summing, text)
    _add_language(summing, text)
    commands.choices["check"].add_argument(
        "--report", type=Path, metavar="OUT.xlsx", help=text("help.report")
    )
    for name in ("check", "quality"):
        add_day(commands.choices[name], text)
    commands.choices["check"].add_argument("--json", action="store_true", help=text("help.json"))
    commands.choices["import"].add_argument("--add", action="store_true", help=text("help.add"))
    commands.choices["import"].add_argument(
        "--keep-good", action="store_true", help=text("help.keep_good")
    )
    _add_finding(commands.add_parser("find", help=text("help.find")), text)
    for command in add_commands(commands.add_parser, text):
        _add_language(command, text)
    publishing = commands.add_parser("publish", help=text("help.publish"))
    add_publishing(publishing, text)
    _add_language(publishing, text)
    return parser


def _add_finding(command: argparse.ArgumentParser, text: Text) -> None:
    """Add what ``find`` is told."""
    command.set_defaults(run=_find)
    command.add_argument("text", metavar="TEXT", nargs="+", help=text("help.find_text"))
    command.add_argument("--limit", type=int, default=MOST_FOUND, help=text("help.limit"))
    _add_language(command, text)


def _add_reading(command: argparse.ArgumentParser, text: Text) -> None:
    """Add what every command is told of the file that it reads."""
    command.add_argument("file", help=FORMATS)
    command.add_argument("--datum", help=text("help.datum"))
    command.add_argument("--swapped", action="store_true", help=text("help.swapped"))
    _add_language(command, text)


def _add_language(command: argparse.ArgumentParser, text: Text) -> None:
    command.add_argument("--lang", choices=LANGUAGES, default=LANGUAGES[0], help=text("help.lang"))


def _add_taking(command: argparse.ArgumentParser, text: Text) -> None:
    """Add what ``check`` and ``import`` are told of a file's columns and rows."""
    command.add_argument("--sheet", help=text("help.sheet"))
    for option, metavar in (("column", COLUMN), ("value", VALUE)):
        command.add_argument(
            f"--{option}",
            action="append",
            default=[],
            metavar=metavar,
            help=text(f"help.{option}"),
        )
    any_area = text("help.any_area").replace("%", "%%")  # argparse takes a lone one for a format
    command.add_argument("--any-area", action="store_true", help=any_area)
    command.add_argument(
        "--rate", action="append", default=[], metavar=RATE, help=text("help.rate")
    )


# ground


def _add_ground(command: argparse.ArgumentParser, text: Text) -> None:
    """Add what ``ground`` is told: the file that it reads, and the one that it writes."""
    command.set_defaults(run=_make_ground)
    command.add_argument("file", type=Path, metavar="FILE", help=text("help.ground_file"))
    command.add_argument("--out", type=Path, required=True, help=text("help.ground_out"))
    _add_language(command, text)


def _make_ground(options: argparse.Namespace, text: Text) -> int:
    lines = write_ground(options.file, options.out)
    print(text("command.ground_made", file=options.out, lines=number(lines)))
    return CLEAN


# check and import


def _check(options: argparse.Namespace, text: Text) -> int:
    get_ready()
    register = _open_register(text, options.as_of)
    taken = _take(options, register)
    changes = _changes(register, taken) if isinstance(taken, Intake) else None
    if options.report:
        _write_report(options.report, taken)
    if options.json:
        document = report_document(taken, changes, text)
        print(json.dumps(document, ensure_ascii=False, indent=1))
    else:
        _print(taken_lines(taken, text))
        if changes is not None:
            _print(change_lines(changes, text))
    return REJECTED if taken.rejected else CLEAN


def _import(options: argparse.Namespace, text: Text) -> int:
    get_ready()
    register = _open_register(text)
    taken = _take(options, register)
    _print(taken_lines(taken, text))
    if taken.rejected and not (options.keep_good and taken.rows):
        raise RejectedRowsError(file=taken.table.file, rejected=len(taken.rejected))
    if isinstance(taken, Intake):
        taken = apart_from(taken, register) if options.add else taken
        _print(change_lines(_changes(register, taken, beside=options.add), text))
    reason = Reason.of_user(text("command.import_of", file=taken.table.file))
    with register_to_change(reason) as changing:
        backup = _keep(register, taken, changing, beside=options.add)
    print(_imported(text, changing.folder, backup))
    return CLEAN


def _keep(
    register: Register, taken: Intake | Boundaries, changing: Changing, *, beside: bool
) -> Path:
    """Write what was taken into the register's folder; return the backup."""
    folder, announce = changing.folder, changing.announce
    if isinstance(taken, Intake):
        return keep_projects(register, taken, folder, beside=beside, announce=announce)
    return keep_boundaries(register, taken, folder, announce=announce)


def _imported(text: Text, folder: Path, backup: Path) -> str:
    if (address := settings().database) is not None:
        return text("command.imported_to_database", address=shown(address))
    return text("command.imported", folder=folder, backup=backup)


def _open_register(text: Text, day: str = "") -> Register:
    """Return the register, as of a day where one is given.

    What a broken import has left is put in order first, which is said.
    """
    for note in recover(settings().data):
        print(text(f"recovery.{note.code}", **note.facts), file=sys.stderr)
    return load_as_of(day)


def _take(options: argparse.Namespace, register: Register) -> Intake | Boundaries:
    """Return what becomes of the file that the options name."""
    reading = _reading(options)
    table = read_apart(open_file(options.file), part=options.sheet)
    if holds_boundaries(table, register, any_area=options.any_area):
        return take_boundaries(table, register, reading, any_area=options.any_area)
    return take_in(table, register, _choices(options, table, reading))


def _choices(options: argparse.Namespace, table: RawTable, reading: Reading | None) -> Choices:
    columns = columns_said(table, options.column, match_columns(table))
    return Choices(columns, reading, _rates(options.rate), values_said(options.value))


def _reading(options: argparse.Namespace) -> Reading | None:
    if options.datum is None and not options.swapped:
        return None
    return Reading(parse_datum(options.datum or "wgs84"), is_swapped=options.swapped)


def _rates(given: Sequence[str]) -> Mapping[str, float]:
    rates = {}
    for rate in given:
        currency, _, value = rate.partition("=")
        try:
            rates[currency.strip().upper()] = float(value)
        except ValueError:
            raise OptionValueError(option="rate", value=rate, allowed=RATE) from None
    return rates


def _write_report(path: Path, taken: Intake | Boundaries) -> None:
    try:
        write_report(path, taken)
    except OSError as error:
        raise OutputError(file=path.name, problem=error.strerror, formats=".xlsx") from error


def _changes(register: Register, taken: Intake, *, beside: bool = False) -> Changes:
    after = with_projects(register, taken, beside=beside)
    return changes_between(register.projects, after.projects)


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        print(line)


# quality


def _quality(options: argparse.Namespace, text: Text) -> int:
    """Print what every check finds in the data folder: its name, how many, and their ids."""
    register = load_as_of(options.as_of)
    faults = 0
    for name in CHECKS:
        records = find_records(register, name)
        is_fault = name in FAULTS and len(records) > 0
        faults += len(records) if is_fault else 0
        word = "command.quality_fault" if is_fault else "command.quality"
        print(text(word, name=text(f"quality.{name}"), count=len(records)))
        if len(records):
            print("  " + " ".join(map(str, records.get("id", records.index))))
    sizes = {"projects": len(register.projects), "policies": len(register.policies)}
    print(text("command.quality_whole", faults=faults, **sizes))
    return REJECTED if faults else CLEAN


# join


def _join(options: argparse.Namespace, text: Text) -> int:
    size = check_path(options.file).stat().st_size
    is_csv = Path(options.file).suffix.lower() in {".csv", ".tsv", ".txt"}
    register = _open_register(text)
    with tqdm(
        total=size if is_csv else None, unit="B" if is_csv else "", unit_scale=True
    ) as progress:
        totals = join_file(options.file, options.out, register, _reading(options), progress.update)
    print(text("command.joined", rows=totals.rows, points=totals.points, found=totals.found))
    return CLEAN


# find


def _find(options: argparse.Namespace, text: Text) -> int:
    if options.limit < 1:
        raise OptionValueError(option="limit", value=options.limit, allowed="1, 2, 3 …")
    typed = " ".join(options.text)
    found = Finder(load_register()).find(typed, options.limit)
    if not found:
        print(text("command.nothing_found", typed=typed), file=sys.stderr)
        return NOT_FOUND
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(FOUND_COLUMNS)
    writer.writerows((p.name, p.kind, p.lon, p.lat, p.error_m, p.district) for p in found)
    return CLEAN


if __name__ == "__main__":
    sys.exit(main())
