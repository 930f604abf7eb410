"""Addresses found by name: how many, and how many of them right within the error they state.

Points of the index whose place is known are held out, all at once, and looked for by what is left:
buildings and stations by the stops that bear their names, houses by the other houses of their
compound, or by the street. It needs what `make data` installs: ``python -m benchmarks.addresses``.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import astuple
from typing import Final, NamedTuple

import numpy as np
from pyproj import Geod

from geo.ground.addresses import Address, AddressFinder
from geo.ground.crossings import Crossings
from geo.ground.gazetteer import Gazetteer, NamedPoint, read_gazetteer
from geo.ground.streets import read_streets
from geo.register.load import Register, load_register
from tools.ground.gazetteer import Entry, named_entries
from tools.ground.index import BUILDINGS, STOPS, read_points
from tools.ground.index import NamedPoint as IndexPoint
from tools.ground.kinds import naming_of

HELD_OUT: Final = 200
GOAL: Final = 0.98
GEOD: Final = Geod(ellps="WGS84")
_HOUSE: Final = re.compile(r".*[\u4e00-\u9fff]{2}[甲乙丙丁]?\d+号.*")


class Held(NamedTuple):
    """A point held out: what it is called, its place, and the district that is stated."""

    kind: str
    text: str
    point: IndexPoint
    district: str


def report() -> list[str]:
    """Look for the points held out; return Markdown lines."""
    outcomes = measure()
    kinds = list(dict.fromkeys(outcome.held.kind for outcome in outcomes))
    return [
        f"## Addresses found by name: {len(outcomes)} points held out",
        "",
        "| held out | points | found | a question | right within the error | error, median |",
        "|---|---|---|---|---|---|",
        *(_line(kind, [o for o in outcomes if o.held.kind == kind]) for kind in kinds),
        _line("all", outcomes),
        "",
        f"Goal: {GOAL:.0%} of those found are right.",
    ]


class Outcome(NamedTuple):
    """What became of a point held out; ``off_m`` is how far the answer lies from it."""

    held: Held
    answer: Address
    off_m: float

    @property
    def is_right(self) -> bool:
        """Tell whether the point lies within the error of the answer."""
        return self.answer.point is not None and self.off_m <= self.answer.point.error_m


def measure() -> list[Outcome]:
    """Hold points out and look for them by what is left."""
    register, points = load_register(), read_points()
    held = _held_out(points, register)
    finder = _finder(points, held, register)
    return [_outcome(one, finder.find(one.text, one.district)) for one in held]


def _outcome(held: Held, answer: Address) -> Outcome:
    if answer.point is None:
        return Outcome(held, answer, np.inf)
    to = answer.point.lon, answer.point.lat
    return Outcome(held, answer, float(GEOD.inv(held.point.lon, held.point.lat, *to)[2]))


def _line(kind: str, outcomes: Sequence[Outcome]) -> str:
    found = [outcome for outcome in outcomes if outcome.answer.point]
    right = sum(outcome.is_right for outcome in found)
    asked = sum(bool(outcome.answer.alike) for outcome in outcomes)
    errors = [outcome.answer.point.error_m for outcome in found if outcome.answer.point]
    share = f"{right} ({right / len(found):.1%})" if found else "0"
    return (
        f"| {kind} | {len(outcomes)} | {len(found)} ({len(found) / len(outcomes):.0%}) | {asked} "
        f"| {share} | {np.median(errors or [0]):.0f} m |"
    )


def _held_out(points: Sequence[IndexPoint], register: Register) -> list[Held]:
    """Return the points that are held out: the same ones each time, half of each kind."""
    stops = {
        naming.name for point in points if point.category == STOPS and (naming := naming_of(point))
    }
    buildings = [
        (p, naming) for p in points if p.category == BUILDINGS and (naming := naming_of(p))
    ]
    named = [(p, naming.name) for p, naming in buildings if naming.name in stops]
    houses = [(p, p.name) for p, _ in buildings if _HOUSE.fullmatch(p.name)]
    half = HELD_OUT // 2
    return [
        *_drawn("a building or station, by its stops", named, half, register),
        *_drawn("a house, by its compound or street", houses, HELD_OUT - half, register),
    ]


def _drawn(
    kind: str, of: Sequence[tuple[IndexPoint, str]], count: int, register: Register
) -> Iterator[Held]:
    """Yield points in districts, one of each name, in an order that nothing but names decides."""
    once = {text: point for point, text in of}
    order = sorted(once, key=lambda text: hashlib.sha256(text.encode()).digest())
    lon, lat = (np.array([getattr(once[text], axis) for text in order]) for axis in ("lon", "lat"))
    districts = register.ground.districts
    stated = zip(order, districts.names(districts.locate(lon, lat)), strict=True)
    inside = [Held(kind, text, once[text], district) for text, district in stated if district]
    yield from inside[:count]


def _finder(
    points: Sequence[IndexPoint], held: Sequence[Held], register: Register
) -> AddressFinder:
    """Return what finds addresses by all names but those of the points held out."""
    out = {one.point for one in held}
    names = {naming.name for point in out if (naming := naming_of(point))}
    left = [p for p in points if p not in out and (n := naming_of(p)) and n.name in names]
    drawn = set(read_streets()["name_zh"].dropna())
    entries = named_entries(left, drawn, register.ground.districts)
    kept = [point for point in read_gazetteer().points if point.name not in names]
    gazetteer = Gazetteer([*kept, *map(_point, entries)])
    crossings = Crossings(gazetteer, read_streets(), register.ground.districts)
    return AddressFinder(gazetteer, crossings)


def _point(entry: Entry) -> NamedPoint:
    name, kind, lon, lat, error_m, district, drawn_as, pinyin = astuple(entry)
    return NamedPoint(name, kind, lon, lat, error_m, district, drawn_as, pinyin)


if __name__ == "__main__":
    print("\n".join(report()))
