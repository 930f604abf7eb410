"""The options of the command line, and the view, texts and formats that they name."""

import argparse
import datetime as dt
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qsl, urlsplit

from briefing.content import BEFORE, MOST_LETTERS, SUBJECTS, Options
from briefing.formats import FORMATS
from briefing.paper.atlas import SERIES
from briefing.paper.sheet import SIZES
from briefing.word.document import is_word_file
from geo.ask.atlas import Atlas
from geo.errors import (
    DateOrderError,
    EveryOptionError,
    MissingFileError,
    OptionLengthError,
    OptionOrderError,
    OptionValueError,
    ParameterError,
    TwoZonesError,
    UnknownFocusError,
    UnknownMarkError,
)
from geo.region import REGION
from geo.view.view import CHOICES, PARAMETERS, SINGLE_CHOICES, View, period_end
from geo.view.weights import DEFAULT_WEIGHTS, HEAVIEST
from geo.words.command_line import add_day
from geo.words.text import Text
from layers.basemaps import available_basemaps
from layers.links import view_of_link

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

LINK: Final = "https://…/?focus=…&sector=…"
TEXT_OPTIONS: Final = {"title": "make.heading", "note": "make.note", "author": "make.author"}
"""What may be written on a briefing, by the name of its word."""

YES_NO: Final = {"yes": True, "no": False}


def parser_of(text: Text, program: str) -> argparse.ArgumentParser:
    """Return the parser of the options, with help in one language."""
    parser = argparse.ArgumentParser(prog=program, description=text("help.briefing"))
    for name in PARAMETERS:
        allowed = text("help.as_in_a_link", allowed=_allowed(name))
        parser.add_argument(f"--{name}", default="", metavar="…", help=allowed)
    for name, word in TEXT_OPTIONS.items():
        parser.add_argument(f"--{name}", default="", metavar="TEXT", help=text(word))
    parser.add_argument("--approval-number", metavar="TEXT", help=text("help.approval_number"))
    parser.add_argument("--template", type=Path, metavar="FILE", help=_template_help(text))
    parser.add_argument("--ground", metavar="yes|no", help=text("help.with_ground"))
    parser.add_argument("--format", default="pdf", help=text("help.format", names=_said(FORMATS)))
    parser.add_argument("--size", default="16:9", help=text("help.size", names=_said(SIZES)))
    parser.add_argument(
        "--out", type=Path, default=Path(), metavar="DIR", help=text("help.out_folder")
    )
    parser.add_argument("--subject", default=SUBJECTS[0], help=_subject_help(text))
    parser.add_argument("--series", default="", metavar="…", help=text("help.series"))
    parser.add_argument("--link", default="", metavar="URL", help=text("help.link"))
    parser.add_argument("--config", type=Path, metavar="FILE", help=text("help.config"))
    parser.add_argument("--since", default="", metavar="DIR|DATE", help=text("help.since"))
    parser.add_argument("--before", default="", metavar="DATE", help=text("help.before"))
    add_day(parser, text)
    for name in ("grey", "pack", "force", "annex", "whole"):
        parser.add_argument(f"--{name}", action="store_true", help=text(f"help.{name}"))
    return parser


def _template_help(text: Text) -> str:
    return " ".join(text(f"make.template_{kind}_help") for kind in ("pptx", "docx"))


def _subject_help(text: Text) -> str:
    return text("help.subject", names=_said(SUBJECTS))


def _said(names: Iterable[str]) -> str:
    return ", ".join(names)


def view_of(atlas: Atlas, given: argparse.Namespace) -> View:
    """Return the view of the link and of the options, which go before it.

    What a link names that does not exist falls back and is said; in an option it raises
    OptionValueError.
    """
    options = {name: getattr(given, name) for name in PARAMETERS if getattr(given, name)}
    view, problems = view_of_link(atlas, {**_query_of(given.link), **options})
    for problem in problems:
        name = _parameter_of(problem)
        if isinstance(problem, EveryOptionError) or name not in options:
            print(problem.sentence(view.lang), file=sys.stderr)
            continue
        if isinstance(problem, DateOrderError):
            raise OptionOrderError(**problem.facts)
        value = problem.facts.get("value", options[name])
        raise OptionValueError(option=name, value=value, allowed=_allowed(name))
    return view


def _query_of(link: str) -> dict[str, str]:
    """Return the query of a link to the page; raise OptionValueError for what is none."""
    parts = urlsplit(link)
    if link and not parts.query and not parts.netloc:
        raise OptionValueError(option="link", value=link, allowed=LINK)
    return dict(parse_qsl(parts.query))


def _parameter_of(problem: TwoZonesError) -> str:
    """Return the parameter whose value a problem of a link's view is about."""
    if isinstance(problem, ParameterError | EveryOptionError):
        return str(problem.facts["parameter"])
    names = {DateOrderError: "from", UnknownFocusError: "focus", UnknownMarkError: "shortlist"}
    return names[type(problem)]


def _allowed(name: str) -> str:
    if name in HINTS:
        return HINTS[name]
    return ", ".join({**CHOICES, **SINGLE_CHOICES, "basemap": available_basemaps()}[name])


def words_of(name: str, text: str, allowed: Iterable[str], most: int | None = None) -> list[str]:
    """Split an option's value at commas; raise OptionValueError for a word that does not exist."""
    words = [word.strip() for word in text.split(",") if word.strip()]
    wrong = next((word for word in words if word not in allowed), None)
    if wrong is not None or not words or (most is not None and len(words) > most):
        value = text if wrong is None else wrong
        raise OptionValueError(option=name, value=value, allowed=", ".join(allowed))
    return words


def options_of(given: argparse.Namespace) -> Options:
    """Return what is set beside the view."""
    template = _read(given.template) if given.template else None
    words = {name: _written(given, name) for name in MOST_LETTERS}
    stated: dict[str, Any] = {name: said for name, said in words.items() if said is not None}
    if template is not None:
        stated["word_template" if is_word_file(template) else "template"] = template
    return Options(
        **stated,
        ground=_ground(given.ground),
        series=_series(given),
        subject=subject_of(given),
        before=_before(given),
        grey=given.grey,
        annex=given.annex,
        whole=given.whole,
    )


def subject_of(given: argparse.Namespace) -> str:
    """Return what is to be shown of a view, one of ``SUBJECTS``; an earlier day says which."""
    if given.before:
        words_of("subject", given.subject, (SUBJECTS[0], BEFORE), most=1)
        return BEFORE
    (subject,) = words_of("subject", given.subject, SUBJECTS, most=1)
    if subject == BEFORE:
        raise OptionValueError(option="before", value="", allowed=DATES)
    return subject


def _before(given: argparse.Namespace) -> dt.date | None:
    """Return the earlier day that is asked for: of a month or a year the last."""
    try:
        return period_end(given.before) if given.before else None
    except ValueError:
        raise OptionValueError(option="before", value=given.before, allowed=DATES) from None


def _series(given: argparse.Namespace) -> str:
    """Return the series of an atlas; it is made as PDF alone."""
    if not given.series:
        return ""
    (series,) = words_of("series", given.series, SERIES, most=1)
    words_of("format", given.format, ("pdf",))
    words_of("subject", given.subject, SUBJECTS[:1])
    return series


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
    (word,) = words_of("ground", asked, YES_NO, most=1)
    return YES_NO[word]


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise MissingFileError(file=path) from error
