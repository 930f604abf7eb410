"""``python -m geo publish``."""

import argparse

from geo.address import is_database, shown
from geo.errors.keeping import PostgresMissingError
from geo.keep.own_register import Reason
from geo.keep.past import add_day
from geo.words.numerals import number
from geo.words.text import Text

DONE = 0


def add_publishing(command: argparse.ArgumentParser, text: Text) -> None:
    """Add what ``publish`` is told, but for the language."""
    command.set_defaults(run=_publish)
    command.add_argument("source", metavar="FROM", help=text("help.publish_from"))
    command.add_argument("target", metavar="TO", help=text("help.publish_to"))
    add_day(command, text)
    command.add_argument("--why", default="", metavar="TEXT", help=text("help.publish_why"))


def _publish(options: argparse.Namespace, text: Text) -> int:
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
