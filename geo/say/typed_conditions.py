"""Words typed into the search box that name options of filters, in either language."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from geo.ground.places import Hierarchy
from geo.say.filter_words import option_labels
from geo.view.view import CHOICES, period_end, period_start
from geo.words.text import text_in
from geo.words.vocabulary import LANGUAGES

_PARTED: Final = re.compile(r"[\s,，、;；]+")
_PERIOD: Final = re.compile(r"((?:19|20)\d{2})(?:年|-(\d{2}))?")
_ENDINGS: Final = ("区", "组团", " cluster", " district")
"""What is left out of a place's name as one types it."""

NAMED: Final = ("district", "cluster", "sector", "status", "kind", "origin")
"""The filters whose options can be typed; a name of two is the first's."""

PLACE_FILTERS: Final = ("district", "cluster")
"""Those whose options are places: a press goes there too."""

Names = Mapping[str, tuple[str, str]]


@dataclass(frozen=True)
class TypedConditions:
    """The options that a text names, by filter, the period, and the words that name none."""

    options: Mapping[str, tuple[str, ...]]
    start: dt.date | None
    end: dt.date | None
    rest: str

    @property
    def is_any(self) -> bool:
        """Whether a word names a condition."""
        return bool(self.options or self.start)

    @property
    def is_one_place(self) -> bool:
        """Whether nothing but the name of one place was typed: one may want to go there."""
        named = [(name, option) for name, chosen in self.options.items() for option in chosen]
        is_one = len(named) == 1 and not (self.rest or self.start)
        return is_one and named[0][0] in PLACE_FILTERS


def option_names(places: Hierarchy) -> Names:
    """Return the filter and option that each name stands for, as it is compared."""
    found: dict[str, tuple[str, str]] = {}
    for name, option, label in _labels(places):
        for spelling in (label, *(label.removesuffix(end) for end in _ENDINGS)):
            found.setdefault(spelling.casefold().replace(" ", ""), (name, option))
    return found


def _labels(places: Hierarchy) -> Iterator[tuple[str, str, str]]:
    for name in NAMED:
        for lang in LANGUAGES:
            label = option_labels(name, places, text_in(lang))
            for option in CHOICES[name]:
                yield name, option, label(option)


def read_conditions(typed: str, names: Names) -> TypedConditions:
    """Read the conditions in a text: words that name an option, a year or a month of one."""
    chosen: dict[str, list[str]] = {}
    rest, periods = [], []
    for word in filter(None, _PARTED.split(typed.strip())):
        period = _PERIOD.fullmatch(word)
        if option := names.get(word.casefold()):
            chosen.setdefault(option[0], []).append(option[1])
        elif period and _is_period(period):
            periods.append("-".join(filter(None, period.groups())))
        else:
            rest.append(word)
    return TypedConditions(
        {name: tuple(dict.fromkeys(options)) for name, options in chosen.items()},
        period_start(min(periods)) if periods else None,
        period_end(max(periods)) if periods else None,
        " ".join(rest),
    )


def _is_period(found: re.Match[str]) -> bool:
    month = found[2]
    return month is None or 1 <= int(month) <= 12  # noqa: PLR2004 (months)
