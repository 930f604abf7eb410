"""``python -m geo check``: judge every row of a file, and say what an import would change."""

import argparse
import json
from pathlib import Path

from geo.commands.common import DONE, REJECTED, open_register, print_lines
from geo.commands.file_lines import change_lines, taken_lines
from geo.commands.taking import add_taking, changes_of, take
from geo.errors import OutputError
from geo.intake.apart.apart import get_ready
from geo.intake.boundaries import Boundaries
from geo.intake.document import report_document
from geo.intake.intake import Intake
from geo.intake.report import write_report
from geo.words.command_line import add_day
from geo.words.text import Text


def add_options(command: argparse.ArgumentParser, text: Text) -> None:
    """Add what the command is told."""
    add_taking(command, text)
    command.add_argument("--report", type=Path, metavar="OUT.xlsx", help=text("help.report"))
    add_day(command, text)
    command.add_argument("--json", action="store_true", help=text("help.json"))


def run(options: argparse.Namespace, text: Text) -> int:
    """Say what becomes of the file; write the report where one is asked for."""
    get_ready()
    register = open_register(text, options.as_of)
    taken = take(options, register)
    changes = changes_of(register, taken) if isinstance(taken, Intake) else None
    if options.report:
        _write_report(options.report, taken)
    if options.json:
        document = report_document(taken, changes, text)
        print(json.dumps(document, ensure_ascii=False, indent=1))
    else:
        print_lines(taken_lines(taken, text))
        if changes is not None:
            print_lines(change_lines(changes, text))
    return REJECTED if taken.rejected else DONE


def _write_report(path: Path, taken: Intake | Boundaries) -> None:
    try:
        write_report(path, taken)
    except OSError as error:
        raise OutputError(file=path.name, problem=error.strerror, formats=".xlsx") from error
