"""``python -m geo import``: take a file into the register, whole or not at all."""

import argparse
from pathlib import Path

from geo.address import shown
from geo.commands.common import DONE, open_register, print_lines
from geo.commands.file_lines import change_lines, taken_lines
from geo.commands.taking import add_taking, changes_of, take
from geo.errors import RejectedRowsError
from geo.intake.apart.apart import get_ready
from geo.intake.boundaries import Boundaries
from geo.intake.intake import Intake
from geo.intake.keeping import keep_boundaries, keep_projects
from geo.intake.registers import apart_from
from geo.keep.own_register import Changing, register_to_change
from geo.keep.reason import Reason
from geo.register.load import Register
from geo.settings import settings
from geo.words.text import Text


def add_options(command: argparse.ArgumentParser, text: Text) -> None:
    """Add what the command is told."""
    add_taking(command, text)
    command.add_argument("--add", action="store_true", help=text("help.add"))
    command.add_argument("--keep-good", action="store_true", help=text("help.keep_good"))


def run(options: argparse.Namespace, text: Text) -> int:
    """Take the file in, and say what it changed and where the backup is.

    Raises
    ------
    RejectedRowsError
        Some rows were rejected, and nobody said to keep the good ones.
    """
    get_ready()
    register = open_register(text)
    taken = take(options, register)
    print_lines(taken_lines(taken, text))
    if taken.rejected and not (options.keep_good and taken.rows):
        raise RejectedRowsError(file=taken.table.file, rejected=len(taken.rejected))
    if isinstance(taken, Intake):
        taken = apart_from(taken, register) if options.add else taken
        print_lines(change_lines(changes_of(register, taken, beside=options.add), text))
    reason = Reason.of_user(text("command.import_of", file=taken.table.file))
    with register_to_change(reason) as changing:
        backup = _keep(register, taken, changing, beside=options.add)
    print(_imported(text, changing.folder, backup))
    return DONE


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
