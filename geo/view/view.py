"""The ``View``: what is shown, and the one thing a page, a link and a briefing are built from."""

import calendar
import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from functools import partial
from typing import Final

from geo.errors import DateOrderError, ParameterError, TwoZonesError
from geo.ground.places import CITY
from geo.ground.spot import Spot, read_spot
from geo.region import REGION
from geo.register.fields import FILTERS
from geo.view.profile import NOTHING_ANSWERED, Profile, read_profile
from geo.view.shapes import Shape, read_shape
from geo.view.shortlist import NOTHING_MARKED, Shortlist, read_shortlist
from geo.view.weights import DEFAULT_WEIGHTS, Weights, read_weights
from geo.words.plain_text import plain_text
from geo.words.vocabulary import (
    BASEMAPS,
    CHECKS,
    COLOURS,
    FACTORS,
    LANGUAGES,
    METRICS,
    TABS,
)

TEXT_LIMIT: Final = 100
"""Longest text, in characters, that is searched for."""

CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    **{field.name: field.options for field in FILTERS},
    "factor": FACTORS,
}
"""The filters of several values, and the values of each."""

COMPARABLE: Final = (
    *(f"cluster:{cluster}" for cluster in REGION.clusters),
    *(f"district:{adcode}" for adcode in REGION.adcodes),
)
"""The keys of the places that can be compared."""

LEAST_COMPARED: Final = 2
MOST_COMPARED: Final = 4

SINGLE_CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "lang": LANGUAGES,
    "metric": METRICS,
    "colour": COLOURS,
    "basemap": BASEMAPS,
    "check": CHECKS,
    "tab": TABS,
}
NOT_FILTERS: Final = (
    "lang",
    "metric",
    "colour",
    "basemap",
    "focus",
    "policy",
    "extent",
    "point",
    "weights",
    "profile",
    "shortlist",
    "compare",
    "check",
    "tab",
)
"""What a view says of how things are shown, asked and marked, not of which projects."""

_PARTIAL_DATE = re.compile(r"\d{4}(-\d{2}){0,2}")


@dataclass(frozen=True)
class View:
    """Filters, focus, language and what the map looks like; defaults show everything.

    ``metric`` colours districts or cells, ``colour`` the bubbles. ``start`` and ``end`` bound the
    period (inclusive); ``shape`` bounds the ground; ``focus`` is a place key or ``project:<id>``;
    ``policy`` is the id of one that is open; ``point`` is a spot asked about. ``extent`` is the
    ground that a map shows, west, south, east and north in WGS-84 degrees; without it the map fits
    its focus. ``weights`` say what matters where clusters are ranked; ``profile`` are the answers
    that policies are held against; ``compare`` are the keys of places side by side, ``check`` is
    the check of the data that is open, ``tab`` the open tab.

    A filter of which every option is chosen is no filter: it is lifted, so that it also shows the
    projects that none of its options stands for, such as those in no district.
    """

    lang: str = "zh"
    cluster: tuple[str, ...] = ()
    district: tuple[str, ...] = ()
    sector: tuple[str, ...] = ()
    factor: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    origin: tuple[str, ...] = ()
    programme: tuple[str, ...] = ()
    news: tuple[str, ...] = ()
    start: dt.date | None = None
    end: dt.date | None = None
    q: str = ""
    shape: Shape | None = None
    metric: str = "projects"
    colour: str = "area"
    basemap: str = BASEMAPS[0]
    focus: str = CITY
    point: Spot | None = None
    weights: Weights = DEFAULT_WEIGHTS
    profile: Profile = NOTHING_ANSWERED
    shortlist: Shortlist = NOTHING_MARKED
    extent: tuple[float, float, float, float] | None = None
    policy: str = ""
    compare: tuple[str, ...] = ()
    check: str = CHECKS[0]
    tab: str = TABS[0]

    def __post_init__(self) -> None:
        """Lift the filters of which every option is chosen; the text is what a link can hold."""
        object.__setattr__(self, "q", plain_text(self.q))
        for name, options in CHOICES.items():
            if set(options) <= set(getattr(self, name)):
                object.__setattr__(self, name, ())

    def to_query(self) -> dict[str, str]:
        """Return the query parameters of a link to this view; a default is absent."""
        query = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if value != field.default:
                written = ",".join(map(str, value)) if isinstance(value, tuple) else str(value)
                query[_parameter_of(field.name)] = written
        return query

    def without_filters(self) -> "View":
        """Return the view with every filter lifted; what ``NOT_FILTERS`` names stays."""
        kept = {name: getattr(self, name) for name in NOT_FILTERS}
        return View(**kept)


def _parameter_of(field: str) -> str:
    return {"start": "from", "end": "to"}.get(field, field)


PARAMETERS: Final = tuple(_parameter_of(field.name) for field in fields(View))
"""Every parameter of a link."""


def view_from_query(
    query: Mapping[str, str], default_lang: str = "zh"
) -> tuple[View, list[TwoZonesError]]:
    """Read the query parameters of a link.

    Parameters
    ----------
    query
        Parameter names and values as in ``View.to_query``; other names are left alone.
    default_lang
        Language where the link gives none.

    Returns
    -------
    The view, and an error for every value that does not exist; those fall back to their default.
    """
    problems: list[TwoZonesError] = []
    query = {name: plain_text(value) for name, value in query.items()}
    values: dict[str, object] = {"lang": default_lang}

    def take(name: str, field: str, read: Callable[[str], object]) -> None:
        if query.get(name):
            try:
                values[field] = read(query[name])
            except ValueError:
                problems.append(ParameterError(parameter=name, value=query[name][:TEXT_LIMIT]))

    for name, allowed in SINGLE_CHOICES.items():
        take(name, name, partial(_one, allowed))
    for name, allowed in CHOICES.items():
        known, unknown = _several(query.get(name, ""), allowed)
        values[name] = known
        problems += [ParameterError(parameter=name, value=word[:TEXT_LIMIT]) for word in unknown]
    compared, unknown = _several(query.get("compare", ""), COMPARABLE)
    values["compare"] = compared[:MOST_COMPARED]
    unknown += compared[MOST_COMPARED:]
    problems += [ParameterError(parameter="compare", value=word[:TEXT_LIMIT]) for word in unknown]
    take("from", "start", period_start)
    take("to", "end", period_end)
    take("q", "q", lambda text: text[:TEXT_LIMIT].strip())
    take("shape", "shape", read_shape)
    take("focus", "focus", str)
    take("point", "point", read_spot)
    take("weights", "weights", read_weights)
    take("profile", "profile", read_profile)
    take("shortlist", "shortlist", read_shortlist)
    take("extent", "extent", _extent)
    take("policy", "policy", str)
    view = View(**values)  # type: ignore[arg-type]
    if view.start and view.end and view.start > view.end:
        problems.append(DateOrderError(start=view.start, end=view.end))
        view = replace(view, start=None, end=None)
    return view, problems


def _one(allowed: tuple[str, ...], text: str) -> str:
    if text not in allowed:
        raise ValueError(text)
    return text


def _extent(text: str) -> tuple[float, float, float, float]:
    """Read west, south, east and north in degrees; ValueError where they bound no ground."""
    west, south, east, north = (float(word) for word in text.split(","))
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):  # noqa: PLR2004 (the globe)
        raise ValueError(text)
    return west, south, east, north


def _several(text: str, allowed: tuple[str, ...]) -> tuple[tuple[str, ...], list[str]]:
    """Split a comma-separated text into the words that exist, in our order, and the others."""
    words = [word.strip() for word in text.split(",") if word.strip()]
    return tuple(word for word in allowed if word in words), [w for w in words if w not in allowed]


def period_start(text: str) -> dt.date:
    """Return the first day of ``2021``, ``2021-02`` or ``2021-02-03``; ValueError otherwise."""
    if not _PARTIAL_DATE.fullmatch(text):
        raise ValueError(text)
    return dt.date.fromisoformat((text + "-01-01")[:10])


def period_end(text: str) -> dt.date:
    """Return the last day of ``2021``, ``2021-02`` or ``2021-02-03``; ValueError otherwise."""
    first = period_start(text)
    if len(text) == len("2021"):
        return dt.date(first.year, 12, 31)
    if len(text) == len("2021-02"):
        return first.replace(day=calendar.monthrange(first.year, first.month)[1])
    return first
