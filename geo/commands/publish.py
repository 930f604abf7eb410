"""``python -m geo publish``: put a register to another place, a folder or a database."""

import argparse

from geo.address import is_database, shown
from geo.commands.common import DONE
from geo.errors.keeping import PostgresMissingError
from geo.keep.reason import Reason
from geo.words.command_line import add_day
from geo.words.numerals import number
from geo.words.text import Text


def add_options(command: argparse.ArgumentParser, text: Text) -> None:
    """Add what the command is told."""
    command.add_argument("source", metavar="FROM", help=text("help.publish_from"))
    command.add_argument("target", metavar="TO", help=text("help.publish_to"))
    add_day(command, text)
    command.add_argument("--why", default="", metavar="TEXT", help=text("help.publish_why"))


def run(options: argparse.Namespace, text: Text) -> int:
    """Publish the register; say what it holds."""
    try:
        from geo.keep.publish import publish  # noqa: PLC0415 (an extra)
    except ImportError:
        raise PostgresMissingError from None
    reason = Reason.of_user(options.why)
    register = publish(options.source, options.target, reason, day=options.as_of)
    target = shown(options.target) if is_database(options.target) else options.target
    sizes = {"projects": len(register.projects), "policies": len(register.policies)}
    counts = {name: number(size) for name, size in sizes.items()}
    print(text("command.published", target=target, **counts))
    return DONE
