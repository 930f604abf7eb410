"""``python -m geo quality``: what every check finds in the data folder."""

import argparse

from geo.ask.quality import FAULTS, find_records
from geo.commands.common import DONE, REJECTED
from geo.keep.past import load_as_of
from geo.words.command_line import add_day
from geo.words.text import Text
from geo.words.vocabulary import CHECKS

add_options = add_day


def run(options: argparse.Namespace, text: Text) -> int:
    """Print of every check its name, how many records it finds, and their ids."""
    register = load_as_of(options.as_of)
    faults = 0
    for name in CHECKS:
        records = find_records(register, name)
        is_fault = name in FAULTS and len(records) > 0
        faults += len(records) if is_fault else 0
        word = "command.quality_fault" if is_fault else "command.quality"
        print(text(word, name=text(f"quality.{name}"), count=len(records)))
        if len(records):
            print("  " + " ".join(map(str, records.get("id", records.index))))
    sizes = {"projects": len(register.projects), "policies": len(register.policies)}
    print(text("command.quality_whole", faults=faults, **sizes))
    return REJECTED if faults else DONE
