"""What the search box says of what the server finds: places by name, conditions in the words."""

from collections.abc import Mapping
from typing import Any, Final

from geo.ask.atlas import Atlas
from geo.ground.gazetteer import NamedPoint
from geo.ground.places import Hierarchy
from geo.ground.spot import make_spot
from geo.say.filter_words import active_filters
from geo.say.typed_conditions import TypedConditions
from geo.view.shapes import Circle
from geo.view.view import View
from geo.words.text import Text

NEAR_KM: Final = 3.0
"""What lies around a place that was found is shown within this distance."""

SPOT_PREFIX: Final = "spot:"
"""Begins the key of a spot, before its longitude and latitude."""

CONDITIONS_PREFIX: Final = "conditions:"
"""Begins the key that sets the conditions in what was typed, before the text."""

TEXT_PREFIX: Final = "text:"
"""Begins the key that searches for what was typed in all text."""

Found = Mapping[str, str]
"""What is listed: ``name`` and ``about`` are shown, ``key`` says what a press does."""


def found_place(point: NamedPoint, places: Hierarchy, text: Text) -> Found:
    """Return a found place as the search box shows it in a language.

    Returns
    -------
    ``name`` and ``about``, which says its kind, district and error; ``key`` goes there, and
    ``near`` shows what lies around it.
    """
    return {
        "key": f"{SPOT_PREFIX}{make_spot(point.lon, point.lat)}",
        "name": _name(point, text.lang),
        "about": " · ".join(_facts(point, places, text)),
        "near": str(Circle(point.lon, point.lat, NEAR_KM)),
    }


def found_conditions(typed: str, found: TypedConditions, atlas: Atlas, text: Text) -> Found:
    """Return the conditions in a text as the search box shows them, and what was not understood."""
    options: dict[str, Any] = dict(found.options)
    view = View(lang=text.lang, start=found.start, end=found.end, **options)
    chips = [label for _, _, label in active_filters(atlas, view, text)]
    return {
        "key": f"{CONDITIONS_PREFIX}{typed}",
        "name": " · ".join(chips),
        "about": text("search.rest", words=found.rest) if found.rest else "",
    }


def found_text(typed: str, text: Text) -> Found:
    """Return the search for a text as the search box shows it."""
    return {
        "key": f"{TEXT_PREFIX}{typed}",
        "name": text("search.text", words=typed),
        "about": "",
    }


def _name(point: NamedPoint, lang: str) -> str:
    """Return the name, in English with its sound before it."""
    return f"{point.sound} {point.name}" if lang == "en" and point.sound else point.name


def _facts(point: NamedPoint, places: Hierarchy, text: Text) -> list[str]:
    facts = [text(f"kind_of_place.{point.kind}")]
    if point.district:
        facts.append(places[f"district:{point.district}"].name(text.lang))
    return [*facts, text("search.error", metres=f"{point.error_m:,}")]
