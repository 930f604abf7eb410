"""``python -m geo join``: give each row of a file the district and zone that it lies in."""

import argparse
from pathlib import Path

from tqdm import tqdm

from geo.commands.common import DONE, add_reading, open_register, reading_of
from geo.intake.chunks.streams import join_file
from geo.intake.files.files import FORMATS, check_path
from geo.words.text import Text


def add_options(command: argparse.ArgumentParser, text: Text) -> None:
    """Add what the command is told."""
    command.add_argument("file", help=FORMATS)
    add_reading(command, text)
    command.add_argument("out", type=Path, help=text("help.join_out"))


def run(options: argparse.Namespace, text: Text) -> int:
    """Write the rows with their places; say how many were found."""
    size = check_path(options.file).stat().st_size
    is_csv = Path(options.file).suffix.lower() in {".csv", ".tsv", ".txt"}
    register = open_register(text)
    with tqdm(
        total=size if is_csv else None, unit="B" if is_csv else "", unit_scale=True
    ) as progress:
        totals = join_file(
            options.file, options.out, register, reading_of(options), progress.update
        )
    print(text("command.joined", rows=totals.rows, points=totals.points, found=totals.found))
    return DONE
