"""``python -m geo aggregate``: sum files of any size to a cube."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from tqdm import tqdm

from geo.commands.common import DONE, REJECTED, UNREADABLE, add_reading, print_lines
from geo.cube.aggregate import Aggregated, aggregate
from geo.cube.engine import engine_at
from geo.cube.plan import DIMENSIONS, PERIODS, USUAL, Plan
from geo.cube.sums import MONEY
from geo.errors import OptionValueError
from geo.ground.datums import parse_datum
from geo.register.load import load_register
from geo.settings import settings
from geo.words.numerals import number
from geo.words.text import Text


def add_options(command: argparse.ArgumentParser, text: Text) -> None:
    """Add what the command is told."""
    command.add_argument("files", nargs="+", metavar="IN", help=text("help.aggregate_in"))
    command.add_argument("--out", type=Path, required=True, help=text("help.aggregate_out"))
    names = ",".join(DIMENSIONS)
    command.add_argument("--by", default=",".join(USUAL), help=text("help.by", names=names))
    command.add_argument("--cell", type=int, default=0, metavar="METRES", help=text("help.cell"))
    add_reading(command, text)


def run(options: argparse.Namespace, text: Text) -> int:
    """Sum files to a cube; say what became of their rows."""
    plan = _plan(options)
    engine = engine_at(settings().engine)
    with tqdm(total=len(set(options.files))) as bar:
        made = aggregate(options.files, options.out, plan, engine, lambda _: bar.update())
    for error in made.unread.values():
        print(error.sentence(options.lang), file=sys.stderr)
    print_lines(_lines(made, options.out, text))
    if made.unread:
        return UNREADABLE
    return REJECTED if made.left_out else DONE


def _plan(options: argparse.Namespace) -> Plan:
    by = tuple(dict.fromkeys(name.strip() for name in options.by.split(",") if name.strip()))
    unknown = [name for name in by if name not in DIMENSIONS]
    if unknown or not (by or options.cell):
        value = ",".join(unknown)
        raise OptionValueError(option="by", value=value, allowed=", ".join(DIMENSIONS))
    if options.cell < 0:
        raise OptionValueError(option="cell", value=options.cell, allowed="1, 2, 3 …")
    datum = options.datum or ""
    if datum:
        parse_datum(datum)
    digest = load_register().digest
    return Plan(by, options.cell, datum, is_swapped=options.swapped, digest=digest)


def _lines(made: Aggregated, target: Path, text: Text) -> Iterator[str]:
    for lacks in dict.fromkeys(made.lacks.values()):
        names = text("briefing.comma").join(text(f"field.{_named(name)}") for name in lacks)
        paths = [path for path, own in made.lacks.items() if own == lacks]
        facts = {"file": Path(paths[0]).name, "files": number(len(paths))}
        yield text("command.aggregate_lacks", columns=names, **facts)
    counts = {
        "rows": number(made.rows),
        "counted": number(made.counted),
        "left_out": number(made.left_out),
    }
    yield text("command.aggregated", **counts)
    if made.unread:
        yield text("command.aggregate_unread", files=len(made.unread))
        return
    if made.left_out:
        yield text("command.aggregate_left_out", file=f"{target.name}.left_out.csv")
    yield text("command.aggregate_written", file=target, cells=number(made.cells))


def _named(name: str) -> str:
    """Return the field that a dimension or measure is read from."""
    return "date" if name in PERIODS else MONEY if name == MONEY else name
