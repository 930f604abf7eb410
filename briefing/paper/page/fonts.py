"""The Chinese font of everything drawn here: loaded by path, measured, and watched for gaps."""

import logging
import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

import matplotlib as mpl
from matplotlib.font_manager import FontProperties, get_font
from uniseg.linebreak import line_break_units

from geo.words.text import in_both, text_in
from geo.words.vocabulary import LANGUAGES
from layers.assets import FONTS, VENDOR

mpl.rcParams.update(
    {
        "pdf.fonttype": 42,  # letters as a font, not as drawings each
        "ps.fonttype": 42,  # by this, of all things, the PDF backend divides a font into parts
        "svg.fonttype": "none",
        "svg.hashsalt": "two-zones",  # the same picture gives the same file
        "text.hinting": "none",  # letters as wide as measured, at every resolution
        "text.parse_math": False,  # a dollar sign is a dollar sign
    }
)

REGULAR: Final = VENDOR / FONTS["regular"]
BOLD: Final = VENDOR / FONTS["bold"]

FAMILY: Final = "Noto Sans Hans"

MM_PER_POINT: Final = 25.4 / 72
LINE_HEIGHT: Final = 1.45
"""Of a line of text, in sizes of its font."""

BASELINE: Final = 0.36
"""From the baseline to the middle of a line, in sizes of the font."""

_HAN: Final = r"\u4e00-\u9fff"
_CLOSES: Final = "，。、；：）》"
_LATIN: Final = "A-Za-z0-9"

PARTS: Final = re.compile(
    rf"(?<=[{_HAN}])(?=[{_HAN}{_LATIN}（《])|(?<=[{_LATIN}])(?=[{_HAN}])"
    rf"|(?<=[{_CLOSES}])(?=[{_HAN}{_LATIN}（《])"
    rf"|(?<=[{_LATIN}),.;:!?%·] )(?=[{_LATIN}{_HAN}(·])|(?<=[A-Za-z][-–/])(?=[A-Za-z])"
)
"""Where a text is two texts to the rules of breaking lines."""

WORD: Final = re.compile(
    rf"\(?[{_LATIN}]+(?:[.,][0-9][{_LATIN}]*|['’][A-Za-z]+)*%?\)?[,.;:]? ?"
    rf"|\(?[A-Za-z]+[-–/]|· |[（《(]?[{_HAN}][{_CLOSES})]?"
)
"""What no rule breaks: a word or a number and a character, with the signs before and behind it."""

SCRIPTS: Final = frozenset(text_in(LANGUAGES[0]).section("script"))
"""The scripts of other languages that have a name in our words."""

ELLIPSIS: Final = "…"

_HAN_SIGN: Final = re.compile(f"[{_HAN}]")
_STRAIGHT: Final = str.maketrans("‘’“”", "''\"\"")
"""Quotes of a line without Chinese: the curly ones of the font are as wide as its characters."""

_log = logging.getLogger(__name__)


@lru_cache(maxsize=200)
def font_of(size: float, *, bold: bool = False) -> FontProperties:
    """Return the font in a size in points, by its path: no installed font is ever asked for."""
    return FontProperties(
        family=FAMILY,
        weight="bold" if bold else "normal",
        size=size,
        fname=BOLD if bold else REGULAR,
    )


def printable(text: str) -> str:
    """Return a text of one line whose every glyph the font has.

    Characters without a glyph become the name of their script in brackets, and an error in the log.
    """
    line = " ".join(text.split())
    line = "".join(c for c in line if unicodedata.category(c) not in {"Cc", "Cf"})
    if not _HAN_SIGN.search(line):
        line = line.translate(_STRAIGHT)
    missing = sorted({c for c in line if not _has_glyph(c)})
    if not missing:
        return line
    _log.error("The font has no glyph for %s in %r", " ".join(missing), line)
    one = f"[{re.escape(''.join(missing))}]"
    return re.sub(rf"{one}(?:\W*{one})*", lambda run: _named(run[0], missing), line)


def _named(run: str, missing: Sequence[str]) -> str:
    """Return what stands for a run of characters: their scripts in both languages, in brackets."""
    scripts = dict.fromkeys(_script_of(c) for c in run if c in missing)
    return f"[{', '.join(' '.join(in_both(f'script.{one}')) for one in scripts)}]"


def _script_of(character: str) -> str:
    """Return the script of a character by the first word of its name in Unicode."""
    script = unicodedata.name(character, "").partition(" ")[0].lower()
    return script if script in SCRIPTS else "other"


def width_of(text: str, size: float, font: Path = REGULAR) -> float:
    """Return the width in mm of a line of text, in a font size in points."""
    return sum(_advance(c, font) for c in text) * size * MM_PER_POINT


def line_height(size: float) -> float:
    """Return the height in mm of a line of text, in a font size in points."""
    return size * LINE_HEIGHT * MM_PER_POINT


def wrap(
    text: str, width: float, size: float, font: Path = REGULAR, most_lines: int | None = None
) -> list[str]:
    """Break a text into lines no wider than ``width`` mm where Unicode allows a break (UAX #14).

    A unit that is wider than a line is broken anywhere. Beyond ``most_lines`` an ellipsis stands
    for the rest.
    """
    text = printable(text)
    if width_of(text, size, font) <= width:
        return [text]
    lines, used = [""], 0.0
    for unit in _units(text, width, size, font):
        if lines[-1] and used + width_of(unit.rstrip(), size, font) > width:
            lines.append("")
            used = 0.0
        lines[-1] += unit
        used += width_of(unit, size, font)
    lines = [line.strip() for line in lines]
    if most_lines is None or len(lines) <= most_lines:
        return lines
    return [*lines[: most_lines - 1], _shorten(lines[most_lines - 1], width, size, font)]


def _units(text: str, width: float, size: float, font: Path) -> list[str]:
    units = []
    for unit in _break_units(text):
        fits = width_of(unit.rstrip(), size, font) <= width
        units += [unit] if fits else list(unit)
    return units


def _break_units(text: str) -> Iterator[str]:
    """Yield the units between which a line may be broken.

    Beside a Chinese character and its signs, before the next of two words and within a word behind
    a hyphen, a break is always allowed and nothing hangs on what stands further off (LB18, LB21,
    LB31): such parts are looked at one by one. Most are words, or have been looked at before.
    """
    for part in PARTS.split(text):
        if WORD.fullmatch(part):
            yield part
        else:
            yield from _units_of_part(part)


@lru_cache(maxsize=20000)
def _units_of_part(part: str) -> tuple[str, ...]:
    return tuple(line_break_units(part))


def _shorten(line: str, width: float, size: float, font: Path) -> str:
    while line and width_of(line + ELLIPSIS, size, font) > width:
        line = line[:-1]
    return line.rstrip() + ELLIPSIS


@lru_cache(maxsize=20000)
def _advance(character: str, font: Path) -> float:
    """Return how far a character moves the pen, in sizes of the font."""
    face = get_font(str(font))
    face.set_size(100, 72)
    glyph = face.load_char(ord(character))
    return float(glyph.linearHoriAdvance / 65536 / 100)


@lru_cache(maxsize=20000)
def _has_glyph(character: str) -> bool:
    return all(get_font(str(font)).get_char_index(ord(character)) for font in (REGULAR, BOLD))
