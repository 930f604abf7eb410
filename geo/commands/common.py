"""What several commands share: exit codes, options, and the register that they open."""

import argparse
import sys
from collections.abc import Iterable

from geo.ground.datums import parse_datum
from geo.intake.positions.proposals import Reading
from geo.intake.replacing.recovery import recover
from geo.keep.past import load_as_of
from geo.register.load import Register
from geo.settings import settings
from geo.words.text import Text
from geo.words.vocabulary import LANGUAGES

DONE, REJECTED, UNREADABLE = 0, 1, 2
"""Exit codes: all is well; some rows or records are not; a file could not be used at all."""


def add_language(command: argparse.ArgumentParser, text: Text) -> None:
    """Let a command be told in which language it answers."""
    command.add_argument("--lang", choices=LANGUAGES, default=LANGUAGES[0], help=text("help.lang"))


def add_reading(command: argparse.ArgumentParser, text: Text) -> None:
    """Let a command be told how the coordinates of a file are to be read."""
    command.add_argument("--datum", help=text("help.datum"))
    command.add_argument("--swapped", action="store_true", help=text("help.swapped"))


def reading_of(options: argparse.Namespace) -> Reading | None:
    """Return how coordinates are to be read, or None where nothing was said of it.

    Raises
    ------
    UnknownDatumError
        The datum is none that we know.
    """
    if options.datum is None and not options.swapped:
        return None
    return Reading(parse_datum(options.datum or "wgs84"), is_swapped=options.swapped)


def open_register(text: Text, day: str = "") -> Register:
    """Return the register, as of a day where one is given.

    What a broken import has left is put in order first, which is said.
    """
    for note in recover(settings().data):
        print(text(f"recovery.{note.code}", **note.facts), file=sys.stderr)
    return load_as_of(day)


def print_lines(lines: Iterable[str]) -> None:
    """Print what a command answers."""
    for line in lines:
        print(line)
