"""An answer to "what holds here?" in words: what the page and the sheet both say."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import pandas as pd

from geo.ask.answer import Answer
from geo.ask.atlas import Atlas
from geo.ask.here import Here, airports_from, metres_to
from geo.ground.membership import PROJECT_PREFIX
from geo.register.load import row_at
from geo.register.records import Row, given
from geo.view.view import View
from geo.words.numerals import fixed
from geo.words.text import Text

METRES_PER_KM: Final = 1000
SPOT_DECIMALS: Final = 5
"""Of a degree: about a metre."""

KINDS: Final = ("district", "area", "cluster", "site", "functional_area")
"""The kinds of places that an answer names, as in the section ``holds`` of the words."""


@dataclass(frozen=True)
class ServiceLine:
    """A service in words: its name, and what it helps with, how near and where it is."""

    name: str
    facts: str
    sources: tuple[str, ...]


def asked_name(atlas: Atlas, view: View, text: Text) -> str:
    """Return what a view asks about: its spot, or else the project or place in focus."""
    if view.point:
        return text(
            "holds.at_spot",
            lon=fixed(view.point.lon, SPOT_DECIMALS),
            lat=fixed(view.point.lat, SPOT_DECIMALS),
        )
    word = "project" if view.focus.startswith(PROJECT_PREFIX) else "place"
    return text(f"holds.at_{word}", name=atlas.name_of(view.focus, text.lang))


def sectors_note(sectors: tuple[str, ...], text: Text) -> str:
    """Return for which sectors an answer is."""
    if not sectors:
        return text("holds.for_all")
    names = text("briefing.comma").join(text(f"sector.{sector}") for sector in sectors)
    return text("holds.for_sectors", sectors=names)


def places_around(atlas: Atlas, here: Here, text: Text) -> list[tuple[str, str]]:
    """Return the kinds and names of the places that contain a spot, and how far airports are."""
    places = atlas.register.places
    above = dict.fromkeys(up for key in here.keys for up in places.ancestors(key))

    kinds = {kind: [key for key in above if places[key].kind == kind] for kind in KINDS}
    if not kinds["district"]:  # E-Town and its cluster lie in two
        around = dict.fromkeys(id_ for key in here.keys for id_ in places[key].districts)
        kinds["district"] = [f"district:{id_}" for id_ in around]
    named = [
        (text(f"holds.{kind}"), " / ".join(places[k].name(text.lang) for k in keys) or "—")
        for kind, keys in kinds.items()
    ]
    return [*named, *_airports(atlas.here.measured(here), text)]


def _airports(here: Here, text: Text) -> list[tuple[str, str]]:
    """Return how far the airports are in a straight line, where there is a spot to measure from."""
    said = [" ".join(one) for one in airport_distances(here, text)]
    return [(text("holds.airports"), " / ".join(said))] if said else []


def airport_distances(here: Here, text: Text) -> list[tuple[str, str]]:
    """Return the airports and how far each is, nearest first, where there is a spot."""
    if here.spot is None:
        return []
    rows: Iterable[Row] = airports_from(here.spot).itertuples()
    return [(text.of(row, "name"), distance_to(row, here, text)) for row in rows]


def cautions(atlas: Atlas, here: Here, text: Text) -> list[str]:
    """Return what a reader must know of the outlines and the point."""
    said = []
    if here.nearest or any(atlas.is_schematic(key) for key in here.keys):
        said.append(text("holds.schematic"))
    if here.spot is None and atlas.here.measured(here).spot:
        said.append(text("holds.from_middle"))
    if here.nearest:
        name = atlas.register.places[here.nearest].name(text.lang)
        said.append(text("holds.nearest", name=name, km=_km(here.nearest_m)))
    said += [line for key in here.keys if (line := outside_line(atlas, key, text))]
    if here.project and here.spot is None:
        said.append(text("holds.no_project_point"))
    return said


def outside_line(atlas: Atlas, key: str, text: Text) -> str:
    """Return that a place's point lies outside the shape of its parent, or nothing."""
    parent = atlas.outside_of(key)
    if parent is None:
        return ""
    names = (atlas.name_of(place, text.lang) for place in (key, parent))
    return text("holds.outside_parent", **dict(zip(("name", "parent"), names, strict=True)))


def distance_to(neighbour: Row, here: Here, text: Text) -> str:
    """Return the distance of a neighbour in km with the error that both points may add."""
    error = _km(neighbour.radius_m + here.radius_m)
    return text("holds.distance", km=_km(neighbour.distance_m), error=error)


def service_lines(atlas: Atlas, answer: Answer, text: Text) -> list[ServiceLine]:
    """Return the services of an answer, the nearest kind first."""
    here = atlas.here.measured(answer.here)
    return [_service_line(atlas, row, here, text) for row in answer.services.itertuples()]


def _service_line(atlas: Atlas, service: Row, here: Here, text: Text) -> ServiceLine:
    register, far = atlas.register, ""
    if given(service.policy):
        record = register.rows["policies"][service.policy]
        name, where = text.of(record, "title"), text.of(record, "scope")
    else:
        position = atlas.membership.position(service.project) or 0
        record = row_at(register.projects, position)
        name, where = text.of(record, "name"), text.of(record, "location")
        far = _how_far(record, here, text)
    facts = (text.of(service, "help"), text(f"holds.services_{service.relation}"), where, far)
    return ServiceLine(name, " · ".join(fact for fact in facts if fact), record.sources)


def _how_far(project: Row, here: Here, text: Text) -> str:
    """Return how far a project is from the spot, or nothing where either has no point."""
    if here.spot is None or pd.isna(project.lon):
        return ""
    metres = metres_to(here.spot, project.lon, project.lat)
    return text("holds.distance", km=_km(metres), error=_km(project.radius_m + here.radius_m))


def _km(metres: float) -> str:
    return fixed(metres / METRES_PER_KM, 1)
