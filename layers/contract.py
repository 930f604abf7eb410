"""The facts that Python and the browser share, written for the browser.

``python -m layers.contract`` writes ``static/contract.js`` and ``static/contract.css``. What
depends on the region is no part of them: it travels with the data.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Final

from geo.ask.search import BLANKS, SHORTEST_SPELLING, START
from geo.cube.select import OTHER_LIMITS
from geo.ground.gcj02 import CHINA_BOUNDS
from geo.ground.membership import PLACE_COLUMNS, PROJECT_PREFIX
from geo.ground.own_land import AREAS
from geo.ground.places import CITY, FUNCTIONAL
from geo.ground.spot import SPOT_DECIMALS
from geo.ground.streets import LAST_WIDE_CLASS
from geo.view.shapes import KM_LIMIT, SHAPE_DECIMALS
from geo.view.view import TEXT_LIMIT
from geo.words.numerals import DECIMALS
from geo.words.text import NO_AMOUNT, WAN_PER_UNIT, YI_PER_UNIT, text_in
from geo.words.vocabulary import (
    CELL_METRICS,
    LANGUAGE_NAMES,
    LANGUAGE_TAGS,
    LANGUAGES,
    LEVELS,
    NO_CLUSTER,
)
from layers.assets import METADATA, ROOT_OF_STATIC, STATIC
from layers.bubble_look import BUBBLE
from layers.cells import LEAST_PX, OPACITY
from layers.found import NEAR_KM
from layers.ground import PARTS, UNITS_A_DEGREE
from layers.ground_look import (
    ALL_TRUNKS,
    FADES,
    LEVEL_RINGS,
    LONG_TRUNK_M,
    MOST_ERROR_PX,
    MOST_NAMES,
    NAME_PX,
    NAMED,
    RAILWAYS,
    RING_GROWTH,
    ROADS,
    SPACE_PX,
    STRAIGHT,
    THINNEST_RUNWAY_PX,
    WIDEST_PX,
)
from layers.map import UNSET
from layers.palette import BAR, OPTION_HUES, THEMES
from layers.projects import UNDATED
from layers.suggestions import NEAR, Suggestion

SCRIPT: Final = STATIC / "contract.js"
STYLE: Final = STATIC / "contract.css"

_HEADER: Final = "Written by `python -m layers.contract`, from what Python says; not to be edited."
_STYLED: Final = ("paper", "ink", "quiet", "edge", "chosen", "ground", "halo", "other", "changed")
"""The colours of a theme that style sheets use."""

_TEXTS: Final = "Readonly<Record<string, string>>"
_NUMBERS: Final = "Readonly<Record<string, number>>"


_SHORT: Final = 80


@dataclass(frozen=True)
class Fact:
    """A fact by its name in the script; its JSDoc type where TypeScript cannot see what it is."""

    name: str
    value: object
    meaning: str
    kind: str = ""

    def __str__(self) -> str:
        """Return the declaration."""
        about = f"{self.meaning} @type {{{self.kind}}}" if self.kind else self.meaning
        return f"/** {about} */\nexport const {self.name} = {self._written()};\n"

    def _written(self) -> str:
        """Return the value, on one line where that is short."""
        short, long = (
            json.dumps(self.value, ensure_ascii=False, indent=indent, default=dict)
            for indent in (None, 2)
        )
        return short if len(short) <= _SHORT else long


def facts() -> tuple[Fact, ...]:
    """Return the facts in the order of the script."""
    return (
        *_facts_of_records(),
        *_facts_of_writing(),
        *_facts_of_drawing(),
        *_facts_of_the_ground(),
    )


def _facts_of_records() -> tuple[Fact, ...]:
    suggestion = {name: at for at, name in enumerate(Suggestion._fields)}
    return (
        Fact("ROOT", ROOT_OF_STATIC, "Leads from a script of ours to the server's root."),
        Fact("CITY", CITY, "The key of the place that holds all others."),
        Fact("PROJECT", PROJECT_PREFIX, "Begins the focus of a project, before its id."),
        Fact("FUNCTIONAL", FUNCTIONAL, "The kind of place that lies across districts."),
        Fact("NO_CLUSTER", NO_CLUSTER, "The option of a project that lies in no cluster."),
        Fact("LEVELS", LEVELS, "How finely a project is located, the finest first."),
        Fact("PLACE_PREFIXES", PLACE_COLUMNS, "What begins the keys of a column's places.", _TEXTS),
        Fact("METADATA", METADATA, "Where the schema of columns holds what else is said of them."),
        Fact("UNDATED", UNDATED, "Stands for no day in the project layer."),
        Fact("BLANKS", _escaped(BLANKS), "The characters that part words, in a pattern."),
        Fact("SPELLING_START", START, "Begins everything that a name may be typed as."),
        Fact("SHORTEST_SPELLING", SHORTEST_SPELLING, "The fewest letters that spell a name."),
        Fact("SUGGESTION", suggestion, "Where the parts of a suggestion stand.", _NUMBERS),
        Fact(
            "OTHER_LIMITS",
            OTHER_LIMITS,
            "What restricts a view beside its filters by field, and has a word of its own.",
        ),
        Fact("NEAR", NEAR, "Says of a suggestion that one can ask what lies around it."),
        Fact("NEAR_KM", NEAR_KM, "What lies around a place that was found is within so many km."),
        Fact("TEXT_LIMIT", TEXT_LIMIT, "The longest text, in characters, that is searched for."),
    )


def _escaped(characters: str) -> str:
    """Return characters as a pattern of JavaScript names them."""
    return "".join(f"\\u{ord(character):04x}" for character in characters)


def _facts_of_writing() -> tuple[Fact, ...]:
    not_loaded = {lang: text_in(lang)("map.failed") for lang in LANGUAGES}
    west, south, east, north = CHINA_BOUNDS
    china = {"west": west, "south": south, "east": east, "north": north}
    return (
        Fact("LANGUAGE_NAMES", LANGUAGE_NAMES, "What a language calls itself.", _TEXTS),
        Fact("LANGUAGE_TAGS", LANGUAGE_TAGS, "What a document's `lang` says.", _TEXTS),
        Fact("NOT_LOADED", not_loaded, "Said where the data of the map, or words, fail.", _TEXTS),
        Fact("YI_PER_UNIT", YI_PER_UNIT, "How many 亿元 a language's unit of money has.", _NUMBERS),
        Fact("WAN_PER_UNIT", WAN_PER_UNIT, "How many 万元 its smaller unit has.", _NUMBERS),
        Fact(
            "DECIMALS", DECIMALS, "The most decimals of a number, unless its reader needs others."
        ),
        Fact("NO_AMOUNT", NO_AMOUNT, "Stands where no amount is known."),
        Fact("CHINA", china, "The ground on which GCJ-02 differs from WGS-84, in degrees."),
        Fact("SHAPE_DECIMALS", SHAPE_DECIMALS, "Decimals of a degree in a shape or an extent."),
        Fact("KM_LIMIT", KM_LIMIT, "The greatest radius of a circle, in km."),
        Fact("SPOT_DECIMALS", SPOT_DECIMALS, "Decimals of a degree in a spot."),
    )


def _facts_of_drawing() -> tuple[Fact, ...]:
    themes = {name: asdict(theme) for name, theme in THEMES.items()}
    hues = "Readonly<Record<string, Readonly<Record<string, string>>>>"
    return (
        Fact("UNSET", UNSET, "What a state of the map says by leaving it out."),
        Fact("BUBBLE", asdict(BUBBLE), "How projects are gathered into bubbles, in pixels."),
        Fact("GROUND_PARTS", PARTS, "The parts of the ground, in the order of drawing."),
        Fact("UNITS_A_DEGREE", UNITS_A_DEGREE, "What vertices of the ground are counted in."),
        Fact("LAST_WIDE_CLASS", LAST_WIDE_CLASS, "The last class of roads that is no street."),
        Fact("CELL_METRICS", CELL_METRICS, "The metrics that colour cells, not districts."),
        Fact("LEAST_CELL_PX", LEAST_PX, "The least side of a cell that is drawn."),
        Fact("CELL_OPACITY", OPACITY, "How opaque cells are."),
        Fact("THEMES", themes, "The colours by theme."),
        Fact("OPTION_HUES", OPTION_HUES, "The hues of sectors and statuses, in order.", hues),
    )


def _facts_of_the_ground() -> tuple[Fact, ...]:
    roads = [asdict(road) for road in ROADS]
    return (
        Fact("ROADS", roads, "By class of road: from which zoom it is drawn and named, and how."),
        Fact("WIDEST_PX", WIDEST_PX, "The most that a road is wide."),
        Fact("RING_GROWTH", RING_GROWTH, "How much wider a ring is than other trunk roads."),
        Fact("ALL_TRUNKS", ALL_TRUNKS, "Up to this zoom only long trunk roads are drawn."),
        Fact("LONG_TRUNK_M", LONG_TRUNK_M, "How far a long one reaches at least, in metres."),
        Fact("MOST_ERROR_PX", MOST_ERROR_PX, "What may be further off is not drawn.", _NUMBERS),
        Fact("AREAS", AREAS, "The kinds of areas, in the order in which they are drawn."),
        Fact("RAILWAYS", asdict(RAILWAYS), "How railways are drawn."),
        Fact("THINNEST_RUNWAY_PX", THINNEST_RUNWAY_PX, "The least that a runway is wide."),
        Fact("NAMED", NAMED, "From which zoom other things have names, in their order.", _NUMBERS),
        Fact("LEVEL_RINGS", LEVEL_RINGS, "Up to this zoom the name of a ring stands level."),
        Fact("NAME_PX", NAME_PX, "The size of names."),
        Fact("STRAIGHT", STRAIGHT, "The least chord of what a name lies along, in its lengths."),
        Fact("SPACE_PX", SPACE_PX, "How far apart one road's names are."),
        Fact("MOST_NAMES", MOST_NAMES, "How many names one road has."),
        Fact("FADES", FADES, "How opaque districts are, less from a zoom on."),
    )


def script() -> str:
    """Return the facts as a module of JavaScript."""
    return "\n".join((f"// {_HEADER}\n", *map(str, facts())))


def style() -> str:
    """Return the colours as a style sheet of custom properties; a dark page says so on its body."""
    light, dark = map(theme_properties, ("light", "dark"))
    blocks = (
        f"/* {_HEADER} */",
        _block(":root", (*light, f"--bar: {BAR};")),
        _block('body[data-theme="dark"]', dark),
    )
    return "\n".join(blocks) + "\n"


def theme_properties(name: str) -> Iterator[str]:
    """Return the colours of a theme as declarations of custom properties."""
    theme = THEMES[name]
    return (f"--{colour}: {getattr(theme, colour)};" for colour in _STYLED)


def _block(selector: str, properties: tuple[str, ...] | Iterator[str]) -> str:
    return "\n".join((f"{selector} {{", *(f"  {line}" for line in properties), "}"))


WRITTEN: Final = {SCRIPT: script, STYLE: style}
"""The files, and what each holds."""


def write() -> None:
    """Write the files."""
    for path, content in WRITTEN.items():
        path.write_text(content(), encoding="utf-8")


if __name__ == "__main__":
    write()
