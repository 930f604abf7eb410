"""The command line: ``python -m geo check``, ``import``, ``join`` and the others."""

import argparse
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Final, TypeAlias

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

_Command: TypeAlias = tuple[
    Callable[[argparse.ArgumentParser, Text], None], Callable[[argparse.Namespace, Text], int]
]

_COMMANDS: Final[Mapping[str, _Command]] = {
    "check": (check.add_options, check.run),
    "import": (import_.add_options, import_.run),
    "join": (join.add_options, join.run),
    "aggregate": (aggregate.add_options, aggregate.run),
    "find": (find.add_options, find.run),
    "quality": (quality.add_options, quality.run),
    "ground": (ground.add_options, ground.run),
    "publish": (publish.add_options, publish.run),
    "history": (history.add_options, history.run),
    "propose": (propose.add_options, propose.run),
    "proposals": (proposals.add_options, proposals.run),
    "decide": (decide.add_options, decide.run),
    "undo": (undo.add_options, undo.run),
}
"""What each command adds to its options, and what runs it."""


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
    for name, (add_options, run) in _COMMANDS.items():
        command = commands.add_parser(name, help=text(f"help.{name}"))
        command.set_defaults(run=run)
        add_options(command, text)
        add_language(command, text)
    return parser


if __name__ == "__main__":
    sys.exit(main())
