"""What the search box says of places that the server finds: streets, stations, crossings, spots."""

from collections.abc import Mapping
from typing import Final

from geo.ground.gazetteer import NamedPoint
from geo.ground.places import Hierarchy
from geo.ground.spot import make_spot
from geo.view.shapes import Circle
from geo.words.text import Text

NEAR_KM: Final = 3.0
"""What lies around a place that was found is shown within this distance."""

SPOT_PREFIX: Final = "spot:"
"""Begins the key of a spot, before its longitude and latitude."""

FoundPlace = Mapping[str, str]


def found_place(point: NamedPoint, places: Hierarchy, text: Text) -> FoundPlace:
    """Return a found place as the search box shows it in a language.

    Returns
    -------
    ``name`` and ``about``, which says its kind, district and error; ``key`` goes there, and
    ``near``, in words ``within``, shows what lies around it.
    """
    return {
        "key": f"{SPOT_PREFIX}{make_spot(point.lon, point.lat)}",
        "name": _name(point, text.lang),
        "about": " · ".join(_facts(point, places, text)),
        "near": str(Circle(point.lon, point.lat, NEAR_KM)),
        "within": text("search.within", km=f"{NEAR_KM:g}"),
    }


def _name(point: NamedPoint, lang: str) -> str:
    """Return the name, in English with its sound before it."""
    return f"{point.sound} {point.name}" if lang == "en" and point.sound else point.name


def _facts(point: NamedPoint, places: Hierarchy, text: Text) -> list[str]:
    facts = [text(f"kind_of_place.{point.kind}")]
    if point.district:
        facts.append(places[f"district:{point.district}"].name(text.lang))
    return [*facts, text("search.error", metres=f"{point.error_m:,}")]
