"""The command line: ``python -m briefing`` writes the files of a briefing, for a nightly job."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from briefing.arguments import parser_of
from briefing.config import arguments_in
from briefing.crew import crew_for_this_machine
from briefing.job import Job, job_of
from geo.ask.atlas import Atlas
from geo.errors import TwoZonesError
from geo.keep.past import load_as_of
from geo.words.command_line import language_of, speak_any_language
from geo.words.text import text_in

DONE, FAILED = 0, 2
"""Exit codes: every file is written; an option or the folder cannot be used."""


def main(arguments: Sequence[str] | None = None, *, program: str = "python -m briefing") -> int:
    """Write what the arguments ask for and return the exit code."""
    speak_any_language()
    asked = sys.argv[1:] if arguments is None else list(arguments)
    text = text_in(language_of(asked))
    parser = parser_of(text, program)
    given = parser.parse_args(asked)
    try:
        jobs = _jobs(parser, asked, given.config)
        with crew_for_this_machine() as crew:
            for job in jobs:
                job.run(crew)
    except TwoZonesError as error:
        print(error.sentence(text.lang), file=sys.stderr)
        return FAILED
    return DONE


def _jobs(parser: argparse.ArgumentParser, asked: list[str], config: Path | None) -> list[Job]:
    """Return the jobs that arguments ask for: one, or each of a file; every option is checked."""
    given = [parser.parse_args(asked)]
    if config is not None:
        known = [name.replace("_", "-") for name in vars(given[0])]
        named = arguments_in(config, known)
        given = [_named(parser.parse_args([*its, *asked]), name) for name, its in named.items()]
    atlases = {day: Atlas(load_as_of(day)) for day in dict.fromkeys(one.as_of for one in given)}
    return [job_of(atlases[one.as_of], one) for one in given]


def _named(given: argparse.Namespace, name: str) -> argparse.Namespace:
    """Let a briefing of several write to a folder of its own, and compare with what is there."""
    if given.since == str(given.out):
        given.since = str(given.out / name)
    given.out /= name
    return given


if __name__ == "__main__":
    sys.exit(main())
