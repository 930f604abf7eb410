"""``python -m geo propose``: propose another value of a record's cells, with a source."""

import argparse
from typing import Final

from geo.commands.changing import add_reason, add_table, record_of, who_of
from geo.commands.common import DONE
from geo.errors import OptionValueError
from geo.keep.edit import Citation, Edit, edited
from geo.keep.shelves import own_shelf
from geo.words.text import Text

_SET: Final = "COLUMN=VALUE"
"""What a cell that is to be changed looks like."""


def add_options(command: argparse.ArgumentParser, text: Text) -> None:
    """Add what the command is told."""
    command.add_argument("record", metavar="RECORD", help=text("help.record"))
    add_table(command, text)
    command.add_argument(
        "--set", action="append", required=True, metavar=_SET, help=text("help.set")
    )
    command.add_argument("--source", required=True, metavar="ID", help=text("help.cited"))
    add_reason(command, text)


def run(options: argparse.Namespace, text: Text) -> int:
    """Put the proposal where others decide of it; say its name."""
    shelf = own_shelf()
    before = record_of(shelf, options.table, options.record)
    cells = dict(_cell(option, before) for option in options.set)
    cited = Citation(options.source)
    edit = Edit(options.table, before, cells)
    change = edited(shelf, edit, cited, who=who_of(options), why=options.why)
    print(text("keep.proposed", proposal=shelf.propose(change).id))
    return DONE


def _cell(option: str, before: dict[str, str]) -> tuple[str, str]:
    column, is_said, value = option.partition("=")
    if not is_said or column not in before:
        allowed = f"{_SET}: {', '.join(before)}"
        raise OptionValueError(option="set", value=option, allowed=allowed)
    return column, value.strip()
