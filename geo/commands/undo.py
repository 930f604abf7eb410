"""``python -m geo undo``: take a change back, as a change of its own."""

import argparse

from geo.commands.changing import add_reason, who_of
from geo.commands.common import DONE
from geo.keep.shelves import own_shelf
from geo.keep.undo import undone
from geo.words.text import Text


def add_options(command: argparse.ArgumentParser, text: Text) -> None:
    """Add what the command is told."""
    command.add_argument("change", metavar="CHANGE", help=text("help.change"))
    add_reason(command, text)


def run(options: argparse.Namespace, text: Text) -> int:
    """Undo the change; say under which name that was done."""
    shelf = own_shelf()
    change = shelf.commit(undone(shelf, options.change, who_of(options), options.why))
    print(text("keep.undone", undone=options.change, change=change.id))
    return DONE
