"""Rows without coordinates whose address names a crossing, building, street or the like."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final

from geo.ground.addresses import AddressFinder
from geo.ground.crossings import Crossings
from geo.ground.gazetteer import NamedPoint, read_gazetteer
from geo.ground.streets import read_streets
from geo.intake.findings.drafts import RowDraft
from geo.intake.findings.findings import Finding, shown
from geo.register.load import Register
from geo.words.text import in_both
from geo.words.vocabulary import LANGUAGES

MOST_NAMED: Final = 4
"""How many of the spots that an address may mean are named."""


def place_by_name(drafts: Sequence[RowDraft], register: Register, header: str) -> None:
    """Give rows without a point the one that their address names; ask where it names several.

    A row keeps the centre of its place where that is surer. ``header`` is what the file calls the
    column of addresses.
    """
    waiting = [draft for draft in drafts if _is_waiting(draft)]
    if not waiting:
        return
    gazetteer = read_gazetteer()
    crossings = Crossings(gazetteer, read_streets(), register.ground.districts)
    finder = AddressFinder(gazetteer, crossings)
    for draft in waiting:
        address = finder.find(draft.record["location_zh"], draft.record["district"])
        if address.alike:
            if draft.record["place"] is None:  # else it is placed, at the centre
                _ask(draft, address.alike, register, header)
        elif address.point and _is_surer(address.point, draft, register):
            _place(draft, address.point, header)


def _is_waiting(draft: RowDraft) -> bool:
    has_point = draft.record["lon_wgs84"] is not None
    if has_point or draft.is_rejected or not draft.record["location_zh"]:
        return False
    return all(finding.code != "district_several" for finding in draft.findings)


def _is_surer(point: NamedPoint, draft: RowDraft, register: Register) -> bool:
    """Tell whether a point has a smaller error than the centre of the row's place."""
    if draft.record["place"] is None:
        return True
    place = register.places[f"place:{draft.record['place']}"]
    return place.radius_m is None or point.error_m < place.radius_m


def _place(draft: RowDraft, point: NamedPoint, header: str) -> None:
    """Set the point of a row, and say in the report and the record that it was found by name."""
    draft.record |= {
        "lon_wgs84": point.lon,
        "lat_wgs84": point.lat,
        "precision_m": point.error_m,
    }
    facts, note = _words_of(point)
    said = shown(draft.record["location_zh"])
    draft.findings.append(Finding(draft.number, header, said, "point_from_name", facts))
    draft.add_note(*note)


@lru_cache(maxsize=10_000)  # a street has many houses
def _words_of(point: NamedPoint) -> tuple[Mapping[str, object], tuple[str, str]]:
    """Return what a finding says of a point, and the note on it in Chinese and English."""
    facts = {"name": (point.name, point.sound), "metres": f"{point.error_m:,}"}
    return facts, in_both("kept.point_from_name", **facts)


def _ask(draft: RowDraft, alike: Iterable[NamedPoint], register: Register, header: str) -> None:
    """Say which spots an address may mean."""
    listed = list(dict.fromkeys(alike))[:MOST_NAMED]
    names = tuple(
        ", ".join(_named(point, register, lang) for point in listed) for lang in LANGUAGES
    )
    said = shown(draft.record["location_zh"])
    draft.findings.append(Finding(draft.number, header, said, "address_question", {"names": names}))


def _named(point: NamedPoint, register: Register, lang: str) -> str:
    if not point.district:
        return point.name
    return f"{point.name} ({register.places[f'district:{point.district}'].name(lang)})"
