"""``python -m geo ground``: a ground of one's own, of an OpenStreetMap extract or of map tiles."""

import argparse
from pathlib import Path

from geo.commands.common import DONE
from geo.ground.own_ground import write_ground
from geo.words.numerals import number
from geo.words.text import Text


def add_options(command: argparse.ArgumentParser, text: Text) -> None:
    """Add what the command is told: the file that it reads, and the one that it writes."""
    command.add_argument("file", type=Path, metavar="FILE", help=text("help.ground_file"))
    command.add_argument("--out", type=Path, required=True, help=text("help.ground_out"))


def run(options: argparse.Namespace, text: Text) -> int:
    """Write the ground; say how many lines it has."""
    lines = write_ground(options.file, options.out)
    print(text("command.ground_made", file=options.out, lines=number(lines)))
    return DONE
