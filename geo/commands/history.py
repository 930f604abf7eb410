"""``python -m geo history``: what was changed in a record, or in all, by whom and why."""

import argparse

from geo.commands.changing import add_table, change_lines, record_of
from geo.commands.common import DONE, print_lines
from geo.keep.shelves import own_shelf
from geo.words.text import Text


def add_options(command: argparse.ArgumentParser, text: Text) -> None:
    """Add what the command is told."""
    command.add_argument("record", nargs="?", metavar="RECORD", help=text("help.record"))
    add_table(command, text)


def run(options: argparse.Namespace, text: Text) -> int:
    """Print the changes, the oldest first."""
    shelf = own_shelf()
    changes = shelf.changes(options.table if options.record else None, options.record)
    if options.record and not changes:
        record_of(shelf, options.table, options.record)
    if options.record:
        changes = [change.part_of(options.table, options.record) for change in changes]
    print_lines(change_lines(changes, text))
    return DONE
