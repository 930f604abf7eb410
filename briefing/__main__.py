"""The command line: ``python -m briefing`` writes the files of a briefing, for a nightly job."""

import argparse
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from tqdm import tqdm

from briefing.content import Briefing, Options, make_briefing
from briefing.formats import FORMATS, file_stem, files_of, pack_of
from briefing.paper.sheet import SIZES
from geo.ask.atlas import Atlas, can_focus
from geo.errors import (
    DateOrderError,
    MissingFileError,
    OptionValueError,
    OutputError,
    ParameterError,
    TwoZonesError,
)
from geo.region import REGION
from geo.register.load import load_register
from geo.view.view import CHOICES, SINGLE_CHOICES, View, view_from_query
from geo.words.command_line import language_of, speak_any_language
from geo.words.text import Text, text_in

DONE, FAILED = 0, 2
"""Exit codes: every file is written; an option or the folder cannot be used."""

DATES: Final = "2021, 2021-02, 2021-02-03"
_LON, _LAT = REGION.examples.spot
_BOUNDS: Final = ",".join(map(str, REGION.ground.bounds))
HINTS: Final = {
    "from": DATES,
    "to": DATES,
    "extent": f"west,south,east,north (WGS-84), {_BOUNDS}",
    "shape": f"circle:{_LON},{_LAT},5, rectangle:{_BOUNDS}, near:cluster:{REGION.clusters[0]},3",
    "focus": f"city, district:{REGION.adcodes[0]}, cluster:{REGION.clusters[0]}, place:…",
}
"""What an option takes that has no list of values."""

VIEW_OPTIONS: Final = (
    "lang",
    *CHOICES,
    "from",
    "to",
    "q",
    "shape",
    "metric",
    "colour",
    "focus",
    "extent",
)
TEXT_OPTIONS: Final = {"title": "make.heading", "note": "make.note", "author": "make.author"}
"""What may be written on a briefing, by the name of its word."""


def main(arguments: Sequence[str] | None = None, *, program: str = "python -m briefing") -> int:
    """Write what the arguments ask for and return the exit code."""
    speak_any_language()
    asked = sys.argv[1:] if arguments is None else arguments
    text = text_in(language_of(asked))
    given = _parser(text, program).parse_args(asked)
    try:
        _run(given)
    except TwoZonesError as error:
        print(error.sentence(text.lang), file=sys.stderr)
        return FAILED
    return DONE


def _parser(text: Text, program: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=program, description=text("help.briefing"))
    for name in VIEW_OPTIONS:
        allowed = text("help.as_in_a_link", allowed=_allowed(name))
        parser.add_argument(f"--{name}", default="", metavar="…", help=allowed)
    for name, word in TEXT_OPTIONS.items():
        parser.add_argument(f"--{name}", default="", metavar="TEXT", help=text(word))
    parser.add_argument("--approval-number", metavar="TEXT", help=text("help.approval_number"))
    parser.add_argument("--template", type=Path, metavar="FILE", help=text("make.template_help"))
    parser.add_argument("--format", default="pdf", help=text("help.format", names=_said(FORMATS)))
    parser.add_argument("--size", default="16:9", help=text("help.size", names=_said(SIZES)))
    parser.add_argument(
        "--out", type=Path, default=Path(), metavar="DIR", help=text("help.out_folder")
    )
    parser.add_argument("--pack", action="store_true", help=text("help.pack"))
    return parser


def _said(names: Iterable[str]) -> str:
    return ", ".join(names)


def _run(given: argparse.Namespace) -> None:
    view = _view(given)
    formats = list(dict.fromkeys(_words("format", given.format, FORMATS)))
    (size,) = _words("size", given.size, SIZES, most=1)
    atlas = Atlas(load_register())
    if not can_focus(atlas, view.focus):
        raise OptionValueError(option="focus", value=view.focus, allowed=HINTS["focus"])
    if view.shape and not atlas.shapes.knows(view.shape):
        raise OptionValueError(option="shape", value=view.shape, allowed=HINTS["shape"])
    briefing = make_briefing(atlas, view, _options(given))
    files = tqdm(files_of(briefing, formats, SIZES[size]), total=len(formats), disable=None)
    _write(briefing, files, given)


def _view(given: argparse.Namespace) -> View:
    """Return the view of the options; a value that does not exist raises OptionValueError."""
    query = {name: getattr(given, name) for name in VIEW_OPTIONS}
    view, problems = view_from_query(query)
    for problem in problems:
        if isinstance(problem, ParameterError):
            name = str(problem.facts["parameter"])
            raise OptionValueError(
                option=name, value=problem.facts["value"], allowed=_allowed(name)
            )
        if isinstance(problem, DateOrderError):
            raise OptionValueError(
                option="from", value=given.__dict__["from"], allowed=f"… {given.to}"
            )
    return view


def _allowed(name: str) -> str:
    if name in HINTS:
        return HINTS[name]
    return ", ".join({**CHOICES, **SINGLE_CHOICES}.get(name, ()))


def _words(name: str, text: str, allowed: Iterable[str], most: int | None = None) -> list[str]:
    """Split an option's value at commas; raise OptionValueError for a word that does not exist."""
    words = [word.strip() for word in text.split(",") if word.strip()]
    wrong = next((word for word in words if word not in allowed), None)
    if wrong is not None or not words or (most is not None and len(words) > most):
        value = text if wrong is None else wrong
        raise OptionValueError(option=name, value=value, allowed=", ".join(allowed))
    return words


def _options(given: argparse.Namespace) -> Options:
    template = _read(given.template) if given.template else None
    words = {name: getattr(given, name) for name in TEXT_OPTIONS}
    options = Options(**words, template=template)
    if given.approval_number is None:
        return options
    return replace(options, approval_number=given.approval_number)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise MissingFileError(file=path) from error


def _write(
    briefing: Briefing, files: Iterable[tuple[str, bytes]], given: argparse.Namespace
) -> None:
    """Write every file as it is made, or all of them as one zip, and print their paths."""
    if given.pack:
        files = [(f"{file_stem(briefing)}.zip", pack_of(files))]
    try:
        given.out.mkdir(parents=True, exist_ok=True)
        for name, content in files:
            path = given.out / name
            path.write_bytes(content)
            print(path)
    except OSError as error:
        raise OutputError(
            file=given.out, problem=error.strerror, formats=", ".join(FORMATS)
        ) from error


if __name__ == "__main__":
    sys.exit(main())
