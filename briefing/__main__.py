"""The command line: ``python -m briefing`` writes the files of a briefing, for a nightly job."""

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

from tqdm import tqdm

from briefing.content import MOST_LETTERS, Briefing, Options, make_briefing
from briefing.formats import FORMATS, file_stem, files_of, pack_of
from briefing.not_on_paper import not_on_paper
from briefing.paper.sheet import SIZES
from geo.ask.atlas import Atlas
from geo.errors import (
    DateOrderError,
    EveryOptionError,
    MissingFileError,
    OptionLengthError,
    OptionOrderError,
    OptionValueError,
    OutputError,
    ParameterError,
    TwoZonesError,
    UnknownFocusError,
    UnknownMarkError,
)
from geo.region import REGION
from geo.register.load import load_register
from geo.view.view import CHOICES, PARAMETERS, SINGLE_CHOICES, View
from geo.view.weights import DEFAULT_WEIGHTS, HEAVIEST
from geo.words.command_line import language_of, speak_any_language
from geo.words.text import Text, text_in
from layers.basemaps import available_basemaps
from layers.links import view_of_link

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
    "q": "…",
    "policy": "LP003",
    "point": f"{_LON},{_LAT} (WGS-84)",
    "weights": f"0–{HEAVIEST}: {DEFAULT_WEIGHTS}",
    "profile": "foreign,bank,new",
    "shortlist": f"cluster:{REGION.clusters[0]},…",
    "compare": f"cluster:{REGION.clusters[0]},district:{REGION.adcodes[0]}",
}
"""What an option takes that has no list of values."""

TEXT_OPTIONS: Final = {"title": "make.heading", "note": "make.note", "author": "make.author"}
"""What may be written on a briefing, by the name of its word."""


YES_NO: Final = {"yes": True, "no": False}


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
    for name in PARAMETERS:
        allowed = text("help.as_in_a_link", allowed=_allowed(name))
        parser.add_argument(f"--{name}", default="", metavar="…", help=allowed)
    for name, word in TEXT_OPTIONS.items():
        parser.add_argument(f"--{name}", default="", metavar="TEXT", help=text(word))
    parser.add_argument("--approval-number", metavar="TEXT", help=text("help.approval_number"))
    parser.add_argument("--template", type=Path, metavar="FILE", help=text("make.template_help"))
    parser.add_argument("--ground", metavar="yes|no", help=text("help.ground"))
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
    formats = list(dict.fromkeys(_words("format", given.format, FORMATS)))
    (size,) = _words("size", given.size, SIZES, most=1)
    atlas = Atlas(load_register())
    view = _view(atlas, given)
    for sentence in not_on_paper(view):
        print(sentence, file=sys.stderr)
    briefing = make_briefing(atlas, view, _options(given))
    files = tqdm(files_of(briefing, formats, SIZES[size]), total=len(formats), disable=None)
    _write(briefing, files, given)


def _view(atlas: Atlas, given: argparse.Namespace) -> View:
    """Return the view of the options; a value that does not exist raises OptionValueError."""
    view, problems = view_of_link(atlas, {name: getattr(given, name) for name in PARAMETERS})
    for problem in problems:
        if isinstance(problem, EveryOptionError):
            print(problem.sentence(view.lang), file=sys.stderr)
            continue
        if isinstance(problem, DateOrderError):
            raise OptionOrderError(**problem.facts)
        name = _option_of(problem)
        value = problem.facts.get("value", getattr(given, name))
        raise OptionValueError(option=name, value=value, allowed=_allowed(name))
    return view


def _option_of(problem: TwoZonesError) -> str:
    """Return the option whose value a problem of a link's view is about."""
    if isinstance(problem, ParameterError):
        return str(problem.facts["parameter"])
    options = {UnknownFocusError: "focus", UnknownMarkError: "shortlist"}
    return options[type(problem)]


def _allowed(name: str) -> str:
    if name in HINTS:
        return HINTS[name]
    return ", ".join({**CHOICES, **SINGLE_CHOICES, "basemap": available_basemaps()}[name])


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
    words = {name: _written(given, name) for name in MOST_LETTERS}
    stated: dict[str, Any] = {name: said for name, said in words.items() if said is not None}
    return Options(**stated, template=template, ground=_ground(given.ground))


def _written(given: argparse.Namespace, name: str) -> str | None:
    """Return a text to be written on a briefing; raise OptionLengthError for one too long."""
    words: str | None = getattr(given, name)
    if words is not None and len(words) > MOST_LETTERS[name]:
        option, most = name.replace("_", "-"), MOST_LETTERS[name]
        raise OptionLengthError(option=option, most=most, count=len(words))
    return words


def _ground(asked: str | None) -> bool | None:
    """Return whether maps show the ground; None leaves it to the view's basemap."""
    if asked is None:
        return None
    (word,) = _words("ground", asked, YES_NO, most=1)
    return YES_NO[word]


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
