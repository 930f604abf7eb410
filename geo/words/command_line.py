"""What commands share: their language, the day of the register, a console for every letter."""

import argparse
import io
import sys
from collections.abc import Sequence

from geo.words.text import Text
from geo.words.vocabulary import LANGUAGES


def language_of(arguments: Sequence[str]) -> str:
    """Return the language that ``--lang`` names among arguments, before they are parsed; else zh.

    >>> language_of(["check", "a.csv", "--lang", "en"])
    'en'
    """
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--lang")
    asked: str | None = parser.parse_known_args(arguments)[0].lang
    return asked if asked in LANGUAGES else LANGUAGES[0]


def speak_any_language() -> None:
    """Let a console that lacks a letter show ``?`` in its place, as one of Windows may.

    Python would end the command with an error instead.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def add_day(command: argparse.ArgumentParser, text: Text) -> None:
    """Let a command be told of which day the register is to be."""
    command.add_argument("--as-of", default="", metavar="DAY", help=text("help.as_of"))
