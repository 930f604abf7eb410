"""What ``check`` and ``import`` share: a file is read, and each of its rows is judged."""

import argparse
from collections.abc import Mapping, Sequence
from typing import Final

from geo.commands.common import add_reading, reading_of
from geo.errors import OptionValueError
from geo.intake.apart.apart import read_apart
from geo.intake.boundaries import Boundaries, take_boundaries
from geo.intake.columns.choices import Choices, columns_said, values_said
from geo.intake.columns.columns import match_columns
from geo.intake.files.files import FORMATS, open_file
from geo.intake.files.tables import RawTable
from geo.intake.intake import Intake, take_in
from geo.intake.outline_names import holds_boundaries
from geo.intake.positions.proposals import Reading
from geo.intake.registers import with_projects
from geo.intake.replacing.changes import Changes, changes_between
from geo.register.load import Register
from geo.words.text import Text

_RATE: Final = "USD=6.45"
"""What a rate of exchange looks like: CNY for one unit."""

_SAID: Final = {"column": "NAME=HEADER", "value": "FIELD:WORD=OURS"}
"""What the column of a field, and our word for one of a file's, look like."""


def add_taking(command: argparse.ArgumentParser, text: Text) -> None:
    """Add what is told of a file, its columns and rows."""
    command.add_argument("file", help=FORMATS)
    add_reading(command, text)
    command.add_argument("--sheet", help=text("help.sheet"))
    for name, metavar in _SAID.items():
        words = text(f"help.{name}")
        command.add_argument(f"--{name}", action="append", default=[], metavar=metavar, help=words)
    any_area = text("help.any_area").replace("%", "%%")  # argparse takes a lone one for a format
    command.add_argument("--any-area", action="store_true", help=any_area)
    command.add_argument(
        "--rate", action="append", default=[], metavar=_RATE, help=text("help.rate")
    )


def take(options: argparse.Namespace, register: Register) -> Intake | Boundaries:
    """Return what becomes of the file that the options name.

    Raises
    ------
    TwoZonesError
        The file cannot be read, or an option means nothing.
    """
    reading = reading_of(options)
    table = read_apart(open_file(options.file), part=options.sheet)
    if holds_boundaries(table, register, any_area=options.any_area):
        return take_boundaries(table, register, reading, any_area=options.any_area)
    return take_in(table, register, _choices(options, table, reading))


def changes_of(register: Register, taken: Intake, *, beside: bool = False) -> Changes:
    """Return what an import would change; ``beside`` leaves what the file does not hold."""
    after = with_projects(register, taken, beside=beside)
    return changes_between(register.projects, after.projects)


def _choices(options: argparse.Namespace, table: RawTable, reading: Reading | None) -> Choices:
    columns = columns_said(table, options.column, match_columns(table))
    return Choices(columns, reading, _rates(options.rate), values_said(options.value))


def _rates(given: Sequence[str]) -> Mapping[str, float]:
    rates = {}
    for rate in given:
        currency, _, value = rate.partition("=")
        try:
            rates[currency.strip().upper()] = float(value)
        except ValueError:
            raise OptionValueError(option="rate", value=rate, allowed=_RATE) from None
    return rates
