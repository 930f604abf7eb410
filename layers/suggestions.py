"""What the search box suggests: every project, place and policy with all it may be typed as."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from geo.ask.search import START, fold, spell
from geo.ground.membership import PROJECT_PREFIX
from geo.ground.places import FUNCTIONAL, Hierarchy, Place
from geo.register.load import Register
from geo.register.records import Row, given
from layers.assets import Asset

NEAR = "near"
SUGGESTED_KINDS = ("cluster", "district", FUNCTIONAL, "site", "place")


class Suggestion(NamedTuple):
    """A row of the index; ``typed`` is all that it may be typed as, each start after ``START``.

    ``kind`` may say more after a full stop: of a project its sector, of a policy its status, of a
    place ``near`` where one can ask what lies around it.
    """

    key: str
    kind: str
    zh: str
    en: str
    typed: str


def suggestion_index(register: Register) -> Asset:
    """Return the suggestions, places first, then projects, then policies."""
    rows = [*_places(register.places), *_projects(register), *_policies(register)]
    return Asset.from_json("suggestions.json", rows)


def _places(places: Hierarchy) -> Iterator[Suggestion]:
    for kind in SUGGESTED_KINDS:
        for place in places.of_kind(kind):
            typed = [place.name_zh, place.name_en, *_aliases(place, places)]
            yield Suggestion(place.key, _kind(place), place.name_zh, place.name_en, _typed(*typed))


def _kind(place: Place) -> str:
    """Return what a place is called, and whether it has an outline or a point to measure from."""
    shown = "place" if place.kind in {"site", "place"} else place.kind
    return shown if place.kind == "place" and place.anchor is None else f"{shown}.{NEAR}"


def _aliases(place: Place, places: Hierarchy) -> list[str]:
    """Return the aliases of a place, and of a functional area that it belongs to."""
    above = [places[key] for key in place.parents]
    return [
        alias
        for one in (place, *(up for up in above if up.kind == FUNCTIONAL))
        for alias in one.aliases
    ]


def _projects(register: Register) -> Iterator[Suggestion]:
    rows: Iterable[Row] = register.projects.itertuples()
    for project in rows:
        sector = given(project.sector) or "unstated"
        names = (project.name_zh, project.name_en)
        yield Suggestion(
            f"{PROJECT_PREFIX}{project.id}", f"project.{sector}", *names, _typed(*names)
        )


def _policies(register: Register) -> Iterator[Suggestion]:
    rows: Iterable[Row] = register.policies.itertuples()
    for policy in rows:
        names = (policy.title_zh, policy.title_en)
        yield Suggestion(
            f"policy:{policy.Index}", f"policy.{policy.status}", *names, _typed(*names)
        )


def _typed(*names: str) -> str:
    """Return names without case, as they are and without hyphens, and as they are spelt."""
    written = [fold(name) for name in names]
    joined = [name.replace("-", "") for name in written if "-" in name]
    plain = "".join(START + name for name in dict.fromkeys([*written, *joined]))
    return plain + "".join(dict.fromkeys(spell(name) for name in names))
