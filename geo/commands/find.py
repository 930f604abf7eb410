"""``python -m geo find``: the places that a name or address may mean."""

import argparse
import csv
import sys
from typing import Final

from geo.ask.find import Finder
from geo.commands.common import DONE
from geo.errors import OptionValueError
from geo.register.load import load_register
from geo.words.text import Text

NOT_FOUND: Final = 1
"""The exit code where nothing has such a name."""

_COLUMNS: Final = ("name", "kind", "lon_wgs84", "lat_wgs84", "error_m", "district")
"""What is printed of a place; ``district`` is an adcode."""

_MOST: Final = 10
"""Places that are printed, unless another number is asked for."""


def add_options(command: argparse.ArgumentParser, text: Text) -> None:
    """Add what the command is told."""
    command.add_argument("text", metavar="TEXT", nargs="+", help=text("help.find_text"))
    command.add_argument("--limit", type=int, default=_MOST, help=text("help.limit"))


def run(options: argparse.Namespace, text: Text) -> int:
    """Print what has such a name as CSV, the most likely first."""
    if options.limit < 1:
        raise OptionValueError(option="limit", value=options.limit, allowed="1, 2, 3 …")
    typed = " ".join(options.text)
    found = Finder(load_register()).find(typed, options.limit)
    if not found:
        print(text("command.nothing_found", typed=typed), file=sys.stderr)
        return NOT_FOUND
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(_COLUMNS)
    writer.writerows((p.name, p.kind, p.lon, p.lat, p.error_m, p.district) for p in found)
    return DONE
