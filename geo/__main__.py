"""The command line: ``python -m geo check``, ``import``, ``join`` and the others."""

import argparse
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Final, Protocol

from geo.commands import (
    aggregate,
    check,
    decide,
    find,
    ground,
    history,
    import_,
    join,
    proposals,
    propose,
    publish,
    quality,
    undo,
)
from geo.commands.common import DONE, REJECTED, UNREADABLE, add_language
from geo.errors import RejectedRowsError, TwoZonesError
from geo.words.command_line import language_of, speak_any_language
from geo.words.text import Text, text_in


class _Command(Protocol):
    """A module of ``geo.commands``: what it is told, and what it does."""

    @property
    def add_options(self) -> Callable[[argparse.ArgumentParser, Text], None]:
        """Adds its options."""

    @property
    def run(self) -> Callable[[argparse.Namespace, Text], int]:
        """Runs it, and returns its exit code."""


_COMMANDS: Final[Mapping[str, _Command]] = {
    "check": check,
    "import": import_,
    "join": join,
    "aggregate": aggregate,
    "find": find,
    "quality": quality,
    "ground": ground,
    "publish": publish,
    "history": history,
    "propose": propose,
    "proposals": proposals,
    "decide": decide,
    "undo": undo,
}


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
        return DONE
    return code


def _parser(text: Text, program: str, more: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=program, description=text("help.geo"), epilog=more)
    commands = parser.add_subparsers(required=True, metavar=" | ".join(_COMMANDS))
    for name, command in _COMMANDS.items():
        added = commands.add_parser(name, help=text(f"help.{name}"))
        added.set_defaults(run=command.run)
        command.add_options(added, text)
        add_language(added, text)
    return parser


if __name__ == "__main__":
    sys.exit(main())
